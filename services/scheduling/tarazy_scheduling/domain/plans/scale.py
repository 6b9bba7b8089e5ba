"""The slots of a plan: some of the court's slots each, so that a day fits into one word of the search."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tarazy_scheduling.domain.working_set.slots import Grid, Hour, runs

MOST_SLOTS = 62
"""Of a day, as the search takes it; one is lost between two sitting hours, so that nothing runs over the break."""
LONGEST_MINUTES = 30
CHOICES = 3
"""How many scales are tried: a coarser one may fit what is published better than a finer one."""
BREAK, BEYOND = -1, -2
"""Planning slots that none of the court's belong to: between two hours, and after an hour for the gap alone."""


@dataclass(frozen=True)
class Scale:
    """Planning slots of so many of the court's slots. What is left of an hour is not planned in."""

    grid: Grid
    times: int
    gap: int
    """Planning slots that each hearing takes besides, so that a room is empty or people get elsewhere after it."""
    firsts: tuple[int, ...]
    """By planning slot the first of the court's slots that it is made of; BREAK or BEYOND where there is none."""

    @property
    def slot_minutes(self) -> int:
        return self.times * self.grid.calendar.slot_minutes

    @property
    def slots_per_day(self) -> int:
        return len(self.firsts)

    @property
    def open(self) -> int:
        """All slots of a day."""
        return sum(1 << slot for slot, first in enumerate(self.firsts) if first != BREAK)

    @cached_property
    def _starts(self) -> dict[int, int]:
        return {first: slot for slot, first in enumerate(self.firsts) if first >= 0}

    @cached_property
    def _known(self) -> dict[int, int]:
        """What was asked before: most people are free all day, and those who are not have few different days."""
        return {}

    @cached_property
    def _beyond(self) -> int:
        return sum(1 << slot for slot, first in enumerate(self.firsts) if first == BEYOND)

    def free(self, word: int) -> int:
        """The planning slots all of whose slots are free; those beyond the hours always are."""
        known = self._known.get(word)
        if known is None:
            whole = runs(word, self.times)
            known = self._beyond | sum(1 << slot for first, slot in self._starts.items() if whole >> first & 1)
            self._known[word] = known
        return known

    def slots_for(self, slots: int) -> int:
        """How many planning slots that many of the court's slots take."""
        return -(-slots // self.times)

    def taken_by(self, slots: int) -> int:
        """The same with the gap that comes after."""
        return self.slots_for(slots) + self.gap

    def slot_at(self, first: int) -> int | None:
        """The planning slot that begins with a slot of the court's."""
        return self._starts.get(first)


def scales_of(grid: Grid, gap_minutes: int = 0) -> list[Scale]:
    """The finest ones that fit; none for a court whose days are too long for any."""
    found: list[Scale] = []
    for times in range(1, max(1, LONGEST_MINUTES // grid.calendar.slot_minutes) + 1):
        gap = -(-gap_minutes // (times * grid.calendar.slot_minutes))
        firsts = tuple(_firsts(grid.hours, times, gap))
        if 0 < len(firsts) <= MOST_SLOTS and len(found) < CHOICES:
            found.append(Scale(grid, times, gap, firsts))
    return found


def _firsts(hours: tuple[Hour, ...], times: int, gap: int) -> Iterator[int]:
    for number, hour in enumerate(hours):
        if number:
            yield BREAK
        for slot in range(hour.slots // times):
            yield hour.first + slot * times
        yield from [BEYOND] * gap
