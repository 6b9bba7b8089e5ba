"""The book of one court: what stands about everything that a piece of work touches, and what it enters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.court import CourtFact
from tarazy_hr.domain.interest import InterestFact
from tarazy_hr.domain.leave.adjustment import AdjustmentFact
from tarazy_hr.domain.leave.cover import CoverRuleFact
from tarazy_hr.domain.leave.leave_type import LeaveTypeFact
from tarazy_hr.domain.leave.records import LeaveRecords
from tarazy_hr.domain.norm import NormFact
from tarazy_hr.domain.person_file import PersonFile
from tarazy_hr.domain.post import Holding, PostFact
from tarazy_hr.domain.suspension import SuspensionFact

Fact = (
    CourtFact
    | PostFact
    | AppointmentFact
    | AuthorisationFact
    | AbsenceFact
    | SuspensionFact
    | InterestFact
    | NormFact
    | LeaveTypeFact
    | AdjustmentFact
    | CoverRuleFact
)
"""What can be recorded; `what` says in the past tense what happened, the rest how it now stands."""


@dataclass(slots=True)
class CourtBook:
    """What stands in one court, as far as it was opened; entering a fact shows it to what is decided next."""

    court_id: str
    court: CourtFact | None = None
    people: dict[UUID, PersonFile] = field(default_factory=dict)
    posts: dict[UUID, PostFact] = field(default_factory=dict)
    posts_elsewhere: dict[UUID, str] = field(default_factory=dict)
    """In which other court a post is listed."""
    holdings: dict[UUID, dict[tuple[UUID, int], Holding]] = field(default_factory=dict)
    """Per post, by person and tenure."""
    posts_held: dict[tuple[UUID, int], UUID] = field(default_factory=dict)
    """Which post that is, by person and tenure."""
    interests: dict[UUID, InterestFact] = field(default_factory=dict)
    norms: dict[tuple[str, str, str], NormFact] = field(default_factory=dict)
    """By category, instance and first day."""
    absence_owners: dict[UUID, tuple[str, UUID]] = field(default_factory=dict)
    """Court and person of each absence that is known."""
    leave: LeaveRecords = field(default_factory=LeaveRecords)

    @property
    def zone(self) -> str:
        """The zone in which the court counts its days."""
        return self.court.court.zone if self.court else "UTC"

    def person(self, person_id: UUID) -> PersonFile:
        """The person's file; an empty one for somebody of whom nothing is recorded."""
        return self.people.get(person_id) or PersonFile(self.court_id, person_id)

    def holders(self, post_id: UUID) -> Sequence[Holding]:
        """Who holds a post, and when."""
        return list(self.holdings.get(post_id, {}).values())

    def act(self, holdings: Iterable[Holding]) -> None:
        """Show who acts in posts beside the own ones."""
        for one in holdings:
            self.holdings.setdefault(one.post_id, {})[one.person_id, one.tenure] = one

    def enter(self, facts: Iterable[Fact]) -> None:
        """Take facts in, in order."""
        for fact in facts:
            self._enter(fact)

    def _enter(self, fact: Fact) -> None:
        match fact:
            case CourtFact():
                self.court = fact
            case PostFact():
                self.posts[fact.post.post_id] = fact
            case InterestFact():
                self.interests[fact.interest.interest_id] = fact
            case NormFact():
                self.norms[fact.norm.category, fact.norm.instance, fact.norm.valid_from.isoformat()] = fact
            case AppointmentFact():
                self._hold(fact)
                self._file(fact.appointment.person_id, fact)
            case AuthorisationFact():
                self._file(fact.authorisation.person_id, fact)
            case AbsenceFact():
                absence = fact.absence
                self.absence_owners[absence.absence_id] = absence.court_id, absence.person_id
                self._file(fact.absence.person_id, fact)
            case SuspensionFact():
                self._file(fact.person_id, fact)
            case LeaveTypeFact():
                self.leave.own[fact.leave_type.code, fact.leave_type.valid_from] = fact
            case AdjustmentFact():
                self.leave.adjustments[fact.adjustment.adjustment_id] = fact
            case CoverRuleFact():
                self.leave.cover_rules[fact.rule.specialism, fact.rule.valid_from] = fact

    def _hold(self, fact: AppointmentFact) -> None:
        holding = fact.holding
        tenure = holding.person_id, holding.tenure
        before = self.posts_held.pop(tenure, None)
        if before is not None:
            del self.holdings[before][tenure]
        if fact.what == "called_off":
            return
        self.posts_held[tenure] = holding.post_id
        self.holdings.setdefault(holding.post_id, {})[tenure] = holding

    def _file(self, person_id: UUID, fact: AppointmentFact | AuthorisationFact | AbsenceFact | SuspensionFact) -> None:
        self.people[person_id] = self.person(person_id).with_entry(fact)
