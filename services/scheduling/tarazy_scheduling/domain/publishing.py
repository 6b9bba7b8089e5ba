"""When a day's list of hearings is published: a draft some sitting days ahead, the final list on the one before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Literal

from tarazy_scheduling.domain.model.calendar import ONE_DAY

Edition = Literal["draft", "final", "amended"]

DRAFT_AHEAD = 5
"""On how many sitting days before, the day of publication included, a draft stands."""
LOOKED_THROUGH = timedelta(days=60)
"""How far ahead sitting days are looked for; a court may be closed for a while."""


@dataclass(frozen=True, slots=True)
class Due:
    """Up to which days lists are out by now."""

    today: date
    final_until: date
    draft_until: date

    def days(self) -> Iterator[date]:
        """From today to the last of which anything is published."""
        return (self.today + n * ONE_DAY for n in range((self.draft_until - self.today).days + 1))

    def edition(self, day: date, last: Edition | None, *, is_other: bool) -> Edition | None:
        """What is to be published of a day after its last edition, if anything. `is_other`: the list reads otherwise.

        A draft stands until the final list takes its place; from then on every change is an amended edition.
        """
        if day > self.final_until:
            return "draft" if last is None else None
        if last in (None, "draft"):
            return "final"
        return "amended" if is_other else None


def last_publication(local: datetime, at: time) -> date:
    """The last day on which lists were published by an instant, given in the court's zone; `at` so late each day."""
    return local.date() if local.time() >= at else local.date() - ONE_DAY


def due(today: date, told_on: date, is_open: Callable[[date], bool]) -> Due:
    """What is out today, when lists were published last on `told_on`."""
    ahead = (told_on + n * ONE_DAY for n in range(1, LOOKED_THROUGH.days + 1))
    sitting = list(islice(filter(is_open, ahead), DRAFT_AHEAD)) or [today]
    return Due(today, max(today, sitting[0]), max(today, sitting[-1]))
