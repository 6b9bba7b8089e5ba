"""Programmes and hours that a year asks for, as dated data: a court's own, the country's, and what comes with us."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter
from tarazy_shared.database import Connection

from tarazy_hr.domain.education.hours import Requirement
from tarazy_hr.domain.education.programme import Programme, check
from tarazy_hr.domain.refusal import Refusal, conflict, wrong

FORM = TypeAdapter(Programme)
REQUIREMENTS = TypeAdapter(list[Requirement])
EVERYWHERE = ""
"""Stands for every court without a programme of its own by that code."""
MOST_MINUTES = 60_000

LAID_DOWN = """
    SELECT DISTINCT ON (code, valid_from) code, valid_from, version, programme FROM training_programmes
    WHERE court_id = $1 ORDER BY code, valid_from, version DESC
"""

ADD = """
    INSERT INTO training_programmes (court_id, code, valid_from, version, programme, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6)
"""

ASKED = """
    SELECT DISTINCT ON (role, from_year) role, minutes, from_year, source, verified, version FROM training_requirements
    ORDER BY role, from_year, version DESC
"""

ASK = """
    INSERT INTO training_requirements (role, from_year, version, minutes, source, verified, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


@dataclass(frozen=True, slots=True)
class Dated:
    """A programme with the day from which it holds."""

    valid_from: date
    version: int
    programme: Programme


@cache
def content() -> dict[str, Any]:
    """What comes with the program."""
    text = files("tarazy_hr").joinpath("data/education_of_kazakhstan.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


@cache
def shipped() -> tuple[Dated, ...]:
    """Examples of programmes, for wherever nobody has laid down others."""
    from_on = date.fromisoformat(content()["valid_from"])
    origin = {"source": content()["source"], "verified": content()["verified"]}
    return tuple(Dated(from_on, 1, FORM.validate_python(origin | one)) for one in content()["programmes"])


@cache
def shipped_requirements() -> tuple[Requirement, ...]:
    """Hours by role, for wherever nobody has laid down others."""
    return tuple(REQUIREMENTS.validate_python(content()["requirements"]))


async def of_court(connection: Connection, court_id: str) -> list[Dated]:
    """What a court (`EVERYWHERE`: the country) has laid down, past and to come, by code and day."""
    rows = await connection.fetch(LAID_DOWN, court_id)
    return [Dated(row["valid_from"], row["version"], FORM.validate_json(row["programme"])) for row in rows]


async def standing(connection: Connection, court_id: str, day: date) -> dict[str, Programme]:
    """The programmes that stand in a court on a day, by code: its own go before those of the country."""
    found: dict[str, Programme] = {}
    for laid_down in (shipped(), await of_court(connection, EVERYWHERE), await of_court(connection, court_id)):
        found |= {one.programme.code: one.programme for one in laid_down if one.valid_from <= day}
    return dict(sorted(found.items()))


async def lay_down(
    connection: Connection, court_id: str, valid_from: date, programme: Programme, today: date, now: datetime
) -> Refusal | bool:
    """Lay a programme down from today or a day to come on: whether that changed anything.

    Sessions keep the programme as it stood when they were planned.
    """
    others: Mapping[str, Programme] = await standing(connection, court_id, max(valid_from, today))
    if refused := check(programme, {code: one for code, one in others.items() if code != programme.code}):
        return refused
    known = {
        one.valid_from: one for one in await of_court(connection, court_id) if one.programme.code == programme.code
    }
    same = known.get(valid_from)
    if same is not None and same.programme == programme:
        return False
    if valid_from < today:
        return conflict("valid_from", "procedure_backwards", valid_from=valid_from, today=today)
    version = 1 if same is None else same.version + 1
    text = FORM.dump_json(programme).decode()
    await connection.execute(ADD, court_id, programme.code, valid_from, version, text, now)
    return True


async def requirements(connection: Connection) -> list[Requirement]:
    """What years ask of roles, past and to come."""
    rows = await connection.fetch(ASKED)
    laid_down = [
        Requirement(row["role"], row["minutes"], row["from_year"], row["source"], row["verified"]) for row in rows
    ]
    known = {(one.role, one.from_year) for one in laid_down}
    others = [one for one in shipped_requirements() if (one.role, one.from_year) not in known]
    return sorted([*others, *laid_down], key=lambda one: (one.role, one.from_year))


async def ask(connection: Connection, requirement: Requirement, this_year: int, now: datetime) -> Refusal | bool:
    """Ask something of a role from a year on that has not passed: whether that changed anything."""
    if not 0 <= requirement.minutes <= MOST_MINUTES:
        return wrong("minutes", "amount_outside", least=0, most=MOST_MINUTES)
    rows = {(row["role"], row["from_year"]): row for row in await connection.fetch(ASKED)}
    row = rows.get((requirement.role, requirement.from_year))
    if row is not None and requirement == Requirement(
        row["role"], row["minutes"], row["from_year"], row["source"], row["verified"]
    ):
        return False
    if requirement.from_year < this_year:
        return wrong("from_year", "in_the_past")
    version = 1 if row is None else row["version"] + 1
    await connection.execute(
        ASK,
        requirement.role,
        requirement.from_year,
        version,
        requirement.minutes,
        requirement.source,
        requirement.verified,
        now,
    )
    return True
