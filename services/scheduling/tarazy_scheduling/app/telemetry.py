"""Scheduling's own metrics. Labels are few; ids and people never are labels."""

from collections import Counter as Counted
from collections.abc import Iterable

from prometheus_client import Counter, Gauge
from tarazy_shared.telemetry import registry

from tarazy_scheduling.domain.facts import Candidate, CaseAllocated, CaseReallocated, Fact

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
draws_among_few = Counter(
    "tarazy_draws_among_few",
    "Draws in which fewer could be drawn than the court's rules want: a small pool is little of a choice.",
    registry=registry,
)
questions_open = Gauge(
    "tarazy_interest_questions_open",
    "Names of which nobody has said yet whether a judge's interest is meant; meanwhile the judge is not drawn.",
    registry=registry,
)
reallocations_open = Gauge(
    "tarazy_reallocations_open",
    "Reallocations proposed because a judge is away for long or suspended, which nobody has approved or withdrawn.",
    registry=registry,
)
draws_without_a_chain = Counter(
    "tarazy_draws_without_a_chain",
    "Draws whose secret nothing had published ahead: the keeper of the court's chain had not opened the day's.",
    registry=registry,
)
ledgers_failed = Gauge(
    "tarazy_ledgers_failed",
    "Courts whose ledger of draws was found wrong when it was verified last.",
    registry=registry,
)
ledgers_oldest = Gauge(
    "tarazy_ledgers_verified_oldest_seconds",
    "Since when the ledger of draws that was verified longest ago has not been.",
    registry=registry,
)
ledgers_entries = Gauge(
    "tarazy_ledgers_verified_entries", "Entries of all ledgers of draws that were verified last.", registry=registry
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


def count_draws(facts: Iterable[Fact], fewest_candidates: int) -> None:
    """Count draws that had few to choose from."""
    for fact in facts:
        if isinstance(fact, CaseAllocated | CaseReallocated):
            could_be_drawn = sum(isinstance(one, Candidate) for one in fact.proof.candidates)
            draws_among_few.inc(could_be_drawn < fewest_candidates)
