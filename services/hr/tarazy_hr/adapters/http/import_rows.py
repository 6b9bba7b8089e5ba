"""Rows of an import: read from JSON or CSV, each with what is wrong with its form."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from tarazy_shared.contracts.fields import Code

from tarazy_hr.adapters.http.absence_bodies import AbsenceBody
from tarazy_hr.adapters.http.body import Body, Id
from tarazy_hr.adapters.http.courts import CourtBody
from tarazy_hr.adapters.http.interests import InterestBody
from tarazy_hr.adapters.http.norms import NormBody
from tarazy_hr.adapters.http.people import PersonBody
from tarazy_hr.app.importing import BadRow, Row, Section
from tarazy_hr.domain.absence import EnterAbsence
from tarazy_hr.domain.court import RegisterCourt
from tarazy_hr.domain.deciding import Command
from tarazy_hr.domain.interest import DeclareInterest
from tarazy_hr.domain.norm import SetNorm
from tarazy_hr.domain.refusal import conflict


class _PersonRow(PersonBody):
    person_id: Id


class _InterestRow(InterestBody):
    interest_id: Id


class _NormRow(NormBody):
    category: Code


class _AbsenceRow(AbsenceBody):
    absence_id: Id


def _court(row: CourtBody, court_id: str) -> Command:
    return RegisterCourt(row.court(court_id))


def _person(row: _PersonRow, court_id: str) -> Command:
    return row.appointing(court_id, row.person_id)


def _interest(row: _InterestRow, court_id: str) -> Command:
    return DeclareInterest(row.interest(court_id, row.interest_id))


def _norm(row: _NormRow, court_id: str) -> Command:
    return SetNorm(row.norm(court_id, row.category))


def _absence(row: _AbsenceRow, court_id: str) -> Command:
    return EnterAbsence(row.absence(row.absence_id))


_KINDS: Mapping[Section, tuple[type[Body], Callable[[Any, str], Command], tuple[str, ...]]] = {
    "court": (CourtBody, _court, ()),
    "people": (_PersonRow, _person, ("person_id",)),
    "interests": (_InterestRow, _interest, ("interest_id",)),
    "norms": (_NormRow, _norm, ("category", "instance", "valid_from")),
    "absences": (_AbsenceRow, _absence, ("absence_id",)),
}


_BEYOND = ""
"""Under this name csv keeps what is beyond the header."""


class UnreadableFileError(Exception):
    """The file as a whole is not what it should be; the text says why."""


def rows_of_json(body: bytes, court_id: str) -> list[Row]:
    """The rows of a court file. Unknown sections are ignored; raises `UnreadableFileError`."""
    try:
        document = json.loads(body, parse_constant=_refuse_constant, object_pairs_hook=_each_name_once)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"not JSON: {error}") from error
    if not isinstance(document, dict):
        raise UnreadableFileError("not a JSON object")
    rows: list[Row] = []
    for section in _KINDS:
        given = document.get(section)
        if given is None:
            continue
        listed = [given] if section == "court" else given
        if not isinstance(listed, list):
            raise UnreadableFileError(f"{section} is not a list")
        rows += [_row(section, number, one, court_id) for number, one in enumerate(listed, 1)]
    return rows


def rows_of_csv(body: bytes, court_id: str) -> list[Row]:
    """People from a CSV file in UTF-8 with a header line; raises `UnreadableFileError`.

    Columns are named as in JSON; several languages or specialisms are separated by `;`, contacts stand in the columns
    `email`, `sms` and `webhook`, the working pattern is written like `mon:am+pm;tue:am`.
    """
    try:
        lines = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True, restkey=_BEYOND)
        people = list(lines)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError(f"not CSV in UTF-8: {error}") from error
    names = [name.strip() for name in lines.fieldnames or ()]
    if "person_id" not in names:
        raise UnreadableFileError("the header line has no column person_id")
    if twice := next((name for name in names if name and names.count(name) > 1), None):
        raise UnreadableFileError(f"the header line has the column {twice} twice")
    return [_row_of_line(number, line, court_id) for number, line in enumerate(people, 1)]


def _row_of_line(number: int, line: Mapping[str, Any], court_id: str) -> Row:
    """A line that has more cells than the header says has none of them where it belongs."""
    person = _person_of_line(line)
    if any(cell.strip() for cell in line.get(_BEYOND, ())):
        wrong = BadRow("people", number, "", "field_wrong", "The line has more cells than the header has columns")
        return Row("people", number, str(person.get("person_id")), None, (wrong,))
    return _row("people", number, person, court_id)


def _row(section: Section, number: int, given: Any, court_id: str) -> Row:
    model, command, key = _KINDS[section]
    about = "|".join(str(given.get(name)) for name in key) if isinstance(given, dict) else f"row {number}"
    if not isinstance(given, dict):
        wrong = BadRow(section, number, "", "field_wrong", "Must be an object")
        return Row(section, number, about, None, (wrong,))
    other = given.get("court_id")
    if other not in (None, court_id):
        refusal = conflict("court_id", "wrong_court", other=_printable(str(other)[:100]))
        return Row(section, number, about, None, (BadRow(section, number, "court_id", refusal.code, refusal=refusal),))
    try:
        body = model.model_validate({**given, "court_id": court_id})
    except ValidationError as error:
        return Row(section, number, about, None, tuple(_wrong(section, number, error)))
    return Row(section, number, about if section == "norms" else about.lower(), command(body, court_id))


def _wrong(section: Section, number: int, error: ValidationError) -> Sequence[BadRow]:
    found: dict[str, BadRow] = {}
    for wrong in error.errors(include_url=False):
        fields = wrong.get("ctx", {}).get("fields", ())
        column = _path((*wrong["loc"], *fields[:1]))
        code = "field_missing" if wrong["type"] == "missing" else "field_wrong"
        found.setdefault(column, BadRow(section, number, column, code, wrong["msg"]))
    return list(found.values())


def _path(location: Sequence[str | int]) -> str:
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return _printable(text)


def _printable(text: str) -> str:
    """Without the halves of surrogate pairs that JSON can smuggle in and UTF-8 cannot carry out."""
    return text.encode("utf-8", "replace").decode()


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two sections of one name the first would be lost in silence."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name occurs twice in an object")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _person_of_line(line: Mapping[str, Any]) -> dict[str, Any]:
    """A CSV line as the JSON row that it stands for; empty cells are left out."""
    cells = {name.strip(): cell.strip() for name, cell in line.items() if isinstance(cell, str) and cell.strip()}
    person: dict[str, Any] = {name: cell for name, cell in cells.items() if name not in {"email", "sms", "webhook"}}
    for name in ("languages", "specialisms"):
        if name in cells:
            person[name] = [part.strip() for part in cells[name].split(";") if part.strip()]
    contacts = [
        {"channel": channel, "address": cells[channel]} for channel in ("email", "sms", "webhook") if channel in cells
    ]
    if contacts:
        person["contacts"] = contacts
    if "working_pattern" in cells:
        days = (part.partition(":") for part in cells["working_pattern"].split(";") if part.strip())
        person["working_pattern"] = {day.strip(): halves.strip().split("+") for day, _, halves in days}
    return person
