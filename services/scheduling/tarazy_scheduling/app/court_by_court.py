"""Courts are dealt with one after the other: one that fails stops none of the others, and goes behind them."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog
from tarazy_shared import telemetry
from tarazy_shared.errors import TRANSIENT

log = structlog.get_logger(__name__)

T = TypeVar("T")
FIRST_REST, LONGEST_REST = 10.0, 600.0
"""Seconds for which a court that has failed is left out: after each failure twice as long, up to the longest."""


@dataclass(slots=True)
class CourtByCourt:
    """Which courts have failed in a loop of this name, and until when they are left out."""

    loop: str
    first_rest: float = FIRST_REST
    clock: Callable[[], float] = time.monotonic
    _failed: dict[str, tuple[int, float]] = field(default_factory=dict)
    """By court: how many times in a row, and until when it is left out."""

    async def deal(self, court_id: str, dealing: Awaitable[T], **about: Any) -> T | None:
        """Deal with one court; None where that failed, which is counted and logged with what it was `about`.

        What passes by itself is raised: it may be all courts that it is about. This one goes behind the others too.
        """
        try:
            done = await dealing
        except Exception as error:
            self._leave_out(court_id)
            if isinstance(error, TRANSIENT):
                raise
            telemetry.loop_failures.labels("scheduling", self.loop).inc()
            log.exception("court_failed", loop=self.loop, court_id=court_id, **about)
            return None
        self._failed.pop(court_id, None)
        return done

    def left_out(self) -> list[str]:
        """Courts that failed a short while ago: whoever looks for some that are due leaves them to a later round."""
        now = self.clock()
        return [court_id for court_id, (_, until) in self._failed.items() if until > now]

    def _leave_out(self, court_id: str) -> None:
        times, _ = self._failed.get(court_id, (0, 0.0))
        rest = min(LONGEST_REST, self.first_rest * 2.0 ** min(times, 20))
        self._failed[court_id] = times + 1, self.clock() + rest
