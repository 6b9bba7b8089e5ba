"""The file of a person in a court on one page, with the ways to what can be done about them."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.showing import section_router, show
from tarazy_hr.adapters.http.file.absences import DECISIONS
from tarazy_hr.adapters.http.file.acting import Act
from tarazy_hr.adapters.http.file.ledger import KINDS as ADJUSTMENTS
from tarazy_hr.adapters.http.file.patterns import ticked
from tarazy_hr.adapters.http.file.record import Held, held, time_of, workload_of
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.leave.words import KINDS, STATES


def file_router(desk: Desk, front: Front, acts: Sequence[Act]) -> APIRouter:
    """Files of people."""
    router = section_router()

    @router.get("/people/{person_id}", response_model=None)
    async def file_page(
        visit: Annotated[Visit, front.visits("person.read")], person_id: UUID, done: str = ""
    ) -> Response:
        """All that is recorded about somebody in this court. That it was read is noted."""
        async with desk.work.pool.acquire() as connection:
            known = await held(connection, visit, person_id)
            if known is None:
                return show(visit, "establishment_unknown.html", status=404)
            time = await time_of(connection, visit, person_id) if visit.may("absence.read", person_id) else None
        work = await workload_of(desk.work, visit, person_id) if visit.may("workload.read", person_id) else None
        await note_reading(desk.work, visit.request, visit.court.court_id, {person_id})
        return show(
            visit,
            "file.html",
            person_id=person_id,
            held=known,
            fact=known.on(visit.today),
            suspended=known.suspended_on(visit.today),
            time=time,
            workload=work,
            today=visit.today,
            offered=[act for act in acts if _is_offered(visit, act, person_id, known)],
            may_about=lambda permission: visit.may(permission, person_id),
            kinds=KINDS,
            states=STATES,
            decisions=DECISIONS,
            adjustments=ADJUSTMENTS,
            ticked=ticked,
            done=done in {act.leaf for act in acts},
        )

    return router


def _is_offered(visit: Visit, act: Act, person_id: UUID, known: Held) -> bool:
    """Whether it is among what can be done: an act that the person's state does not allow is not."""
    if not act.is_listed or not visit.may(act.permission, person_id):
        return False
    if act.leaf == "suspend":
        return not any(one.back_on is None for one in known.suspensions)
    if act.leaf == "separate":
        last = known.tenures[0].last_on
        return last is None or last >= visit.today
    return True
