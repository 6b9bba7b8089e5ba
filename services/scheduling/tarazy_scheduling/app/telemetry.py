"""Scheduling's own metrics. Labels are few; ids and people never are labels."""

from collections import Counter as Counted
from collections.abc import Iterable, Mapping
from uuid import UUID

from prometheus_client import Counter, Gauge, Histogram
from tarazy_shared.beacons.source import FAULTS
from tarazy_shared.telemetry import registry
from tarazy_shared.tickets import Candidate

from tarazy_scheduling.domain.draw.proof import RELATED
from tarazy_scheduling.domain.facts import CaseAllocated, CaseReallocated, Fact, HearingRescheduled, HearingScheduled
from tarazy_scheduling.domain.model.case import Case

hearings_told = Counter(
    "tarazy_hearings",
    "Answers and changes told about hearings, by outcome: scheduled, rescheduled, unlisted, cancelled, recorded.",
    ["outcome"],
    registry=registry,
)
hearings_overbooked = Counter(
    "tarazy_hearings_overbooked",
    "Times that a hearing was put over others in a session, as somebody had permitted.",
    registry=registry,
)
courts_compared = Counter(
    "tarazy_courts_compared",
    "Courts in memory compared with the database, by outcome: same, different, changed_meanwhile.",
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
cases_refiled = Counter(
    "tarazy_cases_refiled",
    "Cases filed again after they were withdrawn or struck out: first_judge had them again, or they were drawn anew.",
    ["outcome"],
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
hearings_escalated = Gauge(
    "tarazy_hearings_escalated",
    "Hearings without a place whose last lawful day has passed, lies before every free place, or is near; by court.",
    ["court_id", "code"],
    registry=registry,
)
cases_waiting = Gauge(
    "tarazy_cases_waiting_for_round", "Cases that wait for a round of the beacon to be drawn with.", registry=registry
)
rounds_taken = Counter("tarazy_beacon_rounds", "Rounds of the beacon that were right and used.", registry=registry)
rounds_refused = Counter(
    "tarazy_beacon_rounds_refused",
    "Rounds of the beacon that could not be had or must not be used, by reason, each place asked.",
    ["reason"],
    registry=registry,
)
draws_without_beacon = Counter(
    "tarazy_draws_without_beacon", "Draws whose seed has no part of a public beacon.", registry=registry
)
for _fault in FAULTS:
    rounds_refused.labels(_fault)
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
draw_pool_size = Histogram(
    "tarazy_draw_pool_size",
    "How many judges could be drawn.",
    buckets=(1, 2, 3, 5, 8, 13, 20, 30, 50),
    registry=registry,
)
draws_of_one_judge = Counter(
    "tarazy_draws_of_one_judge", "Draws in which one judge alone could be drawn: chance had no part.", registry=registry
)
chi_square_p = Gauge(
    "tarazy_draw_chi_square_p",
    "How often chance alone brings about as much difference between drawn and expected, over a year of a court.",
    ["court_id"],
    registry=registry,
)
largest_z = Gauge(
    "tarazy_draw_largest_z",
    "How many standard deviations the most striking judge of a court is from what was expected, over a year.",
    ["court_id"],
    registry=registry,
)
load_deviation = Gauge(
    "tarazy_draw_load_deviation_seconds",
    "How far a judge of the court is from a fair share of the work, at most, for full time.",
    ["court_id"],
    registry=registry,
)
late_exclusions = Gauge(
    "tarazy_draws_after_late_exclusion",
    "Draws of the last day without a judge whose exclusion had come in less than an hour before.",
    ["court_id"],
    registry=registry,
)
filed_again = Gauge(
    "tarazy_cases_filed_again",
    "Cases of the last day whose parties had filed about the same within 30 days before.",
    ["court_id"],
    registry=registry,
)
for _outcome in ("scheduled", "rescheduled", "unlisted", "cancelled", "recorded"):
    hearings_told.labels(_outcome)
for _outcome in ("first_judge", "drawn"):
    cases_refiled.labels(_outcome)
for _outcome in ("allocated", "reallocated", "unallocated"):
    cases_told.labels(_outcome)
for _outcome in ("same", "different", "changed_meanwhile"):
    courts_compared.labels(_outcome)


def count(event_types: Iterable[str]) -> None:
    """Count events that were told, such as `court.hearing.scheduled.v1`."""
    for event_type, times in Counted(event_types).items():
        _, family, outcome, *_ = event_type.split(".")
        if family == "hearing":
            hearings_told.labels(outcome).inc(times)
        elif family == "case":
            cases_told.labels(outcome).inc(times)


def count_overbooked(told: Iterable[Fact]) -> None:
    """Count what is put over other hearings."""
    listed = (one for one in told if isinstance(one, (HearingScheduled, HearingRescheduled)))
    hearings_overbooked.inc(sum(1 for one in listed if one.placing.lane))


def count_draws(facts: Iterable[Fact], fewest_candidates: int) -> None:
    """Count draws that had few to choose from."""
    for fact in facts:
        if isinstance(fact, CaseAllocated | CaseReallocated) and fact.proof.rule != RELATED:
            could_be_drawn = sum(isinstance(one, Candidate) for one in fact.proof.candidates)
            draws_among_few.inc(could_be_drawn < fewest_candidates)
            draws_of_one_judge.inc(could_be_drawn == 1)
            draw_pool_size.observe(could_be_drawn)


def count_refiled(facts: Iterable[Fact], cases: Mapping[UUID, Case]) -> None:
    """Count cases that were filed again."""
    for fact in facts:
        if isinstance(fact, CaseAllocated) and cases[fact.case_id].repeats:
            cases_refiled.labels("first_judge" if fact.related_case_id else "drawn").inc()
