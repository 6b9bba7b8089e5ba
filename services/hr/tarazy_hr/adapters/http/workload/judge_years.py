"""Judge-year values over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from tarazy_shared.contracts.fields import Day, Text
from tarazy_shared.country import COUNTRY_ZONE
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import KnownAt
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, FactView, IdempotencyKey, refused
from tarazy_hr.adapters.http.body import Body, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.workload.views import rounded
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.workload import year_store
from tarazy_hr.app.workload.judge_years import lay_down
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.workload.judge_year import ALL_LEVELS, JudgeYear, JudgeYearFact

Days = Annotated[int, Field(ge=0, le=366, strict=True)]
LevelPath = Annotated[Literal["all", "district", "regional", "cassation", "supreme"], Path()]


class JudgeYearBody(Body):
    """Of what a year of one full-time judge is made, from a day on."""

    model_config = example(
        {
            "valid_from": "2027-01-01",
            "working_days": 247,
            "leave_days": 30,
            "other_days": 7,
            "minutes_a_day": 480,
            "casework_percent": 75,
        }
    )

    valid_from: Day
    working_days: Annotated[int, Field(ge=1, le=366, strict=True)]
    leave_days: Days
    other_days: Days = 0
    minutes_a_day: Annotated[int, Field(ge=1, le=1440, strict=True)]
    casework_percent: Annotated[int, Field(ge=1, le=100, strict=True)]
    source: Text | None = None

    def year(self, level: str) -> JudgeYear:
        """As the domain knows it."""
        return JudgeYear(level, **self.model_dump())


class JudgeYearView(View):
    """A judge-year value: (working - leave - other days) x minutes a day x casework."""

    level: str
    valid_from: str
    working_days: int
    leave_days: int
    other_days: int
    days: int
    minutes_a_day: int
    casework_percent: int
    minutes: float
    source: str | None
    estimate: bool = Field(description="Ships with the system: nobody has laid it down")

    @classmethod
    def of(cls, fact: JudgeYearFact) -> "JudgeYearView":
        """The value of a fact."""
        year = fact.year
        return cls(
            level=year.level or "all",
            valid_from=year.valid_from.isoformat(),
            working_days=year.working_days,
            leave_days=year.leave_days,
            other_days=year.other_days,
            days=year.days,
            minutes_a_day=year.minutes_a_day,
            casework_percent=year.casework_percent,
            minutes=rounded(year.minutes),
            source=year.source,
            estimate=year.estimate,
        )


def judge_years_router(desk: Desk, door: Door) -> APIRouter:
    """What a judge has time for in a year, by level of court."""
    router = guarded_router("/judge-years", "workload")

    @router.get("", dependencies=[door.needs("norm.read")])
    async def list_judge_years(known_at: KnownAt = None) -> list[JudgeYearView]:
        """All values, by level and first day."""
        async with desk.work.pool.acquire() as connection:
            facts = await year_store.judge_years(connection, known_at or queries.STANDING)
        return [JudgeYearView.of(fact) for fact in facts]

    @router.put(
        "/{level}",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("country_norm.change")],
    )
    async def set_a_judge_year(
        request: Request, level: LevelPath, body: JudgeYearBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Lay down what a judge's year is made of, from a day on. Never changed backwards."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            year = body.year(ALL_LEVELS if level == "all" else level)
            facts = await lay_down(uow, year, day_of(uow.now, COUNTRY_ZONE))
            if isinstance(facts, Refusal):
                raise refused(request, facts)
            if facts:
                noted(request, None, None, {"judge_year": level, "valid_from": year.valid_from.isoformat()})
            else:
                noted_nothing(request)
            shown = [FactView(what=fact.what, version=fact.version, event=None) for fact in facts]
            return Answer(
                200, CommandAnswer(changed=bool(shown), facts=shown).model_dump(mode="json", exclude={"absence_id"})
            )

        return await desk.perform(request, perform)

    return router
