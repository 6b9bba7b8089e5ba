"""Rounds that institutions make together, for courts that reach no beacon.

Each makes a value of 32 random bytes ahead and publishes its SHA-256. When the round is due all show their values: put
one after the other in the order of the institutions' names they are the round's signature, and its SHA-256 is the
randomness. Nobody can foresee it who does not know the values of all.
"""

import hashlib
import os
import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta

from tarazy_shared.beacons.beacon import Beacon
from tarazy_shared.beacons.round_form import WrittenRound
from tarazy_shared.beacons.signatures import with_randomness
from tarazy_shared.beacons.source import RoundRefused

VALUE_BYTES = 32
FEWEST = 2
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
FIRST_DAY = date(1970, 1, 1)
GENESIS = datetime(1970, 1, 1, tzinfo=UTC)
PERIOD = timedelta(days=1)
MARGIN = timedelta(minutes=5)
"""Clocks of servers that reach no other may differ by minutes."""


def round_of(day: date) -> int:
    """The round that what comes in on a day waits for: it is due when the day is over."""
    return (day - FIRST_DAY).days + 2


def chain_of(names: Collection[str]) -> str:
    """The chain of these institutions. Raises `ValueError` for fewer than two, or a name of a wrong form."""
    if wrong := [name for name in names if not NAME.fullmatch(name)]:
        raise ValueError(f"{wrong[0]!r} is no name: small letters, digits and hyphens, at most 60")
    if len(set(names)) < FEWEST:
        raise ValueError("one institution alone could choose the value: at least two are needed")
    return "commit-reveal:" + "+".join(sorted(set(names)))


def make_value() -> bytes:
    """A value that nobody can guess."""
    return os.urandom(VALUE_BYTES)


def commitment_to(value: bytes) -> str:
    """What is published of it ahead."""
    return hashlib.sha256(value).hexdigest()


def combined(number: int, values: Mapping[str, bytes], commitments: Mapping[str, str]) -> WrittenRound:
    """The round out of the values that were shown. Raises `ValueError` that names the institution and what is wrong."""
    chain_of(values.keys() | commitments.keys())
    for name in sorted(values.keys() | commitments.keys()):
        if name not in values:
            raise ValueError(f"{name} has published a commitment and not shown the value")
        if name not in commitments:
            raise ValueError(f"{name} shows a value without a commitment")
        if len(values[name]) != VALUE_BYTES:
            raise ValueError(f"the value of {name} is not of {VALUE_BYTES} bytes")
        if commitment_to(values[name]) != commitments[name].lower():
            raise ValueError(f"the value of {name} is not the one that was committed to")
    signature = b"".join(values[name] for name in sorted(values))
    in_order = {name: commitments[name].lower() for name in sorted(commitments)}
    return WrittenRound(number, hashlib.sha256(signature).hexdigest(), signature.hex(), in_order)


def checked(chain: str, told: WrittenRound) -> Beacon:
    """The round, if its values are those of the chain's institutions. Raises `RoundRefused`."""
    try:
        raw = bytes.fromhex(told.signature)
        parts = [raw[start : start + VALUE_BYTES] for start in range(0, len(raw), VALUE_BYTES)]
        names = sorted(told.commitments)
        if len(parts) != len(names):
            raise ValueError(f"{len(parts)} values of {len(names)} institutions")
        combined(told.number, dict(zip(names, parts, strict=True)), told.commitments)
        if chain_of(names) != chain:
            raise ValueError(f"it is of {chain_of(names)}")
    except ValueError as error:
        raise RoundRefused(told.number, ("wrong_signature", str(error))) from error
    return with_randomness(chain, told.number, raw, told.randomness)
