"""Vacancy rates: how much of the establishment is not filled.

rate = (establishment - held) / establishment, in shares of full time. Of 2,719 posts with 2,364 in office 355 are
vacant: 13.1 %.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tarazy_hr.domain.days import day_after
from tarazy_hr.domain.establishment.staffing import NONE, FilledPost


@dataclass(frozen=True, slots=True)
class Figures:
    """Establishment and what is held of it, in shares of full time."""

    establishment: Decimal = NONE
    held: Decimal = NONE

    @property
    def vacant(self) -> Decimal:
        """What is not held."""
        return self.establishment - self.held

    @property
    def rate(self) -> Decimal | None:
        """From 0 to 1; None where there are no posts."""
        return self.vacant / self.establishment if self.establishment else None


def figures_on(posts: Iterable[FilledPost], day: date) -> Figures:
    """The figures of posts on a day. Holders of posts that are not in the staffing table do not count."""
    establishment, held = NONE, NONE
    for filled in posts:
        if filled.exists_on(day):
            establishment += filled.share_on(day)
            held += filled.held_on(day)
    return Figures(establishment, held)


def trend(posts: Iterable[FilledPost], days: Sequence[date]) -> list[tuple[date, Figures]]:
    """The figures on each of some days, given in order: every post is looked at once, however many days there are."""
    steps: dict[date, tuple[Decimal, Decimal]] = {}

    def step(day: date | None, establishment: Decimal, held: Decimal) -> None:
        if day is not None:
            before = steps.get(day, (NONE, NONE))
            steps[day] = before[0] + establishment, before[1] + held

    for filled in posts:
        post = filled.post
        if post.share is not None:
            step(post.from_on or date.min, post.share, NONE)
            step(day_after(post.to_on), -post.share, NONE)
        for one in filled.holdings:
            if not one.acting:
                counted = one.share if post.share is None else NONE
                step(one.from_on, counted, one.share)
                step(day_after(one.last_on), -counted, -one.share)
    changes = sorted(steps)
    found: list[tuple[date, Figures]] = []
    establishment, held, position = NONE, NONE, 0
    for day in days:
        while position < len(changes) and changes[position] <= day:
            more, filled_more = steps[changes[position]]
            establishment, held, position = establishment + more, held + filled_more, position + 1
        found.append((day, Figures(establishment, held)))
    return found


def month_ends(last: date, months: int) -> list[date]:
    """The last days of the months before `last`, and `last` itself: so many days in all, in order.

    Fewer at the beginning of the calendar.
    """
    days = [last]
    while len(days) < months and days[-1].replace(day=1) > date.min:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]
