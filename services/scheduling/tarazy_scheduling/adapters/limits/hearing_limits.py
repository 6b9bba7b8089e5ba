"""The limits of a stored hearing, computed as deciding does."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_scheduling.adapters import case_store, court_reading, hearing_store, means_reading
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.limits import rule_store
from tarazy_scheduling.domain.limits.steps import Limits
from tarazy_scheduling.domain.listing.limiting import explained_limits, limits_of_hearing
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.drawing import DrawTerms
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.working_set.court import Court


@dataclass(frozen=True, slots=True)
class HearingLimits:
    """A hearing and between which days it may sit, as of a day."""

    court: CourtRow
    case: Case
    hearing: Hearing
    day: date
    limits: Limits


async def limits_of(connection: Connection, hearing_id: UUID, now: datetime) -> HearingLimits | None:
    """The limits of a hearing as they are now; None for one that is not known."""
    stored = await hearing_store.by_id(connection, [hearing_id])
    if not stored:
        return None
    [(court_id, hearing)] = stored
    [(_, case)] = await case_store.by_id(connection, [hearing.case_id])
    row = await court_reading.one_court(connection, court_id)
    if row is None:
        raise LookupError(f"{court_id} has a hearing and is not known")
    court = await _with_rules(connection, row, now)
    today = court.today(now)
    return HearingLimits(row, case, hearing, today, explained_limits(court, case, hearing.request, today))


async def limits_of_several(
    connection: Connection, court_id: str, hearings: Collection[Hearing], now: datetime
) -> list[Limits]:
    """The limits of hearings of one court, in their order."""
    row = await court_reading.one_court(connection, court_id)
    if row is None or not hearings:
        return []
    court = await _with_rules(connection, row, now)
    stored = await case_store.by_id(connection, {one.case_id for one in hearings})
    cases = {case.case_id: case for _, case in stored}
    today = court.today(now)
    return [limits_of_hearing(court, cases[one.case_id], one.request, today) for one in hearings]


async def _with_rules(connection: Connection, row: CourtRow, now: datetime) -> Court:
    """The court with what limits are computed from, and nothing else."""
    court = Court(row.court_id, DrawTerms(secret="", secret_commitment=""), zone=row.zone)
    court.calendar = await means_reading.calendar_of(connection, row.court_id, now)
    court.limit_rules = await rule_store.book_of(connection, row.court_id)
    return court.open()
