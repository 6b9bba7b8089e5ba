"""HR's copy of what scheduling says about hearings and cases: enough to see what an absence would hit."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, NamedTuple
from uuid import UUID

HearingStatus = Literal["scheduled", "cancelled", "unlisted", "recorded"]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One continuous sitting, half-open [starts_at, ends_at) in UTC."""

    sequence: int
    starts_at: datetime
    ends_at: datetime
    room_name: str | None


@dataclass(frozen=True, slots=True)
class Hearing:
    """A hearing as scheduling last described it."""

    hearing_id: UUID
    court_id: str
    case_id: UUID
    version: int
    status: HearingStatus
    told_at: datetime
    hearing_type: str | None = None
    category: str | None = None
    case_number: str | None = None
    confidential: bool | None = None
    judges: tuple[UUID, ...] = ()
    people: tuple[UUID, ...] = ()
    """Everybody of the staff who sits."""
    outcome: str | None = None
    minutes: int | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    adjournment_reason: str | None = None
    first_starts_at: datetime | None = None
    """When it was to start as people were first told."""
    first_until_on: date | None = None
    """Last of the days within which they were first told that it sits; None where they were told the day."""
    latest_lawful_on: date | None = None
    attendees: int | None = None
    """How many take part beside the court; None where it was told before that was kept."""


class Arrival(NamedTuple):
    """Where a case is counted: the month in which it came, given by its first day, and what it is."""

    month: date
    court_id: str
    category: str
    instance: str


@dataclass(frozen=True, slots=True)
class Case:
    """Who has a case, as scheduling last said. `version` 0: never allocated."""

    case_id: UUID
    court_id: str
    version: int
    status: Literal["allocated", "unallocated"]
    told_at: datetime
    judge: UUID | None = None
    panel: tuple[UUID, ...] = ()
    category: str | None = None
    instance: str | None = None
    filed_on: date | None = None
    """Day in the court's zone on which the case came; None while nobody has said it."""

    @property
    def arrival(self) -> Arrival | None:
        """As what it counts among the cases that came; None while too little is known of it."""
        if self.category is None or self.instance is None or self.filed_on is None:
            return None
        return Arrival(self.filed_on.replace(day=1), self.court_id, self.category, self.instance)


@dataclass(slots=True)
class HearingCopy:
    """The part of the copy that a batch touches, and what the batch changed in it."""

    hearings: dict[UUID, Hearing] = field(default_factory=dict)
    cases: dict[UUID, Case] = field(default_factory=dict)
    counted: dict[UUID, Arrival] = field(default_factory=dict)
    """As what the cases that changed are counted so far."""
    sittings: dict[UUID, tuple[Sitting, ...]] = field(default_factory=dict)
    """Only of hearings that the batch placed anew."""
    changed_hearings: set[UUID] = field(default_factory=set)
    changed_cases: set[UUID] = field(default_factory=set)

    def known_version(self, hearing_id: UUID) -> int:
        """The newest version known of a hearing; 0 for an unknown one."""
        known = self.hearings.get(hearing_id)
        return known.version if known else 0

    def known_allocation(self, case_id: UUID) -> int:
        """The newest allocation known of a case; 0 before the first."""
        known = self.cases.get(case_id)
        return known.version if known else 0

    def put_hearing(self, hearing: Hearing, sittings: Iterable[Sitting] | None = None) -> None:
        """Keep a hearing as it now stands; without `sittings` those known stay."""
        self.hearings[hearing.hearing_id] = hearing
        self.changed_hearings.add(hearing.hearing_id)
        if sittings is not None:
            self.sittings[hearing.hearing_id] = tuple(sittings)

    def put_case(self, case: Case) -> None:
        """Keep a case as it now stands; what is not said of it stays as it was."""
        known = self.cases.get(case.case_id)
        if known is not None:
            if case.case_id not in self.changed_cases and known.arrival:
                self.counted[case.case_id] = known.arrival
            case = replace(
                case,
                category=case.category or known.category,
                instance=case.instance or known.instance,
                filed_on=case.filed_on or known.filed_on,
            )
        self.cases[case.case_id] = case
        self.changed_cases.add(case.case_id)

    def counts(self) -> dict[Arrival, int]:
        """By how much the numbers of cases that came change."""
        now = Counter(arrival for case_id in self.changed_cases if (arrival := self.cases[case_id].arrival))
        now.subtract(Counter(self.counted.values()))
        return {arrival: cases for arrival, cases in now.items() if cases}
