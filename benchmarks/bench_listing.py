"""Requests for hearings listed by the live domain on one core, one by one: a full court, nothing stored."""

import gc
import time

from tarazy_scheduling.domain.deciding.deciding import decide
from tarazy_scheduling.domain.listing.asking import asking
from tarazy_scheduling.domain.listing.placing import find
from tarazy_scheduling.domain.model.listing_rules import ListingRules

from benchmarks.crowded import HEARINGS, JUDGES, NOW, ROOMS, crowded_court
from benchmarks.report import Result

WITH_GAPS = ListingRules(changeover_minutes=10, travel_minutes=30, sitting_limit_minutes=360)


def run() -> list[Result]:
    """A place looked for and found; a request answered as a whole; with and without gaps and limits."""
    court = f"{JUDGES} judges, {ROOMS} rooms, {HEARINGS:,} hearings"
    return [*_inserts(f"{court}", None), *_inserts(f"{court}, gaps and limits", WITH_GAPS)]


def _inserts(what: str, rules: ListingRules | None) -> list[Result]:
    court, requests = crowded_court(rules=rules)
    finding, deciding = [], []
    gc.disable()
    for asked in requests:
        began = time.perf_counter()
        decide(court, asked, NOW, "request")
        deciding.append(time.perf_counter() - began)
        court.take_changes()
        # The same question once more, of what now stands.
        judge_id = court.cases[asked.case_id].judge_id
        assert judge_id
        wish = asking(court, court.hearings[asked.hearing_id], judge_id, NOW).wish()
        began = time.perf_counter()
        find(court.grid, wish)
        finding.append(time.perf_counter() - began)
    gc.enable()
    listed = sum(hearing.placing is not None for hearing in court.hearings.values())
    return [
        Result("listing", f"place found: {what}, p50", _quantile(finding, 0.5), "µs"),
        Result("listing", f"place found: {what}, p99", _quantile(finding, 0.99), "µs", target="<= 100 µs"),
        Result("listing", f"request decided: {what}, p50", _quantile(deciding, 0.5), "µs"),
        Result("listing", f"request decided: {what}, p99", _quantile(deciding, 0.99), "µs"),
        Result("listing", f"listed: {what}", listed, f"of {HEARINGS:,}"),
    ]


def _quantile(seconds: list[float], part: float) -> float:
    """In microseconds."""
    return sorted(seconds)[int(len(seconds) * part)] * 1e6
