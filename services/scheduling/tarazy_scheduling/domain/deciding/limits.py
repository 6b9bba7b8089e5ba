"""Rules about limits that hold from now on, and what is ordered about the terms of one case."""

from dataclasses import replace
from datetime import datetime

from tarazy_scheduling.domain.commands import RecordRuling, ReviewLimits
from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.limits.checking import faults_of
from tarazy_scheduling.domain.listing.escalating import review_unlisted
from tarazy_scheduling.domain.listing.limiting import triggers_of
from tarazy_scheduling.domain.listing.listing import try_case
from tarazy_scheduling.domain.listing.within_limits import bring_within_limits
from tarazy_scheduling.domain.outcome import Applied, Dead, Dropped, Outcome, Waits
from tarazy_scheduling.domain.working_set.court import Court

APPLIED = Applied()


def review_limits(court: Court, asked: ReviewLimits, now: datetime) -> Outcome:
    """What stands after its limit is looked at again; what waited for a limit or notice is tried again."""
    court.freed.add("limits")
    bring_within_limits(court, court.hearings.values(), now)
    review_unlisted(court)
    return APPLIED


def record_ruling(court: Court, asked: RecordRuling, now: datetime) -> Outcome:
    """Keep a ruling; the case's hearings follow the days that it leads to. The same ruling again changes nothing."""
    case = court.cases.get(asked.case_id)
    if case is None:
        return Waits("unknown_case", "case_id", str(asked.case_id))
    known = next((one for one in case.rulings if one.ruling_id == asked.ruling.ruling_id), None)
    if known and replace(asked.ruling, recorded_at=known.recorded_at) == known:
        return Dropped("known_id")
    if known:
        text = "The ruling is recorded otherwise; withdraw it and record another"
        return Dead((Refusal("ruling_id", "already_recorded", text),))
    if case.closed_at:
        return Dead((Refusal("case_id", "case_closed", "The case is closed"),))
    by = court.posts.get(asked.ruling.recorded_by)
    if by is None or not by.is_held_on(court.today(now)):
        text = f"{asked.ruling.recorded_by} is not in post in this court"
        return Dead((Refusal("recorded_by", "unknown_person", text),))
    faults = faults_of(
        asked.ruling, case.rulings, court.limit_rules, triggers_of(court, case), court.calendar, court.today(now)
    )
    if faults:
        return Dead(faults)
    court.put_case(replace(case, rulings=(*case.rulings, asked.ruling)))
    hearings = [court.hearings[hearing_id] for hearing_id in court.hearings_of_case.get(case.case_id, ())]
    bring_within_limits(court, hearings, now)
    try_case(court, case.case_id, now)
    return APPLIED
