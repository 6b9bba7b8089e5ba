"""The pages that plan weeks of duty in turn, and tell other courts of them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.door import must
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.establishment import establishment
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.showing import ROLES
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.leave.duties import note_duties
from tarazy_hr.adapters.http.leave.wall import quarter_of
from tarazy_hr.adapters.leave.duty_store import duties_between
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, refused_by_database
from tarazy_hr.app.leave.rotating import duties_to_tell, plan_duties, tell_duties
from tarazy_hr.domain.access.deciding import RIGHTS
from tarazy_hr.domain.establishment.staffing import staffing_on
from tarazy_hr.domain.leave.cover import JUDGES
from tarazy_hr.domain.leave.rotation import MOST_WEEKS, Duty, Member, Place
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.texts import reason

PERMISSION = "duty.plan"
BACK, AHEAD = timedelta(days=366), timedelta(days=731)
"""How far back duties say whose turn it is, and how far ahead those are shown that were not told."""
QUESTIONS = (
    Question("first_on", message("First Monday"), "day", DAY, required=True, size=12),
    Question("weeks", message("Weeks"), "whole", message("At most 53"), required=True, size=4),
)
TELLING = (Question("until", message("Weeks that begin up to"), "day", DAY, required=True, size=12),)


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody who may be put into the turn."""

    court_id: str
    person_id: UUID
    name: str
    role: str
    last: date | None
    """Monday of the last duty that is known."""

    @property
    def field(self) -> str:
        """Of the form: the place in the turn is typed into it."""
        return f"turn-{self.court_id}-{self.person_id}"


