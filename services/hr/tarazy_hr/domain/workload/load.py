"""Weighted workload: L = Σ W x C over the kinds of cases that came, each at the weight of its day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from tarazy_hr.domain.workload.weights import Kind


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Cases of one kind that came to a court in days on which no norm began; `day` is the first of them."""

    court_id: str
    kind: Kind
    day: date
    cases: int


class Weighing(Protocol):
    """Says what a case weighs."""

    def __call__(self, court_id: str, kind: Kind, day: date) -> int | None: ...


@dataclass(frozen=True, slots=True)
class OfKind:
    """Cases of one kind, and what they weigh together."""

    cases: int = 0
    minutes: int = 0


@dataclass(slots=True)
class Load:
    """What came to a court, or to a judge of it."""

    minutes: int = 0
    cases: int = 0
    unweighed: int = 0
    """Cases of a category that nothing says the weight of; they count as no minutes."""
    kinds: dict[Kind, OfKind] = field(default_factory=dict)

    def add(self, arrivals: Arrivals, weight: int | None) -> None:
        """Count cases in, each of `weight` minutes."""
        minutes = arrivals.cases * (weight or 0)
        before = self.kinds.get(arrivals.kind, OfKind())
        self.kinds[arrivals.kind] = OfKind(before.cases + arrivals.cases, before.minutes + minutes)
        self.cases += arrivals.cases
        self.minutes += minutes
        if weight is None:
            self.unweighed += arrivals.cases


def loads(arrivals: Iterable[Arrivals], weigh: Weighing) -> dict[str, Load]:
    """Per court what came to it. Courts to which nothing came are left out."""
    found: dict[str, Load] = {}
    for one in arrivals:
        load = found.get(one.court_id)
        if load is None:
            load = found[one.court_id] = Load()
        load.add(one, weigh(one.court_id, one.kind, one.day))
    return found
