"""Which round of a beacon a case waits for, and when that comes out."""

from datetime import datetime

from tarazy_shared.beacons.beacon import BeaconClock, comes_out_at, round_after

from tarazy_scheduling.domain.model.drawing import AllocationReason, Awaited


def next_round(clock: BeaconClock, reason: AllocationReason, change_reason: str, cause: str, now: datetime) -> Awaited:
    """The round that a draw waits for which is due now."""
    number = round_after(clock, now)
    return Awaited(clock.chain, number, comes_out_at(clock, number), now, reason, change_reason, cause)
