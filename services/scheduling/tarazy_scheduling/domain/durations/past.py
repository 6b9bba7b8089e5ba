"""Hearings that are over, as far as they say how long others will last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from itertools import pairwise
from typing import Literal
from uuid import UUID

PastState = Literal["held", "adjourned", "not_held", "cancelled"]

SHORT_NOTICE = timedelta(days=3)
"""Before the start: two working days are the notice of a hearing that goes on, the shortest of the common ones."""
LONGEST = 600
"""Minutes. Whoever notes more has noted the night between two days, or a wrong day."""


@dataclass(frozen=True, slots=True)
class Past:
    """One hearing that is over."""

    category: str
    hearing_type: str
    judge_id: UUID | None
    """Who presided; None for a hearing that had no place."""
    state: PastState
    """`cancelled`: withdrawn, or its case closed, while it had a place."""
    minutes: int | None
    """From when it was opened to when it ended, as noted, without rests; None where nobody noted it."""
    withdrawn_before: timedelta | None = None
    """Of a cancelled one: how long before its start; None where that was not kept."""

    @property
    def is_late(self) -> bool:
        """Whether it was withdrawn so late that its time could hardly be given to anybody else."""
        return self.withdrawn_before is not None and self.withdrawn_before < SHORT_NOTICE

    @property
    def took_place(self) -> bool:
        """Whether anybody sat. One that was opened and then adjourned took its time of the session too."""
        return self.state == "held" or (self.state == "adjourned" and self.minutes is not None)

    @property
    def minutes_sat(self) -> int | None:
        """What it says about durations; None for one that did not take place or whose times cannot be right."""
        if not self.took_place or self.minutes is None:
            return None
        return self.minutes if 1 <= self.minutes <= LONGEST else None


@dataclass(frozen=True, slots=True)
class Kind:
    """Of which hearings something is asked. None: of all."""

    hearing_type: str
    category: str | None = None
    judge_id: UUID | None = None


Hours = Sequence[tuple[time, time]]
"""The sitting hours of a day, in order."""


def without_rests(begins: time, minutes: int, hours: Hours) -> int:
    """The minutes of a hearing less each rest between two sitting hours that lies wholly within it.

    Who ended in the middle of a rest went on into it.
    """
    first = minute_of(begins)
    last = first + minutes
    rests = ((minute_of(one[1]), minute_of(another[0])) for one, another in pairwise(hours))
    return minutes - sum(end - start for start, end in rests if first < start and end < last)


def minute_of(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute
