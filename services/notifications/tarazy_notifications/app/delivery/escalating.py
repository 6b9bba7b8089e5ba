"""Hearings that come near: whoever does not count as told is told by another channel, and then by a clerk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from tarazy_shared.country import country_day
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_notifications.adapters import hearing_store
from tarazy_notifications.adapters.delivery import checks
from tarazy_notifications.adapters.delivery.checks import Check, Ended
from tarazy_notifications.adapters.delivery.tasks import Task
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.escalation_rules import ESCALATION
from tarazy_notifications.adapters.timing import digest_store
from tarazy_notifications.app.delivery.failing_over import try_next
from tarazy_notifications.app.delivery.tasks import open_task, open_without_notice
from tarazy_notifications.domain.delivery.escalation import EscalationRule, Told
from tarazy_notifications.domain.delivery.resolving import NOT_TO_BE_TOLD
from tarazy_notifications.domain.hearings import Hearing
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.domain.topics import CANCELLED, RESCHEDULED, SCHEDULED, UNINVITED

log = structlog.get_logger(__name__)

TOPICS = (SCHEDULED, RESCHEDULED, CANCELLED, UNINVITED)
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Escalating:
    """Looks at hearings when they come near."""

    work: Work
    rules: Rules
    gateways: frozenset[ChannelName]

    async def step(self) -> bool:
        """One round; true when it was full, so that there may be more."""
        async with self.work.begin() as uow:
            taken = await checks.take_due(uow.connection, uow.now, AT_ONCE)
            if not taken:
                return False
            hearings = await hearing_store.hearings(uow.connection, [one.hearing_id for one in taken])
            told = await checks.last_told(uow.connection, list(hearings), TOPICS)
            again: dict[UUID, Check | None] = {}
            for check in taken:
                hearing = hearings.get(check.hearing_id)
                if hearing is not None and hearing.version == check.version:
                    again[check.hearing_id] = await self._look(uow, check, hearing, told[check.hearing_id])
            await checks.arm(uow.connection, {key: one for key, one in again.items() if one is not None})
        return len(taken) == AT_ONCE

    async def _look(
        self, uow: UnitOfWork, check: Check, hearing: Hearing, told: Mapping[UUID, Sequence[Ended]]
    ) -> Check | None:
        """Do what can be done about who is not told; when to look again, if another channel is being tried."""
        if check.begins_at <= uow.now:
            return None
        book = await self.rules.current(uow.connection)
        rule = book.of(ESCALATION, hearing.court_id, country_day(uow.now))
        people = list(dict.fromkeys([*hearing.invited, *hearing.leaving, *told]))
        untold = {(who, hearing.hearing_id) for who in people if not told.get(who)}
        digested = await digest_store.waiting(uow.connection, untold) if untold else {}
        is_trying = False
        for recipient_id in people:
            known = told.get(recipient_id, ())
            digest = digested.get((recipient_id, hearing.hearing_id))
            if digest is not None and uow.now <= digest.due_at < check.begins_at:
                # It stands in a digest that leaves in time.
                is_trying = True
            elif not known:
                await _no_contact(uow, rule, check, hearing, recipient_id)
            elif all(one.reason in NOT_TO_BE_TOLD for one in known):
                continue
            elif not rule.is_told([Told(one.notice.channel, one.state) for one in known]):
                is_trying |= await self._not_told(uow, check, known)
        if not is_trying:
            return None
        next_at = min(uow.now + rule.patience, uow.now + (check.begins_at - uow.now) / 2)
        return Check(check.hearing_id, check.version, check.begins_at, next_at)

    async def _not_told(self, uow: UnitOfWork, check: Check, known: Sequence[Ended]) -> bool:
        """Whether another channel is tried; else a clerk hears of it."""
        last = known[-1]
        if await try_next(uow, last, known, self.rules, self.gateways):
            return True
        await open_task(uow, "no_proof", last.notice, check.begins_at, last.cause, last.reason)
        return False


async def _no_contact(
    uow: UnitOfWork, rule: EscalationRule, check: Check, hearing: Hearing, recipient_id: UUID
) -> None:
    if not rule.tells_of_no_contact:
        return
    task = Task(
        uuid7(uow.now),
        hearing.court_id,
        "cannot_be_told",
        hearing.hearing_id,
        check.version,
        None,
        recipient_id,
        SCHEDULED if recipient_id in hearing.invited else CANCELLED,
        check.begins_at,
        "no_contact",
    )
    await open_without_notice(uow, task)
