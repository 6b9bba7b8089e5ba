"""A visit of a court's desk in HR: `tarazy_shared.front.visit`, with the courts and people of HR."""

from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.front import visit
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.rendering import Pages

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.front.sections import SECTIONS
from tarazy_hr.domain.court import Court

Visit = visit.Visit[Court]
Front = visit.Front[Court]

NAME = """
    SELECT name FROM appointments WHERE person_id = $1 AND superseded_at IS NULL ORDER BY from_on DESC LIMIT 1
"""


def front_of(door: Door, pages: Pages) -> Front:
    """The pages of HR."""
    house = visit.House(message("HR"), "hr", SECTIONS, _courts, _court_name, _person_name)
    return Front(door, pages, house)


async def _courts(connection: Connection) -> list[Court]:
    return [fact.court for fact in await queries.courts(connection, queries.STANDING)]


def _court_name(court: Court, language: str) -> str:
    return str(getattr(court.name, language))


async def _person_name(connection: Connection, person_id: UUID) -> str | None:
    name: str | None = await connection.fetchval(NAME, person_id)
    return name
