"""`court.cases`: what courts' own case management systems say."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData, Facts
from tarazy_shared.contracts.fields import (
    Code,
    Day,
    DayOrInstant,
    Id,
    Instant,
    Language,
    LaterVersion,
    SpokenLanguage,
    Text,
    Version,
    wrong,
)
from tarazy_shared.contracts.party import Parties, require_distinct
from tarazy_shared.contracts.party import Party as Party

Instance = Literal["first", "appeal", "cassation"]
Channel = Literal["in_person", "video", "hybrid"]
Priority = Literal["urgent", "custody", "normal", "low"]
ConclusionOutcome = Literal["held", "adjourned", "not_held"]
Complexity = Annotated[int, Field(ge=1, le=5)]


def _one_or_three(judges: int) -> int:
    if judges not in (1, 3):
        raise wrong("Must be 1 or 3")
    return judges


# Not a Literal, which takes `true` for 1.
Bench = Annotated[int, AfterValidator(_one_or_three), WithJsonSchema({"type": "integer", "enum": [1, 3]})]


class Custody(Facts):
    """Somebody is held: since which day, and until which day the law allows it."""

    since: DayOrInstant | None = None
    limit_on: Day | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.since and self.limit_on and self.limit_on < self.since:
            raise wrong("limit_on lies before since", "limit_on")
        return self


class _CaseData(EventData):
    TOPIC: ClassVar[str] = topics.CASES
    SUBJECT: ClassVar[str] = "case_id"

    case_id: Id


class CaseRegistered(_CaseData):
    """A case came in. Counts as version 1 of the case."""

    TYPE: ClassVar[str] = "court.case.registered.v1"

    number: Text
    category: Code
    filed_at: Instant
    instance: Instance = "first"
    language: Language | None = None
    complexity: Complexity = 2
    custody: Custody | None = None
    confidential: bool = False
    specialisms: tuple[Code, ...] = ()
    """The judge must be authorised for each of them."""
    related_case_ids: tuple[Id, ...] = ()
    parties: Parties

    @model_validator(mode="after")
    def _parties_are_told_apart(self) -> Self:
        require_distinct(self.parties)
        return self


class CaseUpdated(_CaseData):
    """What is given now stands so; what is absent stays; a list replaces the whole list."""

    TYPE: ClassVar[str] = "court.case.updated.v1"

    version: LaterVersion
    number: Text | None = None
    category: Code | None = None
    filed_at: Instant | None = None
    instance: Instance | None = None
    language: Language | None = None
    complexity: Complexity | None = None
    custody: Custody | None = None
    confidential: bool | None = None
    specialisms: tuple[Code, ...] | None = None
    related_case_ids: tuple[Id, ...] | None = None
    parties: Parties | None = None

    @model_validator(mode="after")
    def _parties_are_told_apart(self) -> Self:
        require_distinct(self.parties)
        return self


class CaseClosed(_CaseData):
    """The case is over in this court; what still stands of its hearings is cancelled."""

    TYPE: ClassVar[str] = "court.case.closed.v1"

    closed_at: Instant
    outcome: Literal["resolved", "withdrawn", "transferred", "struck_out"]


class RecusalGranted(_CaseData):
    """A judge no longer sits in a case; it is drawn again without that judge."""

    TYPE: ClassVar[str] = "court.recusal.granted.v1"

    person_id: Id
    """The judge or a member of the panel."""
    reason: Text


class _HearingData(EventData):
    TOPIC: ClassVar[str] = topics.CASES
    SUBJECT: ClassVar[str] = "hearing_id"

    hearing_id: Id
    case_id: Id


class HearingRequested(_HearingData):
    """A hearing is asked for; a higher request_version replaces the request.

    A window whose end lies before its start is no wrong field: the domain answers it (`window_inverted`).
    """

    TYPE: ClassVar[str] = "court.hearing.requested.v1"

    hearing_type: Code
    estimated_minutes: Annotated[int, Field(ge=5, le=2400)]
    earliest_on: Day
    latest_on: Day
    """Both inclusive, in the court's zone."""
    request_version: Version = 1
    starts_at: Instant | None = None
    """The hearing has to start then."""
    priority: Priority = "normal"
    channel: Channel = "in_person"
    room_features: tuple[Code, ...] = ()
    interpreter_languages: tuple[SpokenLanguage, ...] = ()
    attendee_ids: tuple[Id, ...] | None = None
    """party_ids; absent: all parties."""
    judges: Bench = 1
    linked_hearing_id: Id | None = None
    link: Literal["same_day", "before", "after"] | None = None
    min_notice_days: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """Working days of the court; absent: as the catalogue has it for the hearing type."""
    link_gap_minutes: Annotated[int, Field(ge=0, le=100_000)] = 0
    """With `before` or `after`: so long at least between the end of the one and the start of the other."""
    link_gap_days: Annotated[int, Field(ge=0, le=3650)] = 0
    """The same in days: with 1 the other sits on another day."""
    hold_id: Id | None = None
    """The hearing takes the place that was held for it, if it still is."""

    @model_validator(mode="after")
    def _link_is_whole(self) -> Self:
        for name in ("link_gap_minutes", "link_gap_days"):
            if getattr(self, name) and self.link not in ("before", "after"):
                raise wrong(f"{name} needs link before or after", name)
        if self.linked_hearing_id is not None and self.link is None:
            raise wrong("linked_hearing_id needs link", "link")
        if self.link is not None and self.linked_hearing_id is None:
            raise wrong("link needs linked_hearing_id", "linked_hearing_id")
        return self


