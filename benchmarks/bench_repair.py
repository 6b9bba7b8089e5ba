"""A judge goes on leave for a week, ten days ahead: each judge of a made-up court in turn, the domain alone.

The court is that of the research on listing: 40 judges, 30 rooms, 3,000 hearings of which each judge holds some eighty,
windows of four days to three weeks, five working days' notice.
"""

import copy
import gc
import random
import time
from collections import Counter
from datetime import timedelta
from uuid import UUID

from tarazy_scheduling.domain.commands import RequestHearing
from tarazy_scheduling.domain.deciding.deciding import decide
from tarazy_scheduling.domain.listing.listing import settle
from tarazy_scheduling.domain.listing.turns import in_turn
from tarazy_scheduling.domain.model.hearing import Hearing, Request
from tarazy_scheduling.domain.model.means import Absence
from tarazy_scheduling.domain.working_set.court import Court

from benchmarks.crowded import NOW, a_court_of
from benchmarks.report import Result

JUDGES, ROOMS, CLERKS, HEARINGS = 40, 30, 28, 3_000
AHEAD, AWAY = timedelta(days=10), timedelta(days=5)
WINDOWS_BEGIN_WITHIN, WINDOW = 50, (4, 22)
"""Days from the first possible one, and days that a hearing may wait: some fit into the week of leave alone."""
MINUTES = (30, 60, 60, 90, 120, 180, 240)


def run() -> list[Result]:
    """Of the hearings that are hit: how many have a place again, and how long each took to arrange."""
    listed = _listed_court()
    took: list[float] = []
    fates: Counter[str] = Counter()
    gc.disable()
    for post in listed.in_role("judge"):
        court = _as_it_was(listed)
        before = dict(court.hearings)
        hit = _leave(court, post.person_id, took)
        fates.update(_fate(court.hearings[one]) for one in hit)
        others = set(court.take_changes().hearings) - hit
        fates["others moved"] += sum(before[one].placing != court.hearings[one].placing for one in others)
    gc.enable()
    of_all = sum(fates[fate] for fate in ("by the judge", "by a substitute", "unlisted"))
    what = f"{JUDGES} judges in turn on leave for 5 days"
    again = 100 * (of_all - fates["unlisted"]) / of_all
    return [
        Result("repair", f"{what}: hearings hit", of_all, "hearings"),
        Result("repair", f"{what}: with a place again", again, "%", target=">= 99 %"),
        Result("repair", f"{what}: before a substitute", fates["by a substitute"], "hearings"),
        Result("repair", f"{what}: others that moved", fates["others moved"], "hearings"),
        Result("repair", f"{what}: time for each, mean", 1e3 * sum(took) / len(took), "ms", target="<= 5 ms"),
        Result("repair", f"{what}: time for each, longest", 1e3 * max(took), "ms", target="<= 50 ms"),
    ]


def _listed_court() -> Court:
    court, chance = a_court_of(JUDGES, ROOMS, CLERKS, HEARINGS)
    cases = list(court.cases.values())
    for number in range(HEARINGS):
        asked = _request(cases[number % len(cases)].case_id, chance)
        decide(court, asked, NOW, "request")
        court.take_changes()
    return court


def _request(case_id: UUID, chance: random.Random) -> RequestHearing:
    earliest = NOW.date() + timedelta(days=chance.randrange(WINDOWS_BEGIN_WITHIN))
    request = Request(
        request_version=1,
        hearing_type="main",
        estimated_minutes=chance.choice(MINUTES),
        earliest_on=earliest,
        latest_on=earliest + timedelta(days=chance.randrange(*WINDOW)),
        interpreter_languages=("uz",) if chance.random() < 0.1 else (),
        min_notice_days=5,
    )
    return RequestHearing(UUID(int=chance.getrandbits(128)), case_id, request)


def _as_it_was(listed: Court) -> Court:
    """The same court once more, its diaries entered anew."""
    names = [
        "version", "calendar", "catalogue", "listing_rules", "rooms", "posts", "cases", "hearings", "balances",
    ]  # fmt: skip
    court = Court(listed.court_id, listed.terms)
    for name in names:
        setattr(court, name, copy.copy(getattr(listed, name)))
    return court.open()


def _leave(court: Court, judge: UUID, took: list[float]) -> set[UUID]:
    """Arrange what the judge cannot hold, hearing by hearing, as the decision about an absence does."""
    hit = _hit(court, judge)
    court.put_absence(Absence(UUID(int=1), court.court_id, judge, "leave", NOW + AHEAD, NOW + AHEAD + AWAY))
    court.reconsider(judge)
    for hearing in in_turn(court, [court.hearings[one] for one in hit]):
        began = time.perf_counter()
        settle(court, court.hearings[hearing.hearing_id], NOW, "judge_absent")
        took.append(time.perf_counter() - began)
    return hit


def _hit(court: Court, judge: UUID) -> set[UUID]:
    """What the judge sits in while away."""
    until = NOW + AHEAD + AWAY
    standing = [(one.hearing_id, one.placing) for one in court.hearings.values() if one.placing]
    return {
        hearing_id
        for hearing_id, placing in standing
        if judge in placing.judges and placing.starts_at < until and placing.ends_at > NOW + AHEAD
    }


def _fate(after: Hearing) -> str:
    if after.placing is None:
        return "unlisted"
    return "by a substitute" if after.placing.substitute_for else "by the judge"
