"""Programs that a killed supervisor left behind."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterable

from tarazy_local.identity import Identity

_PATIENCE = 10.0


async def end_leftovers(noted: Iterable[tuple[str, Identity]], tell: Callable[[str], None]) -> None:
    """End each of these programs that still runs: asked first, killed after 10 s. Never a stranger with its number."""
    left = [(name, who) for name, who in noted if who.lives()]
    for name, who in left:
        tell(f"Ending {name} of an earlier run (process {who.pid})")
        send(who, signal.SIGINT if name == "PostgreSQL" else signal.SIGTERM)
    waited = 0.0
    while waited < _PATIENCE and any(who.lives() for _, who in left):
        await asyncio.sleep(0.1)
        waited += 0.1
    for _, who in left:
        send(who, signal.SIGKILL)


def send(who: Identity, sign: signal.Signals) -> None:
    """Signal this very process, if it lives."""
    if not who.lives():
        return
    try:
        os.kill(who.pid, sign)
    except ProcessLookupError:
        return
