"""From a file to rows of known tables, each cell read or named with what is wrong in it."""

from collections.abc import Sequence

from tarazy_hr.adapters.tables.cells import Cell, CellError, read, text_of
from tarazy_hr.adapters.tables.columns import COLUMNS, Column, Table, column_called, table_called, table_of_header
from tarazy_hr.adapters.tables.csv_text import sheets_of_csv
from tarazy_hr.adapters.tables.sheet import Sheet, UnreadableTableError, is_empty
from tarazy_hr.adapters.tables.workbook import sheets_of_workbook
from tarazy_hr.app.staff_tables.row import TableRow
from tarazy_hr.domain.refusal import Refusal, wrong

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_LOOKED_THROUGH = 20
"""Rows among which a header is looked for that does not stand in the first."""


def rows_of_file(body: bytes, table: Table | None = None) -> list[TableRow]:
    """The rows of a workbook or a CSV file, without empty ones. Raises `UnreadableTableError`."""
    if body.startswith(_OLD_EXCEL):
        raise UnreadableTableError("old_excel")
    is_workbook = body.startswith(_ZIP)
    sheets = sheets_of_workbook(body) if is_workbook else sheets_of_csv(body)
    if not any(not is_empty(cell) for sheet in sheets for row in sheet.rows for cell in row):
        raise UnreadableTableError("file_empty")
    rows: list[TableRow] = []
    for sheet in sheets:
        rows += _rows_of_sheet(sheet, table if len(sheets) == 1 else None)
    return rows


def _rows_of_sheet(sheet: Sheet, table: Table | None) -> list[TableRow]:
    number = next((i for i, row in enumerate(sheet.rows) if not all(map(is_empty, row))), None)
    if number is None:
        return []
    header = list(map(_heading, sheet.rows[number]))
    found = table or table_called(sheet.name) or table_of_header(header)
    if found is None or not any(column_called(found, name) for name in header if name):
        _refuse_header(sheet, number)
        raise UnreadableTableError("header_unknown", sheet.name, given=", ".join(filter(None, header))[:200])
    columns = _columns(sheet.name, found, header)
    return [
        _row(found, line, cells, columns)
        for line, cells in enumerate(sheet.rows[number + 1 :], number + 2)
        if not all(map(is_empty, cells))
    ]


def _heading(cell: Cell) -> str:
    return "" if is_empty(cell) else text_of(cell)


def _refuse_header(sheet: Sheet, first: int) -> None:
    """Say where the header is, if titles stand above it."""
    for number, row in enumerate(sheet.rows[first + 1 : first + _LOOKED_THROUGH], first + 2):
        if table_of_header(list(map(_heading, row))) is not None:
            raise UnreadableTableError("header_below", sheet.name, row=number)


def _columns(sheet: str, table: Table, header: Sequence[str]) -> list[Column | None]:
    columns = [column_called(table, name) if name else None for name in header]
    names = [column.name for column in columns if column]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UnreadableTableError("column_twice", sheet, column=twice)
    if unknown := next((name for name, column in zip(header, columns, strict=True) if name and not column), None):
        raise UnreadableTableError("column_unknown", sheet, column=unknown[:100])
    for column in COLUMNS[table]:
        if column.required and column.name not in names:
            raise UnreadableTableError("column_missing", sheet, column=column.name)
    return columns


def _row(table: Table, line: int, cells: Sequence[Cell], columns: Sequence[Column | None]) -> TableRow:
    given: dict[str, object] = {}
    errors: list[Refusal] = []
    for position, cell in enumerate(cells):
        column = columns[position] if position < len(columns) else None
        if column is None:
            if not is_empty(cell):
                errors.append(wrong("", "cell_beyond_header", given=text_of(cell)[:100]))
            continue
        try:
            given[column.name] = read(column.kind, cell)
        except CellError as error:
            refusal = error.refusal
            errors.append(Refusal(column.name, refusal.code, refusal.kind, refusal.particulars))
    for column in columns:
        if column is not None:
            given.setdefault(column.name, None)
    broken = {error.field for error in errors}
    errors += [
        wrong(column.name, "cell_missing")
        for column in COLUMNS[table]
        if column.required and given.get(column.name) is None and column.name not in broken
    ]
    return TableRow(table, line, given, tuple(errors))
