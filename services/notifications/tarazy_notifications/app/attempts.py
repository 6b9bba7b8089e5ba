"""What the lanes of a process ask and tell the database: together, because one statement serves all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tarazy_shared.database import Connection
from tarazy_shared.together import Together
from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_notifications.adapters import delivery_queue
from tarazy_notifications.adapters.delivery import endings
from tarazy_notifications.adapters.delivery.endings import Ended, Recorded
from tarazy_notifications.adapters.delivery.receipts import keep_parts
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.texts.ruling import TermsOf
from tarazy_notifications.adapters.timing.putting_off import put_off
from tarazy_notifications.app import facts
from tarazy_notifications.app.delivery.gates import settle
from tarazy_notifications.app.evidence.proving import Proof, Proves, says_nothing
from tarazy_notifications.app.evidence.telemetry import notices_by_deadline
from tarazy_notifications.app.telemetry import count, event_to_mail_seconds
from tarazy_notifications.app.timing.quiet_now import Quiet, never
from tarazy_notifications.domain.delivery.limits import Limit
from tarazy_notifications.domain.delivery.outcomes import Accepted
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.evidence.untold import is_late
from tarazy_notifications.domain.topics import INVITATIONS, REMINDER

Limits = Callable[[Connection], Awaitable[Sequence[Limit]]]

RESTS = 0.003
"""Seconds between two questions of the same kind. A question costs as much as the notices of eight lanes that are asked
about in it; with a rest, a busy process asks about eight at once, without it about six."""


async def no_limits(_: Connection) -> Sequence[Limit]:
    """Everything may leave at once."""
    return ()


class Attempts:
    """The attempts of one process's lanes, as the database knows them."""

    def __init__(
        self,
        work: Work,
        lease: timedelta,
        more: Callable[[int], None] = lambda _: None,
        limits: Limits = no_limits,
        terms: TermsOf | None = None,
        proves: Proves = says_nothing,
        quiet: Quiet = never,
        at_once: int = 50,
    ) -> None:
        """After `lease` a claimed notice is another lane's to take: this one is taken for dead.

        `more` is called when as much again could be taken by so many lanes; `limits` says how much may leave now,
        `terms` how each is to be written, `proves` what counts as proof, `quiet` who is not to be disturbed now,
        `at_once` how many may be under way.
        """
        self.under_way = asyncio.Semaphore(at_once)
        """Held by a lane from asking for a notice until it has left: none is claimed that has to wait for its turn."""
        self._work = work
        self._lease = lease
        self._more = more
        self._limits = limits
        self._terms = terms
        self._proves = proves
        self._quiet = quiet
        self._claims = Together(self._claim, rest=RESTS)
        self._leaving = Together(self._hand_over, rest=RESTS)
        self._ended = Together(self._write, rest=RESTS)

    async def claim(self) -> Claimed | None:
        """A due notice for the lane that asks, if there is one for it."""
        return await self._claims.ask(None)

    async def may_leave(self, claimed: Claimed) -> bool:
        """Whether no newer version has become known, asked at the last moment: from then on it may have left."""
        return await self._leaving.ask(claimed)

    async def record(self, ended: Ended) -> None:
        """Write how an attempt ended and tell it. Raises transient errors with nothing written."""
        await self._ended.ask(ended)

    async def _claim(self, lanes: Sequence[None]) -> list[Claimed | None]:
        now = self._work.clock()
        async with self._work.pool.acquire() as connection:
            limits = await self._limits(connection)
            terms = await self._terms(connection) if self._terms else None
            found = await delivery_queue.claim(connection, now, now + self._lease, len(lanes), limits)
            leaving = await self._not_quiet(connection, found.notices, now)
        if found.more:
            self._more(len(lanes))
        notices = [replace(one, terms=terms(one)) for one in leaving] if terms else leaving
        return [*notices, *[None] * (len(lanes) - len(notices))]

    async def _not_quiet(self, connection: Connection, claimed: Sequence[Claimed], now: datetime) -> Sequence[Claimed]:
        quiet = await self._quiet(connection, claimed, now)
        if not quiet:
            return claimed
        waiting = [one for one in claimed if one.notice.notice_id in quiet]
        given_back = [(one.notice.notice_id, one.attempt, quiet[one.notice.notice_id]) for one in waiting]
        await put_off(connection, given_back, now)
        return [one for one in claimed if one.notice.notice_id not in quiet]

    async def _hand_over(self, claimed: Sequence[Claimed]) -> list[bool]:
        async with self._work.pool.acquire() as connection:
            return await delivery_queue.hand_over(connection, claimed)

    async def _write(self, ended: Sequence[Ended]) -> list[None]:
        async with self._work.begin() as uow:
            recorded = await endings.record(uow.connection, ended, uow.now)
            await settle(uow, ended)
            if parted := [
                (one.claimed.notice, one.answer.parts)
                for one in ended
                if isinstance(one.answer, Accepted) and one.answer.parts
            ]:
                await keep_parts(uow.connection, parted)
            proof = await self._proves(uow)
            for one in recorded:
                await _tell(uow, one, proof)
            now = uow.now
        for one in recorded:
            _count(one, now)
        return [None] * len(ended)


async def _tell(uow: UnitOfWork, recorded: Recorded, proof: Proof) -> None:
    claimed, step = recorded.ended.claimed, recorded.ended.step
    state = State(recorded.state)
    if state is State.QUEUED:
        return
    cause = claimed.cause
    if state is State.SUPERSEDED and recorded.overtaken_by is not None:
        found = await endings.cause_of(uow.connection, claimed.notice.subject_id, recorded.overtaken_by)
        cause = found or cause
    facts.publish(
        uow,
        claimed.notice,
        state,
        cause,
        reason=recorded.reason,
        reference=step.reference,
        proof=proof(claimed.notice, state),
        tells=await facts.told_in(uow, claimed.notice),
    )


def _count(recorded: Recorded, now: datetime) -> None:
    claimed = recorded.ended.claimed
    notice = claimed.notice
    outcome = "retried" if recorded.state == State.QUEUED else recorded.state
    count(notice.channel, notice.topic, outcome)
    if recorded.state == State.SENT and not notice.topic.startswith(REMINDER):
        event_to_mail_seconds.labels(notice.channel).observe(max(0.0, (now - claimed.story.at).total_seconds()))
    if recorded.state == State.SENT and notice.topic in INVITATIONS:
        late = is_late(claimed.story.at, now, claimed.court.zone)
        notices_by_deadline.labels("late" if late else "in_time").inc()
