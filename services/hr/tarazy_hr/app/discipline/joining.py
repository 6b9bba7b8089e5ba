"""Two complaints on one matter become one case, in one transaction."""

from uuid import UUID

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.discipline.record import RECORD
from tarazy_hr.app.discipline.conducting import Conducted, conduct
from tarazy_hr.domain.discipline.case import told_by
from tarazy_hr.domain.discipline.commands import JoinInto, TakeIn
from tarazy_hr.domain.refusal import Refusal, unknown


async def join(
    uow: UnitOfWork, court_id: str, case_id: UUID, into: UUID, by: str, cause: Cause
) -> tuple[Conducted, Conducted] | Refusal:
    """Let a complaint go on in another case: what came of it, and of that case. A refusal leaves nothing."""
    case = told_by((await RECORD.read(uow.connection, case_id))[0])
    if case is None or case.received.court_id != court_id:
        return unknown("case_id", "unknown_case", case_id)
    taken = await conduct(uow, court_id, into, TakeIn(case), by, cause)
    if isinstance(taken, Refusal):
        return Refusal("into", taken.code, taken.kind, taken.particulars) if taken.field == "case_id" else taken
    done = await conduct(uow, court_id, case_id, JoinInto(into), by, cause)
    if isinstance(done, Refusal):
        raise AssertionError("what may be taken in may go on there")
    return done, taken
