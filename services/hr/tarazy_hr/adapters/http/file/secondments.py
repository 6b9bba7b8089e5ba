"""Acts about secondments: somebody is sent to another court's post, and comes back earlier than was said."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from tarazy_shared.door import must
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.establishment import establishment
from tarazy_hr.adapters.http.file.acting import Act, Asked
from tarazy_hr.adapters.http.front.questions import DAY, About, Question
from tarazy_hr.adapters.http.leave.secondments import note_secondment
from tarazy_hr.adapters.leave.duty_store import is_duty
from tarazy_hr.adapters.leave.secondment_store import Secondment, secondment_of
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, Outcome, refused_by_database
from tarazy_hr.app.leave.seconding import call_off_secondment, end_secondment, second
from tarazy_hr.domain.access.deciding import RIGHTS
from tarazy_hr.domain.establishment.staffing import staffing_on
from tarazy_hr.domain.refusal import Refusal, conflict, unknown

PERMISSION = "secondment.decide"
Done = list[tuple[str, Outcome]] | Refusal


class _RefusedError(Exception):
    """One court has said no: nothing may stay in the other."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


async def _vacancies(asked: Asked) -> About:
    """Posts that are vacant today in the other courts in which whoever asks decides about secondments."""
    visit = asked.visit
    async with asked.desk.work.pool.acquire() as connection:
        courts = {
            fact.court.court_id: str(getattr(fact.court.name, visit.reader.language))
            for fact in await queries.courts(connection, queries.STANDING)
            if fact.court.court_id != asked.court_id
            and RIGHTS.may(visit.who, PERMISSION, fact.court.court_id, asked.person_id)
        }
        known = await establishment(connection, queries.STANDING, sorted(courts))
    vacant = [one for one in staffing_on(known.posts, visit.today) if one.vacant > 0]
    vacant.sort(key=lambda one: (name_key(courts[one.post.court_id]), one.post.number or ""))
    options = []
    for one in vacant:
        number = visit.words.gettext(message("No. %(number)s"), number=one.post.number or "–")
        options.append((f"{one.post.court_id} {one.post.post_id}", f"{courts[one.post.court_id]}, {number}"))
    return About(options={"post": options})


async def _send(asked: Asked) -> object:
    said = asked.answers
    host_court_id, _, post_id = said["post"].partition(" ")
    absence_id = uuid7(asked.desk.work.clock())
    made = Secondment(absence_id, asked.court_id, host_court_id, asked.person_id, UUID(post_id), said["first_on"])
    return await _both(asked, made, lambda uow, cause: second(uow, made, said["last_on"], said["order_number"], cause))


async def _one(asked: Asked) -> Secondment | None:
    try:
        absence_id = UUID(asked.of)
    except ValueError:
        return None
    async with asked.desk.work.pool.acquire() as connection:
        made = await secondment_of(connection, absence_id)
    is_this = made is not None and (made.home_court_id, made.person_id) == (asked.court_id, asked.person_id)
    return made if is_this else None


async def _end(asked: Asked) -> object:
    made = await _one(asked)
    if made is None:
        return unknown("absence_id", "unknown_secondment", asked.of)
    last: object = asked.answers["last_on"]
    return await _both(asked, made, lambda uow, cause: end_secondment(uow, made, last, cause))  # type: ignore[arg-type]


async def _call_off(asked: Asked) -> object:
    made = await _one(asked)
    if made is None:
        return unknown("absence_id", "unknown_secondment", asked.of)

    async def act(uow: UnitOfWork, cause: Cause) -> Done:
        if await is_duty(uow.connection, made.absence_id):
            return conflict("absence_id", "is_duty", day=made.first_on)
        return await call_off_secondment(uow, made, cause)

    return await _both(asked, made, act)


async def _both(asked: Asked, made: Secondment, act: Callable[[UnitOfWork, Cause], Awaitable[Done]]) -> object:
    """In both courts or in none."""
    request = asked.visit.request
    for court_id in (asked.court_id, made.host_court_id):
        must(request, court_id, asked.person_id)

    async def perform(uow: UnitOfWork, cause: Cause) -> object:
        done = await act(uow, cause)
        if isinstance(done, Refusal):
            raise _RefusedError(done)
        note_secondment(request, made, done)
        return done

    try:
        return await asked.desk.within(request, perform)
    except _RefusedError as error:
        return error.refusal
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)


async def _where(asked: Asked) -> About:
    made, words = await _one(asked), asked.visit.words
    if made is None:
        return About()
    async with asked.desk.work.pool.acquire() as connection:
        court = await queries.court(connection, queries.STANDING, made.host_court_id)
    name = getattr(court.court.name, asked.visit.reader.language) if court else made.host_court_id
    day = asked.visit.reader.day(made.first_on)
    return About(facts=[(words.gettext("Court"), name), (words.gettext("First day there"), day)])


ACTS = (
    Act(
        "second",
        PERMISSION,
        message("Second to another court"),
        message("Send"),
        _send,
        (
            Question("post", message("Vacant post"), "choice", required=True),
            Question("first_on", message("First day there"), "day", DAY, required=True, size=12),
            Question("last_on", message("Last day there"), "day", DAY, required=True, size=12),
            Question("order_number", message("Order number"), "text", size=16),
        ),
        _vacancies,
        message(
            "Away here and in post there for the same days: both courts are told, or neither. Hearings here go to "
            "another judge or move."
        ),
        shows_sittings=True,
        called={"post_id": "post", "host_court_id": "post", "from_on": "first_on", "to_on": "last_on"},
    ),
    Act(
        "end-secondment",
        PERMISSION,
        message("End a secondment early"),
        message("End it"),
        _end,
        (Question("last_on", message("Last day there"), "day", DAY, required=True, size=12),),
        _where,
        message("The person is back here the day after. Hearings there go to another judge or move."),
        is_grave=True,
        shows_sittings=True,
        is_listed=False,
        called={"absence_id": "last_on", "to_on": "last_on"},
    ),
    Act(
        "call-secondment-off",
        PERMISSION,
        message("Call a secondment off"),
        message("Call off"),
        _call_off,
        prepare=_where,
        follows=message("Before its first day: neither away here nor in post there. Both courts are told."),
        is_grave=True,
        is_listed=False,
    ),
)
