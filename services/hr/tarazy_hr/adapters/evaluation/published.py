"""Totals of years as they were first told."""

from datetime import datetime

from pydantic import TypeAdapter
from tarazy_shared.database import Connection

from tarazy_hr.domain.evaluation.totals import GroupTotal

FORM = TypeAdapter(list[GroupTotal])

OF_YEAR = "SELECT groups FROM evaluation_totals WHERE year = $1"

KEEP = "INSERT INTO evaluation_totals (year, groups, recorded_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"

FIRST_YEAR = "SELECT extract(year FROM min(ended_on))::bigint FROM evaluations WHERE phase = 'final'"


async def of_year(connection: Connection, year: int) -> list[GroupTotal] | None:
    """Those of a year; None while nobody has asked for it."""
    groups = await connection.fetchval(OF_YEAR, year)
    return None if groups is None else FORM.validate_json(groups)


async def keep(connection: Connection, year: int, groups: list[GroupTotal], now: datetime) -> None:
    """Keep those of a year, unless somebody has done so."""
    await connection.execute(KEEP, year, FORM.dump_json(groups).decode(), now)


async def first_year(connection: Connection) -> int | None:
    """The first in which an evaluation became final."""
    year: int | None = await connection.fetchval(FIRST_YEAR)
    return year
