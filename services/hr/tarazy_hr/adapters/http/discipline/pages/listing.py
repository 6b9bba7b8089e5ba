"""The section "Discipline": the cases of the court for its secretary, for others those that they are on."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.discipline import standing
from tarazy_hr.adapters.discipline.standing import ListedCase
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.cases import READ
from tarazy_hr.adapters.http.discipline.deadlines import urgency_of
from tarazy_hr.adapters.http.discipline.pages.showing import PREFIX, show
from tarazy_hr.adapters.http.discipline.pages.words import PHASES
from tarazy_hr.adapters.http.front.naming import URGENCIES, local
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.asking import asker, may_here
from tarazy_hr.adapters.proceedings.clocks import RunningClock, running_clocks
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.domain.discipline.case import OVER


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the list."""

    case: ListedCase
    judge: str
    court: str | None
    """Where it is another one than that of the desk."""
    next: RunningClock | None
    """What has to be done first."""
    urgency: tuple[str, str] | None


def listing_pages(desk: Desk, front: Front) -> APIRouter:
    """The list of cases."""
    router = APIRouter(prefix=PREFIX, tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def discipline_page(visit: Annotated[Visit, front.visits("discipline.read")], done: str = "") -> Response:
        """Cases, the latest first; a member of a panel from elsewhere finds them at any desk of theirs."""
        rows = await _rows(desk, visit)
        await note_reading(desk.work, visit.request, visit.court.court_id, {row.case.judge for row in rows}, READ)
        return show(
            visit,
            "discipline.html",
            rows=rows,
            phases=PHASES,
            running=sum(row.case.phase not in OVER for row in rows),
            pressing=sum(row.urgency in (URGENCIES["near"], URGENCIES["overdue"]) for row in rows),
            done=done == "receive",
        )

    return router


async def _rows(desk: Desk, visit: Visit) -> list[Row]:
    here, who = visit.court.court_id, asker(visit.request).person_id
    async with desk.work.pool.acquire() as connection:
        found = await standing.cases(connection, here) if may_here(visit.request, here) else []
        if who is not None:
            known = {one.case_id for one in found}
            found += [one for one in await standing.cases(connection, None, who) if one.case_id not in known]
        clocks = await running_clocks(connection, sorted({one.court_id for one in found}))
        names = await names_of(connection, [one.judge for one in found])
        courts = {
            one.court.court_id: local(visit, one.court.name)
            for one in await queries.courts(connection, queries.STANDING)
        }
    first: dict[object, RunningClock] = {}
    for clock in clocks:
        first.setdefault(clock.matter_id, clock)
    rows = []
    for one in found:
        clock_of = first.get(one.case_id)
        rows.append(
            Row(
                one,
                names.get(one.judge, str(one.judge)),
                courts.get(one.court_id, one.court_id) if one.court_id != here else None,
                clock_of,
                URGENCIES[urgency_of(clock_of, visit.today)] if clock_of else None,
            )
        )
    return rows
