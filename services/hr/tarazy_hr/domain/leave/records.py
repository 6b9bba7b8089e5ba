"""What a court's book knows about leave, as far as it was opened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.leave.adjustment import AdjustmentFact
from tarazy_hr.domain.leave.cover import CoverRuleFact
from tarazy_hr.domain.leave.leave_type import LeaveType, LeaveTypeFact, LeaveTypes
from tarazy_hr.domain.leave.ledger import LedgerSources
from tarazy_hr.domain.leave.service import Service
from tarazy_hr.domain.leave.working_days import WorkingCalendar


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

    @property
    def types(self) -> LeaveTypes:
        """The types of the court."""
        return LeaveTypes(self.shipped, [fact.leave_type for fact in self.own.values()])

    def sources(self, person_id: UUID, absences: Sequence[AbsenceFact]) -> LedgerSources:
        """What the person's ledgers are worked out from, with these absences."""
        made = [fact.adjustment for fact in self.adjustments.values() if fact.what == "made"]
        return LedgerSources(
            types=self.types,
            calendar=self.calendar,
            service=self.service.get(person_id, Service()),
            adjustments=[one for one in made if one.person_id == person_id],
            absences=absences,
        )
