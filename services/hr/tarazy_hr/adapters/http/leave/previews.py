"""The impact preview over HTTP."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from tarazy_shared.ids import uuid7

from tarazy_hr.adapters.http.addresses import CourtPath, PersonPath
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.leave.leave_bodies import LeaveBody
from tarazy_hr.adapters.http.leave.leave_views import CalendarView, LeaveView
from tarazy_hr.adapters.scheduling.client import Scheduling
from tarazy_hr.adapters.scheduling.foreseen import ForeseenHearing
from tarazy_hr.app.leave.previewing import Impact, Preview, preview
from tarazy_hr.domain.absence import AbsenceFact, DecideAbsence
from tarazy_hr.domain.court import Language
from tarazy_hr.domain.leave.preview import CoverLeft, YearLeft
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.texts import TITLES, preferred_language, reason


class RefusalView(BaseModel):
    """Why the leave could not be granted as things stand."""

    field: str
    code: str
    reason: str

    @classmethod
    def of(cls, refusal: Refusal, language: Language) -> "RefusalView":
        """A refusal in words."""
        return cls(field=refusal.field, code=refusal.code, reason=reason(refusal.code, refusal.particulars, language))


class YearLeftView(BaseModel):
    """What is left at the end of a year, without the leave and with it."""

    year: int
    before: Decimal
    after: Decimal

    @classmethod
    def of(cls, one: YearLeft) -> "YearLeftView":
        """A year."""
        return cls(year=one.year, before=one.before, after=one.after)


class CoverLeftView(BaseModel):
    """Judges left on the working days of the leave."""

    specialism: str | None = Field(description="None: all judges")
    fewest: int
    fewest_on: date
    authorised: int
    minimum: int
    thin_days: list[date] = Field(description="With fewer than the court wants")
    thin_before: int = Field(description="Of them without the leave too")

    @classmethod
    def of(cls, one: CoverLeft) -> "CoverLeftView":
        """A specialism."""
        return cls(
            specialism=one.specialism or None,
            fewest=one.fewest,
            fewest_on=one.fewest_on,
            authorised=one.authorised,
            minimum=one.minimum,
            thin_days=list(one.thin_days),
            thin_before=one.thin_before,
        )


class HearingView(BaseModel):
    """What becomes of one hearing."""

    hearing_id: UUID
    case_id: UUID
    case_number: str | None
    hearing_type: str | None
    hit: bool = True
    outcome: str | None = Field(None, description="None by HR's own copy: it cannot say what becomes of a hearing")
    custody: bool | None = None
    starts_at: datetime
    moves_to: datetime | None = None
    judges: list[UUID] = Field(default_factory=list)
    substitute_for: UUID | None = None
    days_later: int | None = None
    conflicts: list[str] = Field(default_factory=list)


class ImpactView(BaseModel):
    """What becomes of hearings."""

    source: str = Field(description="`scheduling`, or `own_copy`: HR's own copy of the hearing facts, and only that")
    note: str | None
    hit: int
    by_outcome: dict[str, int] | None = None
    giving_way: int | None = None
    people_to_tell: dict[str, int] | None = None
    delay_days: int | None = None
    custody_cases: list[UUID] | None = None
    hearings: list[HearingView]

    @classmethod
    def of(cls, impact: Impact, language: Language) -> "ImpactView":
        """As scheduling foresees it, else what the own copy knows."""
        foreseen = impact.foreseen
        if foreseen is None:
            hearings = _own_copy(impact)
            note = TITLES["own_copy_alone"][language]
            return cls(source="own_copy", note=note, hit=len(hearings), hearings=hearings)
        return cls(
            source="scheduling",
            note=None,
            hit=foreseen.hit,
            by_outcome=foreseen.by_outcome,
            giving_way=foreseen.giving_way,
            people_to_tell=foreseen.people_to_tell,
            delay_days=foreseen.delay_days,
            custody_cases=foreseen.custody_cases,
            hearings=[_hearing(one, impact) for one in foreseen.hearings if one.previous],
        )


class StandsInView(BaseModel):
    """Somebody's leave in which whoever asks stands in, and why that does not go together."""

    person_id: UUID
    absence_id: UUID
    status: str
    first_on: date
    last_on: date
    code: str
    reason: str

    @classmethod
    def of(cls, fact: AbsenceFact, language: Language) -> "StandsInView":
        """The leave of somebody else."""
        if fact.terms is None:
            raise AssertionError("a leave has terms")
        span, code = fact.terms.span, "stands_in_then"
        words = reason(code, {"first": str(span.first_on), "last": str(span.last_on)}, language)
        return cls(
            person_id=fact.absence.person_id,
            absence_id=fact.absence.absence_id,
            status=fact.what,
            first_on=span.first_on,
            last_on=span.last_on,
            code=code,
            reason=words,
        )


