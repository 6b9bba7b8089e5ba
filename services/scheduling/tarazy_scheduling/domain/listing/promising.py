"""Days that are promised in place of a date, beyond the fence: which, and until when they stand."""

from datetime import date, datetime, timedelta

from tarazy_scheduling.domain.listing.fence import beyond_the_fence
from tarazy_scheduling.domain.listing.limiting import limits_of_hearing
from tarazy_scheduling.domain.model.calendar import ONE_DAY
from tarazy_scheduling.domain.model.hearing import Hearing, Placing, Promised
from tarazy_scheduling.domain.working_set.court import Court


def promised_for(court: Court, hearing: Hearing, placing: Placing, now: datetime) -> Promised | None:
    """What people are told of a place instead of its date; None: its date.

    What they were promised stands as long as the place keeps it. Whoever asks for a start, or for more than one sitting
    can hold, is told when it is.
    """
    known, rules = hearing.promised, court.listing_rules.on(court.today(now))
    if known is None and rules.range_after_days is None:
        return None
    first, last = _days(court, placing)
    if known and known.holds(first, last) and stands(court, hearing, known, court.today(now)):
        return known
    if rules.range_after_days is None or hearing.request.starts_at or len(placing.sittings) > 1:
        return None
    found = _weeks(court, hearing, first, rules.range_weeks, now)
    after = beyond_the_fence(court, rules.fence_days + rules.range_after_days, court.today(now))
    if found.from_on < after or found.from_on >= found.to_on or not found.holds(first, last):
        return None
    return found if stands(court, hearing, found, court.today(now)) else None


def stands(court: Court, hearing: Hearing, promised: Promised, today: date) -> bool:
    """Whether the date may be told tomorrow as well: all of the days lie beyond the fence then and leave the notice."""
    tomorrow = today + ONE_DAY
    fence = beyond_the_fence(court, court.listing_rules.on(tomorrow).fence_days, tomorrow)
    notice = limits_of_hearing(court, court.cases[hearing.case_id], hearing.request, tomorrow).first_on
    return promised.from_on >= max(fence, notice, tomorrow + ONE_DAY)


def keeps_the_promise(court: Court, hearing: Hearing, before: Placing, after: Placing, now: datetime) -> bool:
    """Whether a move would be none to people: the same ones meet within the days that they know."""
    known = hearing.promised
    is_within = (
        known is not None and known.holds(*_days(court, after)) and stands(court, hearing, known, court.today(now))
    )
    return is_within and after.meets_the_same(before)


def _days(court: Court, placing: Placing) -> tuple[date, date]:
    return court.today(placing.starts_at), court.today(placing.ends_at)


def _weeks(court: Court, hearing: Hearing, first: date, weeks: int, now: datetime) -> Promised:
    """From the first to the last day of these weeks on which the court sits and the hearing may."""
    request = hearing.request
    lawful = limits_of_hearing(court, court.cases[hearing.case_id], request, court.today(now)).latest_on
    monday = first - timedelta(days=first.weekday())
    to_on = min(request.latest_on, monday + timedelta(days=7 * weeks - 1), lawful or date.max)
    from_on = max(request.earliest_on, monday)
    while from_on < first and not court.calendar.is_open(from_on):
        from_on += ONE_DAY
    while to_on > first and not court.calendar.is_open(to_on):
        to_on -= ONE_DAY
    return Promised(from_on, to_on)
