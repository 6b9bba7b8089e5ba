"""What a court's book knows about leave, as far as it was opened."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.appointment import WorkingPattern
from tarazy_hr.domain.leave.adjustment import AdjustmentFact
from tarazy_hr.domain.leave.cover import CoverRuleFact
from tarazy_hr.domain.leave.leave_type import LeaveType, LeaveTypeFact, LeaveTypes
from tarazy_hr.domain.leave.ledger import LedgerSources
from tarazy_hr.domain.leave.service import Service
from tarazy_hr.domain.leave.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Home:
    """What the court from which somebody is seconded knows of their leave."""

    records: "LeaveRecords"
    absences: Sequence[AbsenceFact]


@dataclass(slots=True)
class LeaveRecords:
    """Rules of the court, its calendar, and of each person opened the time in post and the adjustments."""

    shipped: tuple[LeaveType, ...] = ()
    own: dict[tuple[str, date], LeaveTypeFact] = field(default_factory=dict)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    service: dict[UUID, Service] = field(default_factory=dict)
    adjustments: dict[UUID, AdjustmentFact] = field(default_factory=dict)
    cover_rules: dict[tuple[str, date], CoverRuleFact] = field(default_factory=dict)
    seconded: dict[UUID, str] = field(default_factory=dict)
    """Of the people opened: to which court an absence from this one is a secondment."""
    duties: set[UUID] = field(default_factory=set)
    """Those of them that are weeks of duty: leave may be approved over them, they give way."""
    elsewhere: dict[UUID, list[AbsenceFact]] = field(default_factory=dict)
    """By person the leave that courts decided to which they were seconded from here: it is taken from this balance."""
    homes: dict[tuple[UUID, str], Home] = field(default_factory=dict)
    """By person and court those from which people are seconded here."""
    patterns: dict[UUID, tuple[tuple[date, WorkingPattern | None], ...]] = field(default_factory=dict)
    """By person the working patterns, each from its day on."""

    @property
    def types(self) -> LeaveTypes:
        """The types of the court."""
        return LeaveTypes(self.shipped, [fact.leave_type for fact in self.own.values()])

    def service_of(self, person_id: UUID) -> Service:
        """The person's time in post here."""
        return self.service.get(person_id, Service())

    def sources(self, person_id: UUID, absences: Sequence[AbsenceFact]) -> LedgerSources:
        """What the person's ledgers here are worked out from, with these absences.

        Leave in the days of a secondment to this court is taken from the balance at home, of one from this court from
        the balance here.
        """
        made = [fact.adjustment for fact in self.adjustments.values() if fact.what == "made"]
        own = [fact for fact in absences if self.home_of(person_id, fact) is None]
        return LedgerSources(
            types=self.types,
            calendar=replace(self.calendar, patterns=self.patterns.get(person_id, ())),
            service=self.service_of(person_id),
            adjustments=[one for one in made if one.person_id == person_id],
            absences=[*own, *self.elsewhere.get(person_id, ())],
        )

    def sources_on(self, day: date, person_id: UUID, absences: Sequence[AbsenceFact]) -> LedgerSources:
        """What leave that begins on a day is taken from: the ledgers at home of whoever is seconded here then."""
        held = self.service_of(person_id).on(day)
        home = held and held.home_court_id and self.homes.get((person_id, held.home_court_id))
        if not held or not home:
            return self.sources(person_id, absences)
        here = [fact for fact in absences if self.home_of(person_id, fact) == held.home_court_id]
        ids = {fact.absence.absence_id for fact in here}
        sources = home.records.sources(person_id, home.absences)
        others = [fact for fact in sources.absences if fact.absence.absence_id not in ids]
        # Days are those on which they would work here.
        calendar = replace(sources.calendar, patterns=self.patterns.get(person_id, ()))
        return replace(sources, absences=[*others, *here], calendar=calendar)

    def home_of(self, person_id: UUID, fact: AbsenceFact) -> str | None:
        """The court from which somebody was seconded here when a leave begins; None for all other absences."""
        if fact.terms is None:
            return None
        held = self.service_of(person_id).on(fact.terms.span.first_on)
        return held.home_court_id if held else None
