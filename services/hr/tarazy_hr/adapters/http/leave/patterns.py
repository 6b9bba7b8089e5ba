"""Working patterns with the days on which they begin."""

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from tarazy_shared.contracts.fields import Day
from tarazy_shared.contracts.staff import Half, Weekday
from tarazy_shared.trail import noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.addresses import CourtPath, PersonPath
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey, refused, view
from tarazy_hr.adapters.http.body import Body, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.leave.pattern_store import patterns_of
from tarazy_hr.adapters.stored_facts import working_pattern
from tarazy_hr.app.carrying_out import Outcome
from tarazy_hr.app.leave.patterns import lay_down_pattern, take_pattern_back
from tarazy_hr.domain.refusal import Refusal


class PatternBody(Body):
    """The half-days from a day on."""

    model_config = example({"working_pattern": {"mon": ["am", "pm"], "tue": ["am"]}})

    working_pattern: dict[Weekday, tuple[Half, ...]] | None = Field(
        description="A day that is not named is a day off; null: every half day"
    )


class PatternView(View):
    """A working pattern from a day on."""

    from_on: date
    status: str = Field(description="`laid_down`: its day is to come; `begun`; `not_begun`: nobody in post on its day")
    working_pattern: dict[str, tuple[str, ...]] | None


def patterns_router(desk: Desk, door: Door) -> APIRouter:
    """Working patterns of a person."""
    router = guarded_router("/courts/{court_id}/people/{person_id}/working-patterns", "people")

    @router.get("", dependencies=[door.needs("person.read")])
    async def list_patterns(court_id: CourtPath, person_id: PersonPath) -> list[PatternView]:
        """Changes of the working pattern, past and to come."""
        async with desk.work.pool.acquire() as connection:
            found = await patterns_of(connection, court_id, person_id)
        return [
            PatternView(
                from_on=one.from_on,
                status=one.what,
                working_pattern=None if one.pattern is None else dict(one.pattern.half_days),
            )
            for one in found
        ]

    @router.put(
        "/{from_on}", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("person.appoint")]
    )
    async def lay_down_working_pattern(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        from_on: Day,
        body: PatternBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Change the working pattern from a day on. It is told as `court.staff.updated` now and on that day."""
        given = body.working_pattern
        pattern = None if given is None else working_pattern(given)

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            return _answer(request, await lay_down_pattern(uow, court_id, person_id, from_on, pattern, cause))

        return await desk.perform(request, perform)

    @router.delete(
        "/{from_on}", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("person.appoint")]
    )
    async def take_working_pattern_back(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        from_on: Day,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take a change back whose day is to come. It is told as `court.staff.updated`."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            return _answer(request, await take_pattern_back(uow, court_id, person_id, from_on, cause))

        return await desk.perform(request, perform)

    return router


def _answer(request: Request, done: Outcome | bool | Refusal) -> Answer:
    if isinstance(done, Refusal):
        raise refused(request, done)
    if done is False:
        noted_nothing(request)
    facts = [] if isinstance(done, bool) else [view(fact) for fact in done.facts]
    answer = CommandAnswer(changed=done is not False, facts=facts, absence_id=None).model_dump(mode="json")
    del answer["absence_id"]
    return Answer(200, answer)
