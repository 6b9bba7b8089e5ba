"""What scheduling is asked to do: one frozen record per event or order, as the edges translate it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.calendar import Calendar
from tarazy_scheduling.domain.facts import CorrectionReason
from tarazy_scheduling.domain.model.case import Case, Instance, Party
from tarazy_scheduling.domain.model.codes import Norm
from tarazy_scheduling.domain.model.drawing import Beacon
from tarazy_scheduling.domain.model.hearing import Request
from tarazy_scheduling.domain.model.means import Absence, Authorisation, Interest, Post, Room, Unavailability
from tarazy_scheduling.domain.model.questions import Answer
from tarazy_scheduling.domain.model.reallocating import Origin, Plan


@dataclass(frozen=True, slots=True)
class DescribeCourt:
    """The court as it now stands (`court.registered`, `court.updated`)."""

    version: int
    zone: str
    language: str
    level: str | None = None


@dataclass(frozen=True, slots=True)
class ChangePost:
    """Somebody in post as it now stands (`appointed`, `updated`, `separated`: then with `is_separated`)."""

    post: Post


@dataclass(frozen=True, slots=True)
class Authorise:
    """A judge may hear cases of a specialism."""

    authorisation: Authorisation


@dataclass(frozen=True, slots=True)
class EndAuthorisation:
    """The judge may hear them until `to_on`, or from now on no more."""

    authorisation: Authorisation


@dataclass(frozen=True, slots=True)
class ApproveAbsence:
    """Somebody will be away."""

    absence: Absence


@dataclass(frozen=True, slots=True)
class CancelAbsence:
    """The absence does not hold any more."""

    absence: Absence


@dataclass(frozen=True, slots=True)
class Suspend:
    """`from_on` is the first day out."""

    person_id: UUID
    from_on: date


@dataclass(frozen=True, slots=True)
class Reinstate:
    """`from_on` is the first day back."""

    person_id: UUID
    from_on: date


@dataclass(frozen=True, slots=True)
class DeclareInterest:
    """A judge has an interest."""

    interest: Interest


@dataclass(frozen=True, slots=True)
class EndInterest:
    """The interest ends with its `to_on`, or now."""

    interest: Interest


@dataclass(frozen=True, slots=True)
class AnswerInterestQuestion:
    """A person says whether a party is the one against whom a judge has an interest."""

    question_id: UUID
    answer: Answer
    answered_by: str
    why: str


@dataclass(frozen=True, slots=True)
class ChangeNorm:
    """What a case of a category weighs in this court from a day on."""

    norm: Norm


@dataclass(frozen=True, slots=True)
class RegisterCase:
    """A case came in; `case` as registered, version 1 and without a judge."""

    case: Case


@dataclass(frozen=True, slots=True)
class UpdateCase:
    """What is given now stands so; None stays as it is."""

    case_id: UUID
    version: int
    number: str | None = None
    category: str | None = None
    filed_at: datetime | None = None
    instance: Instance | None = None
    language: str | None = None
    complexity: int | None = None
    custody: tuple[date | None, date | None] | None = None
    """Since when, and until when at most."""
    confidential: bool | None = None
    specialisms: tuple[str, ...] | None = None
    related_case_ids: tuple[UUID, ...] | None = None
    parties: tuple[Party, ...] | None = None


@dataclass(frozen=True, slots=True)
class CloseCase:
    """The case is over in this court."""

    case_id: UUID
    closed_at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class RequestHearing:
    """A hearing is asked for, or asked for anew."""

    hearing_id: UUID
    case_id: UUID
    request: Request


@dataclass(frozen=True, slots=True)
class WithdrawHearing:
    """The hearing is not wanted any more."""

    hearing_id: UUID
    case_id: UUID


@dataclass(frozen=True, slots=True)
class ConcludeHearing:
    """How a hearing ended, and the next one if one is wanted."""

    hearing_id: UUID
    case_id: UUID
    outcome: Literal["held", "adjourned", "not_held"]
    started_at: datetime | None = None
    ended_at: datetime | None = None
    adjournment_reason: str | None = None
    following: RequestHearing | None = None


@dataclass(frozen=True, slots=True)
class DeclareUnavailability:
    """A person, a party or a room cannot be had. A person's holds in all courts: decide it in each of them."""

    unavailability: Unavailability


