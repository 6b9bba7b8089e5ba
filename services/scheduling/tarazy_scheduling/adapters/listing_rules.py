"""The rules by which courts list hearings, from a day on."""

from datetime import datetime

from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.dated_rules import Dated, RuleTable
from tarazy_scheduling.domain.model.listing_rules import ListingRules, RuleBook

RULES = RuleTable("listing_rules", ListingRules, tuple(ListingRules.__slots__))

# Whoever lists locks the same row.
_LOCK = "SELECT ($2 AT TIME ZONE zone)::date AS today FROM courts WHERE court_id = $1 FOR UPDATE"


async def book_of(connection: Connection, court_id: str) -> RuleBook:
    """What a court has laid down, to ask by day."""
    laid_down = await RULES.of_court(connection, court_id)
    return RuleBook(tuple(one.valid_from for one in laid_down), tuple(one.rules for one in laid_down))


async def add(
    connection: Connection, court_id: str, wanted: Dated[ListingRules], now: datetime, *, dry_run: bool = False
) -> tuple[int, bool]:
    """Enter rules for a registered court: their version, and whether they differ from what was entered before.

    A dry run only looks whether they would be refused.
    Raises `TooLate` for rules that would change what has begun.
    """
    row = await connection.fetchrow(_LOCK, court_id, now)
    if row is None:
        raise LookupError(f"{court_id} is not known")
    return await RULES.add(connection, court_id, wanted, row["today"], now, dry_run=dry_run)
