"""A hearing list as rows of cells: encoding, delimiter, header. Nothing of it is guessed in silence."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from tarazy_local.importing.finding import Finding, UnreadableFile

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_NAMED = {name: delimiter for delimiter, name in _DELIMITERS.items()}
_LARGEST_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row and the line of the file where it starts."""

    line: int
    cells: tuple[str, ...]

    @property
    def where(self) -> str:
        """How reports call the row."""
        return f"line {self.line}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below the header, without empty ones."""

    header: tuple[str, ...] | None
    rows: Sequence[TableRow]
    delimiter: str


def parse_table(raw: bytes, *, encoding: str, delimiter: str | None, header: bool, columns: Sequence[str]) -> Table:
    """Read a table that has the given columns.

    Without a delimiter it must be the only one with which the first row has the columns asked for. Raises
    `UnreadableFile`.
    """
    text = _decoded(raw, encoding)
    chosen = _delimiter(delimiter) if delimiter else _the_only_delimiter(text, columns, header=header)
    rows = _rows(text, chosen)
    if not rows:
        raise UnreadableFile(Finding("", "", "The file is empty"))
    return Table(rows[0].cells, rows[1:], chosen) if header else Table(None, rows, chosen)


def spelled(delimiter: str) -> str:
    """The delimiter's name, for reports."""
    return _DELIMITERS.get(delimiter, repr(delimiter))


def _decoded(raw: bytes, encoding: str) -> str:
    name = "utf-8-sig" if encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else encoding
    try:
        text = raw.decode(name)
    except LookupError:
        raise UnreadableFile(Finding("--encoding", encoding, "Is no encoding that Python knows")) from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            Finding(f"line {line}", "", f"The file is not {encoding}: name its encoding, such as --encoding cp1251")
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableFile(Finding(f"line {line}", "", "The file holds NUL: it is no text, or --encoding is utf-16"))
    return text


def _delimiter(given: str) -> str:
    delimiter = _NAMED.get(given, "\t" if given == "\\t" else given)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise UnreadableFile(Finding("--delimiter", given, "Must be one character, or comma, semicolon, tab or bar"))
    return delimiter


def _the_only_delimiter(text: str, columns: Sequence[str], *, header: bool) -> str:
    fitting = [delimiter for delimiter in _DELIMITERS if _fits(text, delimiter, columns, header=header)]
    if len(fitting) == 1:
        return fitting[0]
    said = "None of comma, semicolon, tab and bar gives" if not fitting else "Several delimiters give"
    raise UnreadableFile(
        Finding("line 1", "", f"{said} the columns {', '.join(columns)}: check them and say --delimiter")
    )


def _fits(text: str, delimiter: str, columns: Sequence[str], *, header: bool) -> bool:
    first = next(iter(_rows(text, delimiter, most=1)), None)
    if first is None or len(first.cells) < 2:
        return False
    names = {cell.strip().casefold() for cell in first.cells} if header else set()
    return all(
        column.casefold() in names or (column.isdigit() and 1 <= int(column) <= len(first.cells)) for column in columns
    )


def _rows(text: str, delimiter: str, most: int | None = None) -> list[TableRow]:
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[TableRow] = []
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(TableRow(before + 1, tuple(cells)))
            before = reader.line_num
            if most is not None and len(rows) >= most:
                break
    except csv.Error as error:
        raise UnreadableFile(Finding(f"line {before + 1}", "", f"The row cannot be read: {error}")) from None
    return rows
