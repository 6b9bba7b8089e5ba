"""What hr tells of a court and its people."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tarazy_scheduling.domain.model.codes import Norm
from tarazy_scheduling.domain.model.means import Absence, Authorisation, Interest, Post


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
class ChangeNorm:
    """What a case of a category weighs in this court from a day on."""

    norm: Norm
