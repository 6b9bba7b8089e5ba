"""What a case weighs on the day it came: a court's own norm, else the country's, else what ships with the system."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tarazy_hr.domain.norm import ANY_INSTANCE, COUNTRY, Norm

Kind = tuple[str, str]
"""Category and instance of cases."""


@dataclass(frozen=True, slots=True)
class Weights:
    """All norms, looked up by court, kind of case and day; whole minutes."""

    norms: tuple[Norm, ...]
    shipped: Mapping[str, int]
    """Per category, where neither court nor country has a norm that has begun."""
    _begun: dict[tuple[str, str, str], list[tuple[date, int]]] = field(init=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for norm in sorted(self.norms, key=lambda norm: norm.valid_from):
            key = norm.court_id, norm.category, norm.instance
            self._begun.setdefault(key, []).append((norm.valid_from, norm.weight_minutes))

    def on(self, court_id: str, kind: Kind, day: date) -> int | None:
        """What a case that came to the court on a day weighs; None where nothing says it.

        A court's own norm goes before the country's, one for the instance before one for any, and of those the one
        that has begun last counts: as the draw weighs.
        """
        category, instance = kind
        for where in (court_id, COUNTRY):
            for which in (instance, ANY_INSTANCE):
                of_key = self._begun.get((where, category, which), ())
                if place := bisect_right(of_key, day, key=lambda begun: begun[0]):
                    return of_key[place - 1][1]
        return self.shipped.get(category)

    def changes(self, from_on: date, to_on: date) -> list[date]:
        """The days strictly inside [from_on, to_on) on which some norm begins."""
        return sorted({norm.valid_from for norm in self.norms if from_on < norm.valid_from < to_on})


def of_norms(norms: Iterable[Norm], shipped: Mapping[str, int]) -> Weights:
    """Norms of courts and of the country in any order."""
    return Weights(tuple(norms), shipped)
