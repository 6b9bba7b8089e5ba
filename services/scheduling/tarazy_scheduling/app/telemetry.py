"""Scheduling's own metrics. Labels are few; ids and people never are labels."""

from collections import Counter as Counted
from collections.abc import Iterable

from prometheus_client import Counter
from tarazy_shared.telemetry import registry

hearings_told = Counter(
    "tarazy_hearings",
    "Answers and changes told about hearings, by outcome: scheduled, rescheduled, unlisted, cancelled, recorded.",
    ["outcome"],
    registry=registry,
)
cases_told = Counter(
    "tarazy_cases",
    "What was told about who has a case: allocated, reallocated, unallocated.",
    ["outcome"],
    registry=registry,
)
for _outcome in ("scheduled", "rescheduled", "unlisted", "cancelled", "recorded"):
    hearings_told.labels(_outcome)
for _outcome in ("allocated", "reallocated", "unallocated"):
    cases_told.labels(_outcome)


def count(event_types: Iterable[str]) -> None:
    """Count events that were told, such as `court.hearing.scheduled.v1`."""
    for event_type, times in Counted(event_types).items():
        _, family, outcome, *_ = event_type.split(".")
        if family == "hearing":
            hearings_told.labels(outcome).inc(times)
        elif family == "case":
            cases_told.labels(outcome).inc(times)
