"""Which column of a court's hearing list means what."""

from collections.abc import Sequence
from dataclasses import dataclass

from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.list_table import column_name, column_number

FIELDS = {
    "number": "the case's number",
    "date": "the day of the hearing",
    "time": "when the hearing starts that day",
    "starts_at": "day and time in one column",
    "hearing_type": "the hearing's type",
    "estimated_minutes": "how long the hearing is estimated to take, in minutes",
    "category": "the case's category",
    "language": "the case's language: kk, ru or en",
    "party": "the name of a party, or of all of them; may be mapped several times",
    "surname": "part of a party's name",
    "forenames": "part of a party's name",
    "patronymic": "part of a party's name",
}
"""What a column can be mapped to."""


@dataclass(frozen=True, slots=True)
class Column:
    """One mapping: a column, by its name in the header or by its number from 1, and a field."""

    column: str
    field: str


def parse_mapping(texts: Sequence[str]) -> tuple[Column, ...]:
    """Read mappings such as `CaseNumber=number`. Raises `UnreadableFile` for one that means nothing."""
    columns: list[Column] = []
    for text in texts:
        column, equals, field = text.rpartition("=")
        if not equals or not column.strip() or field.strip() not in FIELDS:
            known = ", ".join(FIELDS)
            raise UnreadableFile(Finding("--map", text, f"Must be column=field with one of the fields {known}"))
        columns.append(Column(column.strip(), field.strip()))
    fields = [column.field for column in columns]
    for field in FIELDS:
        if field != "party" and fields.count(field) > 1:
            raise UnreadableFile(Finding("--map", field, "Is mapped more than once"))
    if "number" not in fields:
        raise UnreadableFile(Finding("--map", "number", "Say which column holds the case's number"))
    if ("starts_at" in fields) == ("date" in fields) or ("time" in fields) != ("date" in fields):
        raise UnreadableFile(Finding("--map", "date", "Map either date and time, or starts_at"))
    return tuple(columns)


def by_number(columns: Sequence[Column]) -> bool:
    """True when every column is named by its number: the list then has no header unless somebody says so."""
    return all(column_number(column.column) for column in columns)


def positions(columns: Sequence[str], header: Sequence[str] | None, width: int) -> list[int]:
    """Where the columns are in a row. Raises `UnreadableFile` for a column that the file does not have."""
    names = [column_name(name) for name in header or ()]
    found: list[int] = []
    for column in columns:
        name, number = column_name(column), column_number(column)
        if names.count(name) > 1:
            raise UnreadableFile(Finding("header", column, "Occurs twice; use the column's number"))
        if name in names:
            found.append(names.index(name))
        elif 1 <= number <= width:
            found.append(number - 1)
        else:
            has = ", ".join(" ".join(one.split()) for one in header) if header else f"{width} columns without names"
            raise UnreadableFile(Finding("header", column, f"The file has no such column; it has {has}"))
    return found