@dataclass(frozen=True, slots=True)
class WithdrawUnavailability:
    """It does not hold any more."""

    unavailability_id: UUID


@dataclass(frozen=True, slots=True)
class GrantRecusal:
    """A judge no longer sits in a case."""

    case_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class DrawByHand:
    """Somebody of the court has the case drawn again, for a reason that the judge's own events do not give."""

    case_id: UUID
    allocation_version: int
    """Of the allocation that is to be replaced: the same order again draws nothing."""
    stated: str
    approved_by: UUID


@dataclass(frozen=True, slots=True)
class Reallocate:
    """Somebody of the court approves that a judge's cases are drawn again, as previewed."""

    reallocation_id: UUID
    plan: Plan
    origin: Origin
    part_heard: frozenset[UUID]
    """Cases of the plan that go to others although the judge has heard them in part; the others of those stay."""
    stated: str
    approved_by: UUID


@dataclass(frozen=True, slots=True)
class CorrectBalance:
    """Somebody of the court puts right what a judge carries, because of a draw; whoever orders gives the id."""

    order_id: UUID
    person_id: UUID
    minutes: int
    """By how much more; below zero: less."""
    draw_number: int
    """Of a draw that the court's ledger has."""
    reason: CorrectionReason
    corrected_by: UUID


@dataclass(frozen=True, slots=True)
class KeepRoom:
    """A room as it is to stand, new or changed; its version is given here, not taken from the order.

    A room that was closed stays so, unless the order reopens it.
    """

    room: Room
    reopens: bool = False


@dataclass(frozen=True, slots=True)
class CloseRoom:
    """The room cannot be used from then on."""

    room_id: UUID
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class ChangeCalendar:
    """The court's calendar as it is to stand; its version and the public holidays are not taken from the order."""

    calendar: Calendar
    from_on: date
    """The first day that may differ."""
    to_on: date
    """The last day that may differ."""


@dataclass(frozen=True, slots=True)
class ReviewCatalogue:
    """The catalogue or the rules of draws, which were read with the court, are others than before.

    What waits for a code, a limit or a judge is tried again.
    """


@dataclass(frozen=True, slots=True)
class FreePeople:
    """Somebody who crosses courts became free in another one: what waits for them is tried again."""

    resource_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class PassTime:
    """Do what the clock alone brings about: windows and posts that ended, codes that begin, judges who are back."""


@dataclass(frozen=True, slots=True)
class DrawAtRound:
    """Draw for cases that wait for a round: it is known now, or (`beacon` None) is waited for no longer."""

    case_ids: tuple[UUID, ...]
    """In the order of the draws."""
    chain: str
    round: int
    beacon: Beacon | None
    related_case_ids: frozenset[UUID] = frozenset()
    """What these cases name as related: needed to see whether one is filed again."""


Command = (
    DescribeCourt
    | ChangePost
    | Authorise
    | EndAuthorisation
    | ApproveAbsence
    | CancelAbsence
    | Suspend
    | Reinstate
    | DeclareInterest
    | EndInterest
    | AnswerInterestQuestion
    | ChangeNorm
    | RegisterCase
    | UpdateCase
    | CloseCase
    | RequestHearing
    | WithdrawHearing
    | ConcludeHearing
    | DeclareUnavailability
    | WithdrawUnavailability
    | GrantRecusal
    | DrawAtRound
    | DrawByHand
    | Reallocate
    | CorrectBalance
    | KeepRoom
    | CloseRoom
    | ChangeCalendar
    | ReviewCatalogue
    | FreePeople
    | PassTime
)
