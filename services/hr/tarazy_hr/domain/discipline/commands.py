"""What can be asked of a disciplinary case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_shared.beacons.beacon import Beacon

from tarazy_hr.domain.discipline.case import DisciplinaryCase
from tarazy_hr.domain.discipline.facts import AppealResult, Complainant, Overruled, RecusalGround


@dataclass(frozen=True, slots=True)
class Receive:
    """Take a complaint in."""

    case_id: UUID
    court_id: str
    judge: UUID
    complainant: Complainant
    complained_by: UUID | None
    grounds: tuple[str, ...]
    happened_on: date
    learned_on: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Admit:
    """Look into it; `initiator` does."""

    initiator: UUID


@dataclass(frozen=True, slots=True)
class Reject:
    """Do not look into it."""

    reason: str


@dataclass(frozen=True, slots=True)
class NameInitiator:
    """Let somebody else look into it."""

    initiator: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Let another complaint on the same matter go on in this case."""

    other: DisciplinaryCase
    """As it stands, on the same judge of the same court."""


@dataclass(frozen=True, slots=True)
class JoinInto:
    """Let a complaint go on in another case, which has taken it in."""

    into: UUID


@dataclass(frozen=True, slots=True)
class AskExplanation:
    """Ask the judge to explain."""


@dataclass(frozen=True, slots=True)
class Explain:
    """The judge explains (`given`), or does not wish to."""

    given: bool


@dataclass(frozen=True, slots=True)
class Refer:
    """End the inquiry: a panel is to decide about these grounds."""

    charges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class End:
    """End the proceedings without a decision."""

    reason: str


@dataclass(frozen=True, slots=True)
class OrderPanel:
    """Have the seats drawn that are free."""


@dataclass(frozen=True, slots=True)
class Draw:
    """The round that the draw waits for is known."""

    beacon: Beacon


@dataclass(frozen=True, slots=True)
class Recuse:
    """Take a member off the panel."""

    member: UUID
    ground: RecusalGround


@dataclass(frozen=True, slots=True)
class SetHearing:
    """Say when the panel hears the case, or say it anew."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CallHearingOff:
    """The panel does not hear the case at the time that was set."""

    reason: str


@dataclass(frozen=True, slots=True)
class RecordHearing:
    """The panel heard it on a day."""

    on: date


@dataclass(frozen=True, slots=True)
class Decide:
    """What the panel decided. `by`: the member who enters it."""

    measure: str
    proven: tuple[str, ...]
    by: UUID


@dataclass(frozen=True, slots=True)
class Appeal:
    """Do not accept the decision."""

    by: Literal["judge", "initiator"]


@dataclass(frozen=True, slots=True)
class DecideAppeal:
    """What the panel of the appeal decided; `measure` where the result is `changed` or `annulled`."""

    result: AppealResult
    measure: str | None
    by: UUID


@dataclass(frozen=True, slots=True)
class LetPass:
    """Do what follows from days that have passed: into force, expired. Asked by the clock, not by people."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Let the proceedings stand still."""

    reason: str


@dataclass(frozen=True, slots=True)
class Resume:
    """Let them go on."""


@dataclass(frozen=True, slots=True)
class Extend:
    """Give a clock a later last day."""

    clock: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class TakeOffDuty:
    """Let the judge hear no case from a day on, for the time of the proceedings."""

    from_on: date


@dataclass(frozen=True, slots=True)
class PutBackOnDuty:
    """Let the judge hear cases again from a day on."""

    from_on: date


@dataclass(frozen=True, slots=True)
class Publish:
    """Publish the decision without names. `sha256`: of the text, in which only what was overruled looks like people."""

    sha256: str
    overruled: tuple[Overruled, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Let what was published be public no longer."""

    reason: str


@dataclass(frozen=True, slots=True)
class ErasePapers:
    """Delete names and papers."""


Command = (
    Receive
    | Admit
    | Reject
    | NameInitiator
    | TakeIn
    | JoinInto
    | AskExplanation
    | Explain
    | Refer
    | End
    | OrderPanel
    | Draw
    | Recuse
    | SetHearing
    | CallHearingOff
    | RecordHearing
    | Decide
    | Appeal
    | DecideAppeal
    | LetPass
    | Pause
    | Resume
    | Extend
    | TakeOffDuty
    | PutBackOnDuty
    | Publish
    | Withdraw
    | ErasePapers
)
