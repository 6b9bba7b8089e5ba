"""Rounds from a file of JSON lines, for courts without a way out: carried there from drand, or made by institutions.

The file is only ever added to; of several lines for one round the first that is right counts.
"""

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path

from tarazy_shared.beacons import commit_reveal, signatures
from tarazy_shared.beacons.beacon import Beacon, BeaconClock
from tarazy_shared.beacons.round_form import read_round
from tarazy_shared.beacons.signatures import PublicKey
from tarazy_shared.beacons.source import Fault, RoundRefused


@dataclass(slots=True)
class RoundsFile:
    """A chain whose rounds stand in a file. Without a key they are of institutions that committed ahead."""

    clock: BeaconClock
    key: PublicKey | None
    path: Path
    _seen: tuple[int, int] | None = None
    _lines: dict[int, list[bytes]] = field(default_factory=dict)

    @property
    def public_key(self) -> str | None:
        """In hexadecimal digits, if its rounds are signed."""
        return str(self.key) if self.key else None

    async def fetch(self, number: int) -> Beacon:
        """A round that stands in the file and is right. Raises `RoundRefused`."""
        try:
            await asyncio.to_thread(self._read)
        except OSError as error:
            raise RoundRefused(number, ("unreachable", f"{self.path}: {error.strerror}")) from error
        if number not in self._lines:
            raise RoundRefused(number, ("not_there", f"{self.path} has no such round"))
        faults: list[tuple[Fault, str]] = []
        for line in self._lines[number]:
            try:
                return self._checked(number, line)
            except RoundRefused as refused:
                faults += refused.faults
        raise RoundRefused(number, *faults)

    def _checked(self, number: int, line: bytes) -> Beacon:
        told = read_round(number, line)
        if self.key is None:
            return commit_reveal.checked(self.clock.chain, told)
        return signatures.checked(self.clock.chain, self.key, number, told.signature, told.randomness)

    def _read(self) -> None:
        """Read the file again if it has changed. A line that cannot be read is no round."""
        stands = self.path.stat()
        seen = (stands.st_mtime_ns, stands.st_size)
        if seen == self._seen:
            return
        lines: dict[int, list[bytes]] = {}
        for line in self.path.read_bytes().splitlines():
            if (number := _number_in(line)) is not None:
                lines.setdefault(number, []).append(line)
        self._lines, self._seen = lines, seen


def _number_in(line: bytes) -> int | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    number = value.get("round") if isinstance(value, dict) else None
    return number if type(number) is int else None
