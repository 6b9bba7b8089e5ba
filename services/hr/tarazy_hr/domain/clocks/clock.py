"""A running clock: when it started, when it stood still, what made it longer, and what its last day is."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tarazy_shared.terms import IsOpen, Stretch, end_of, plus_days, roll_over, without

from tarazy_hr.domain.clocks.clock_rule import ClockRule

Urgency = Literal["still", "ahead", "near", "overdue", "met", "late", "void"]
"""`still`: it stands still; `met` and `late`: stopped in time or after its last day; `void`: it counts no longer."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of one matter."""

    rule: ClockRule
    started_on: date
    stills: tuple[Stretch, ...] = ()
    """When it stood still, in order and apart: from the first day to the day after the last."""
    still_since: date | None = None
    extended_until: date | None = None
    """A last day that an order set, later than the rule's."""
    stopped_on: date | None = None
    """When what it is about was done."""
    void: bool = False
    """What it is about will not be done any more: the matter ended otherwise."""

    @property
    def runs(self) -> bool:
        """Whether what it is about is still to be done; also while it stands still."""
        return self.stopped_on is None and not self.void

    def last_day(self, is_open: IsOpen) -> date | None:
        """The last day on which it can be done in time; None while the clock stands still."""
        if self.still_since is not None:
            return None
        rule = self.rule
        if rule.suspendable and self.stills:
            end = without(self.started_on, rule.amount, rule.unit, is_open, self.stills)
        else:
            end = end_of(self.started_on, rule.amount, rule.unit, is_open)
        if self.extended_until is not None and self.extended_until > end:
            end = self.extended_until
        return roll_over(end, is_open) if rule.rolls_over else end

    def urgency(self, today: date, is_open: IsOpen) -> Urgency:
        """How pressing it is on a day."""
        if self.void:
            return "void"
        end = self.last_day(is_open)
        if end is None:
            return "still"
        if self.stopped_on is not None:
            return "met" if self.stopped_on <= end else "late"
        if today > end:
            return "overdue"
        return "near" if (end - today).days <= self.rule.warn_days else "ahead"

    def has_run_out(self, today: date, is_open: IsOpen) -> bool:
        """Whether it is too late on a day for what is refused after the end. A clock that stands still has not."""
        end = self.last_day(is_open)
        return self.rule.after == "refused" and end is not None and today > end

    def paused(self, day: date) -> "Clock":
        """Standing still from a day on; unchanged where the rule forbids it, or where it stands or was stopped."""
        if not self.rule.suspendable or self.still_since is not None or self.stopped_on is not None:
            return self
        return replace(self, still_since=day)

    def resumed(self, day: date) -> "Clock":
        """Running again from a day on."""
        if self.still_since is None:
            return self
        stills = (*self.stills, (self.still_since, day)) if day > self.still_since else self.stills
        return replace(self, stills=stills, still_since=None)

    def stopped(self, day: date) -> "Clock":
        """What it is about was done on a day; the first time counts. It then stands still no longer."""
        return self if self.stopped_on is not None else replace(self.resumed(day), stopped_on=day)


def warns_on(clock: Clock, is_open: IsOpen) -> date | None:
    """The first day on which it is near; None while it stands still or once it has been stopped."""
    end = clock.last_day(is_open)
    if end is None or clock.stopped_on is not None or clock.void:
        return None
    return max(clock.started_on, plus_days(end, -clock.rule.warn_days))
