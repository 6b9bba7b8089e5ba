"""What moves mean for people: who is told again, how much later it gets, how much notice is left."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from tarazy_scheduling.domain.facts import (
    HearingCancelled,
    HearingRescheduled,
    HearingScheduled,
    HearingUnlisted,
    Told,
)
from tarazy_scheduling.domain.listing.limiting import limits_of_hearing
from tarazy_scheduling.domain.model.case import Case, Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.working_set.court import Court

ABOUT_A_PLACE = (HearingScheduled, HearingRescheduled, HearingUnlisted, HearingCancelled)
MOST_DAYS = 1100
"""Ahead within which working days are counted."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What becomes of one hearing, and what that means."""

    hearing: Hearing
    """As it then stands."""
    before: Placing | None
    reason: str | None
    """As it is told."""
    days_later: int | None
    """From the first day that it had to the first that it gets; below zero: earlier."""
    notice_days: int | None
    """Working days strictly between the telling and the first sitting."""
    in_window: bool
    lawful_on: date | None
    """The last day on which it may sit."""
    told: tuple[UUID, ...]
    """Who is told: person_ids, else party_ids; each once. Nobody where it stays within the days that they know."""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.hearing.conflicts


def consequences_of(court: Court, told: Iterable[Told], now: datetime) -> list[Consequence]:
    """Of everything that was told of hearings, each hearing once, in the order in which they were told of first."""
    first: dict[UUID, Placing | None] = {}
    reasons: dict[UUID, str | None] = {}
    noticed: set[UUID] = set()
    for one in told:
        fact = one.fact
        if isinstance(fact, ABOUT_A_PLACE):
            first.setdefault(fact.hearing_id, getattr(fact, "previous", None))
            reasons[fact.hearing_id] = getattr(fact, "reason", None)
            if not (isinstance(fact, HearingRescheduled) and fact.keeps_the_promise):
                noticed.add(fact.hearing_id)
    found = [_consequence(court, court.hearings[one], before, reasons[one], now) for one, before in first.items()]
    return [one if one.hearing.hearing_id in noticed else replace(one, told=()) for one in found]


def _consequence(
    court: Court, hearing: Hearing, before: Placing | None, reason: str | None, now: datetime
) -> Consequence:
    case, after, today = court.cases[hearing.case_id], hearing.placing, court.today(now)
    first = court.today(after.starts_at) if after else None
    return Consequence(
        hearing=hearing,
        before=before,
        reason=reason,
        days_later=(first - court.today(before.starts_at)).days if first and before else None,
        notice_days=_working_days_between(court, today, first) if first else None,
        in_window=after is None or _is_in_window(court, hearing, after),
        lawful_on=limits_of_hearing(court, case, hearing.request, today).latest_on,
        told=_who_is_told(case, before, after),
    )


def _is_in_window(court: Court, hearing: Hearing, placing: Placing) -> bool:
    request = hearing.request
    first, last = court.today(placing.starts_at), court.today(placing.ends_at)
    in_days = request.earliest_on <= first and last <= request.latest_on
    return in_days and request.starts_at in (None, placing.starts_at)


def _working_days_between(court: Court, told_on: date, day: date) -> int:
    days = range(told_on.toordinal() + 1, min(day.toordinal(), told_on.toordinal() + MOST_DAYS))
    return sum(court.calendar.is_open(date.fromordinal(one)) for one in days)


def _who_is_told(case: Case, before: Placing | None, after: Placing | None) -> tuple[UUID, ...]:
    """Staff, and every attendee; of those whom somebody represents, that one instead."""
    placings = [placing for placing in (before, after) if placing]
    attend = {party_id for placing in placings for party_id in placing.attendee_ids}
    parties = [party for party in case.parties if party.party_id in attend]
    represented = {party.represents for party in parties if party.represents}
    told = [party.resource_id for party in parties if party.party_id not in represented]
    for placing in placings:
        told += (*placing.judges, *((placing.clerk,) if placing.clerk else ()), *placing.interpreters)
    return tuple(dict.fromkeys(told))
