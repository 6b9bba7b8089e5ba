"""A beacon of one's own for one machine: a key made there signs a round each second, without network or program.

Whoever has the key foresees every round, so it proves nothing; its chain's name says so on every draw.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from py_arkworks_bls12381 import Scalar

from tarazy_shared.beacons import signatures
from tarazy_shared.beacons.beacon import DEVELOPMENT, Beacon, BeaconClock, comes_out_at
from tarazy_shared.beacons.signatures import PublicKey
from tarazy_shared.beacons.source import RoundRefused
from tarazy_shared.clock import Clock

GENESIS = datetime(1970, 1, 1, tzinfo=UTC)
PERIOD = timedelta(seconds=1)
MARGIN = timedelta(milliseconds=200)
"""Key, clock and cases are on one machine: what is left is the time from reading the clock to the commit."""


@dataclass(frozen=True, slots=True)
class DevelopmentBeacon:
    """Signs each round when it is due, and none before."""

    clock: BeaconClock
    key: PublicKey
    now: Clock
    _secret: Scalar = field(repr=False)

    @classmethod
    def of(cls, secret: str, now: Clock) -> "DevelopmentBeacon":
        """The beacon whose key follows from a secret text; the same secret gives the same chain."""
        key = signatures.secret_key(secret)
        public = signatures.public_key_of(key)
        chain = f"{DEVELOPMENT}{hashlib.sha256(str(public).encode()).hexdigest()[:16]}"
        return cls(BeaconClock(chain, GENESIS, PERIOD, MARGIN), public, now, key)

    @property
    def public_key(self) -> str:
        """In hexadecimal digits."""
        return str(self.key)

    async def fetch(self, number: int) -> Beacon:
        """A round that is due. Raises `RoundRefused` before."""
        if self.now() < comes_out_at(self.clock, number):
            raise RoundRefused(number, ("not_there", "it is not due yet"))
        signature = signatures.sign(self._secret, number)
        return signatures.checked(self.clock.chain, self.key, number, signature)
