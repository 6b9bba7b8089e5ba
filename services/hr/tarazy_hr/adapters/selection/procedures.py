"""Dated procedures: a court's own, those for all courts, and the one that comes with the program."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter
from tarazy_shared.database import Connection

from tarazy_hr.domain.refusal import Refusal, conflict
from tarazy_hr.domain.selection.procedure import Procedure, check

FORM = TypeAdapter(Procedure)
EVERYWHERE = ""
"""Stands for every court without a procedure of its own."""

OF_COURT = """
    SELECT DISTINCT ON (valid_from) valid_from, version, procedure, recorded_at FROM selection_procedures
    WHERE court_id = $1 ORDER BY valid_from, version DESC
"""

ADD = """
    INSERT INTO selection_procedures (court_id, valid_from, version, procedure, recorded_at)
    VALUES ($1, $2, $3, $4, $5)
"""


@dataclass(frozen=True, slots=True)
class Dated:
    """A procedure with the day from which it holds."""

    valid_from: date
    version: int
    procedure: Procedure


@cache
def shipped() -> Dated:
    """The procedure that holds where nobody has laid down another."""
    text = files("tarazy_hr").joinpath("data/selection_of_kazakhstan.json").read_text(encoding="utf-8")
    content = json.loads(text)
    return Dated(date.fromisoformat(content["valid_from"]), 1, FORM.validate_python(content["procedure"]))


async def of_court(connection: Connection, court_id: str) -> list[Dated]:
    """What a court (`EVERYWHERE`: the country) has laid down, past and to come, by day."""
    rows = await connection.fetch(OF_COURT, court_id)
    return [Dated(row["valid_from"], row["version"], FORM.validate_json(row["procedure"])) for row in rows]


async def standing(connection: Connection, court_id: str, day: date) -> Procedure | None:
    """The procedure that stands in a court on a day."""
    for laid_down in (await of_court(connection, court_id), await of_court(connection, EVERYWHERE), [shipped()]):
        begun = [one for one in laid_down if one.valid_from <= day]
        if begun:
            return begun[-1].procedure
    return None


async def lay_down(
    connection: Connection, court_id: str, valid_from: date, procedure: Procedure, today: date, now: datetime
) -> Refusal | bool:
    """Lay a procedure down from a day to come on: whether that changed anything. Nothing that has begun changes."""
    if refused := check(procedure):
        return refused
    known = {one.valid_from: one for one in await of_court(connection, court_id)}
    if (same := known.get(valid_from)) is not None and same.procedure == procedure:
        return False
    if valid_from <= today:
        return conflict("valid_from", "procedure_backwards", valid_from=valid_from, today=today)
    version = known[valid_from].version + 1 if valid_from in known else 1
    text = FORM.dump_json(procedure).decode()
    await connection.execute(ADD, court_id, valid_from, version, text, now)
    return True
