"""What evaluations ask for, summed for whoever plans training; by name for the secretary alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters.education import catalogue
from tarazy_hr.adapters.evaluation.needing import Needing, Teaching, needing
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.showing import ROLES
from tarazy_hr.adapters.http.evaluation.evaluations import READ
from tarazy_hr.adapters.http.evaluation.needs import CourtNeeds, needs_in
from tarazy_hr.adapters.http.front.naming import local, subject
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.app.evaluation.needs import GroupNeeds
from tarazy_hr.domain.surveys.groups import LEAST

PLACES = (message("The country"), message("The region"), message("This court"))
"""By how long the path of a group is."""
NOTHING = Teaching((), 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A subject: how many of each group have to learn it, the narrowest place as a bar."""

    name: str
    numbers: list[int]
    bar: str
    programmes: list[str]
    free_places: int


def needs_pages(desk: Desk, front: Front) -> APIRouter:
    """Needs of a court, its region and the country."""
    router = APIRouter(prefix="/courts/{court_id}/desk/training/needs", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def needs_page(visit: Annotated[Visit, front.visits("training_needs.read")]) -> Response:
        """Sums as the quarter began; whoever conducts evaluations sees of whom, as of today."""
        court_id = visit.court.court_id
        of_whom: list[Needing] = []
        async with desk.work.pool.acquire() as connection:
            found = await needs_in(connection, visit.court, desk.work.clock())
            programmes = await catalogue.standing(connection, court_id, visit.today)
            if visit.may("evaluation.conduct"):
                known = await needing(connection, visit.today, visit.today + timedelta(days=1))
                own = asker(visit.request).person_id
                of_whom = [one for one in known if one.court_id == court_id and one.subjects and one.judge != own]
            called = await names_of(connection, [one.judge for one in of_whom])
        if of_whom:
            await note_reading(desk.work, visit.request, court_id, {one.judge for one in of_whom}, READ)
        groups = [(group_name(visit, one), one.judges) for one in (*found.places, *found.roles)]
        return visit.render(
            "training_needs.html",
            section="training",
            may=visit.may,
            as_of=found.before,
            least=LEAST,
            groups=groups,
            heads=[(name, "n") for name, _ in groups],
            rows=rows_of(visit, found, {code: local(visit, one.name) for code, one in programmes.items()}),
            of_whom=named(visit, of_whom, called),
        )

    return router


def rows_of(visit: Visit, found: CourtNeeds, programmes: Mapping[str, str]) -> list[Row]:
    """A row a subject, what most have to learn first."""
    groups = [*found.places, *found.roles]
    rows = []
    for code in found.subjects:
        narrowest = found.places[-1]
        share = 100 * narrowest.subjects.get(code, 0) / narrowest.judges
        taught = found.teaching.get(code, NOTHING)
        names = [programmes[one] for one in taught.programmes]
        numbers = [one.subjects.get(code, 0) for one in groups]
        rows.append(Row(subject(visit, code), numbers, f"{share:.1f}%", names, taught.free_places))
    return sorted(rows, key=lambda row: (*(-number for number in row.numbers), row.name))


def group_name(visit: Visit, one: GroupNeeds) -> str:
    """What a column is called."""
    if len(one.path) == 1 and one.path[0] in ROLES:
        role = visit.words.gettext(ROLES[one.path[0]])
        return role[:1].upper() + role[1:]
    return visit.words.gettext(PLACES[len(one.path)])


def named(visit: Visit, found: list[Needing], called: Mapping[UUID, str]) -> list[tuple[str, list[str]]]:
    """Judges by name, with what they have to learn."""
    rows = [
        (called.get(one.judge, str(one.judge)), sorted(subject(visit, code) for code in one.subjects)) for one in found
    ]
    return sorted(rows)
