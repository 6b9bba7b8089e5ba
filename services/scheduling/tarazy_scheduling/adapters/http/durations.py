"""How long hearings last and how often they do not take place: advice to whoever estimates."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import Code
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import catalogue_reading, past_hearings
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.duration_words import ADVICE, LEVELS
from tarazy_scheduling.adapters.http.suggestions import Words
from tarazy_scheduling.domain.durations.learning import ADVISED, Advice, Learnt, Level, advise, learn
from tarazy_scheduling.domain.durations.past import Kind
from tarazy_scheduling.domain.durations.rates import Rate
from tarazy_scheduling.settings import Settings

Minutes = Annotated[int, Query(ge=1, le=10_000, description="What is estimated; counts while little is known")]


class QuantileShown(BaseModel):
    """Within so many minutes this part of the hearings is over."""

    part: float
    minutes: int


class RateShown(BaseModel):
    """A probability with the range in which it lies nine times in ten."""

    rate: float
    low: float
    high: float
    happened: int
    of: int
    """Hearings at the finest level that has any; what they do not say comes from the wider levels."""


class SeenShown(BaseModel):
    """From how many hearings something is learnt at a level."""

    level: Level
    durations: int
    ended: int
    withdrawn: int


class LearntShown(BaseModel):
    """What past hearings say."""

    level: Level | None
    """The finest with ten hearings or more, from which most of the figures come."""
    by: Words
    minutes: int | None
    """What is advised: four of five such hearings end in time."""
    mean: float | None
    quantiles: list[QuantileShown]
    seen: list[SeenShown]
    """The widest level first."""
    absence: RateShown
    """Does not take place though nobody has cancelled it."""
    withdrawal: RateShown
    """Is withdrawn, or its case closed, once it has a place."""
    late_withdrawal: RateShown
    """The same within three days of its start, of those that had their place until then."""


class DurationsShown(BaseModel):
    """Of one kind of hearing in a court."""

    court_id: str
    hearing_type: str
    category: str | None
    judge_id: UUID | None
    learnt: LearntShown


class DurationShown(BaseModel):
    """A hearing's own estimate beside what was learnt. Nothing follows from it by itself."""

    hearing_id: UUID
    court_id: str
    hearing_type: str
    category: str
    judge_id: UUID | None
    estimated_minutes: int
    advice: Advice
    differs: bool
    text: Words
    learnt: LearntShown


def durations_router(running: Running, settings: Settings) -> APIRouter:
    """Everything here needs the service's token: how long a judge sits is for the court alone."""
    router = APIRouter(tags=["durations"], dependencies=[Depends(require_token(settings.token))])
    pool, clock = running.pool, running.clock

    @router.get("/courts/{court_id}/durations", summary="How long hearings of a kind last")
    async def durations(
        court_id: str,
        hearing_type: Code,
        category: Code | None = None,
        judge_id: UUID | None = None,
        minutes: Minutes | None = None,
    ) -> DurationsShown:
        """Learnt from the hearings of the last three years; the finer the level, the more it needs to count."""
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            await refuse_unknown(connection, court_id, Kind(hearing_type, category, judge_id))
            pasts = await past_hearings.past_of(connection, court, [hearing_type], today_in(court, clock))
        learnt = await asyncio.to_thread(learn, pasts, Kind(hearing_type, category, judge_id), minutes)
        return DurationsShown(
            court_id=court_id, hearing_type=hearing_type, category=category, judge_id=judge_id, learnt=_learnt(learnt)
        )

    @router.get("/hearings/{hearing_id}/duration", summary="A hearing's estimate beside what was learnt")
    async def duration(hearing_id: UUID) -> DurationShown:
        """`differs` where the advised minutes are off by more than 15 and by more than a quarter of the estimate."""
        async with pool.acquire() as connection:
            asked = await past_hearings.asked_for(connection, hearing_id)
            if asked is None:
                error = FieldError("hearing_id", "unknown_hearing", f"{hearing_id} is not known")
                raise Refusal(404, "This hearing is not known", [error])
            court = await known_court(connection, asked.court_id)
            request = asked.hearing.request
            pasts = await past_hearings.past_of(connection, court, [request.hearing_type], today_in(court, clock))
        kind = Kind(request.hearing_type, asked.category, asked.judge_id)
        learnt = await asyncio.to_thread(learn, pasts, kind, request.estimated_minutes)
        advice = advise(learnt, request.estimated_minutes)
        return DurationShown(
            hearing_id=hearing_id,
            court_id=asked.court_id,
            hearing_type=request.hearing_type,
            category=asked.category,
            judge_id=asked.judge_id,
            estimated_minutes=request.estimated_minutes,
            advice=advice,
            differs=advice in ("longer", "shorter"),
            text=Words(**ADVICE[advice]),
            learnt=_learnt(learnt),
        )

    return router


async def refuse_unknown(connection: Connection, court_id: str, kind: Kind) -> None:
    """Raises `Refusal` 422 for each code that no entry of the court's catalogue ever had, and for no judge of it."""
    wrong = [
        FieldError(field, "unknown_code", f"The court's catalogue has no {what} {code}")
        for field, what, code in (
            ("hearing_type", "hearing type", kind.hearing_type),
            ("category", "category", kind.category),
        )
        if code is not None and not await catalogue_reading.has_code(connection, court_id, field, code)
    ]
    if kind.judge_id and not await past_hearings.sits_in(connection, court_id, kind.judge_id):
        wrong.append(FieldError("judge_id", "unknown_person", f"{kind.judge_id} is no judge of the court"))
    if wrong:
        raise Refusal(422, "Not possible", wrong)


def _learnt(learnt: Learnt) -> LearntShown:
    quantiles = learnt.quantiles
    return LearntShown(
        level=learnt.level,
        by=Words(**LEVELS[learnt.level]),
        minutes=quantiles.get(ADVISED),
        mean=None if learnt.mean is None else round(learnt.mean, 1),
        quantiles=[QuantileShown(part=part, minutes=minutes) for part, minutes in quantiles.items()],
        seen=[
            SeenShown(level=one.level, durations=one.durations, ended=one.ended, withdrawn=one.withdrawn)
            for one in learnt.seen
        ],
        absence=_rate(learnt.absence),
        withdrawal=_rate(learnt.withdrawal),
        late_withdrawal=_rate(learnt.late_withdrawal),
    )


def _rate(one: Rate) -> RateShown:
    rounded = (round(value, 4) for value in (one.rate, one.low, one.high))
    rate, low, high = rounded
    return RateShown(rate=rate, low=low, high=high, happened=one.happened, of=one.of)
