"""Pages of the body from which panels are drawn: who sits in it, from when to when, and what stands against it."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.database import Connection
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.discipline import body, standing
from tarazy_hr.adapters.discipline.body import Membership
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.pages.showing import PREFIX, SECTION, show
from tarazy_hr.adapters.http.discipline.pages.words import INSTANCES
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.proceedings import people
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.domain.refusal import Refusal

READ, CHANGE = "discipline_body.read", "discipline_body.change"
State = Literal["sits", "to_come", "over", "absent", "suspended"]
STATES: dict[State, tuple[str, str]] = {
    "sits": (message("can be drawn"), "ok"),
    "to_come": (message("to come"), ""),
    "over": (message("the term is over"), ""),
    "absent": (message("away today"), "warn"),
    "suspended": (message("suspended"), "bad"),
}
QUESTIONS = (
    Question("person", message("Who"), "choice", required=True),
    Question("sits_in", message("Sits in"), "choice", required=True),
    Question("from_on", message("First day"), "day", DAY, required=True, size=12),
    Question("to_on", message("Last day"), "day", message("Empty: without an end"), size=12),
)
CALLED = {"person_id": "person"}


@dataclass(frozen=True, slots=True)
class Row:
    """One term, with what stands against it."""

    term: Membership
    name: str
    court_id: str | None
    court: str
    state: tuple[str, str]
    open_panels: int
    """Cases that are not over in which this member sits."""
    is_left: bool
    """Whether this member sits in some of them and is of the body no longer."""
    inspects: bool


def body_pages(desk: Desk, front: Front) -> APIRouter:
    """The body, as it stands for all courts."""
    router = APIRouter(prefix=f"{PREFIX}/body", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def body_page(visit: Annotated[Visit, front.visits(READ)], done: str = "") -> Response:
        """All terms, those that are over last."""
        async with desk.work.pool.acquire() as connection:
            rows = await _rows(desk, visit, connection)
            courts = await _court_names(visit, connection)
        return show(
            visit,
            "discipline_body.html",
            rows=rows,
            instances=INSTANCES,
            court_names=sorted(courts.items(), key=lambda one: one[1]),
            done=bool(done),
        )

    @router.get("/new", response_model=None)
    async def form_page(
        visit: Annotated[Visit, front.visits(CHANGE)], of: str = "", person: str = "", sits_in: str = ""
    ) -> Response:
        """The form of a term: of somebody of a court, or of a member whose term is to be another."""
        return await _form(desk, visit, of, Form(), chosen={"person": person, "sits_in": sits_in})

    @router.post("/new", response_model=None)
    async def enter(visit: Annotated[Visit, front.sent(CHANGE)]) -> Response:
        """Let a term stand."""
        of = visit.given.get("of", "")
        said = answers_of(visit, QUESTIONS, await _about(desk, visit, of, {}))
        if isinstance(said, Form):
            return await _form(desk, visit, of, said, status=422)
        wanted = Membership(UUID(said["person"]), said["sits_in"], said["from_on"], said["to_on"])

        async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
            done = await body.enter(uow.connection, wanted, uow.now)
            if done is True:
                noted(visit.request, None, wanted.person_id, {"sits_in": wanted.sits_in})
            else:
                noted_nothing(visit.request)
            return done

        done = await desk.within(visit.request, act)
        if isinstance(done, Refusal):
            return await _form(desk, visit, of, refused_form(visit, QUESTIONS, done, CALLED), status=409)
        return visit.back_to(f"{SECTION}/body", done=1)

    return router


async def _court_names(visit: Visit, connection: Connection) -> dict[str, str]:
    found = await queries.courts(connection, queries.STANDING)
    return {one.court.court_id: local(visit, one.court.name) for one in found}


async def _rows(desk: Desk, visit: Visit, connection: Connection) -> list[Row]:
    terms = await body.memberships(connection)
    members, now = list({one.person_id for one in terms}), desk.work.clock()
    names = await names_of(connection, members)
    courts = await people.courts_of(connection, members, visit.today)
    known = await _court_names(visit, connection)
    away = await people.away(connection, members, now, visit.today)
    seats = await standing.open_panels_of(connection, members)
    sitting = {one.person_id for one in terms if _state(visit, one, {}) == "sits"}
    inspectors = await people.who_are("inspector", connection, visit.court.court_id, now)
    rows = [
        Row(
            one,
            names.get(one.person_id, str(one.person_id)),
            court := courts.get(one.person_id),
            known.get(court, court) if court else "–",
            STATES[_state(visit, one, away)],
            seats.get(one.person_id, 0),
            one.person_id in seats and one.person_id not in sitting,
            one.person_id in inspectors,
        )
        for one in terms
    ]
    return sorted(rows, key=lambda row: (row.state == STATES["over"], row.term.sits_in != "first", name_key(row.name)))


def _state(visit: Visit, one: Membership, away: dict[UUID, str]) -> State:
    if one.from_on > visit.today:
        return "to_come"
    if one.to_on is not None and one.to_on < visit.today:
        return "over"
    if one.person_id in away:
        return "suspended" if away[one.person_id] == "suspended" else "absent"
    return "sits"


async def _about(desk: Desk, visit: Visit, of: str, chosen: dict[str, str]) -> About:
    """`of`: the court whose people are offered; `chosen`: the member whose term is to be another."""
    async with desk.work.pool.acquire() as connection:
        staff = await queries.people(connection, queries.STANDING, of, visit.today) if of else []
        terms = await body.memberships(connection)
        names = await names_of(connection, [one.person_id for one in terms])
    offered = {str(one.appointment.person_id): one.appointment.name for one in staff}
    offered |= {str(who): name for who, name in names.items()}
    offered |= {str(one.person_id): str(one.person_id) for one in terms if str(one.person_id) not in offered}
    known = next((one for one in terms if (str(one.person_id), one.sits_in) == tuple(chosen.values())), None)
    values: dict[str, Any] = dict(chosen)
    if known is not None:
        values["from_on"] = f"{known.from_on:%d.%m.%Y}"
        values["to_on"] = f"{known.to_on:%d.%m.%Y}" if known.to_on else ""
    instances = [(code, visit.words.gettext(name)) for code, name in INSTANCES.items()]
    return About(values, {"person": sorted(offered.items(), key=lambda one: name_key(one[1])), "sits_in": instances})


async def _form(
    desk: Desk, visit: Visit, of: str, form: Form, *, chosen: dict[str, str] | None = None, status: int = 200
) -> HTMLResponse:
    about = await _about(desk, visit, of, chosen or {})
    return show(visit, "discipline_member.html", status=status, questions=QUESTIONS, about=about, form=form, of=of)
