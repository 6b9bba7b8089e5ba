"""Gauges of what waits, by channel, and of what clerks have to do."""

from datetime import timedelta
from uuid import UUID, uuid4

from prometheus_client import CollectorRegistry
from tarazy_notifications.app.measuring import Measuring
from tarazy_shared.telemetry import registry

from tests.integration.notifications.court import COURT, Installation
from tests.integration.notifications.desk.test_tasks import OPEN
from tests.integration.notifications.one_notice import one_notice


def told(name: str, of: CollectorRegistry = registry, **labels: str) -> float | None:
    return of.get_sample_value(name, labels)


async def test_what_waits_and_what_is_to_be_done_is_measured_and_falls_to_nothing(installation: Installation) -> None:
    matter = await one_notice(installation)
    measuring = Measuring(installation.pool, installation.clock)
    now = installation.clock()
    for due_at in (now, now + timedelta(hours=1), now + timedelta(hours=2), now + timedelta(days=3)):
        who: UUID = uuid4()
        await installation.pool.execute(OPEN, uuid4(), COURT, "no_proof", matter.hearing_id, who, due_at, now, None)
    await installation.pool.execute("INSERT INTO channel_pauses VALUES ($1, 'sms', $2, 'x', 'y')", uuid4(), now)
    installation.clock.step(timedelta(seconds=90))
    await measuring.step()
    assert told("tarazy_notices_open", channel="email") == 1
    assert told("tarazy_notices_oldest_seconds", channel="email") == 90
    assert told("tarazy_notices_open", channel="sms") == 0
    assert told("tarazy_gateway_shut", channel="sms") == 2
    due = {name: told("tarazy_notice_tasks_open", court_id=COURT, due=name) for name in ("overdue", "soon", "later")}
    assert due == {"overdue": 1, "soon": 2, "later": 1}
    before = told("tarazy_notices_total", channel="email", topic="hearing_scheduled", outcome="sent") or 0
    await installation.send_all()
    await installation.pool.execute(
        "UPDATE tasks SET state = 'done', done_at = $1, done_by = 'x', note_code = 'y'", now
    )
    await measuring.step()
    assert told("tarazy_notices_open", channel="email") == 0
    assert told("tarazy_notices_oldest_seconds", channel="email") == 0
    assert told("tarazy_notice_tasks_open", court_id=COURT, due="overdue") == 0
    assert told("tarazy_notices_total", channel="email", topic="hearing_scheduled", outcome="sent") == before + 1
