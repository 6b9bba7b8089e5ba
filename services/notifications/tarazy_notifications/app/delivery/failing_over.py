"""Another way to tell somebody whom a notice has not reached: the next channel, and then a clerk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_notifications.adapters import hearing_store
from tarazy_notifications.adapters.delivery import checks
from tarazy_notifications.adapters.delivery.checks import Ended
from tarazy_notifications.adapters.desk.single import reached_now
from tarazy_notifications.adapters.preferences import store as preferences
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.delivery.tasks import open_task
from tarazy_notifications.app.delivery.telemetry import failed_over_total
from tarazy_notifications.app.queueing import queue
from tarazy_notifications.app.timing.planning import Told
from tarazy_notifications.domain.delivery.escalation import ALIVE, HAVE_AN_INBOX, next_contact
from tarazy_notifications.domain.delivery.outcomes import NO_GATEWAY
from tarazy_notifications.domain.notices import Notice, notice_id
from tarazy_notifications.domain.people import ChannelName, Contact
from tarazy_notifications.domain.preferences.choices import NOTHING_CHOSEN

log = structlog.get_logger(__name__)

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class FailingOver:
    """Looks after notices that failed or came back."""

    work: Work
    rules: Rules
    gateways: frozenset[ChannelName]

    async def step(self) -> bool:
        """One round; true when it was full, so that there may be more."""
        async with self.work.begin() as uow:
            taken = await checks.take_setbacks(uow.connection, AT_ONCE)
            for one in taken:
                await self._after(uow, one)
        return len(taken) == AT_ONCE

    async def _after(self, uow: UnitOfWork, ended: Ended) -> None:
        """What follows when a notice came to a bad end. Nobody gets two when the first has worked."""
        notice = ended.notice
        if ended.is_old or notice.optional or notice.expires_at <= uow.now:
            return
        known = await checks.siblings(uow.connection, notice)
        if any(one.state in ALIVE for one in known):
            return
        if await try_next(uow, ended, known, self.rules, self.gateways):
            return
        # Where no gateway is set at all nobody is told of anything: that is the operator's to mend, not each clerk's.
        if any(one.reason != NO_GATEWAY for one in known):
            due_at = await _begins_at(uow, notice)
            await open_task(uow, "cannot_be_told", notice, due_at or notice.expires_at, ended.cause, ended.reason)


async def try_next(
    uow: UnitOfWork, ended: Ended, known: Sequence[Ended], rules: Rules, gateways: frozenset[ChannelName]
) -> Notice | None:
    """Queue the same for the person's next channel, each once; None where there is none."""
    old = ended.notice
    reached = await reached_now(uow.connection, old)
    contacts: list[Contact] = list(reached.contacts) if reached else []
    if old.role in HAVE_AN_INBOX:
        contacts.append(Contact("inbox", str(old.recipient_id)))
    chosen = (await preferences.standing(uow.connection, [old.recipient_id])).get(old.recipient_id, NOTHING_CHOSEN)
    found = next_contact(contacts, [one.notice.channel for one in known], gateways, chosen.channels)
    if found is None or ended.cause is None:
        return None
    new_id = notice_id(old.subject_id, old.subject_version, old.recipient_id, found.channel, old.topic)
    new = old._replace(notice_id=new_id, channel=found.channel, address=found.address)
    await queue(uow, [Told(new, ended.cause, await _begins_at(uow, old))], rules)
    await checks.put_instead(uow.connection, new_id, old.notice_id)
    failed_over_total.labels(found.channel).inc()
    log.info("notice_failed_over", notice_id=str(old.notice_id), instead=str(new_id), channel=found.channel)
    return new


async def _begins_at(uow: UnitOfWork, notice: Notice) -> datetime | None:
    hearing = (await hearing_store.hearings(uow.connection, [notice.subject_id])).get(notice.subject_id)
    placing = (hearing.placing or hearing.last_placing) if hearing else None
    return placing.starts_at if placing else None
