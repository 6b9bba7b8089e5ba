"""Which hearings may miss their limit, and what would help."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from tarazy_scheduling.domain.limits.steps import Limits
from tarazy_scheduling.domain.listing.limiting import limits_of_hearing
from tarazy_scheduling.domain.model.escalating import Escalation, EscalationCode
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.model.limits import Authority
from tarazy_scheduling.domain.outcome import Steps
from tarazy_scheduling.domain.working_set.court import Court

NEAR = timedelta(days=28)
"""A hearing without a place is escalated so long before its limit, or once its own window has passed.

The courts of England alarm at the same distance from a target day (hmcts/snl-rules, Listings.drl).
"""

RemedyCode = Literal[
    "other_room", "by_video", "other_interpreter", "other_clerk", "without_attendee", "substitute_judge",
    "shorter_notice", "longer_term", "custody_order",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would help, and who may do it."""

    code: RemedyCode
    by: Authority | Literal["listing_officer"]
    refers_to: str | None = None
    """Of `longer_term`: the rule."""


_BY_CONFLICT: dict[str, tuple[Remedy, ...]] = {
    "no_room": (Remedy("other_room", "listing_officer"), Remedy("by_video", "judge")),
    "room_feature_missing": (Remedy("other_room", "listing_officer"), Remedy("by_video", "judge")),
    "no_interpreter": (Remedy("other_interpreter", "listing_officer"),),
    "no_clerk": (Remedy("other_clerk", "listing_officer"),),
    "attendee_busy": (Remedy("by_video", "judge"), Remedy("without_attendee", "judge")),
    "judge_busy": (Remedy("substitute_judge", "court_chair"),),
    "no_judge": (Remedy("substitute_judge", "court_chair"),),
    "notice_period": (Remedy("shorter_notice", "judge"),),
}
"""The least first: a room is easier to change than the judge, and all of it easier than the term."""


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


def remedies(hearing: Hearing, limits: Limits) -> tuple[Remedy, ...]:
    """What would help a hearing that has no place, the least first; each once."""
    found = [remedy for conflict in hearing.conflicts for remedy in _BY_CONFLICT.get(conflict.code, ())]
    return tuple(dict.fromkeys([*found, *_of_the_term(limits)]))


def _of_the_term(limits: Limits) -> Iterator[Remedy]:
    for computation in limits.computations:
        if computation.counts and computation.rule.code == limits.latest_by:
            if computation.rule.extension:
                yield Remedy("longer_term", computation.rule.extension.by, computation.rule.code)
            elif computation.rule.trigger == "custody_limit":
                yield Remedy("custody_order", "judge", computation.rule.code)


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
