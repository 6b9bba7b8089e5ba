"""From when to when a plan reaches, and by which rules."""

from datetime import date, datetime

from tarazy_scheduling.domain.listing.fence import beyond_the_fence
from tarazy_scheduling.domain.model.calendar import ONE_DAY
from tarazy_scheduling.domain.model.listing_rules import ListingRules
from tarazy_scheduling.domain.model.planning import PlanWish
from tarazy_scheduling.domain.working_set.court import Court

LONGEST_DAYS = 366
"""From the first to the last day of a plan."""


def sitting_days(court: Court, wish: PlanWish) -> list[int]:
    """The numbers of the days of a plan on which the court sits."""
    days = range(wish.begins_on.toordinal(), wish.ends_on.toordinal() + 1)
    return [day for day in days if court.grid.day(day).open]


def earliest_of_plan(court: Court, fence_days: int, now: datetime) -> date:
    """The first day whose hearings a plan may move: beyond the fence, and never today."""
    today = court.today(now)
    return max(beyond_the_fence(court, fence_days, today), today + ONE_DAY)


def rules_of(court: Court, wish: PlanWish) -> list[ListingRules]:
    """All rules that hold on one of the days."""
    book = court.listing_rules
    begun = [day for day in book.begins if wish.begins_on < day <= wish.ends_on]
    return [book.on(wish.begins_on), *(book.on(day) for day in begun)]
