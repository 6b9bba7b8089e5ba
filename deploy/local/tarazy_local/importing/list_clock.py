"""How a hearing list writes when its hearings start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.list_cells import Cells
from tarazy_local.importing.list_form import ListForm
from tarazy_local.importing.list_table import TableRow
from tarazy_local.importing.time_formats import (
    DATES,
    INSTANTS,
    TIMES,
    checked_format,
    proven_format,
    read_date,
    read_instant,
    read_time,
    strptime_format,
)

_YEARS = range(1900, 3000)
"""Others are slips of the pen, and some of them have no instant in every zone."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The formats of a list's dates and times."""

    date_format: str
    time_format: str | None
    """None: the date's format says the time too."""

    @property
    def spelled(self) -> str:
        """Both, for reports."""
        return f"{self.date_format} {self.time_format or ''}".strip()

    @property
    def field(self) -> str:
        """The field that says the day."""
        return "starts_at" if self.time_format is None else "date"

    def starts_at(self, row: TableRow, cells: Cells, zone: tzinfo) -> datetime:
        """When the hearing of a row starts, by the court's wall clock. ValueError when that cannot be read."""
        if self.time_format is None:
            start = read_instant(cells.one(row, "starts_at"), self.date_format)
        else:
            day = read_date(cells.one(row, "date"), self.date_format)
            start = datetime.combine(day, read_time(cells.one(row, "time"), self.time_format))
        if start.year not in _YEARS:
            raise ValueError(f"The year {start.year} is none in which a court of today sits")
        return start if start.tzinfo is None else start.astimezone(zone).replace(tzinfo=None)


def clock_of(rows: Sequence[TableRow], cells: Cells, form: ListForm) -> Clock:
    """The clock that the form says, or that the rows prove. Raises `UnreadableFile`."""
    if "starts_at" in cells.fields:
        if form.date_format:
            said = f"{form.date_format} {form.time_format}" if form.time_format else form.date_format
            return Clock(checked_format("--date-format", said, "%Y|%y", "%m|%b|%B", "%d", "%H|%I", "%M"), None)
        texts = cells.places_of(rows, "starts_at")
        return Clock(proven_format(texts, INSTANTS, read_instant, field="starts_at", option="--date-format"), None)
    if form.date_format:
        days = checked_format("--date-format", form.date_format, "%Y|%y", "%m|%b|%B", "%d")
    else:
        days = proven_format(cells.places_of(rows, "date"), DATES, read_date, field="date", option="--date-format")
    if form.time_format:
        times = checked_format("--time-format", form.time_format, "%H|%I")
    else:
        times = proven_format(cells.places_of(rows, "time"), TIMES, read_time, field="time", option="--time-format")
    if "%z" in strptime_format(days) + strptime_format(times):
        text = "An offset is read only where one column has day and time: map it as starts_at"
        raise UnreadableFile(Finding("--time-format", times, text))
    return Clock(days, times)
