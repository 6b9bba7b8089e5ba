"""The metrics of the plumbing. Labels are few and bounded; ids and people never are labels."""

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram

from tarazy_shared.contracts.dead_letter import CODES

registry: CollectorRegistry = REGISTRY

events_handled = Counter(
    "tarazy_events_handled",
    "Events whose effect was committed.",
    ["service", "topic", "type"],
    registry=registry,
)
events_dropped = Counter(
    "tarazy_events_dropped",
    "Events dropped as known already, by reason.",
    ["service", "reason"],
    registry=registry,
)
dead_letters = Counter("tarazy_dead_letters", "Records parked, by reason.", ["service", "reason"], registry=registry)
dead_letters_parked = Gauge(
    "tarazy_dead_letters_parked",
    "Dead letters that nobody has replayed or discarded.",
    ["service"],
    registry=registry,
)
dead_letters_oldest = Gauge(
    "tarazy_dead_letters_oldest_seconds",
    "Age of the oldest dead letter still parked.",
    ["service"],
    registry=registry,
)
waiting_events = Gauge(
    "tarazy_waiting_events", "Events that refer to something not known yet.", ["service"], registry=registry
)
outbox_rows = Gauge("tarazy_outbox_rows", "Records not yet acknowledged by Kafka.", ["service"], registry=registry)
outbox_oldest = Gauge(
    "tarazy_outbox_oldest_seconds", "Age of the oldest record not yet sent.", ["service"], registry=registry
)
outbox_parked = Gauge(
    "tarazy_outbox_parked_rows", "Records that Kafka refused for good.", ["service"], registry=registry
)
records_relayed = Counter("tarazy_records_relayed", "Records that Kafka acknowledged.", ["service"], registry=registry)
consumer_lag_messages = Gauge(
    "tarazy_consumer_lag_messages",
    "Records between the position and the end of the topic.",
    ["service", "topic"],
    registry=registry,
)
consumer_lag_seconds = Gauge(
    "tarazy_consumer_lag_seconds",
    "Age of the last record taken while more wait; 0 when none do.",
    ["service", "topic"],
    registry=registry,
)
event_effect_seconds = Histogram(
    "tarazy_event_effect_seconds",
    "From an event's own time to its committed effect, waiting and retries included.",
    ["service", "topic"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900),
    registry=registry,
)
loop_failures = Counter(
    "tarazy_loop_failures",
    "Rounds of a background loop that failed and are tried again.",
    ["service", "loop"],
    registry=registry,
)


def begin(service: str) -> None:
    """Show a service's counters at 0: what is first seen at 1 has not risen, as Prometheus sees it."""
    for reason in ("known_id", "older_version"):
        events_dropped.labels(service, reason)
    for code in CODES:
        dead_letters.labels(service, code)
