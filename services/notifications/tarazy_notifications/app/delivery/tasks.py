"""Tasks of clerks: opened and told when nobody knows that somebody was told, closed when there is nothing to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from tarazy_shared.contracts.notices import NoticeEscalated
from tarazy_shared.country import country_day
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_notifications.adapters.delivery import tasks as store
from tarazy_notifications.adapters.delivery.tasks import SYSTEM, Standing, Task, TaskKind
from tarazy_notifications.adapters.rules.book import RuleBook, Rules
from tarazy_notifications.adapters.rules.escalation_rules import ESCALATION
from tarazy_notifications.app.delivery.telemetry import tasks_total
from tarazy_notifications.domain.notices import Notice

log = structlog.get_logger(__name__)

AT_ONCE = 1000
OVER = timedelta(days=1)
"""How long after the hearing a task that nobody has closed is of no use to anybody."""


async def open_task(
    uow: UnitOfWork, kind: TaskKind, notice: Notice, due_at: datetime, cause: Cause | None, reason: str | None
) -> bool:
    """Open a task about a notice and tell so; false if there is one about the same."""
    task_id = uuid7(uow.now)
    task = Task(
        task_id,
        notice.court_id,
        kind,
        notice.subject_id,
        notice.subject_version,
        notice.notice_id,
        notice.recipient_id,
        notice.topic,
        due_at,
        reason,
    )
    if not await store.open_task(uow.connection, task, uow.now):
        return False
    escalated = NoticeEscalated(
        court_id=notice.court_id,
        notice_id=notice.notice_id,
        subject_id=str(notice.subject_id),
        subject_version=notice.subject_version,
        recipient_id=notice.recipient_id,
        channel=notice.channel,
        topic=notice.topic,
        at=uow.now,
        reason=reason or kind,
    )
    uow.publish(escalated, cause=cause)
    tasks_total.labels(kind, "opened").inc()
    log.info("task_opened", task_id=str(task_id), kind=kind, notice_id=str(notice.notice_id))
    return True


async def open_without_notice(uow: UnitOfWork, task: Task) -> bool:
    """Open a task about somebody to whom nothing could be sent; false if there is one about the same."""
    opened = await store.open_task(uow.connection, task, uow.now)
    if opened:
        tasks_total.labels(task.kind, "opened").inc()
    return opened


@dataclass(frozen=True, slots=True)
class Closing:
    """Closes tasks that have nothing left to do."""

    work: Work
    rules: Rules

    async def step(self) -> bool:
        """One look at those that are open."""
        async with self.work.begin() as uow:
            book = await self.rules.current(uow.connection)
            for one in await store.standing(uow.connection, AT_ONCE):
                note = _needless(one, book, uow.now)
                if note and await store.close_task(uow.connection, one.task_id, uow.now, SYSTEM, note):
                    tasks_total.labels("any", note).inc()
        return False


def _needless(task: Standing, book: RuleBook, now: datetime) -> str | None:
    if task.is_old:
        return "superseded"
    rule = book.of(ESCALATION, task.court_id, country_day(now))
    if rule.is_told(task.told):
        return "proof_came"
    return "over" if task.due_at + OVER <= now else None
