"""XLSX, opened only after it was weighed: a small file may unpack to a large one, and two cells span a sheet."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence

import python_calamine

from tarazy_hr.adapters.tables.cells import Cell
from tarazy_hr.adapters.tables.sheet import MOST_COLUMNS, MOST_ROWS, Sheet, UnreadableTableError, is_empty

MOST_UNPACKED = 256 * 1024 * 1024
MOST_MEMBERS = 500
_PIECE = 1024 * 1024
_REFERENCE = re.compile(rb"""[\s<]r\s*=\s*(?:"([^"]*)"|'([^']*)')""")
"""Where a row or a cell says that it stands."""
_PLACE = re.compile(rb"([A-Z]{0,3})([0-9]{0,7})").fullmatch
_WIDEST = 16_384
"""Columns of the widest sheet there is."""


def sheets_of_workbook(body: bytes) -> list[Sheet]:
    """The sheets that hold anything. Raises `UnreadableTableError`."""
    _weigh(body)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
        sheets = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > MOST_ROWS:
                raise UnreadableTableError("too_many_rows", name, most=MOST_ROWS)
            rows: Sequence[Sequence[Cell]] = sheet.to_python(skip_empty_area=False)
            if any(not is_empty(cell) for row in rows for cell in row[MOST_COLUMNS:]):
                raise UnreadableTableError("too_many_columns", name, most=MOST_COLUMNS)
            if any(not is_empty(cell) for row in rows for cell in row):
                sheets.append(Sheet(name, rows))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableTableError("not_a_workbook") from error
    return sheets


def _weigh(body: bytes) -> None:
    """Refuse what unpacks to more than anybody types, and sheets whose cells lie so far apart."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise UnreadableTableError("too_large_unpacked", most=MOST_UNPACKED // 1024 // 1024)
            for member in members:
                left -= member.file_size
                if left < 0:
                    raise UnreadableTableError("too_large_unpacked", most=MOST_UNPACKED // 1024 // 1024)
                is_sheet = member.filename.startswith("xl/worksheets/")
                for piece in _pieces(archive, member):
                    if is_sheet:
                        _refuse_far_cells(piece)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableTableError("not_a_workbook") from error


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member unpacked bit by bit, no more than it says: `zipfile` refuses one that is longer or another.

    Pieces overlap, so that what lies over a seam is seen whole.
    """
    tail = b""
    with archive.open(member) as unpacked:
        while piece := unpacked.read(_PIECE):
            yield tail + piece
            tail = piece[-64:]


def _refuse_far_cells(piece: bytes) -> None:
    """What stands in a sheet is laid out as a rectangle in memory: its corner must not be far away."""
    for found in {one[0] or one[1] for one in _REFERENCE.findall(piece)}:
        place = _PLACE(found)
        if place is None:
            raise UnreadableTableError("not_a_workbook")
        letters, digits = place[1], place[2]
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        if int(digits or 0) > MOST_ROWS:
            raise UnreadableTableError("too_many_rows", most=MOST_ROWS)
        if column > _WIDEST or (column > MOST_COLUMNS and int(digits or 0) > 1):
            raise UnreadableTableError("too_many_columns", most=MOST_COLUMNS)
