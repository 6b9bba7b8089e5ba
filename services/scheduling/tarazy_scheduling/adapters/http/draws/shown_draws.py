"""A draw with what a reader may know beside its record. No party is named anywhere in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_scheduling.adapters.draws.single_draws import Taken
from tarazy_scheduling.domain.draw.account import Account


@dataclass(frozen=True, slots=True)
class ShownDraw:
    """What the words about a draw are made of."""

    account: Account
    drawn_at: datetime
    secret_day: date
    """Of the ledger; when it is over the secret is open."""
    names: Mapping[UUID, str]
    """Of judges, and of who answers for what was done by hand."""
    case_number: str | None
    """None for a confidential case."""
    category: str | None
    """In the reader's language; None for a confidential case."""
    taken: tuple[Taken, ...]
    """How the case was taken from the judge before, or seats from those who sat beside."""
    fewest: int
    """With fewer who can be drawn, the court marks a draw."""
    exclusions: Mapping[str, str]
    """What the catalogue calls the codes for which there is no sentence here."""
    chain_published_on: date | None = None
    """When the chain of secrets was published that the day's is of."""
    first_number: int | None = None
    """Of a case filed again: the draw of the case before."""

    def name(self, person_id: UUID) -> str:
        """Somebody's name; somebody unknown stands as the first digits of the id."""
        return called(self.names, person_id)


def called(names: Mapping[UUID, str], person_id: UUID) -> str:
    """A name, or else the first digits of the id."""
    return names.get(person_id) or str(person_id)[:8]


def opened_at(secret_day: date, zone: str) -> datetime:
    """When the secret of a court's day is open: at the beginning of the next."""
    return datetime.combine(secret_day + timedelta(days=1), time(), ZoneInfo(zone))
