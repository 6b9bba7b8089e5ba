"""The metrics of notices. Labels are few and bounded; ids and people never are labels."""

from prometheus_client import Counter, Gauge, Histogram
from tarazy_shared.telemetry import registry

from tarazy_notifications.domain.replies import Verdict
from tarazy_notifications.domain.topics import (
    CANCELLED,
    CASE_ALLOCATED,
    LEAVE_DECIDED,
    REMINDER,
    RESCHEDULED,
    SCHEDULED,
    UNINVITED,
    family,
)

OUTCOMES = (
    "queued",
    "muted",
    "sent",
    "delivered",
    "read",
    "bounced",
    "superseded",
    "expired",
    "failed",
    "retried",
)
notices_total = Counter(
    "tarazy_notices",
    f"Notices by channel, by topic and by what became of them ({', '.join(OUTCOMES)}).",
    ["channel", "topic", "outcome"],
    registry=registry,
)
for _channel in ("email", "sms", "webhook"):
    for _topic in (SCHEDULED, RESCHEDULED, CANCELLED, UNINVITED, REMINDER, CASE_ALLOCATED, LEAVE_DECIDED):
        for _outcome in OUTCOMES:
            # At 0: what is first seen at 1 has not risen, as Prometheus sees it.
            notices_total.labels(_channel, _topic, _outcome)


def count(channel: str, topic: str, outcome: str, notices: int = 1) -> None:
    """So many notices have come to this."""
    notices_total.labels(channel, family(topic), outcome).inc(notices)


replies_total = Counter(
    "tarazy_replies",
    "Mails that came in where replies are read, by what was made of them.",
    ["verdict"],
    registry=registry,
)
for _verdict in Verdict:
    replies_total.labels(_verdict)
notices_open = Gauge("tarazy_notices_open", "Notices that have not left, by channel.", ["channel"], registry=registry)
notices_oldest = Gauge(
    "tarazy_notices_oldest_seconds",
    "Age of the oldest notice that has not left, by channel; quiet hours do not count.",
    ["channel"],
    registry=registry,
)
tasks_open = Gauge(
    "tarazy_notice_tasks_open",
    "Tasks of clerks that are open, by court and by when they are due (overdue, soon: within a day, later).",
    ["court_id", "due"],
    registry=registry,
)
event_to_mail_seconds = Histogram(
    "tarazy_event_to_mail_seconds",
    "From the time of the event to its notice accepted by the gateway; reminders are left out.",
    ["channel"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600),
    registry=registry,
)