class _RefusedError(Exception):
    """Nothing of what was done so far may stay."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def duty_plan_pages_router(desk: Desk, front: Front) -> APIRouter:
    """Pages that plan and tell duty."""
    router = APIRouter(prefix="/courts/{court_id}/desk/leave/duty", tags=["pages"], include_in_schema=False)

    @router.get("/plan", response_model=None)
    async def plan_page(visit: Annotated[Visit, front.visits(PERMISSION)]) -> Response:
        return await _plan_page(desk, visit, Form())

    @router.post("/plan", response_model=None)
    async def plan(visit: Annotated[Visit, front.sent(PERMISSION)]) -> Response:
        """Plan weeks as the form says."""
        return await _plan(desk, visit)

    @router.get("/tell", response_model=None)
    async def tell_page(visit: Annotated[Visit, front.visits(PERMISSION)]) -> Response:
        return await _tell_page(desk, visit, Form())

    @router.post("/tell", response_model=None)
    async def tell(visit: Annotated[Visit, front.sent(PERMISSION)]) -> Response:
        """Tell the courts concerned of the weeks up to a day: all of them or none."""
        return await _tell(desk, visit)

    return router


def _other(visit: Visit) -> str | None:
    """The other court whose people and posts are shown as well."""
    chosen = visit.given.get("with") or visit.request.query_params.get("with", "")
    is_open = chosen != visit.court.court_id and RIGHTS.may(visit.who, PERMISSION, chosen)
    return chosen if chosen and is_open else None


async def _in_line(desk: Desk, visit: Visit, courts: Sequence[str]) -> list[InLine]:
    """Whoever is in post today: judges first, and of them those who were on duty longest ago."""
    async with desk.work.pool.acquire() as connection:
        at, today = queries.STANDING, visit.today
        known = await duties_between(connection, at, today - BACK, today + AHEAD, courts)
        last = {duty.person_id: duty.monday for duty in sorted(known, key=lambda one: one.monday) if not duty.is_gap}
        found = [
            InLine(court_id, made.person_id, made.name, made.role, last.get(made.person_id))
            for court_id in courts
            for fact in await queries.people(connection, at, court_id, today)
            for made in [fact.appointment]
        ]
    return sorted(found, key=lambda one: (one.role not in JUDGES, one.last or date.min, name_key(one.name)))


async def _plan(desk: Desk, visit: Visit) -> Response:
    court_id, other = visit.court.court_id, _other(visit)
    courts = [court_id, *([other] if other else [])]
    said = answers_of(visit, QUESTIONS, About())
    wrong = dict(said.wrong) if isinstance(said, Form) else {}
    turn = _turn(visit, await _in_line(desk, visit, courts), wrong)
    places = _places(visit, courts)
    if not isinstance(said, Form) and not 1 <= said["weeks"] <= MOST_WEEKS:
        wrong["weeks"] = visit.words.gettext(message("From 1 to %(most)s."), most=MOST_WEEKS)
    if not turn and not any(name.startswith("turn-") for name in wrong):
        wrong["turn"] = visit.words.gettext(message("Give at least one person a place in the turn."))
    if not places:
        wrong["places"] = visit.words.gettext(message("Choose at least one place."))
    if wrong or isinstance(said, Form):
        return await _plan_page(desk, visit, Form(visit.given, wrong), status=422)

    async def act(uow: UnitOfWork, cause: Cause) -> object:
        members = [Member(one.court_id, one.person_id) for one in turn]
        made = await plan_duties(uow, court_id, members, places, said["first_on"], said["weeks"])
        if isinstance(made, Refusal):
            raise _RefusedError(made)
        note_duties(visit.request, made.duties)
        return made

    for concerned in {one.court_id for one in turn} | {place.court_id for place in places}:
        must(visit.request, concerned)
    refusal = await _carried(desk, visit, act)
    if refusal is not None:
        return await _plan_page(desk, visit, _refused(visit, refusal, turn), status=409)
    return visit.back_to("leave/duty", done="planned", quarter=quarter_of(said["first_on"]))


def _turn(visit: Visit, line: Sequence[InLine], wrong: dict[str, str]) -> list[InLine]:
    """Whoever has a number, in the order of the numbers."""
    numbered = []
    for one in line:
        typed = visit.given.get(one.field, "").strip()
        if typed and not (typed.isascii() and typed.isdecimal() and len(typed) < 5):
            wrong[one.field] = visit.words.gettext(message("Must be a whole number."))
        elif typed:
            numbered.append((int(typed), one))
    return [one for _, one in sorted(numbered, key=lambda pair: pair[0])]


def _places(visit: Visit, courts: Sequence[str]) -> list[Place]:
    """What is ticked: the own court, and posts of the other one."""
    found = []
    for name in visit.given:
        court_id, _, post_id = name.removeprefix("place-").partition(" ")
        if name.startswith("place-") and court_id in courts:
            try:
                found.append(Place(court_id, UUID(post_id) if post_id else None))
            except ValueError:
                continue
    return found


def _refused(visit: Visit, refusal: Refusal, turn: Sequence[InLine]) -> Form:
    """Beside the person, the places or the question that it is about."""
    room, _, rest = refusal.field.partition(".")
    number = rest.partition(".")[0]
    name = turn[int(number)].field if room == "turn" and number.isdecimal() and int(number) < len(turn) else room
    words = reason(refusal.code, refusal.particulars, visit.reader.language)
    return Form(
        visit.given, {name if name in ("first_on", "weeks", "places") or name.startswith("turn") else "asked": words}
    )


async def _plan_page(desk: Desk, visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
    court_id, other = visit.court.court_id, _other(visit)
    line = await _in_line(desk, visit, [court_id, *([other] if other else [])])
    async with desk.work.pool.acquire() as connection:
        names = await _court_names(desk, visit)
        known = await establishment(connection, queries.STANDING, [other] if other else [])
    vacant = [one.post for one in staffing_on(known.posts, visit.today) if one.vacant > 0]
    others = [(one, name) for one, name in names.items() if one != court_id and RIGHTS.may(visit.who, PERMISSION, one)]
    return visit.render(
        "leave_duty_plan.html",
        section="leave",
        status=status,
        form=form,
        questions=QUESTIONS,
        about=About({"weeks": "13"}),
        line=line,
        roles=ROLES,
        other=other,
        others=sorted(others, key=lambda one: name_key(one[1])),
        court_names=names,
        vacant=sorted(vacant, key=lambda post: post.number or ""),
    )


async def _court_names(desk: Desk, visit: Visit) -> Mapping[str, str]:
    async with desk.work.pool.acquire() as connection:
        courts = await queries.courts(connection, queries.STANDING)
    return {fact.court.court_id: str(getattr(fact.court.name, visit.reader.language)) for fact in courts}


async def _tell(desk: Desk, visit: Visit) -> Response:
    court_id = visit.court.court_id
    said = answers_of(visit, TELLING, About())
    if isinstance(said, Form):
        return await _tell_page(desk, visit, said, status=422)
    until: date = said["until"]

    async def act(uow: UnitOfWork, cause: Cause) -> object:
        for duty in await duties_to_tell(uow, court_id, until):
            must(visit.request, duty.place.court_id)
        told = await tell_duties(uow, court_id, until, cause)
        if isinstance(told, Refusal):
            raise _RefusedError(told)
        note_duties(visit.request, [duty for duty, _ in told])
        return told

    refusal = await _carried(desk, visit, act)
    if refusal is not None:
        return await _tell_page(desk, visit, refused_form(visit, TELLING, refusal), status=409)
    return visit.back_to("leave/duty", done="told")


async def _tell_page(desk: Desk, visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
    court_id, today = visit.court.court_id, visit.today
    async with desk.work.pool.acquire() as connection:
        known = await duties_between(connection, queries.STANDING, today - timedelta(days=6), today + AHEAD, [court_id])
        people = await queries.people(connection, queries.STANDING, court_id, None)
    waiting = [duty for duty in known if _waits(duty, court_id)]
    return visit.render(
        "leave_duty_tell.html",
        section="leave",
        status=status,
        form=form,
        questions=TELLING,
        about=About(),
        waiting=waiting,
        names={fact.appointment.person_id: fact.appointment.name for fact in people},
        court_names=await _court_names(desk, visit),
    )


def _waits(duty: Duty, court_id: str) -> bool:
    """Whether another court is to be told of a duty."""
    return duty.home_court_id == court_id and duty.is_elsewhere and duty.absence_id is None and not duty.is_gap


async def _carried(desk: Desk, visit: Visit, act: Callable[[UnitOfWork, Cause], Awaitable[Any]]) -> Refusal | None:
    """Carry it out; why not where it was refused, and then nothing stays."""
    try:
        await desk.within(visit.request, act)
    except _RefusedError as error:
        return error.refusal
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)
    return None
