"""Which hearings may miss their limit."""

from dataclasses import replace
from datetime import datetime, timedelta

from tarazy_scheduling.domain.listing.limiting import limits_of_hearing
from tarazy_scheduling.domain.model.escalating import Escalation, EscalationCode
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.outcome import Steps
from tarazy_scheduling.domain.working_set.court import Court

NEAR = timedelta(days=28)
"""A hearing without a place is escalated so long before its limit, or once its own window has passed.

The courts of England alarm at the same distance from a target day (hmcts/snl-rules, Listings.drl).
"""


def review_escalations(court: Court, now: datetime) -> Steps[None]:
    """Note of each hearing that was touched whether it may miss its limit, and since when."""
    touched, court.touched = court.touched, set()
    for hearing_id in touched:
        hearing = court.hearings.get(hearing_id)
        if hearing and (hearing.state == "unlisted" or hearing_id in court.escalations):
            _review(court, hearing, now)
            yield


def review_unlisted(court: Court) -> None:
    """Look at all that have no place: days pass, and rules change."""
    court.touched.update(court.unlisted)


def _review(court: Court, hearing: Hearing, now: datetime) -> None:
    known, found = court.escalations.get(hearing.hearing_id), _escalation(court, hearing, now)
    if known and found:
        same = replace(found, since=known.since)
        if same != known:
            court.put_escalation(same)
    elif found:
        court.put_escalation(found)
    elif known:
        court.put_escalation(replace(known, ended_at=now))


def _escalation(court: Court, hearing: Hearing, now: datetime) -> Escalation | None:
    case, today = court.cases[hearing.case_id], court.today(now)
    if hearing.state != "unlisted" or case.closed_at:
        return None
    limits = limits_of_hearing(court, case, hearing.request, today)
    if limits.latest_on is None or limits.latest_by is None:
        return None
    code: EscalationCode
    if limits.latest_on < today:
        code = "limit_passed"
    elif any(conflict.code == "after_lawful_limit" for conflict in hearing.conflicts):
        code = "after_limit"
    elif limits.latest_on - today <= NEAR or hearing.request.latest_on < today:
        code = "limit_near"
    else:
        return None
    return Escalation(hearing.hearing_id, case.case_id, now, code, limits.latest_on, limits.latest_by)
