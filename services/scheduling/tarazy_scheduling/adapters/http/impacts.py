"""What somebody's absence or a closed room would mean for a court's hearings, before anybody approves it."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import AwareDatetime, BaseModel, model_validator
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import CourtId, wrong
from tarazy_shared.contracts.staff import AbsenceKind
from tarazy_shared.ids import uuid7
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters.http.by_hand.answers import ConflictShown, SittingShown
from tarazy_scheduling.adapters.http.conflict_words import ConflictWords, conflict_words
from tarazy_scheduling.adapters.http.courts import known_court
from tarazy_scheduling.app.impacts import foresee
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import ApproveAbsence, Command, DeclareUnavailability
from tarazy_scheduling.domain.listing.impacts import Fate, Impact, Impacts
from tarazy_scheduling.domain.model.hearing import Placing
from tarazy_scheduling.domain.model.means import Absence, Unavailability
from tarazy_scheduling.domain.outcome import Waits
from tarazy_scheduling.settings import Settings


class ImpactBody(BaseModel):
    """Who or which room cannot be had, and when. `kind` is the absence's; for a room it means nothing."""

    person_id: UUID | None = None
    room_id: UUID | None = None
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    kind: AbsenceKind = "leave"

    @model_validator(mode="after")
    def _is_one_time_of_one(self) -> Self:
        if (self.person_id is None) == (self.room_id is None):
            raise wrong("exactly one of person_id and room_id must be given", "person_id")
        if self.ends_at <= self.starts_at:
            raise wrong("ends_at must be later than starts_at", "ends_at")
        return self


class ImpactShown(BaseModel):
    """What becomes of one hearing."""

    hearing_id: UUID
    case_id: UUID
    hit: bool
    """False: it gives way to one that is hit, or follows one."""
    outcome: Fate
    reason: str | None
    """As people would be told."""
    custody: bool
    previous: list[SittingShown]
    previous_judges: list[UUID]
    sittings: list[SittingShown]
    judges: list[UUID]
    substitute_for: UUID | None
    days_later: int | None
    """From the first day that it has to the first that it gets."""
    conflicts: list[ConflictShown]
    """Why it would have no place."""


class ImpactsShown(BaseModel):
    """What it would bring as things stand now; nothing is changed."""

    court_id: str
    person_id: UUID | None
    room_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    hit: int
    by_outcome: dict[Fate, int]
    """Of those that are hit."""
    giving_way: int
    """Others that move."""
    people_to_tell: dict[str, int]
    """By role, each person once."""
    delay_days: int
    """By how many days the hearings that move come later, all together."""
    custody_cases: list[UUID]
    hearings: list[ImpactShown]


def impacts_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Everything here needs the service's token, or the one that HR asks with."""
    tokens = [settings.token, *([settings.hr_token] if settings.hr_token else [])]
    router = APIRouter(tags=["listing"], dependencies=[Depends(require_token(*tokens))])
    pool, work, clock = running.pool, running.work, running.clock

    @router.post("/courts/{court_id}/impacts", summary="What an absence or a closed room would bring")
    async def impacts(
        request: Request, response: Response, court_id: Annotated[CourtId, Path()], body: ImpactBody
    ) -> ImpactsShown:
        """Looks ahead by the very decision that the event brings about once it is approved."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            words = await conflict_words(connection, request, court_id, clock)
        if body.ends_at <= clock():
            error = FieldError("ends_at", "in_the_past", "It is over already")
            raise Refusal(422, "Not possible", [error])
        command, resource_id = _command(court_id, body, clock())
        found = await foresee(work, sets.beacon_clock, court_id, command, resource_id)
        if isinstance(found, Waits):
            raise Refusal(404, "Not known", [FieldError(found.field, found.code, f"{found.reference} is not known")])
        words.put_on(response)
        return _shown(court_id, body, found if isinstance(found, Impacts) else Impacts((), {}, 0, ()), words)

    return router


def _command(court_id: str, body: ImpactBody, now: datetime) -> tuple[Command, UUID]:
    """What would be decided, and about whom or what."""
    times = body.starts_at, body.ends_at
    if body.person_id:
        return ApproveAbsence(Absence(uuid7(now), court_id, body.person_id, body.kind, *times)), body.person_id
    if body.room_id is None:
        raise ValueError("Neither a person nor a room is given")
    return DeclareUnavailability(Unavailability(uuid7(now), court_id, "room", body.room_id, *times)), body.room_id


def _shown(court_id: str, body: ImpactBody, found: Impacts, words: ConflictWords) -> ImpactsShown:
    hit = [one for one in found.hearings if one.hit]
    fates: tuple[Fate, ...] = ("keeps_its_time", "moves", "substitute", "unlisted")
    return ImpactsShown(
        court_id=court_id,
        person_id=body.person_id,
        room_id=body.room_id,
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        hit=len(hit),
        by_outcome={fate: sum(one.fate == fate for one in hit) for fate in fates},
        giving_way=len(found.hearings) - len(hit),
        people_to_tell=found.people,
        delay_days=found.delay_days,
        custody_cases=list(found.custody_cases),
        hearings=[_hearing(one, words) for one in found.hearings],
    )


def _hearing(one: Impact, words: ConflictWords) -> ImpactShown:
    consequence = one.consequence
    hearing, before, after = consequence.hearing, consequence.before, consequence.hearing.placing
    return ImpactShown(
        hearing_id=hearing.hearing_id,
        case_id=hearing.case_id,
        hit=one.hit,
        outcome=one.fate,
        reason=consequence.reason,
        custody=one.is_custody,
        previous=_sittings(before),
        previous_judges=list(before.judges) if before else [],
        sittings=_sittings(after),
        judges=list(after.judges) if after else [],
        substitute_for=after.substitute_for if after else None,
        days_later=consequence.days_later,
        conflicts=[ConflictShown(**one) for one in words.shown(consequence.conflicts)],
    )


def _sittings(placing: Placing | None) -> list[SittingShown]:
    return [
        SittingShown(starts_at=one.starts_at, ends_at=one.ends_at, room_id=one.room_id)
        for one in (placing.sittings if placing else ())
    ]
