"""A sheet of cells, and a file that cannot be read at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from tarazy_hr.adapters.tables.cells import Cell
from tarazy_hr.domain.refusal import Refusal, wrong

MOST_ROWS = 200_000
MOST_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells row by row, from the first line of the file."""

    name: str
    rows: Sequence[Sequence[Cell]]


class UnreadableTableError(Exception):
    """The file as a whole is not what it should be. `refusal` says why; its field is the sheet, if one is meant."""

    def __init__(self, code: str, sheet: str = "", **particulars: object) -> None:
        super().__init__(code)
        self.refusal: Refusal = wrong(sheet, code, **particulars)


def is_empty(cell: Cell) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
