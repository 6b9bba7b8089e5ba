"""The metrics of notices. Labels are few and bounded; ids and people never are labels."""

from prometheus_client import Counter, Gauge, Histogram
from tarazy_shared.telemetry import registry

from tarazy_notifications.domain.replies import Verdict

notices_total = Counter(
    "tarazy_notices",
    "Notices by channel and by what became of them (queued, muted, sent, superseded, expired, failed, retried).",
    ["channel", "outcome"],
    registry=registry,
)
for _channel in ("email", "sms", "webhook"):
    for _outcome in ("queued", "muted", "sent", "superseded", "expired", "failed", "retried"):
        notices_total.labels(_channel, _outcome)  # at 0: what is first seen at 1 has not risen, as Prometheus sees it
replies_total = Counter(
    "tarazy_replies",
    "Mails that came in where replies are read, by what was made of them.",
    ["verdict"],
    registry=registry,
)
for _verdict in Verdict:
    replies_total.labels(_verdict)
notices_open = Gauge("tarazy_notices_open", "Notices that have not left.", registry=registry)
notices_oldest = Gauge(
    "tarazy_notices_oldest_seconds", "Age of the oldest notice that has not left.", registry=registry
)
event_to_mail_seconds = Histogram(
    "tarazy_event_to_mail_seconds",
    "From the time of the event to its notice accepted by the gateway; reminders are left out.",
    ["channel"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600),
    registry=registry,
)
