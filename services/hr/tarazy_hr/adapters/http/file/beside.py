"""Acts about acting in a post beside the own one. Somebody begins to act by the form that appoints."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from tarazy_shared.pages.catalogue import message
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.acting_store import acting_in
from tarazy_hr.adapters.http.door import must
from tarazy_hr.adapters.http.file.acting import Act, Asked
from tarazy_hr.adapters.http.front.questions import DAY, About, Question
from tarazy_hr.app.acting import call_acting_off, end_acting
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, refused_by_database
from tarazy_hr.domain.acting import Acting
from tarazy_hr.domain.refusal import Refusal, unknown


async def _one(asked: Asked) -> Acting | None:
    async with asked.desk.work.pool.acquire() as connection:
        found = await acting_in(connection, queries.STANDING, [asked.court_id], person_id=asked.person_id)
    return next((one for one, _ in found if str(one.acting_id) == asked.of), None)


async def _end(asked: Asked) -> object:
    last = asked.answers["last_on"]
    return await _carried(asked, lambda uow, one: end_acting(uow, asked.court_id, asked.person_id, one, last))


async def _call_off(asked: Asked) -> object:
    return await _carried(asked, lambda uow, one: call_acting_off(uow, asked.court_id, asked.person_id, one))


async def _carried(asked: Asked, change: Callable[[UnitOfWork, UUID], Awaitable[bool | Refusal]]) -> object:
    one, request = await _one(asked), asked.visit.request
    if one is None:
        return unknown("acting_id", "unknown_acting", asked.of)
    must(request, asked.court_id, asked.person_id)

    async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
        done = await change(uow, one.acting_id)
        if done is True:
            noted(request, asked.court_id, asked.person_id, {"acting_id": str(one.acting_id)})
        else:
            noted_nothing(request)
        return done

    try:
        return await asked.desk.within(request, act)
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)


async def _where(asked: Asked) -> About:
    one, words = await _one(asked), asked.visit.words
    if one is None:
        return About()
    async with asked.desk.work.pool.acquire() as connection:
        posts = await queries.posts(connection, queries.STANDING, asked.court_id)
    number = next((fact.post.number for fact in posts if fact.post.post_id == one.post_id), None)
    day = asked.visit.reader.day(one.from_on)
    return About(facts=[(words.gettext("Post"), number or "–"), (words.gettext("From"), day)])


ACTS = (
    Act(
        "end-acting",
        "person.appoint",
        message("End acting"),
        message("End it"),
        _end,
        (Question("last_on", message("Last day"), "day", DAY, required=True, size=12),),
        _where,
        message("After this day the person has the own post alone, and what it allows."),
        is_grave=True,
        is_listed=False,
        called={"acting_id": "last_on", "to_on": "last_on"},
    ),
    Act(
        "call-acting-off",
        "person.appoint",
        message("Call acting off"),
        message("Call off"),
        _call_off,
        prepare=_where,
        follows=message("Before its first day: nobody acts in the post."),
        is_grave=True,
        is_listed=False,
    ),
)
