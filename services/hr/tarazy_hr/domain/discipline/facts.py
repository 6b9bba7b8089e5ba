"""What the record of a disciplinary case says, entry by entry. Ids and codes only: no name, no free text."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.anonymity.leaks import LeakKind
from tarazy_hr.domain.discipline.rules import DisciplineRules

Complainant = Literal["person", "organisation", "court", "own_motion", "anonymous"]
Instance = Literal["first", "appeal"]
RecusalGround = Literal["declared", "found", "granted", "left"]
"""By the member; found among declared interests and the case itself; asked for by somebody and granted; the member left
the body, or is suspended."""
OverrulingReason = Literal["usual_word", "somebody_else", "another_number"]
AppealResult = Literal["upheld", "changed", "annulled"]


@dataclass(frozen=True, slots=True)
class Received:
    """A complaint came in. Who complains, and in which words, stands apart."""

    case_id: UUID
    court_id: str
    judge: UUID
    complainant: Complainant
    complained_by: UUID | None
    """The person_id, where who complains is of the staff."""
    grounds: tuple[str, ...]
    happened_on: date
    learned_on: date
    """When it became known to whoever may bring a case."""
    received_on: date
    evidence: tuple[str, ...]
    """SHA-256 of what came with it."""
    zone: str
    rules: DisciplineRules


@dataclass(frozen=True, slots=True)
class Admitted:
    """It is looked into, by the initiator."""

    initiator: UUID
    on: date


@dataclass(frozen=True, slots=True)
class Rejected:
    """It is not looked into."""

    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class InitiatorNamed:
    """Somebody else looks into it from now on."""

    initiator: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Another complaint on the same matter goes on in this case."""

    case_id: UUID
    """Of that complaint, whose papers stay under its id."""
    complained_by: UUID | None
    grounds: tuple[str, ...]
    happened_on: date
    learned_on: date
    initiators: tuple[UUID, ...]
    """Whoever has looked into it: none of them sits in the panel."""
    on: date


@dataclass(frozen=True, slots=True)
class Joined:
    """It goes on in another case on the same matter."""

    into: UUID
    on: date


@dataclass(frozen=True, slots=True)
class ExplanationAsked:
    """The judge was asked to explain."""

    on: date


@dataclass(frozen=True, slots=True)
class Explained:
    """The judge has explained (`given`), or does not wish to. The words stand apart."""

    given: bool
    on: date


@dataclass(frozen=True, slots=True)
class Referred:
    """The inquiry found enough: a panel is to decide about these grounds."""

    charges: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Ended:
    """It ended without a decision: the inquiry found nothing, or the proceedings cannot go on."""

    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class InPool:
    """Somebody who can be drawn, with the panels that this member has sat in above a fair part."""

    person_id: UUID
    surplus: int


@dataclass(frozen=True, slots=True)
class OutOfPool:
    """Somebody of the body who cannot be drawn, and why."""

    person_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class PanelOrdered:
    """Seats are to be drawn, from whom and by which round of the beacon: fixed before anybody can know that round."""

    instance: Instance
    draw: int
    """Which draw of this case, from 1."""
    seats: int
    pool: tuple[InPool, ...]
    left_out: tuple[OutOfPool, ...]
    chain: str
    round: int
    due_at: datetime
    inputs_hash: str
    """SHA-256 of all of that as canonical JSON: see `drawing`."""


@dataclass(frozen=True, slots=True)
class PanelDrawn:
    """Who has the seats, in the order of the draw."""

    draw: int
    members: tuple[UUID, ...]
    randomness: str
    signature: str


@dataclass(frozen=True, slots=True)
class Recused:
    """A member leaves the panel; the seat is drawn again."""

    member: UUID
    ground: RecusalGround


@dataclass(frozen=True, slots=True)
class HearingSet:
    """When the panel hears the case."""

    instance: Instance
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class HearingCalledOff:
    """The panel does not hear the case at that time."""

    instance: Instance
    starts_at: datetime
    reason: str | None = None
    """None: it follows from the fact that comes after it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The panel heard it."""

    instance: Instance
    on: date


@dataclass(frozen=True, slots=True)
class Decided:
    """What the panel decided."""

    measure: str
    proven: tuple[str, ...]
    """Of the charges."""
    members: tuple[UUID, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Appealed:
    """Somebody does not accept the decision."""

    by: Literal["judge", "initiator"]
    on: date


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """What became of the appeal."""

    result: AppealResult
    measure: str
    """What stands after it."""
    members: tuple[UUID, ...]
    on: date


@dataclass(frozen=True, slots=True)
class CameIntoForce:
    """The decision binds from this day on."""

    on: date


@dataclass(frozen=True, slots=True)
class Expired:
    """The measure has ended: the judge counts as never having had one."""

    on: date


@dataclass(frozen=True, slots=True)
class Paused:
    """The proceedings stand still, and with them the clocks whose rules allow it."""

    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class Resumed:
    """They go on."""

    on: date


@dataclass(frozen=True, slots=True)
class Extended:
    """A clock was given a later last day."""

    clock: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class SuspendedFromDuty:
    """The judge hears no case from this day on."""

    from_on: date


@dataclass(frozen=True, slots=True)
class BackOnDuty:
    """The judge hears cases again from this day on."""

    from_on: date


@dataclass(frozen=True, slots=True)
class Overruled:
    """Something of the text looked as if it told of whom it is, and somebody said why it does not."""

    kind: LeakKind
    reason: OverrulingReason


@dataclass(frozen=True, slots=True)
class Published:
    """The decision was published without names: `sha256` of what was."""

    sha256: str
    on: date
    overruled: tuple[Overruled, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was published is public no longer."""

    on: date
    reason: str | None = None
    """None: its time was over."""


@dataclass(frozen=True, slots=True)
class PapersErased:
    """Names and papers are gone; the record stays."""

    on: date


Fact = (
    Received
    | Admitted
    | Rejected
    | InitiatorNamed
    | TakenIn
    | Joined
    | ExplanationAsked
    | Explained
    | Referred
    | Ended
    | PanelOrdered
    | PanelDrawn
    | Recused
    | HearingSet
    | HearingCalledOff
    | Heard
    | Decided
    | Appealed
    | AppealDecided
    | CameIntoForce
    | Expired
    | Paused
    | Resumed
    | Extended
    | SuspendedFromDuty
    | BackOnDuty
    | Published
    | Withdrawn
    | PapersErased
)
