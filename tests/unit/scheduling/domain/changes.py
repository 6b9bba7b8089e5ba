"""What makes hearings move: somebody away, something that cannot be had, requests that stand on a day."""

from datetime import date, datetime, timedelta
from typing import Any

from tarazy_scheduling.domain.commands import DeclareUnavailability
from tarazy_scheduling.domain.model.means import Absence, Unavailability

from tests.unit.scheduling.domain.courts import TUESDAY, URGENT, World, an_id, at, starts

ON_TUESDAY: dict[str, Any] = {"earliest_on": TUESDAY, **URGENT}


def away(who: str, first: date, days: int = 1, name: str = "absence") -> Absence:
    starts_at = at(first, 0)
    return Absence(an_id(name), "almaty-1", an_id(who), "leave", starts_at, starts_at + timedelta(days=days))


def unavailable(kind: Any, who: Any, starts_at: datetime, ends_at: datetime, name: str = "u") -> DeclareUnavailability:
    return DeclareUnavailability(Unavailability(an_id(name), "almaty-1", kind, who, starts_at, ends_at))


def stands_on(world: World, day: date) -> None:
    """A hearing that stands late in a window in which it might stand earlier."""
    world.asks(starts_at=at(day, 9), **URGENT)
    assert starts(world.asks(request_version=2, **URGENT)) == [f"{day} 09:00"]
