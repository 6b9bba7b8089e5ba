"""What a leave would mean for balances and cover, seen before it is decided."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.leave.court_time import CourtTime
from tarazy_hr.domain.leave.cover import CoverDay
from tarazy_hr.domain.leave.ledger import LedgerSources, ledger
from tarazy_hr.domain.leave.taking import rules_of


@dataclass(frozen=True, slots=True)
class YearLeft:
    """What is left at the end of a year without the leave and with it."""

    year: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class CoverLeft:
    """Judges left with one specialism on the working days of a leave."""

    specialism: str
    fewest: int
    fewest_on: date
    authorised: int
    """On that day."""
    minimum: int
    """On that day."""
    thin_days: tuple[date, ...]
    """Working days with fewer than the court wants."""
    thin_before: int
    """How many of them are thin without the leave too."""


def years_left(fact: AbsenceFact, on: date, sources: LedgerSources) -> Iterator[YearLeft]:
    """By each year that the leave takes days from; nothing for a type without a balance.

    `sources` are those of the person without this leave.
    """
    terms = fact.terms
    rules = rules_of(terms, sources.types) if terms else None
    if terms is None or rules is None or not rules.has_entitlement:
        return
    granted = replace(fact, what="approved")
    others = [one for one in sources.absences if one.absence.absence_id != fact.absence.absence_id]
    without, with_it = replace(sources, absences=others), replace(sources, absences=[*others, granted])
    for year in range(terms.span.first_on.year, terms.span.last_on.year + 1):
        before, after = (ledger(terms.leave_type, year, on, each) for each in (without, with_it))
        yield YearLeft(year, before.at_year_end, after.at_year_end)


def cover_left(fact: AbsenceFact, time: CourtTime) -> list[CoverLeft]:
    """The cover of the court on the working days of a leave, for all judges and for what this one is authorised for.

    Nothing for somebody who is no judge.
    """
    before = {(one.day, one.specialism): one for one in time.cover()}
    after = time.cover(fact)
    touched = {one.specialism for one in after if one.there != before[one.day, one.specialism].there}
    return [_left(code, [one for one in after if one.specialism == code], before.values()) for code in sorted(touched)]


def _left(code: str, days: list[CoverDay], before: Iterable[CoverDay]) -> CoverLeft:
    lowest = min(days, key=lambda one: (one.there - one.minimum, one.day))
    thin = tuple(one.day for one in days if one.is_thin)
    already = sum(one.is_thin for one in before if one.specialism == code)
    return CoverLeft(code, lowest.there, lowest.day, lowest.authorised, lowest.minimum, thin, already)
