"""Vacancy rates: how much of the establishment is not filled.

rate = (establishment - held) / establishment, in shares of full time. Of 2,719 posts with 2,364 in office 355 are
vacant: 13.1 %.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

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


def trend(posts: Sequence[FilledPost], days: Iterable[date]) -> list[tuple[date, Figures]]:
    """The figures on each of some days."""
    return [(day, figures_on(posts, day)) for day in days]


def month_ends(last: date, months: int) -> list[date]:
    """The last days of the months before `last`, and `last` itself: so many days in all, in order."""
    days = [last]
    while len(days) < months:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]
