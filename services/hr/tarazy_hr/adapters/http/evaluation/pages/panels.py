"""A panel as forms name it: judges of the court ticked, others by name."""

from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.evaluation.called import called
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.proceedings.people import JUDGES

TICKED = "member-"


async def panel_of(desk: Desk, visit: Visit) -> tuple[UUID, ...] | Form:
    """The panel of a form, or the form with the line that names nobody, or several people."""
    ticked = {_id(name.removeprefix(TICKED)) for name in visit.given if name.startswith(TICKED)} - {None}
    lines = [" ".join(line.split()) for line in visit.given.get("others", "").replace("\x00", "").splitlines()]
    known = {line: _id(line) for line in lines if line}
    async with desk.work.pool.acquire() as connection:
        by_name = await called(connection, [line for line, person in known.items() if person is None], visit.today)
    for line, person in known.items():
        if person is None:
            people = by_name.get(line.lower(), [])
            if len(people) != 1:
                return Form(visit.given, {"others": _why(visit, line, several=bool(people))})
            known[line] = people[0]
    return tuple(sorted(person for person in {*ticked, *known.values()} if person is not None))


async def judges_of(connection: Connection, visit: Visit) -> list[tuple[str, str]]:
    """Judges of the court by id and name, in the order of their names."""
    people = await queries.people(connection, queries.STANDING, visit.court.court_id, visit.today)
    found = [one.appointment for one in people if one.appointment.role in JUDGES]
    return sorted(((str(one.person_id), one.name) for one in found), key=lambda one: one[1])


def _why(visit: Visit, line: str, *, several: bool) -> str:
    if several:
        return visit.words.gettext("Several people are called %(name)s: give the id of the one you mean.", name=line)
    return visit.words.gettext("Nobody in post is called %(name)s.", name=line)


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
