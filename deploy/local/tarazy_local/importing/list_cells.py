"""The cells of a hearing list's rows, by what they mean."""

from collections.abc import Mapping, Sequence

from tarazy_local.importing.list_columns import Column, positions
from tarazy_local.importing.list_table import Table, TableRow


class Cells:
    """Finds the cells of a row by field."""

    def __init__(self, columns: Sequence[Column], places: Sequence[int]) -> None:
        self._places = [(column.field, place) for column, place in zip(columns, places, strict=True)]
        self.fields = frozenset(column.field for column in columns)
        self.width = max(places) + 1

    def all(self, row: TableRow, field: str) -> list[str]:
        """What the columns of a field hold."""
        return [row.cells[place].strip() for name, place in self._places if name == field and place < len(row.cells)]

    def one(self, row: TableRow, field: str) -> str:
        """What the only column of a field holds; empty where there is none."""
        return next(iter(self.all(row, field)), "")

    def places_of(self, rows: Sequence[TableRow], field: str) -> Mapping[str, str]:
        """Every text that a field holds in rows that are whole, and where it stands first."""
        places: dict[str, str] = {}
        for row in rows:
            if len(row.cells) >= self.width:
                places.setdefault(self.one(row, field), row.where)
        return places


def selected(table: Table, only: Mapping[str, str]) -> list[TableRow]:
    """The rows that hold these texts in these columns. Raises `UnreadableFile` for a column that is not there."""
    if not only:
        return list(table.rows)
    width = max((len(row.cells) for row in table.rows), default=0)
    wanted = list(zip(positions(list(only), table.header, width), only.values(), strict=True))
    return [
        row
        for row in table.rows
        if all(place < len(row.cells) and row.cells[place].strip() == text for place, text in wanted)
    ]
