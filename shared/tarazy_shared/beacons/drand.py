"""drand over HTTP: `GET <relay>/<chain>/public/<round>`, of several relays the first that gives the round.

The relay is not trusted: what it gives is used only with the chain's own signature.
"""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

import httpx

from tarazy_shared.beacons import signatures
from tarazy_shared.beacons.beacon import Beacon, BeaconClock
from tarazy_shared.beacons.round_form import read_round
from tarazy_shared.beacons.signatures import PublicKey
from tarazy_shared.beacons.source import Fault, RoundRefused

QUICKNET = BeaconClock(
    chain="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    genesis=datetime.fromtimestamp(1692803367, UTC),
    period=timedelta(seconds=3),
    margin=timedelta(seconds=2),
)
"""drand's chain of the League of Entropy. The margin covers clocks that differ by a second, and a second from reading
the clock to the commit that fixes the round."""
QUICKNET_KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc2"
    "2b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
RELAYS = ("https://api.drand.sh", "https://api2.drand.sh", "https://api3.drand.sh", "https://drand.cloudflare.com")
EACH_WITHIN = 3.0
"""Seconds for one relay, from connecting to the last byte."""
LONGEST = 4096
"""Bytes of an answer: a round has fewer than 500."""


@dataclass(frozen=True, slots=True)
class Drand:
    """A chain of drand behind relays."""

    clock: BeaconClock
    key: PublicKey
    relays: Sequence[str]
    within: float = EACH_WITHIN

    @property
    def public_key(self) -> str:
        """In hexadecimal digits."""
        return str(self.key)

    async def fetch(self, number: int) -> Beacon:
        """A round that is out, from the first relay that has it right. Raises `RoundRefused`."""
        faults: list[tuple[Fault, str]] = []
        async with httpx.AsyncClient(timeout=self.within, follow_redirects=False, verify=_trusted()) as client:
            for relay in self.relays:
                try:
                    async with asyncio.timeout(self.within):
                        answer = await _get(client, f"{relay.rstrip('/')}/{self.clock.chain}/public/{number}", number)
                    told = read_round(number, answer)
                    return signatures.checked(self.clock.chain, self.key, number, told.signature, told.randomness)
                except RoundRefused as refused:
                    faults += [(code, f"{relay}: {text}") for code, text in refused.faults]
                except (TimeoutError, httpx.TimeoutException):
                    faults.append(("timed_out", f"{relay} did not answer within {self.within:g} s"))
                except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                    faults.append(("unreachable", f"{relay}: {type(error).__name__}"))
        raise RoundRefused(number, *faults)


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are trusted: reading them takes 17 ms, in which nothing else moves."""
    return httpx.create_ssl_context()


async def _get(client: httpx.AsyncClient, url: str, number: int) -> bytes:
    # As it is sent: a few bytes of what is packed may be gigabytes.
    async with client.stream("GET", url, headers={"accept-encoding": "identity"}) as answer:
        if answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.TOO_EARLY):
            raise RoundRefused(number, ("not_there", f"HTTP {answer.status_code}"))
        if answer.status_code != httpx.codes.OK:
            raise RoundRefused(number, ("unreachable", f"HTTP {answer.status_code}"))
        body = b""
        async for piece in answer.aiter_raw():
            body += piece
            if len(body) > LONGEST:
                raise RoundRefused(number, ("malformed", f"longer than {LONGEST} bytes"))
        return body
