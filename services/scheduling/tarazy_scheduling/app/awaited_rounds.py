"""Draws for cases that wait for a round of the beacon, the moment it is known; without it when patience is over."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
import structlog
from tarazy_shared import waiting
from tarazy_shared.background import Wake
from tarazy_shared.beacons.beacon import Beacon, comes_out_at, round_after
from tarazy_shared.beacons.source import BeaconSource, RoundRefused
from tarazy_shared.unit_of_work import Work

from tarazy_scheduling.adapters.draws import awaited_rounds
from tarazy_scheduling.adapters.draws.awaited_rounds import Due
from tarazy_scheduling.app import telemetry
from tarazy_scheduling.app.court_by_court import CourtByCourt
from tarazy_scheduling.app.orders import decide_all
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import DrawAtRound
from tarazy_scheduling.domain.deciding.hearings import AWAITS_ROUND

log = structlog.get_logger(__name__)

LOOKED_AT_EVERY = 1.0
"""Seconds between two looks at most; there is one at the time at which each round is due."""
SOONEST, LATEST = 0.1, 5.0
"""Seconds until a round that is late is asked for again: a tenth of its lateness, within these."""
MOST_ROUNDS = 50
"""Asked for in one look, the oldest first."""
LONGEST_ASKING = 15.0
"""Seconds after which a look asks for no further round: slow relays keep no case waiting whose patience is over."""
ANYBODY_AFTER = timedelta(seconds=2)
"""The process that has a court in memory draws for it; the others leave it so long to do that."""


@dataclass(slots=True)
class AwaitedRounds:
    """The loop's step, and the alarm that wakes it when a round is due."""

    work: Work
    sets: WorkingSets
    source: BeaconSource | None
    patience: timedelta
    """How long after its round was due a case is drawn without one."""
    look_again: Callable[[], None] = lambda: None
    """Called when hearings of cases that were drawn can be answered."""
    alarm: Wake = field(default_factory=Wake)
    courts: CourtByCourt = field(default_factory=lambda: CourtByCourt("beacon", LOOKED_AT_EVERY))

    async def step(self) -> bool:
        """One round; true when more cases wait for a round that is known."""
        async with self.work.begin() as uow:
            now = uow.now
            due = [one for one in await awaited_rounds.due(uow.connection, now) if self._is_ours(one, now)]
        known = await self._ask_for(due)
        more, drawn, left_out = False, 0, self.courts.left_out()
        held_up: set[tuple[str, str]] = set()
        for one in due:
            beacon = known.get((one.chain, one.round))
            # Who kept one round back could else see to it that its cases are drawn after others, with other chances.
            if (one.court_id, one.chain) in held_up or one.court_id in left_out:
                continue
            waits = beacon is None and now < one.due_at + self.patience
            found = None if waits else await self._drawn(one, beacon)
            if found is None or found >= awaited_rounds.AT_ONCE:
                held_up.add((one.court_id, one.chain))
            drawn += found or 0
            more |= found is not None and found >= awaited_rounds.AT_ONCE
        await self._release()
        self._set_alarm(due, known)
        return more or (drawn > 0 and len({(one.chain, one.round) for one in due}) > MOST_ROUNDS)

    async def _release(self) -> None:
        """Let hearings be answered whose cases wait no longer, whoever has drawn them, or closed them."""
        async with self.work.begin() as uow:
            awaited = {UUID(one) for one in await waiting.awaited(uow.connection, AWAITS_ROUND)}
            come = awaited - await awaited_rounds.still_waiting(uow.connection, awaited) if awaited else set()
            await waiting.release(uow.connection, AWAITS_ROUND, [str(one) for one in come])
            telemetry.cases_waiting.set(await awaited_rounds.count(uow.connection))
        if come:
            self.look_again()

    def _is_ours(self, one: Due, now: datetime) -> bool:
        return self.sets.has(one.court_id, one.revision) or one.due_at + ANYBODY_AFTER <= now

    async def _ask_for(self, due: list[Due]) -> dict[tuple[str, int], Beacon]:
        """The values of rounds that are due, the oldest first. What cannot be used is counted and said, never used."""
        known: dict[tuple[str, int], Beacon] = {}
        if self.source is None:
            return known
        chain, until = self.source.clock.chain, time.monotonic() + LONGEST_ASKING
        for number in sorted({one.round for one in due if one.chain == chain})[:MOST_ROUNDS]:
            if time.monotonic() > until:
                break
            try:
                known[chain, number] = await self.source.fetch(number)
            except RoundRefused as refused:
                for fault, _ in refused.faults:
                    telemetry.rounds_refused.labels(fault).inc()
                codes = [fault for fault, _ in refused.faults]
                if any(code != "not_there" for code in codes):
                    log.warning("round_refused", chain=chain, round=number, reasons=codes, said=str(refused))
                if all(code in ("unreachable", "timed_out") for code in codes):
                    break  # nobody there: no later round either, and each try takes its time
            else:
                telemetry.rounds_taken.inc()
        return known

    async def _drawn(self, one: Due, beacon: Beacon | None) -> int | None:
        """Draw in one court: for how many cases that waited for this round; None where it failed."""
        return await self.courts.deal(one.court_id, self._draw(one, beacon), chain=one.chain, round=one.round)

    async def _draw(self, one: Due, beacon: Beacon | None) -> int | None:
        try:
            async with self.work.begin() as uow:
                by_cause = await awaited_rounds.claim(uow.connection, one)
                orders = [
                    (
                        DrawAtRound(tuple(of.case_ids), one.chain, one.round, beacon, frozenset(of.related)),
                        cause,
                    )
                    for cause, of in by_cause.items()
                ]
                if orders:
                    await decide_all(uow, self.sets, one.court_id, orders)
        except asyncpg.ExclusionViolationError:
            # Somebody who crosses courts was booked by another writer meanwhile: the next look tries again.
            return None
        drawn = sum(len(of.case_ids) for of in by_cause.values())
        if drawn and beacon is None:
            log.warning("drawn_without_beacon", court_id=one.court_id, chain=one.chain, round=one.round, cases=drawn)
        return drawn

    def _set_alarm(self, due: list[Due], known: dict[tuple[str, int], Beacon]) -> None:
        """Ring when the next round is due, or when one that is late is worth asking for again."""
        if self.source is None:
            return
        now, clock = self.work.clock(), self.source.clock
        wait = (comes_out_at(clock, round_after(clock, now - clock.margin)) - now).total_seconds()
        late = [one.due_at for one in due if one.chain == clock.chain and (one.chain, one.round) not in known]
        if late:
            lateness = (now - min(late)).total_seconds()
            wait = min(wait, max(SOONEST, min(LATEST, lateness / 10)))
        if wait < LOOKED_AT_EVERY:
            asyncio.get_running_loop().call_later(wait, self.alarm.ring)
