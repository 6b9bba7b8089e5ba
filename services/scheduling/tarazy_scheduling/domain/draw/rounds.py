"""Which round of a beacon a case waits for, and when that comes out."""

from datetime import datetime

from tarazy_scheduling.domain.model.drawing import AllocationReason, Awaited, BeaconClock


def round_after(clock: BeaconClock, instant: datetime) -> int:
    """The first round that comes out later than the margin after an instant; at the margin itself is not later."""
    passed = (instant + clock.margin - clock.genesis) // clock.period
    return max(1, passed + 2)


def comes_out_at(clock: BeaconClock, number: int) -> datetime:
    """When a round is made."""
    return clock.genesis + (number - 1) * clock.period


def next_round(clock: BeaconClock, reason: AllocationReason, change_reason: str, cause: str, now: datetime) -> Awaited:
    """The round that a draw waits for which is due now."""
    number = round_after(clock, now)
    return Awaited(clock.chain, number, comes_out_at(clock, number), now, reason, change_reason, cause)
