"""Metrics of proof: hearings that are near and not told, notices by their deadline, evidence that is not bound."""

from prometheus_client import Counter, Gauge
from tarazy_shared.telemetry import registry

hearings_untold = Gauge(
    "tarazy_hearings_untold",
    "Hearings that begin within a day of which somebody is not provably told.",
    ["court_id"],
    registry=registry,
)
notices_late = Gauge(
    "tarazy_notices_past_deadline",
    "Notices of a time that was set which have not left although the day after it is over.",
    ["court_id"],
    registry=registry,
)
notices_by_deadline = Counter(
    "tarazy_notices_by_deadline",
    "Notices of a time that was set, by whether they left no later than the day after.",
    ["outcome"],
    registry=registry,
)
for _outcome in ("in_time", "late"):
    notices_by_deadline.labels(_outcome)
evidence_unbound = Gauge(
    "tarazy_evidence_unbound", "Changes of notices that are not bound into a chain.", registry=registry
)
