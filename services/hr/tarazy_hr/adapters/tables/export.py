"""What stands, as rows of the tables that an import takes in again without changing anything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tarazy_hr.adapters.tables.cells import Cell
from tarazy_hr.adapters.tables.columns import COLUMNS, SHEETS, TABLES, Table
from tarazy_hr.domain.appointment import AppointmentFact, WorkingPattern
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.court import Court, Language, Trilingual
from tarazy_hr.domain.post import Post

_IN = {"kk": 0, "ru": 1, "en": 2}


@dataclass(frozen=True, slots=True)
class Tables:
    """What is exported."""

    courts: Sequence[Court]
    posts: Sequence[Post]
    tenures: Sequence[AppointmentFact]
    authorisations: Sequence[AuthorisationFact]


def sheet_name(table: Table, language: Language) -> str:
    """What a sheet is called."""
    return SHEETS[table][_IN[language]]


def header(table: Table, language: Language) -> list[str]:
    """The names of the columns of a table in a language; those of no language are their own."""
    return [column.names[_IN[language]].capitalize() for column in COLUMNS[table]]


def column_title(table: Table, name: str, language: Language) -> str:
    """What a column is called; the name itself for what is no column."""
    found = next((column for column in COLUMNS[table] if column.name == name), None)
    return found.names[_IN[language]].capitalize() if found else name


def rows(table: Table, tables: Tables) -> list[list[Cell]]:
    """The rows of a table below its header."""
    made: Mapping[Table, Iterable[Mapping[str, object]]] = {
        "courts": map(_court, tables.courts),
        "posts": map(_post, tables.posts),
        "people": _people(tables.tenures),
        "appointments": _appointments(tables),
        "authorisations": map(_authorisation, tables.authorisations),
    }
    return [[_cell(row.get(column.name)) for column in COLUMNS[table]] for row in made[table]]


def all_sheets(tables: Tables, language: Language) -> list[tuple[str, list[str], list[list[Cell]]]]:
    """Name, header and rows of each table."""
    return [(sheet_name(table, language), header(table, language), rows(table, tables)) for table in TABLES]


def _court(court: Court) -> Mapping[str, object]:
    plain = {
        each: getattr(court, each) for each in ("court_id", "level", "region", "zone", "language", "phone", "email")
    }
    return plain | _trilingual("name", court.name) | _trilingual("address", court.address)


def _trilingual(what: str, text: Trilingual | None) -> dict[str, object]:
    return {f"{what}_{language}": getattr(text, language, None) for language in ("kk", "ru", "en")}


def _post(post: Post) -> Mapping[str, object]:
    return {name: getattr(post, name) for name in post.__slots__}


def _people(tenures: Sequence[AppointmentFact]) -> Iterable[Mapping[str, object]]:
    """As people are called in their last appointment, whichever court that is in."""
    last: dict[UUID, AppointmentFact] = {}
    for fact in tenures:
        made = fact.appointment
        known = last.get(made.person_id)
        if known is None or known.appointment.from_on <= made.from_on:
            last[made.person_id] = fact
    for person, fact in last.items():
        made = fact.appointment
        channels = {contact.channel: contact.address for contact in reversed(made.contacts)}
        yield {"person_id": person, "name": made.name, "languages": ";".join(made.languages)} | channels


def _appointments(tables: Tables) -> Iterable[Mapping[str, object]]:
    numbers: dict[tuple[str, str], int] = {}
    for post in tables.posts:
        key = post.court_id, (post.number or "").casefold()
        numbers[key] = numbers.get(key, 0) + 1
    named = {
        (post.court_id, post.post_id): post.number
        for post in tables.posts
        if post.number and numbers[post.court_id, post.number.casefold()] == 1
    }
    for fact in tables.tenures:
        made = fact.appointment
        row = {name: getattr(made, name) for name in made.__slots__}
        number = named.get((made.court_id, made.post_id))
        yield row | {
            "to_on": fact.last_on,
            "post": number,
            "post_id": None if number else made.post_id,
            "working_pattern": _pattern(made.working_pattern),
        }


def _authorisation(fact: AuthorisationFact) -> Mapping[str, object]:
    given = fact.authorisation
    return {name: getattr(given, name) for name in given.__slots__} | {"to_on": fact.last_on}


def _pattern(pattern: WorkingPattern | None) -> str | None:
    if pattern is None:
        return None
    return ";".join(f"{day}:{'+'.join(halves)}" for day, halves in pattern.half_days)


def _cell(value: object) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "1" if value else None
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str | int | float) or hasattr(value, "isoformat"):
        return value  # type: ignore[return-value]
    return f"{value:f}"
