"""The fence: hearings that sit within so many working days from today keep their dates."""

from datetime import date

from tarazy_scheduling.domain.working_set.court import Court

LONGEST = 3660
"""Days after today beyond which nothing is looked for."""


def beyond_the_fence(court: Court, fence_days: int, today: date) -> date:
    """The first day whose hearings may move so that others gain: after `fence_days` working days; today for 0."""
    last = date.fromordinal(min(today.toordinal() + LONGEST, date.max.toordinal() - 1))
    return court.calendar.first_day_with_notice(today, fence_days, last)