class HearingWithdrawn(_HearingData):
    """The hearing is not wanted any more; it may come back with a higher request_version."""

    TYPE: ClassVar[str] = "court.hearing.withdrawn.v1"

    reason: Text
    note: Text | None = None


class HearingConcluded(_HearingData):
    """How a hearing ended, and the next one if the court wants one."""

    TYPE: ClassVar[str] = "court.hearing.concluded.v1"

    outcome: ConclusionOutcome
    started_at: Instant | None = None
    ended_at: Instant | None = None
    adjournment_reason: Code | None = None
    next: HearingRequested | None = None

    @model_validator(mode="after")
    def _times_and_next_fit(self) -> Self:
        if self.outcome == "held":
            absent = [name for name in ("started_at", "ended_at") if getattr(self, name) is None]
            if absent:
                raise wrong("A hearing that was held needs started_at and ended_at", *absent)
        if self.started_at and self.ended_at and self.ended_at <= self.started_at:
            raise wrong("ended_at must be later than started_at", "ended_at")
        if self.next is not None:
            self._next_follows(self.next)
        return self

    def _next_follows(self, following: HearingRequested) -> None:
        different = [
            f"next.{name}" for name in ("case_id", "court_id") if getattr(following, name) != getattr(self, name)
        ]
        if different:
            raise wrong("The next hearing must be of the same case and court", *different)
        if following.hearing_id == self.hearing_id:
            raise wrong("The next hearing needs a hearing_id of its own", "next.hearing_id")


class _UnavailabilityData(EventData):
    TOPIC: ClassVar[str] = topics.CASES
    SUBJECT: ClassVar[str] = "unavailability_id"

    unavailability_id: Id


class UnavailabilityDeclared(_UnavailabilityData):
    """A person (in all courts), a party or a room cannot be had from starts_at to ends_at."""

    TYPE: ClassVar[str] = "court.unavailability.declared.v1"

    starts_at: Instant
    ends_at: Instant
    person_id: Id | None = None
    party_id: Id | None = None
    room_id: Id | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def _range_and_one_subject(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise wrong("ends_at must be later than starts_at", "ends_at")
        if [self.person_id, self.party_id, self.room_id].count(None) != 2:
            raise wrong("Exactly one of person_id, party_id and room_id must be given", "person_id")
        return self


class UnavailabilityWithdrawn(_UnavailabilityData):
    """The unavailability does not hold any more."""

    TYPE: ClassVar[str] = "court.unavailability.withdrawn.v1"


EVENTS: tuple[type[EventData], ...] = (
    CaseRegistered,
    CaseUpdated,
    CaseClosed,
    HearingRequested,
    HearingWithdrawn,
    HearingConcluded,
    UnavailabilityDeclared,
    UnavailabilityWithdrawn,
    RecusalGranted,
)
