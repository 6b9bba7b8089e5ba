"""What is personal in the proof of a case is taken away, once its time is over; the chain holds without it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_shared import audit_trail
from tarazy_shared.country import country_day
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Work
from tarazy_shared.who import SYSTEM

from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.retention_rules import RETENTION

_OF_CASE = """
SELECT notice_id, court_id, changed_at, due_at IS NOT NULL AS is_open, address <> '' AS is_whole FROM notices
WHERE subject_id IN (SELECT $1::uuid UNION ALL SELECT hearing_id FROM hearings WHERE case_id = $1)
"""

_NOT_BOUND = "SELECT EXISTS (SELECT FROM notice_unsealed WHERE notice_id = ANY($1::uuid[]))"


class NotYetError(Exception):
    """It may not be erased; the text says why."""


@dataclass(frozen=True, slots=True)
class Erased:
    """How many notices of a court are without names, addresses and words now."""

    court_id: str
    notices: int


async def erase(work: Work, rules: Rules, case_id: UUID) -> Erased:
    """Erase what is personal of all notices about a case. Raises `NotYetError` with nothing done."""
    async with work.begin() as uow:
        connection = uow.connection
        rows = await connection.fetch(_OF_CASE, case_id)
        if not rows:
            raise NotYetError("no notice about this case is known")
        court_id, ids = rows[0]["court_id"], [row["notice_id"] for row in rows]
        if any(row["is_open"] for row in rows) or await connection.fetchval(_NOT_BOUND, ids):
            raise NotYetError("notices about this case are still on their way")
        today = country_day(uow.now)
        book = await rules.current(connection)
        years = book.of(RETENTION, court_id, today).years
        last = max(row["changed_at"] for row in rows)
        if years is None:
            raise NotYetError(f"no rule of the kind retention says how long {court_id} keeps proof of notice")
        if today < (until := kept_until(last, years)):
            raise NotYetError(f"it is kept until {until}: {years} years after the last notice")
        count = int(await connection.fetchval("SELECT erase_notices($1::uuid[])", ids))
        detail = {"notices": count, "years": years}
        await audit_trail.note(uow, SYSTEM, "proof.erase", court_id, case_id, detail, request_id=str(uuid7(uow.now)))
    return Erased(court_id, count)


def kept_until(last: datetime, years: int) -> date:
    """The first day on which it may be erased."""
    day = country_day(last)
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)
