"""Requests for hearings listed by the live domain on one core, one by one: a full court, nothing stored."""

import gc
import time

from tarazy_scheduling.domain.deciding.deciding import decide
from tarazy_scheduling.domain.listing.asking import asking
from tarazy_scheduling.domain.listing.placing import find
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.model.listing_rules import ListingRules
from tarazy_scheduling.domain.outcome import Applied
from tarazy_scheduling.domain.working_set.court import Court

from benchmarks.crowded import HEARINGS, JUDGES, NOW, ROOMS, crowded_court
from benchmarks.report import Result

SOON = "<= 100"
WITH_GAPS = ListingRules(changeover_minutes=10, travel_minutes=30, sitting_limit_minutes=360)


def run() -> list[Result]:
    """A place looked for and found; a request answered as a whole; with and without gaps and limits."""
    court = f"{JUDGES} judges, {ROOMS} rooms, {HEARINGS:,} hearings"
    return [*_inserts(f"{court}", None), *_inserts(f"{court}, gaps and limits", WITH_GAPS)]


def _inserts(what: str, rules: ListingRules | None) -> list[Result]:
    """Each request is decided once; then its place is looked for and entered once more, which is timed apart."""
    court, requests = crowded_court(rules=rules)
    inserting, deciding = [], []
    moving, nowhere = [], []
    gc.disable()
    for asked in requests:
        began = time.perf_counter()
        outcome = decide(court, asked, NOW, "request")
        deciding.append(time.perf_counter() - began)
        court.take_changes()
        if court.hearings[asked.hearing_id].placing is None:
            nowhere.append(deciding[-1])
        elif isinstance(outcome, Applied) and len(outcome.told) > 1:
            moving.append(deciding[-1])
        inserting.append(_insert(court, court.hearings[asked.hearing_id]))
    gc.enable()
    target = "" if rules else "<= 100 µs"
    listed = sum(hearing.placing is not None for hearing in court.hearings.values())
    return [
        Result("listing", f"place found and entered: {what}, p50", _quantile(inserting, 0.5), "µs"),
        Result("listing", f"place found and entered: {what}, p99", _quantile(inserting, 0.99), "µs", target=target),
        Result("listing", f"request decided: {what}, p50", _quantile(deciding, 0.5), "µs"),
        Result("listing", f"request decided: {what}, p99", _quantile(deciding, 0.99), "µs"),
        Result("listing", f"one that fits nowhere: {what}, p99", _quantile(nowhere, 0.99) / 1000, "ms", target=SOON),
        Result(
            "listing", f"one that others make room for: {what}, p99", _quantile(moving, 0.99) / 1000, "ms", target=SOON
        ),
        Result("listing", f"listed: {what}", listed, f"of {HEARINGS:,}"),
    ]


def _insert(court: Court, hearing: Hearing) -> float:
    """Seconds. The place is the one that the decision found: until then the hearing is out of its own way."""
    judge_id = court.cases[hearing.case_id].judge_id
    assert judge_id
    if hearing.placing:
        court.diaries.release(hearing.hearing_id, hearing.placing)
    wish = asking(court, hearing, judge_id, NOW).wish()
    began = time.perf_counter()
    place = find(court.grid, wish)
    took = time.perf_counter() - began
    assert (place is None) == (hearing.placing is None)
    if hearing.placing:
        began = time.perf_counter()
        court.diaries.book(hearing.hearing_id, hearing.placing)
        took += time.perf_counter() - began
    return took


def _quantile(seconds: list[float], part: float) -> float:
    """In microseconds; 0 of none."""
    return sorted(seconds)[int(len(seconds) * part)] * 1e6 if seconds else 0.0
