"""The section "Deadlines": the clocks of all proceedings of a court that run, what presses first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters.education import catalogue
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.deadlines import urgency_of
from tarazy_hr.adapters.http.front.naming import URGENCIES, local
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.proceedings.clocks import RunningClock, running_clocks
from tarazy_hr.adapters.proceedings.rules import DISCIPLINE, EVALUATION

SECTION = "deadlines"
KINDS: Mapping[str, tuple[str, str]] = {
    "discipline": (message("Discipline"), "discipline"),
    "evaluation": (message("Evaluation"), "evaluation"),
    "training": (message("Certificate of training"), ""),
}
"""Name of the proceedings, and the section in which their pages are; a certificate has none."""


@dataclass(frozen=True, slots=True)
class Row:
    """One clock of the list."""

    clock: RunningClock
    name: str
    kind: str
    section: str
    urgency: tuple[str, str]


def deadlines_pages(desk: Desk, front: Front) -> APIRouter:
    """The list of deadlines."""
    router = APIRouter(prefix="/courts/{court_id}/desk/deadlines", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def deadlines_page(visit: Annotated[Visit, front.visits("deadline.read")]) -> Response:
        """What has to be done by when; names nobody."""
        court_id = visit.court.court_id
        async with desk.work.pool.acquire() as connection:
            found = await running_clocks(connection, [court_id])
            programmes = await catalogue.standing(connection, court_id, visit.today)
            rules = (
                await DISCIPLINE.standing(connection, court_id, visit.today),
                await EVALUATION.standing(connection, court_id, visit.today),
            )
        names = {
            (kind, clock.code): local(visit, clock.name)
            for kind, one in zip(("discipline", "evaluation"), rules, strict=True)
            if one is not None
            for clock in one.clocks
        } | {("training", code): local(visit, one.name) for code, one in programmes.items()}
        rows = [
            Row(
                one,
                names.get((one.kind, one.code), one.code),
                *KINDS.get(one.kind, (one.kind, one.kind)),
                URGENCIES[urgency_of(one, visit.today)],
            )
            for one in found
        ]
        return visit.render(
            "deadlines.html",
            section=SECTION,
            rows=rows,
            near=sum(row.urgency == URGENCIES["near"] for row in rows),
            overdue=sum(row.urgency == URGENCIES["overdue"] for row in rows),
        )

    return router
