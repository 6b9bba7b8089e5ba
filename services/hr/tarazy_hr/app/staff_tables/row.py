"""A row of a table, as far as its form is understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tarazy_hr.domain.refusal import Refusal


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. A column that the file does not have is not in `given`; an empty cell is None."""

    table: str
    line: int
    """As the spreadsheet counts: 1 is its first row."""
    given: Mapping[str, Any]
    wrong: tuple[Refusal, ...] = ()
    """What is wrong with its cells; `field` is the column."""
