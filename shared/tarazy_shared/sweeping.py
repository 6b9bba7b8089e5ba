"""What one topic's events left behind: replays that an operator asked for, and events that wait, tried again."""

from uuid import UUID

import structlog

from tarazy_shared import dead_letters, inbox, waiting
from tarazy_shared.contracts.decoding import Malformed
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import Reason
from tarazy_shared.errors import TRANSIENT
from tarazy_shared.processing import Processor, failed_by
from tarazy_shared.taking import Entry, Taking

log = structlog.get_logger(__name__)


async def sweep(processor: Processor) -> bool:
    """Replay what an operator asked for, try waiting events again, give up those whose time is over."""
    topic = processor.subscription.topic
    async with processor.work.begin() as uow:
        letters = await dead_letters.to_replay(uow.connection, topic)
        courts = await waiting.courts_with_any(uow.connection, [topic])
    for letter in letters:
        await _replay_or_park(processor, letter)
    for court_id in courts:
        await _try_or_park(processor, court_id)
    return False


async def _try_or_park(processor: Processor, court_id: str) -> None:
    """Try what waits in a court. Where that fails, the event at fault is parked and the others go on waiting."""
    if await _failure_of(processor, court_id) is None:
        return
    async with processor.work.begin() as uow:
        waits = await waiting.of_courts(uow.connection, processor.subscription.topic, [court_id])
    good, bad = 0, len(waits)
    # The first `good` can be tried together, the first `bad` cannot: in the end one stands between them.
    while bad - good > 1:
        middle = (good + bad) // 2
        if await _failure_of(processor, court_id, upto=waits[middle - 1].id):
            bad = middle
        else:
            good = middle
    # Once more: it may have lost a race before, with another writer for one room.
    if waits and (failure := await _failure_of(processor, court_id, upto=waits[bad - 1].id)):
        await _park_waiting(processor, waits[bad - 1], failure)


async def _failure_of(processor: Processor, court_id: str, upto: int | None = None) -> Exception | None:
    """Try what waits in a court, `upto` one event, in one transaction. Raises transient errors alone."""
    try:
        async with processor.work.begin() as uow:
            taking = await processor.take(uow, [], {court_id}, upto=upto)
            taking.give_up(uow.now, processor.patience)
            await processor.write(uow, taking)
            now = uow.now
    except TRANSIENT:
        raise
    except Exception as error:
        return error
    processor.count(taking, now)
    return None


async def _park_waiting(processor: Processor, one: waiting.WaitingEvent, error: Exception) -> None:
    where = f"{one.record.topic}/{one.record.partition}/{one.record.offset}"
    log.error("waiting_event_failed", record=where, exc_info=error)
    decoded = processor.decode(one.record)
    event_id = UUID(decoded.id) if isinstance(decoded, Event) else None
    async with processor.work.begin() as uow:
        if not await waiting.remove(uow.connection, [one.id]):
            return  # another process was faster
        await dead_letters.park(
            uow, processor.service, one.record, (failed_by(error),), event_id=event_id, failed_at=one.since
        )


async def _replay_or_park(processor: Processor, letter: dead_letters.DeadLetter) -> None:
    """A replay that fails is over: what waits in the sweep behind it is tried all the same."""
    try:
        await _replay(processor, letter)
    except TRANSIENT:
        raise
    except Exception as error:
        log.exception("replay_failed", dead_letter_id=str(letter.dead_letter_id))
        async with processor.work.begin() as uow:
            await dead_letters.fail_again(uow.connection, letter, (failed_by(error),), uow.now)


async def _replay(processor: Processor, letter: dead_letters.DeadLetter) -> None:
    """Feed one dead letter through the handler again, with its original id."""
    decoded = processor.decode(letter.record)
    async with processor.work.begin() as uow:
        if not await dead_letters.claim(uow.connection, letter.dead_letter_id):
            return
        failed: tuple[Reason, ...] = ()
        if isinstance(decoded, Event):
            await inbox.admit(uow.connection, [UUID(decoded.id)], uow.now)
            taking = await processor.take(uow, [Entry(decoded, letter.record)], {decoded.court_id})
            failed = _why_not(taking)
            if not failed:
                await processor.write(uow, taking)
        elif isinstance(decoded, Malformed):
            failed = decoded.reasons
        if failed:
            await dead_letters.fail_again(uow.connection, letter, failed, uow.now)
        else:
            await dead_letters.mark_replayed(uow.connection, [letter.dead_letter_id], uow.now)
        now = uow.now
    if isinstance(decoded, Event) and not failed:
        processor.count(taking, now)


def _why_not(taking: Taking) -> tuple[Reason, ...]:
    """Why a replay came to nothing, if so."""
    waits = [
        Reason(entry.missing.field, entry.missing.code, f"{entry.missing.reference} is not known yet")
        for entry in taking.queue
        if entry.missing and not entry.stored
    ]
    return tuple(waits) + tuple(reason for _, reasons in taking.dead for reason in reasons)
