"""Hours of training that a year asks of each role: who lacks how many, and who will."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

Outlook = Literal["met", "on_the_way", "short"]
"""`on_the_way`: met if the sessions that are still to come are attended."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """From a year on, how much people of a role are to learn a year. Dated data."""

    role: str
    minutes: int
    from_year: int
    source: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Learnt:
    """Minutes of one person in one year."""

    person_id: UUID
    role: str
    from_on: date
    """First day in post, where that lies in the year: less is then asked."""
    attended: int
    to_come: int
    """Of sessions with a place that are not over."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What one person has to learn in a year, and how that stands."""

    person_id: UUID
    role: str
    required: int
    attended: int
    to_come: int
    outlook: Outlook

    @property
    def lacks(self) -> int:
        """Minutes that no session covers."""
        return max(0, self.required - self.attended - self.to_come)


def required(requirements: Iterable[Requirement], role: str, year: int, from_on: date) -> int:
    """Minutes that a year asks of a role, by the share of the days from the first in post on, rounded up."""
    begun = [one for one in requirements if one.role == role and one.from_year <= year]
    if not begun or from_on.year > year:
        return 0
    minutes = max(begun, key=lambda one: one.from_year).minutes
    first, last = date(year, 1, 1), date(year, 12, 31)
    days, whole = (last - max(from_on, first)).days + 1, (last - first).days + 1
    return -(-minutes * days // whole)


def shortfalls(requirements: Iterable[Requirement], year: int, people: Iterable[Learnt]) -> list[Shortfall]:
    """Everybody of whom the year asks something, whoever lacks most first."""
    rules = tuple(requirements)
    found = []
    for one in people:
        needed = required(rules, one.role, year, one.from_on)
        if not needed:
            continue
        outlook: Outlook = "met" if one.attended >= needed else "short"
        if outlook == "short" and one.attended + one.to_come >= needed:
            outlook = "on_the_way"
        found.append(Shortfall(one.person_id, one.role, needed, one.attended, one.to_come, outlook))
    return sorted(found, key=lambda one: (-one.lacks, str(one.person_id)))


def matching(needs: Iterable[str], subjects: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Which programmes teach what an evaluation asks for: by need, codes in order. `subjects`: by programme."""
    return {need: tuple(sorted(code for code, taught in subjects.items() if need in taught)) for need in needs}
