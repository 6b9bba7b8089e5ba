"""Putting off the provisional end of leave whose end is not known, before it comes."""

from tarazy_shared import audit_trail
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, Work
from tarazy_shared.who import SYSTEM

from tarazy_hr.adapters.leave.leave_reading import open_leaves_ending
from tarazy_hr.app.carrying_out import carry_out
from tarazy_hr.domain.leave.requests import ProlongLeave
from tarazy_hr.domain.refusal import Refusal


async def prolong_open_leaves(work: Work) -> bool:
    """Put off every end that would come today or tomorrow, each in its own transaction; false: nothing is left."""
    async with work.begin() as uow:
        ending = await open_leaves_ending(uow.connection, uow.now)
    for court_id, person_id, absence_id in ending:
        async with work.begin() as uow:
            cause = Cause.command(uuid7(uow.now))
            outcome = await carry_out(uow, court_id, ProlongLeave(court_id, person_id, absence_id), cause)
            if not isinstance(outcome, Refusal) and outcome.facts:
                detail = {"absence_id": str(absence_id)}
                await audit_trail.note(uow, SYSTEM, "leave.prolong", court_id, person_id, detail)
    return False
