"""The codes that a court uses and what they mean: dated data, never constants in code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from tarazy_scheduling.domain.model.codes import Category, HearingType, Norm, RoomFeature


class Dated(Protocol):
    """An entry of the catalogue."""

    @property
    def code(self) -> str: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def is_own(self) -> bool: ...


E = TypeVar("E", bound=Dated)
HEAVIEST = 1_000_000
"""Minutes that a case counts as at most, eight years of work: a norm with a slip in it must not end all draws."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What holds in a court; of several entries with one code the last one begun counts, the court's own first."""

    categories: Mapping[str, tuple[Category, ...]] = field(default_factory=dict)
    hearing_types: Mapping[str, tuple[HearingType, ...]] = field(default_factory=dict)
    features: Mapping[str, tuple[RoomFeature, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, categories: Iterable[Category], hearing_types: Iterable[HearingType], features: Iterable[RoomFeature]
    ) -> "Catalogue":
        """A catalogue of entries in any order."""
        return cls(_by_code(categories), _by_code(hearing_types), _by_code(features))

    def category(self, code: str, day: date) -> Category | None:
        return _valid(self.categories.get(code, ()), day)

    def hearing_type(self, code: str, day: date) -> HearingType | None:
        return _valid(self.hearing_types.get(code, ()), day)

    def feature(self, code: str, day: date) -> RoomFeature | None:
        return _valid(self.features.get(code, ()), day)


def weight_on(norms: Iterable[Norm], category: Category, instance: str, day: date) -> int:
    """What a case weighs, in minutes.

    By the court's own norm, else its own entry in the catalogue, else the country's norm, else the catalogue. Of norms
    of one kind one for the instance goes before one for any, and of those the one that has begun last counts.
    """
    begun = [
        norm
        for norm in norms
        if norm.category == category.code and norm.instance in ("", instance) and norm.valid_from <= day
    ]
    first = max(begun, key=lambda norm: (not norm.country_wide, bool(norm.instance), norm.valid_from), default=None)
    if first is None or (first.country_wide and category.is_own):
        return min(category.weight_minutes, HEAVIEST)
    return min(first.weight_minutes, HEAVIEST)


def _by_code(entries: Iterable[E]) -> dict[str, tuple[E, ...]]:
    found: dict[str, tuple[E, ...]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.is_own, entry.valid_from)):
        found[entry.code] = (*found.get(entry.code, ()), entry)
    return found


def _valid(entries: tuple[E, ...], day: date) -> E | None:
    begun = [entry for entry in entries if entry.valid_from <= day]
    if not begun:
        return None
    last = begun[-1]
    return last if last.valid_to is None or day <= last.valid_to else None
