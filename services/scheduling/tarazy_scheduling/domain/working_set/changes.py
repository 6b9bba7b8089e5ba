"""What of a working set has changed and is to be stored, and what is to be told."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tarazy_scheduling.domain.facts import Told
from tarazy_scheduling.domain.model.case import Taking
from tarazy_scheduling.domain.model.escalating import Escalation
from tarazy_scheduling.domain.model.questions import Pair
from tarazy_scheduling.domain.model.reallocating import Proposal


@dataclass(slots=True)
class Changes:
    """Keys of what changed since the last taking; the records themselves stand in the working set.

    All allocations among `told` are the new links of the court's chain of draws, in order.
    """

    court: bool = False
    """Version, zone, language or level; the chain's head is in `told`."""
    calendar: bool = False
    rooms: set[UUID] = field(default_factory=set)
    posts: set[UUID] = field(default_factory=set)
    authorisations: set[tuple[UUID, str, date]] = field(default_factory=set)
    absences: set[UUID] = field(default_factory=set)
    suspensions: set[UUID] = field(default_factory=set)
    """person_ids: their suspensions are replaced as a whole."""
    interests: set[UUID] = field(default_factory=set)
    questions: set[Pair] = field(default_factory=set)
    """About interests: asked anew or answered."""
    norms: set[tuple[str, str, bool, date]] = field(default_factory=set)
    unavailabilities: set[UUID] = field(default_factory=set)
    cases: set[UUID] = field(default_factory=set)
    hearings: set[UUID] = field(default_factory=set)
    preferences: set[tuple[UUID, date]] = field(default_factory=set)
    blocks: set[UUID] = field(default_factory=set)
    overbookings: set[UUID] = field(default_factory=set)
    holds: dict[UUID, str] = field(default_factory=dict)
    """Each with the cause of what became of it."""
    escalations: dict[tuple[UUID, datetime], Escalation] = field(default_factory=dict)
    """By hearing and since when."""
    balances: set[UUID] = field(default_factory=set)
    awaiting: dict[UUID, None] = field(default_factory=dict)
    """Cases that wait for another round than before, or for none any more; in the order of their draws."""
    takings: dict[UUID, tuple[Taking, ...]] = field(default_factory=dict)
    """By draw: how the case was taken from the judge who had it before, or the seats beside from who had them."""
    proposals: dict[UUID, Proposal] = field(default_factory=dict)
    """Reallocations that somebody has to look at; some may have been proposed before."""
    told: list[Told] = field(default_factory=list)
