"""A court's hearing list: one row per case and hearing, read by a mapping of its columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.list_columns import Column, by_number, parse_mapping, positions
from tarazy_local.importing.list_table import Table, TableRow, parse_table, spelled
from tarazy_local.importing.time_formats import (
    DATES,
    TIMES,
    checked_format,
    read_date,
    read_instant,
    read_time,
    the_only_format,
)
from tarazy_local.importing.week_shift import shift_to

INSTANTS = tuple(f"{day}{between}{clock}" for day in DATES for clock in TIMES for between in (" ", "T"))
_LONGEST = 500
LANGUAGES = ("kk", "ru", "en")
_TYPES = frozenset(
    ("preparatory", "first", "main", "continued", "judgment", "custody_review", "appeal", "conciliation")
)


@dataclass(frozen=True, slots=True)
class ListForm:
    """What whoever imports a list says about it."""

    mapping: Sequence[str]
    date_format: str | None = None
    time_format: str | None = None
    delimiter: str | None = None
    encoding: str = "utf-8"
    header: bool | None = None
    """None: there is one unless all columns are mapped by number."""
    only: Mapping[str, str] = field(default_factory=dict)
    """Only rows that hold this text in this column."""
    types: Mapping[str, str] = field(default_factory=dict)
    """The hearing type code of what the list calls a type."""
    hearing_type: str | None = None
    """The code for rows without a type, or with one that `types` does not name."""
    category: str = "civil.other"
    minutes: int = 60
    starting: date | None = None


@dataclass(frozen=True, slots=True)
class ListedHearing:
    """One row: a hearing of a case, by the wall clock of the court."""

    where: str
    number: str
    starts_at: datetime
    hearing_type: str
    minutes: int
    category: str
    language: str | None
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HearingList:
    """What a list tells."""

    hearings: Sequence[ListedHearing]
    problems: Sequence[Finding]
    notes: Sequence[Finding]
    rows: int
    """Rows that were asked for, the bad ones included."""


def parse_hearing_list(raw: bytes, form: ListForm) -> HearingList:
    """Read a list. Raises `UnreadableFile` when its form cannot be told, or is told wrongly."""
    columns = parse_mapping(form.mapping)
    header = not by_number(columns) if form.header is None else form.header
    asked = [*(column.column for column in columns), *form.only]
    table = parse_table(raw, encoding=form.encoding, delimiter=form.delimiter, header=header, columns=asked)
    rows, unselected = _selected(table, form.only)
    notes = [Finding("", "delimiter", spelled(table.delimiter))]
    if unselected:
        notes.append(Finding("", "--only", f"{unselected} rows are of something else"))
    if not rows:
        raise UnreadableFile(Finding("", "", "The file has no rows to import"))
    width = max(len(row.cells) for row in rows)
    cells = _Cells(columns, positions([column.column for column in columns], table.header, width))
    clock = _clock(cells, rows, form)
    notes.append(Finding("", "dates and times", f"read as {clock.spelled}"))
    hearings, problems = _read_rows(rows, cells, clock, form)
    return HearingList(_moved(hearings, form.starting, notes), problems, notes, len(rows))


class _Cells:
    """The cells of a row by field."""

    def __init__(self, columns: Sequence[Column], places: Sequence[int]) -> None:
        self._places = [(column.field, place) for column, place in zip(columns, places, strict=True)]
        self.fields = frozenset(column.field for column in columns)
        self.width = max(places) + 1

    def all(self, row: TableRow, name: str) -> list[str]:
        return [row.cells[place].strip() for field_, place in self._places if field_ == name and place < len(row.cells)]

    def one(self, row: TableRow, name: str) -> str:
        return next(iter(self.all(row, name)), "")


@dataclass(frozen=True, slots=True)
class _Clock:
    date_format: str
    time_format: str | None
    """None: the date's format says the time too."""

    @property
    def spelled(self) -> str:
        return f"{self.date_format} {self.time_format or ''}".strip()


def _selected(table: Table, only: Mapping[str, str]) -> tuple[list[TableRow], int]:
    if not only:
        return list(table.rows), 0
    width = max((len(row.cells) for row in table.rows), default=0)
    places = positions(list(only), table.header, width)
    wanted = list(zip(places, only.values(), strict=True))
    rows = [
        row
        for row in table.rows
        if all(place < len(row.cells) and row.cells[place].strip() == text for place, text in wanted)
    ]
    return rows, len(table.rows) - len(rows)


