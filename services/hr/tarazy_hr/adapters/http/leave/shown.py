"""What the pages about leave show of a court and of a person."""

from datetime import date
from uuid import UUID

from tarazy_shared.contracts.fields import Language
from tarazy_shared.database import Connection

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.leave.leave_views import LineView
from tarazy_hr.domain.leave.leave_type import LeaveTypes
from tarazy_hr.domain.leave.ledger import Ledger, LedgerSources, ledger


async def names_in(connection: Connection, court_id: str) -> dict[UUID, str]:
    """Everybody who is or was in post in a court."""
    people = await queries.people(connection, queries.STANDING, court_id, None)
    return {fact.appointment.person_id: fact.appointment.name for fact in people}


def types_shown(types: LeaveTypes, language: Language) -> dict[str, str]:
    """Every type by its code, in the reader's language."""
    return {one.code: getattr(one.rules.name, language) for one in types.newest()}


def balances_shown(types: LeaveTypes, sources: LedgerSources, year: int, on: date) -> list[Ledger]:
    """The ledgers of this year and the next of the types that leave is taken from."""
    entitled = [one.code for one in types.all_on(on) if one.rules.has_entitlement]
    return [ledger(code, each, on, sources) for code in entitled for each in (year, year + 1)]


def ledger_shown(sources: LedgerSources, year: int, on: date, language: Language) -> dict[str, list[LineView]]:
    """The lines of this year's ledgers, by type."""
    entitled = [one.code for one in sources.types.all_on(on) if one.rules.has_entitlement]
    return {code: [LineView.of(line, language) for line in ledger(code, year, on, sources).lines] for code in entitled}
