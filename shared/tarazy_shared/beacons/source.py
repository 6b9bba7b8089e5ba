"""The port to a beacon: where rounds come from, and why one cannot be used."""

from typing import Literal, Protocol, get_args

from tarazy_shared.beacons.beacon import Beacon, BeaconClock
from tarazy_shared.errors import TarazyError

Fault = Literal[
    "unreachable", "timed_out", "not_there", "malformed", "wrong_round", "wrong_randomness", "wrong_signature"
]
FAULTS: tuple[Fault, ...] = get_args(Fault)


class RoundRefused(TarazyError):
    """A round that cannot be had or must not be used: one fault for each place that was asked."""

    def __init__(self, number: int, *faults: tuple[Fault, str]) -> None:
        """`faults` are codes, each with where and why in words."""
        super().__init__(f"Round {number}: " + "; ".join(f"{code}: {text}" for code, text in faults))
        self.number = number
        self.faults = faults


class BeaconSource(Protocol):
    """A beacon as it is reached from here."""

    @property
    def clock(self) -> BeaconClock:
        """Its chain, and when its rounds come out."""

    @property
    def public_key(self) -> str | None:
        """What its signatures are checked with, in hexadecimal digits; None where they are no signatures."""

    async def fetch(self, number: int) -> Beacon:
        """A round that is out, checked. Raises `RoundRefused`."""
