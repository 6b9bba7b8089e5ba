"""What whoever imports a hearing list says about its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo


@dataclass(frozen=True, slots=True)
class ListForm:
    """What whoever imports a list says about it."""

    mapping: Sequence[str]
    date_format: str | None = None
    time_format: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    """None: UTF-8, or what the file's byte order mark says."""
    header: bool | None = None
    """None: there is one unless all columns are mapped by number."""
    only: Mapping[str, str] = field(default_factory=dict)
    """Only rows that hold this text in this column."""
    types: Mapping[str, str] = field(default_factory=dict)
    """The hearing type code of what the list calls a type."""
    hearing_type: str | None = None
    """The code for rows without a type, or with one that `types` does not name."""
    category: str = "civil.other"
    minutes: int = 60
    starting: date | None = None
    zone: tzinfo = UTC
    """Of the court: times that say an offset are turned into its wall clock."""