def _clock(cells: _Cells, rows: Sequence[TableRow], form: ListForm) -> _Clock:
    whole = [row for row in rows if len(row.cells) >= cells.width]
    if "starts_at" in cells.fields:
        if form.date_format:
            said = f"{form.date_format} {form.time_format}" if form.time_format else form.date_format
            return _Clock(checked_format("--date-format", said, "%Y|%y", "%m|%b|%B", "%d", "%H|%I", "%M"), None)
        texts = [cells.one(row, "starts_at") for row in whole]
        return _Clock(the_only_format(texts, INSTANTS, read_instant, field="starts_at", option="--date-format"), None)
    if form.date_format:
        days = checked_format("--date-format", form.date_format, "%Y|%y", "%m|%b|%B", "%d")
    else:
        texts = [cells.one(row, "date") for row in whole]
        days = the_only_format(texts, DATES, read_date, field="date", option="--date-format")
    if form.time_format:
        return _Clock(days, checked_format("--time-format", form.time_format, "%H|%I", "%M"))
    texts = [cells.one(row, "time") for row in whole]
    return _Clock(days, the_only_format(texts, TIMES, read_time, field="time", option="--time-format"))


def _read_rows(
    rows: Sequence[TableRow], cells: _Cells, clock: _Clock, form: ListForm
) -> tuple[list[ListedHearing], list[Finding]]:
    hearings: list[ListedHearing] = []
    problems: list[Finding] = []
    for row in rows:
        read = _read_row(row, cells, clock, form)
        if isinstance(read, ListedHearing):
            hearings.append(read)
        else:
            problems += read
    return hearings, problems


def _read_row(row: TableRow, cells: _Cells, clock: _Clock, form: ListForm) -> ListedHearing | list[Finding]:
    problems: list[Finding] = []

    def wrong(name: str, text: str) -> None:
        problems.append(Finding(row.where, name, text))

    if len(row.cells) < cells.width:
        return [Finding(row.where, "", f"The row has {len(row.cells)} columns, not {cells.width}")]
    number = cells.one(row, "number")
    if not number:
        wrong("number", "Is empty")
    starts_at = datetime.min  # noqa: DTZ901  replaced, or the row is not used
    try:
        starts_at = _starts_at(row, cells, clock)
    except ValueError as error:
        wrong("starts_at" if clock.time_format is None else "date", str(error))
    minutes = cells.one(row, "estimated_minutes") or str(form.minutes)
    if not (minutes.isascii() and minutes.isdigit() and 5 <= int(minutes) <= 2400):
        wrong("estimated_minutes", f"{minutes!r} is not a number of minutes from 5 to 2400")
    language = cells.one(row, "language").lower() or None
    if language not in (None, *LANGUAGES):
        wrong("language", f"{language!r} is none of {', '.join(LANGUAGES)}")
    parties = tuple(dict.fromkeys(_names(row, cells)))
    for name, text in (("number", number), *(("party", party) for party in parties)):
        if len(text) > _LONGEST:
            wrong(name, f"Is longer than {_LONGEST} characters")
    hearing_type = _type(cells.one(row, "hearing_type"), form)
    if hearing_type is None:
        said = cells.one(row, "hearing_type")
        wrong("hearing_type", f"{said!r} is no known hearing type: say --type {said!r}=main, or --hearing-type for all")
    if problems or hearing_type is None:
        return problems
    category = cells.one(row, "category") or form.category
    return ListedHearing(row.where, number, starts_at, hearing_type, int(minutes), category, language, parties)


def _starts_at(row: TableRow, cells: _Cells, clock: _Clock) -> datetime:
    if clock.time_format is None:
        return read_instant(cells.one(row, "starts_at"), clock.date_format)
    day = read_date(cells.one(row, "date"), clock.date_format)
    return datetime.combine(day, read_time(cells.one(row, "time"), clock.time_format))


def _names(row: TableRow, cells: _Cells) -> Iterator[str]:
    parts = [cells.one(row, name) for name in ("forenames", "patronymic", "surname")]
    if any(parts):
        yield " ".join(" ".join(parts).split())
    for name in cells.all(row, "party"):
        if name:
            yield " ".join(name.split())


def _type(said: str, form: ListForm) -> str | None:
    if said in form.types:
        return form.types[said]
    if said.casefold() in _TYPES:
        return said.casefold()
    if not said:
        return form.hearing_type or "main"
    return form.hearing_type


def _moved(hearings: Sequence[ListedHearing], starting: date | None, notes: list[Finding]) -> Sequence[ListedHearing]:
    if not hearings or starting is None:
        return hearings
    first = min(hearing.starts_at for hearing in hearings).date()
    shift = shift_to(first, starting)
    notes.append(Finding("", "--starting", f"moved {shift.days // 7} weeks, to {first + shift}"))
    return [replace(hearing, starts_at=hearing.starts_at + shift) for hearing in hearings]
