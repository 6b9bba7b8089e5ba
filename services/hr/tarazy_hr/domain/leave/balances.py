"""The balances of a whole court."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from tarazy_hr.domain.leave.court_time import CourtTime
from tarazy_hr.domain.leave.ledger import Ledger, ledger


def balances_of(time: CourtTime, year: int, on: date) -> Iterator[tuple[UUID, Ledger]]:
    """By person, the ledger of each type that leave is taken from, and of others that were asked for or taken."""
    entitled = {one.code for one in time.records.types.all_on(date(year, 12, 31)) if one.rules.has_entitlement}
    for person in time.people:
        absences = time.absences.get(person, ())
        used = {fact.terms.leave_type for fact in absences if fact.terms}
        sources = time.records.sources(person, absences)
        for code in sorted(entitled | used):
            found = ledger(code, year, on, sources)
            if found.lines or found.requested or code in entitled:
                yield person, found
