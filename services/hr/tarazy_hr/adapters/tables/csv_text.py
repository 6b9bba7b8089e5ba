"""CSV as spreadsheets of real offices write it: with or without a byte order mark, in UTF-8, UTF-16 or Windows-1251."""

import codecs
import csv
import io

from tarazy_hr.adapters.tables.sheet import MOST_COLUMNS, MOST_ROWS, Sheet, UnreadableTableError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = ";,\t|"
_LARGEST_CELL = 100_000


def sheets_of_csv(body: bytes) -> list[Sheet]:
    """The one sheet of a CSV file. Raises `UnreadableTableError`."""
    text = _decoded(body)
    first, _, rest = text.partition("\n")
    delimiter = _said(first)
    skipped = delimiter is not None
    if delimiter is None:
        delimiter = _likely(text)
    csv.field_size_limit(_LARGEST_CELL)
    rows: list[list[str]] = [[]] if skipped else []
    reader = csv.reader(io.StringIO(rest if skipped else text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise UnreadableTableError("too_many_rows", most=MOST_ROWS)
            if len(row) > MOST_COLUMNS and any(cell.strip() for cell in row[MOST_COLUMNS:]):
                raise UnreadableTableError("too_many_columns", most=MOST_COLUMNS)
    except csv.Error:
        raise UnreadableTableError("not_csv", line=reader.line_num) from None
    return [Sheet("", rows)]


def _decoded(body: bytes) -> str:
    """By its byte order mark; else UTF-8, and where it is not that, Windows-1251, which every text could be."""
    encoding = next((name for mark, name in _MARKS if body.startswith(mark)), None)
    try:
        text = body.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding:
            raise UnreadableTableError("not_text") from None
        try:
            text = body.decode("cp1251")
        except UnicodeDecodeError:
            raise UnreadableTableError("not_text") from None
    if "\x00" in text:
        raise UnreadableTableError("not_text")
    return text.removeprefix("\ufeff")


def _said(line: str) -> str | None:
    """The delimiter of a line `sep=;`, which spreadsheets write for each other."""
    said = line.strip().removeprefix("sep=")
    return said[0] if line.startswith("sep=") and said[:1] in set(_DELIMITERS) else None


def _likely(text: str) -> str:
    """The delimiter that the first line with any has most of, outside of quotes."""
    for line in text.splitlines()[:20]:
        outside = "".join(line.split('"')[::2])
        best = max(_DELIMITERS, key=outside.count)
        if outside.count(best):
            return best
    return ","
