"""The judge-year value: how many minutes of work on cases one full-time judge has in a year, step by step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from tarazy_hr.domain.refusal import Refusal, conflict, wrong

ALL_LEVELS = ""
LONGEST_YEAR = 366


@dataclass(frozen=True, slots=True)
class JudgeYear:
    """From a day on, in courts of one level (or of all): the days and hours that a year is made of."""

    level: str
    valid_from: date
    working_days: int
    leave_days: int
    other_days: int
    """Sickness, training and whatever else takes whole days."""
    minutes_a_day: int
    casework_percent: int
    """Of a day's minutes those for cases; the rest is for everything else that a judge does."""
    source: str | None = None
    estimate: bool = False
    """Ships with the system: nobody has laid it down."""

    @property
    def days(self) -> int:
        """Days at work."""
        return self.working_days - self.leave_days - self.other_days

    @property
    def minutes(self) -> Fraction:
        """Minutes for cases in a year: days x minutes a day x share of casework."""
        return Fraction(self.days * self.minutes_a_day * self.casework_percent, 100)


@dataclass(frozen=True, slots=True)
class JudgeYearFact:
    """A judge-year value as it stood from one version to the next; versions count per level and first day."""

    what: Literal["changed"]
    version: int
    year: JudgeYear
    recorded_at: datetime


def set_judge_year(
    known: Iterable[JudgeYearFact], wanted: JudgeYear, *, now: datetime, today: date
) -> tuple[JudgeYearFact, ...] | Refusal:
    """Never changed backwards, as norms are not: the first of a level may lie in the past, later ones may not.

    What ships with the system is no such value.
    """
    if wanted.working_days > LONGEST_YEAR:
        return wrong("working_days", "year_too_long", days=wanted.working_days)
    if wanted.days <= 0:
        return wrong("leave_days", "year_without_days", days=wanted.days)
    of_level = [fact for fact in known if fact.year.level == wanted.level]
    same = next((fact for fact in of_level if fact.year.valid_from == wanted.valid_from), None)
    if same is not None and same.year == wanted:
        return ()
    stood_before = any(fact.recorded_at < now for fact in of_level if not fact.year.estimate)
    begun = same is not None and not same.year.estimate and wanted.valid_from <= today
    if begun or (stood_before and wanted.valid_from < today):
        return conflict("valid_from", "norm_backwards", today=today, valid_from=wanted.valid_from)
    return (JudgeYearFact("changed", 1 if same is None else same.version + 1, wanted, now),)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a period that lies in one calendar year and in which one value holds."""

    from_on: date
    to_on: date
    """The day after its last."""
    year: JudgeYear
    minutes: Fraction


def parts(known: Iterable[JudgeYear], level: str | None, from_on: date, to_on: date) -> tuple[Part, ...]:
    """What one full-time judge has for cases in [from_on, to_on): each year's minutes by its days.

    A level's own value goes before that for all. Days before any value are left out.
    """
    years = sorted(known, key=lambda year: year.valid_from)
    of_level = [year for year in years if year.level == level != ALL_LEVELS]
    of_all = [year for year in years if year.level == ALL_LEVELS]
    cuts = {from_on, to_on}
    cuts |= {year.valid_from for year in (*of_level, *of_all) if from_on < year.valid_from < to_on}
    cuts |= {date(number, 1, 1) for number in range(from_on.year + 1, to_on.year + 1) if date(number, 1, 1) < to_on}
    found = []
    for start, end in pairwise(sorted(cuts)):
        begun = [year for year in of_level if year.valid_from <= start] or [
            year for year in of_all if year.valid_from <= start
        ]
        if begun:
            minutes = begun[-1].minutes * Fraction((end - start).days, _days_of(start.year))
            found.append(Part(start, end, begun[-1], minutes))
    return tuple(found)


def _days_of(year: int) -> int:
    return (date(year, 12, 31) - date(year, 1, 1) + timedelta(days=1)).days
