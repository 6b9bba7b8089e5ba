"""A court's hearing list: one row per case and hearing, read by a mapping of its columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.list_cells import Cells, selected
from tarazy_local.importing.list_clock import Clock, clock_of
from tarazy_local.importing.list_columns import by_number, parse_mapping, positions
from tarazy_local.importing.list_form import ListForm
from tarazy_local.importing.list_table import Table, TableRow, parse_table, spelled
from tarazy_local.importing.week_shift import moved, shift_to

_LONGEST = 500
LANGUAGES = ("kk", "ru", "en")
_TYPES = frozenset(
    ("preparatory", "first", "main", "continued", "judgment", "custody_review", "appeal", "conciliation")
)


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
    rows = selected(table, form.only)
    if not rows:
        raise UnreadableFile(Finding("", "", "The file has no rows to import"))
    width = max(len(row.cells) for row in rows)
    cells = Cells(columns, positions([column.column for column in columns], table.header, width))
    clock = clock_of(rows, cells, form)
    hearings, problems = _read_rows(rows, cells, clock, form)
    notes = [*_form_notes(table, rows, clock)]
    if header is not form.header and not header and any(problem.where == rows[0].where for problem in problems):
        notes.append(Finding(rows[0].where, "", "is it the header? Then say --header"))
    return HearingList(_moved(hearings, form.starting, notes), problems, notes, len(rows))


def _form_notes(table: Table, rows: Sequence[TableRow], clock: Clock) -> Iterator[Finding]:
    """How the list was read, so that nothing of it is assumed in silence."""
    yield Finding("", "delimiter", spelled(table.delimiter))
    if table.encoding != "utf-8":
        yield Finding("", "encoding", table.encoding)
    yield Finding("", "dates and times", f"read as {clock.spelled}")
    if unselected := len(table.rows) - len(rows):
        yield Finding("", "--only", f"{unselected} rows are of something else")
    longer = [row for row in rows if table.header and any(cell.strip() for cell in row.cells[len(table.header) :])]
    if longer:
        text = f"{len(longer)} rows have more cells than the header has columns: what is beyond is not read"
        yield Finding(longer[0].where, "", text)


def _read_rows(
    rows: Sequence[TableRow], cells: Cells, clock: Clock, form: ListForm
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


def _read_row(row: TableRow, cells: Cells, clock: Clock, form: ListForm) -> ListedHearing | list[Finding]:
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
        starts_at = clock.starts_at(row, cells, form.zone)
    except ValueError as error:
        wrong(clock.field, str(error))
    minutes = cells.one(row, "estimated_minutes") or str(form.minutes)
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) < 6 and 5 <= int(minutes) <= 2400):
        wrong("estimated_minutes", f"{minutes[:50]!r} is not a number of minutes from 5 to 2400")
    language = cells.one(row, "language").lower() or None
    if language not in (None, *LANGUAGES):
        wrong("language", f"{language!r} is none of {', '.join(LANGUAGES)}")
    parties = tuple(dict.fromkeys(_names(row, cells)))
    category = cells.one(row, "category") or form.category
    for name, text in (("number", number), ("category", category), *(("party", party) for party in parties)):
        if len(text) > _LONGEST:
            wrong(name, f"Is longer than {_LONGEST} characters")
    hearing_type = _type(cells.one(row, "hearing_type"), form)
    if hearing_type is None:
        said = cells.one(row, "hearing_type")
        wrong("hearing_type", f"{said!r} is no known hearing type: say --type {said!r}=main, or --hearing-type for all")
    if problems or hearing_type is None:
        return problems
    return ListedHearing(row.where, number, starts_at, hearing_type, int(minutes), category, language, parties)


def _names(row: TableRow, cells: Cells) -> Iterator[str]:
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
    return [
        replace(hearing, starts_at=datetime.combine(moved(hearing.starts_at.date(), shift), hearing.starts_at.time()))
        for hearing in hearings
    ]
