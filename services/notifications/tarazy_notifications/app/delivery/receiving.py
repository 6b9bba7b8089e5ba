"""Reports about notices: kept once, judged, and told where they change something."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_notifications.adapters.delivery import receipts as store
from tarazy_notifications.adapters.delivery.receipts import PATIENCE, Kept
from tarazy_notifications.app import facts
from tarazy_notifications.app.delivery.telemetry import receipts_total
from tarazy_notifications.app.evidence.proving import Proof, Proves, says_nothing
from tarazy_notifications.app.telemetry import count
from tarazy_notifications.domain.delivery.receipts import Receipt, Verdict, judge
from tarazy_notifications.domain.delivery.states import State

log = structlog.get_logger(__name__)

REPEATED = "repeated"
MAIL = "mail"
"""The source of what comes to the mailbox of bounces."""


@dataclass(frozen=True, slots=True)
class Receiving:
    """Takes reports in, by whatever way they come."""

    work: Work
    proves: Proves = says_nothing

    async def take(self, source: str, receipts: Sequence[Receipt]) -> list[Verdict]:
        """Take reports of one source; leaves out those that have come before."""
        async with self.work.begin() as uow:
            kept = await store.keep(uow.connection, source, receipts, uow.now)
            verdicts = await _judge(uow, kept, await self.proves(uow))
        for verdict in verdicts:
            receipts_total.labels(source, verdict).inc()
        receipts_total.labels(source, REPEATED).inc(len(receipts) - len(kept))
        return verdicts

    async def step(self) -> bool:
        """Look again at what waited for its notice to become known; true when there may be more."""
        async with self.work.begin() as uow:
            kept = await store.waiting(uow.connection, AT_ONCE)
            verdicts = await _judge(uow, kept, await self.proves(uow)) if kept else []
        for one, verdict in zip(kept, verdicts, strict=True):
            if verdict is not Verdict.WAITING:
                receipts_total.labels(one.source, verdict).inc()
        return len(kept) == AT_ONCE and Verdict.WAITING not in verdicts


AT_ONCE = 100


async def _judge(uow: UnitOfWork, kept: Sequence[Kept], proof: Proof) -> list[Verdict]:
    verdicts: list[Verdict] = []
    written = []
    for one in kept:
        # One after the other: two reports may be about one notice.
        verdict, notice_id = await _one(uow, one, proof)
        verdicts.append(verdict)
        if verdict is not Verdict.WAITING:
            written.append((one.receipt_id, verdict, notice_id))
    await store.judged(uow.connection, written)
    return verdicts


async def _one(uow: UnitOfWork, kept: Kept, proof: Proof) -> tuple[Verdict, UUID | None]:
    """What is made of a report, and the notice that it is about."""
    known = (await store.about(uow.connection, [kept])).get(kept.receipt_id)
    too_early = kept.received_at + PATIENCE > uow.now
    if known is None:
        # A reference may not have been written down yet; an id that nobody knows is of nobody's notice.
        waits = too_early and kept.receipt.notice_id is None and kept.receipt.reference is not None
        return (Verdict.WAITING if waits else Verdict.UNKNOWN), None
    notice_id = known.notice.notice_id
    if known.notice.channel != ("email" if kept.source == MAIL else kept.source):
        return Verdict.UNKNOWN, None
    verdict, state = judge(kept.receipt, known.state)
    if verdict is Verdict.WAITING:
        return (Verdict.WAITING if too_early else Verdict.UNKNOWN), notice_id
    if state is State.DELIVERED and not await _is_whole(uow, notice_id, kept.receipt):
        return Verdict.NOTED, notice_id
    if state is not None:
        reason = kept.receipt.code
        await store.change(uow.connection, notice_id, state, uow.now, reason, kept.receipt_id)
        cause, proves = Cause.command(kept.receipt_id), proof(known.notice, state)
        tells = await facts.told_in(uow, known.notice)
        facts.publish(uow, known.notice, state, cause, reason=reason, proof=proves, tells=tells)
        count(known.notice.channel, known.notice.topic, state)
        log.info("receipt_applied", notice_id=str(notice_id), state=state, source=kept.source)
    return verdict, notice_id


async def _is_whole(uow: UnitOfWork, notice_id: UUID, receipt: Receipt) -> bool:
    """Whether all of a message has arrived with what is reported: a long text is reported part by part."""
    reference = receipt.reference
    return reference is None or await store.whole_has_arrived(uow.connection, notice_id, reference, uow.now)
