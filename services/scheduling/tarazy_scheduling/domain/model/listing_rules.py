"""What a court lays down about its listing, from a day on."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRules:
    """The defaults hold where a court has laid down nothing: no gaps, no limit."""

    fence_days: int = 5
    """Hearings that sit within so many working days from today keep their dates, whatever else could be gained."""
    changeover_minutes: int = 0
    """A room stays empty for so long between two hearings."""
    travel_minutes: int = 0
    """Whoever has sat in one building is free in another only so long after."""
    sitting_limit_minutes: int | None = None
    """A judge sits no longer on one day; None: as long as the court sits."""
    change_penalty: int = 6
    """What a plan pays for each date that people were told of and that it changes."""
    range_after_days: int | None = None
    """Working days beyond the fence after which people are promised weeks and no dates; None: always dates."""
    range_weeks: int = 1
    """How many weeks of the calendar such a promise is about."""
    substitutes: bool = True
    """Whether another judge sits in a single hearing by itself, where the judge of the case is away."""


DEFAULT = ListingRules()


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of a court. What concerns a sitting is asked of its day, what concerns a decision of the present one.

    `begins` and `rules` belong together, in the order of days.
    """

    begins: tuple[date, ...] = ()
    rules: tuple[ListingRules, ...] = ()

    def on(self, day: date) -> ListingRules:
        """The rules of the last day begun."""
        place = bisect_right(self.begins, day)
        return self.rules[place - 1] if place else DEFAULT

    @property
    def has_changeover(self) -> bool:
        """Whether rooms have to stay empty between hearings, on some day."""
        return any(one.changeover_minutes for one in self.rules)

    @property
    def has_travel(self) -> bool:
        """Whether the way between buildings counts, on some day."""
        return any(one.travel_minutes for one in self.rules)

    @property
    def lowest_limit(self) -> int | None:
        """The fewest minutes that a judge may sit on a day of any of the rules; None: nothing limits it."""
        limits = [one.sitting_limit_minutes for one in self.rules if one.sitting_limit_minutes is not None]
        return min(limits, default=None)
