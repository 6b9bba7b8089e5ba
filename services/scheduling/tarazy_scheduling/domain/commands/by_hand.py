"""What a person at a desk does with hearings. Each names the version that the person has seen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.model.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Seen:
    """A hearing as somebody has seen it."""

    hearing_id: UUID
    case_id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Put:
    """A hearing, and where it is wanted."""

    seen: Seen
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class PutByHand:
    """Hearings get these places, all together or none: a move, a splitting into sittings."""

    puts: tuple[Put, ...]


@dataclass(frozen=True, slots=True)
class SwapByHand:
    """Two hearings exchange when and where they begin."""

    one: Seen
    other: Seen


@dataclass(frozen=True, slots=True)
class MergeByHand:
    """A hearing that was split sits in one go again, from where its first sitting begins."""

    seen: Seen


@dataclass(frozen=True, slots=True)
class FixByHand:
    """The hearing stays where it is, or may be moved again."""

    seen: Seen
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class VacateByHand:
    """The hearing does not take place, and its request waits for nothing more."""

    seen: Seen


@dataclass(frozen=True, slots=True)
class ExtendByHand:
    """A hearing that has begun goes on until then: what should begin meanwhile moves."""

    seen: Seen
    until: datetime


@dataclass(frozen=True, slots=True)
class Restore:
    """A hearing, and how it stood before."""

    seen: Seen
    before: Hearing


@dataclass(frozen=True, slots=True)
class RestoreByHand:
    """Hearings stand again as they did before a person changed them, all together or none."""

    restores: tuple[Restore, ...]


ByHand = PutByHand | SwapByHand | MergeByHand | FixByHand | VacateByHand | ExtendByHand | RestoreByHand


def seen_in(order: ByHand) -> tuple[Seen, ...]:
    """The hearings that an order is about, in its own order."""
    match order:
        case PutByHand(puts):
            return tuple(one.seen for one in puts)
        case RestoreByHand(restores):
            return tuple(one.seen for one in restores)
        case SwapByHand(one, other):
            return (one, other)
        case MergeByHand(seen) | FixByHand(seen) | VacateByHand(seen) | ExtendByHand(seen):
            return (seen,)
