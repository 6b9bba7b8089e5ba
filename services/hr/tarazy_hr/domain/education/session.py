"""A session of training as its record tells it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from tarazy_hr.domain.education import facts
from tarazy_hr.domain.education.facts import Certified, Fact, Part, Planned
from tarazy_hr.domain.education.programme import Programme
from tarazy_hr.domain.entry import Entry


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part or waits to."""

    person_id: UUID
    court_id: str
    role: str


@dataclass(slots=True)
class Session:
    """What stands in one session."""

    planned: Planned
    """As it stands now, its times and places included."""
    participants: dict[UUID, Participant] = field(default_factory=dict)
    waiting: dict[UUID, Participant] = field(default_factory=dict)
    """In the order in which they came."""
    offered: dict[UUID, datetime] = field(default_factory=dict)
    """Who of those who wait has a place kept until then."""
    attended: dict[UUID, int] = field(default_factory=dict)
    """Minutes."""
    scores: dict[UUID, Decimal] = field(default_factory=dict)
    certificates: dict[UUID, Certified] = field(default_factory=dict)
    revoked: dict[UUID, str] = field(default_factory=dict)
    """Whose certificate was taken back and why; one that is given again stands."""
    cancelled: str | None = None
    """Why."""
    rated: tuple[int, int, int, int, int] | None = None
    entries: int = 1

    @property
    def programme(self) -> Programme:
        """As it stood when the session was planned."""
        return self.planned.programme

    @property
    def parts(self) -> tuple[Part, ...]:
        """When it is held."""
        return self.planned.parts

    @property
    def minutes(self) -> int:
        """How long it is altogether."""
        return sum(part.minutes for part in self.parts)

    @property
    def free(self) -> int:
        """Places that nobody has and none is kept for; none where places were taken away."""
        return max(0, self.planned.places - len(self.participants) - len(self.offered))

    def is_over(self, now: datetime) -> bool:
        """Whether its last part has ended."""
        return self.parts[-1].ends_at <= now

    def has_begun(self, now: datetime) -> bool:
        """Whether its first part has begun."""
        return self.parts[0].starts_at <= now

    def percent_attended(self, person_id: UUID) -> int:
        """Of the session, rounded down."""
        return 100 * self.attended.get(person_id, 0) // self.minutes

    def take(self, fact: Fact) -> None:
        """Take the next fact of the record in."""
        self.entries += 1
        match fact:
            case Planned():
                raise ValueError("A session is planned once")
            case facts.Changed():
                changed = {one.name: getattr(fact, one.name) for one in fields(fact)}
                self.planned = replace(self.planned, **changed)
            case facts.Enrolled(person_id, court_id, role):
                self.participants[person_id] = Participant(person_id, court_id, role)
            case facts.PutOnWaitingList(person_id, court_id, role):
                self.waiting[person_id] = Participant(person_id, court_id, role)
            case facts.MovedUp(person_id):
                self.participants[person_id] = self.waiting.pop(person_id)
                self.offered.pop(person_id, None)
            case facts.Offered(person_id, until):
                self.offered[person_id] = until
            case facts.OfferLapsed(person_id):
                self.waiting.pop(person_id, None)
                self.offered.pop(person_id, None)
            case facts.Withdrew(person_id) | facts.LostPlace(person_id):
                self.participants.pop(person_id, None)
                self.waiting.pop(person_id, None)
                self.offered.pop(person_id, None)
            case facts.Cancelled(reason):
                self.cancelled = reason
                self.offered = {}
            case facts.Reopened(without):
                self.cancelled = None
                self.participants = {who: one for who, one in self.participants.items() if who not in without}
            case facts.ListClosed():
                self.waiting, self.offered = {}, {}
            case facts.Attended(person_id, minutes):
                self.attended[person_id] = minutes
            case facts.Tested(person_id, score):
                self.scores[person_id] = score
            case Certified():
                self.certificates[fact.person_id] = fact
                self.revoked.pop(fact.person_id, None)
            case facts.Revoked(person_id, reason):
                self.certificates.pop(person_id, None)
                self.revoked[person_id] = reason
            case facts.Rated(counts):
                self.rated = counts


def told_by(entries: Iterable[Entry[Fact]]) -> Session | None:
    """The session of a record; None for an empty one."""
    return entered(None, (entry.fact for entry in entries))


def entered(session: Session | None, decided: Iterable[Fact]) -> Session | None:
    """The session after facts that were decided about it as its record stood."""
    for fact in decided:
        if session is not None:
            session.take(fact)
        elif isinstance(fact, Planned):
            session = Session(fact)
    return session
