"""Another way to tell somebody whom a notice has not reached: channel after channel, and then a clerk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from tarazy_shared.country import country_day
from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_notifications.adapters import hearing_store
from tarazy_notifications.adapters.delivery import checks
from tarazy_notifications.adapters.delivery.checks import Ended
from tarazy_notifications.adapters.people_now import people_now
from tarazy_notifications.adapters.preferences import store as preferences
from tarazy_notifications.adapters.rules.book import RuleBook, Rules
from tarazy_notifications.adapters.rules.escalation_rules import ESCALATION
from tarazy_notifications.adapters.rules.operator_rules import OPERATORS
from tarazy_notifications.adapters.rules.topic_rules import TOPICS
from tarazy_notifications.app.alerts.telling import ALL_COURTS
from tarazy_notifications.app.delivery.tasks import open_task
from tarazy_notifications.app.delivery.telemetry import failed_over_total
from tarazy_notifications.app.queueing import queue
from tarazy_notifications.app.timing.planning import Told
from tarazy_notifications.domain.delivery.escalation import ALIVE, next_contact
from tarazy_notifications.domain.delivery.outcomes import NO_GATEWAY
from tarazy_notifications.domain.notices import Notice, notice_id
from tarazy_notifications.domain.people import ChannelName, Contact
from tarazy_notifications.domain.planning.leaving import may_be_muted
from tarazy_notifications.domain.preferences.choices import NOTHING_CHOSEN
from tarazy_notifications.domain.preferences.groups import COURT_PEOPLE
from tarazy_notifications.domain.topics import WITH_TOKENS

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
        """What follows when a notice came to a bad end. Nobody gets two when the first has worked.

        By another channel nothing may leave that holds a token.
        """
        notice = ended.notice
        if ended.is_old or notice.expires_at <= uow.now or notice.topic in WITH_TOKENS:
            return
        known = await checks.siblings(uow.connection, notice)
        if any(one.state in ALIVE for one in known):
            return
        if await try_next(uow, ended, known, self.rules, self.gateways):
            return
        # No clerk rings anybody up about what they may do without. And where no gateway is set at all nobody is told
        # of anything: that is the operator's to mend, not each clerk's.
        if not notice.optional and any(one.reason != NO_GATEWAY for one in known):
            due_at = await _begins_at(uow, notice)
            await open_task(uow, "cannot_be_told", notice, due_at or notice.expires_at, ended.cause, ended.reason)


async def try_next(
    uow: UnitOfWork, ended: Ended, known: Sequence[Ended], rules: Rules, gateways: frozenset[ChannelName]
) -> Notice | None:
    """Queue the same for the person's next channel, each once; None where there is none.

    First the channels that the person chose, then as the court rules.
    """
    old, book = ended.notice, await rules.current(uow.connection)
    today = country_day(uow.now)
    chosen = (await preferences.standing(uow.connection, [old.recipient_id])).get(old.recipient_id, NOTHING_CHOSEN)
    contacts = await _contacts(uow, old, book)
    if may_be_muted(chosen, book.of(TOPICS, old.court_id, today).of(old.topic, old.role)):
        contacts = [one for one in contacts if not chosen.mutes(old.topic, one.channel)]
    order = (*chosen.channels, *book.of(ESCALATION, old.court_id, today).order)
    found = next_contact(contacts, [one.notice.channel for one in known], gateways, order)
    if found is None or ended.cause is None:
        return None
    new_id = notice_id(old.subject_id, old.subject_version, old.recipient_id, found.channel, old.topic)
    new = old._replace(notice_id=new_id, channel=found.channel, address=found.address, optional=False)
    await queue(uow, [Told(new, ended.cause, await _begins_at(uow, old), by_this_channel=True)], rules)
    await checks.put_instead(uow.connection, new_id, old.notice_id)
    failed_over_total.labels(found.channel).inc()
    log.info("notice_failed_over", notice_id=str(old.notice_id), instead=str(new_id), channel=found.channel)
    return new


async def _contacts(uow: UnitOfWork, notice: Notice, book: RuleBook) -> list[Contact]:
    """How its reader can be reached now; whoever works for a court has an inbox."""
    if notice.topic in WITH_TOKENS:
        # By mail, or not at all.
        return []
    if notice.role == "operator":
        return _of_operator(notice, book, uow.now)
    known = await people_now(uow.connection, [notice])
    reader = known.reader_of(notice)
    contacts = list(reader.contacts) if reader else []
    if notice.role in COURT_PEOPLE and notice.recipient_id in known.staff:
        contacts.append(Contact("inbox", str(notice.recipient_id)))
    return contacts


def _of_operator(notice: Notice, book: RuleBook, now: datetime) -> list[Contact]:
    """Operators stand in a rule, that of the court or that for all."""
    today = country_day(now)
    named = [one for court_id in (notice.court_id, ALL_COURTS) for one in book.of(OPERATORS, court_id, today)]
    known = (one.recipient(notice.language) for one in named)
    return [contact for one in known if one.recipient_id == notice.recipient_id for contact in one.contacts]


async def _begins_at(uow: UnitOfWork, notice: Notice) -> datetime | None:
    hearing = (await hearing_store.hearings(uow.connection, [notice.subject_id])).get(notice.subject_id)
    placing = (hearing.placing or hearing.last_placing) if hearing else None
    return placing.starts_at if placing else None
