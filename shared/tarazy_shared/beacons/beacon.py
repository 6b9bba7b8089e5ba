"""Rounds of a public beacon: randomness that nobody knew before, and when it comes out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

DEVELOPMENT = "development-"
"""How the chain of a beacon is called that is one machine's own."""


@dataclass(frozen=True, slots=True)
class Beacon:
    """A round of a public randomness beacon."""

    chain: str
    round: int
    randomness: str
    """SHA-256 of the signature's bytes, 64 hexadecimal digits."""
    signature: str
    """In small hexadecimal digits."""

    @property
    def is_of_development(self) -> bool:
        """Whether one machine made it with a key of its own: it proves nothing."""
        return self.chain.startswith(DEVELOPMENT)


@dataclass(frozen=True, slots=True)
class BeaconClock:
    """When the rounds of a beacon come out: the first at `genesis`, then one each period, numbered from 1."""

    chain: str
    genesis: datetime
    period: timedelta
    margin: timedelta
    """A case waits for a round that comes out later than so long after the case came in."""


def round_after(clock: BeaconClock, instant: datetime) -> int:
    """The first round that comes out later than the margin after an instant; at the margin itself is not later."""
    passed = (instant + clock.margin - clock.genesis) // clock.period
    return max(1, passed + 2)


def comes_out_at(clock: BeaconClock, number: int) -> datetime:
    """When a round is made."""
    return clock.genesis + (number - 1) * clock.period
