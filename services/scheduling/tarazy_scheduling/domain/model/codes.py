"""Entries of the catalogue and the court's norms: dated data.

`is_own`: the court's own entry, which goes before the one that holds everywhere.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Category:
    """What a case of the category weighs."""

    code: str
    weight_minutes: int
    valid_from: date = date.min
    valid_to: date | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class HearingType:
    """A code that a request may bear."""

    code: str
    valid_from: date = date.min
    valid_to: date | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class RoomFeature:
    """A code that a request may ask of a room."""

    code: str
    valid_from: date = date.min
    valid_to: date | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Norm:
    """The weight of a category in one court, from a day on."""

    category: str
    valid_from: date
    weight_minutes: int
    instance: str = ""
    """Of cases of this instance; empty for those of any."""
    country_wide: bool = False
    """What holds everywhere: any norm of the court's own goes before it."""

    @property
    def key(self) -> tuple[str, str, bool, date]:
        """What it is about: told again it replaces what was told."""
        return self.category, self.instance, self.country_wide, self.valid_from
