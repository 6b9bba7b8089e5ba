"""A hearing list as rows of cells: encoding, delimiter, header. Nothing of it is guessed in silence."""

import codecs
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tarazy_local.importing.finding import Finding, UnreadableFile

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_NAMED = {name: delimiter for delimiter, name in _DELIMITERS.items()}
_LARGEST_CELL = 1_000_000
_SHOWN = 200
_MARKED = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""A byte order mark proves the encoding."""
_SEPARATOR_LINE = re.compile(r"sep=(.)[\t ;,]*(?:\r\n?|\n)", re.IGNORECASE)
"""What spreadsheets write above a table for each other."""


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
    encoding: str


def parse_table(
    raw: bytes, *, encoding: str | None, delimiter: str | None, header: bool, columns: Sequence[str]
) -> Table:
    """Read a table that has the given columns.

    Without an encoding it is UTF-8, or what the file's byte order mark says. Without a delimiter it is the one that the
    file's own `sep=` line says, else it must be the only one with which the first row has the columns asked for.
    Raises `UnreadableFile`.
    """
    known = encoding or next((name for mark, name in _MARKED if raw.startswith(mark)), "utf-8")
    text = _decoded(raw, known)
    if not text.strip():
        raise UnreadableFile(Finding("", "", "The file is empty"))
    own, skipped = _separator_line(text)
    chosen = _delimiter(delimiter) if delimiter else own or _the_only_delimiter(text, columns, header=header)
    rows = _rows(text, chosen)[skipped:]
    if not rows:
        raise UnreadableFile(Finding("", "", "The file is empty"))
    first = rows[0].cells if header else None
    return Table(first, rows[1:] if header else rows, chosen, known)


def spelled(delimiter: str) -> str:
    """The delimiter's name, for reports."""
    return _DELIMITERS.get(delimiter, repr(delimiter))


def _decoded(raw: bytes, encoding: str) -> str:
    name = "utf-8-sig" if encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else encoding
    try:
        text = raw.decode(name)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            Finding(f"line {line}", "", f"The file is not {encoding}: name its encoding, such as --encoding cp1251")
        ) from None
    except (LookupError, ValueError):
        raise UnreadableFile(Finding("--encoding", encoding, "Is no encoding that Python knows")) from None
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableFile(Finding(f"line {line}", "", "The file holds NUL: it is no text, or --encoding is utf-16"))
    return text


def _separator_line(text: str) -> tuple[str | None, int]:
    """The delimiter that the first line says, and how many lines that takes."""
    said = _SEPARATOR_LINE.match(text)
    return (said[1], 1) if said else (None, 0)


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
    first = " ".join(text.lstrip().partition("\n")[0].split())[:_SHOWN]
    asked = ", ".join(columns)
    raise UnreadableFile(
        Finding("line 1", "", f"{said} the columns {asked}; it reads {first!r}: check them and say --delimiter")
    )


def _fits(text: str, delimiter: str, columns: Sequence[str], *, header: bool) -> bool:
    try:
        first = next(iter(_rows(text, delimiter, most=1)), None)
    except UnreadableFile:
        return False
    if first is None or len(first.cells) < 2:
        return False
    names = set(map(column_name, first.cells)) if header else set()
    return all(
        column_name(column) in names or column_number(column) in range(1, len(first.cells) + 1) for column in columns
    )


def column_name(text: str) -> str:
    """A column's name as it is compared: without regard to case, and to how much white space there is."""
    return " ".join(text.split()).casefold()


def column_number(text: str) -> int:
    """The number from 1 by which a column is named; 0 for a name."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


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