class PreviewView(BaseModel):
    """What a leave would mean, as things stand now."""

    refused: RefusalView | None
    leave: LeaveView | None
    left: list[YearLeftView] = Field(description="By year; empty for a type without a balance")
    calendar: CalendarView
    cover: list[CoverLeftView] = Field(description="For all judges and each specialism of the one who leaves")
    stands_in_for: list[StandsInView] = Field(
        description="Leave of others in which the person stands in at that time: whoever stands in has to be there"
    )
    impact: ImpactView | None = Field(description="None for what is over, or cannot be")

    @classmethod
    def of(cls, found: Preview, language: Language) -> "PreviewView":
        """A preview in words."""
        return cls(
            refused=RefusalView.of(found.refusal, language) if found.refusal else None,
            leave=LeaveView.of(found.fact, found.sources) if found.fact else None,
            left=[YearLeftView.of(one) for one in found.years],
            calendar=CalendarView.of(found.calendar),
            cover=[CoverLeftView.of(one) for one in found.cover],
            stands_in_for=[StandsInView.of(one, language) for one in found.stands_in_for],
            impact=ImpactView.of(found.impact, language) if found.impact else None,
        )


def previews_router(desk: Desk, door: Door, scheduling: Scheduling) -> APIRouter:
    """Previews of leave."""
    router = guarded_router("/courts/{court_id}/people/{person_id}/leaves", "leave")

    @router.post("/preview", dependencies=[door.needs("leave.preview")])
    async def preview_request(
        request: Request, court_id: CourtPath, person_id: PersonPath, body: LeaveBody
    ) -> PreviewView:
        """What a leave would bring before it is asked for: days, balance, cover, and what scheduling says it would do
        to hearings. Without an answer in a second HR's own copy says which sittings it hits."""
        made_up = body.absence_id or uuid7(desk.work.clock())
        command = body.request(court_id, person_id, made_up, is_recorded=False)
        return PreviewView.of(await preview(desk.work, scheduling, command), _language(request))

    @router.get("/{absence_id}/preview", dependencies=[door.needs("leave.preview")])
    async def preview_decision(
        request: Request, court_id: CourtPath, person_id: PersonPath, absence_id: UUID
    ) -> PreviewView:
        """What approving a leave would bring."""
        command = DecideAbsence(court_id, person_id, absence_id, "approve")
        found = await preview(desk.work, scheduling, command)
        if found.fact is None and found.refusal is not None:
            raise refused(request, found.refusal)
        return PreviewView.of(found, _language(request))

    return router


def _language(request: Request) -> Language:
    return preferred_language(request.headers.get("accept-language"))


def _hearing(one: ForeseenHearing, impact: Impact) -> HearingView:
    name = impact.names.get(one.hearing_id)
    return HearingView(
        hearing_id=one.hearing_id,
        case_id=one.case_id,
        case_number=name.case_number if name else None,
        hearing_type=name.hearing_type if name else None,
        hit=one.hit,
        outcome=one.outcome,
        custody=one.custody,
        starts_at=one.previous[0].starts_at,
        moves_to=one.sittings[0].starts_at if one.sittings else None,
        judges=one.judges,
        substitute_for=one.substitute_for,
        days_later=one.days_later,
        conflicts=[conflict.text for conflict in one.conflicts],
    )


def _own_copy(impact: Impact) -> list[HearingView]:
    """Each hearing once, with its first sitting that is hit."""
    first: dict[Any, HearingView] = {}
    for row in impact.sittings:
        first.setdefault(
            row["hearing_id"],
            HearingView(
                hearing_id=row["hearing_id"],
                case_id=row["case_id"],
                case_number=row["case_number"],
                hearing_type=row["hearing_type"],
                starts_at=row["starts_at"],
            ),
        )
    return list(first.values())
