"""Tables written for spreadsheets. What a spreadsheet would take for a formula comes as text."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from tarazy_hr.adapters.tables.cells import Cell

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Written = tuple[str, Sequence[str], Sequence[Sequence[Cell]]]
"""Name, header and rows of a sheet."""


def csv_of(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark and `;`, as spreadsheets of the country open it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def workbook_of(sheets: Sequence[Written]) -> bytes:
    """A workbook. Text stays text, whatever it begins with."""
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
        for name, header, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(header) - 1, 18)
            sheet.write_row(0, 0, header, bold)
            for number, row in enumerate(rows, 1):
                for position, cell in enumerate(row):
                    if cell is None:
                        continue
                    if isinstance(cell, date):
                        sheet.write_datetime(number, position, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(number, position, cell)
                    else:
                        sheet.write(number, position, cell)
    return file.getvalue()


def _harmless(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
