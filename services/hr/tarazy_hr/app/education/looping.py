"""What sessions need without anybody asking: places of those who left, turns of those who can come by now."""

from tarazy_shared import audit_trail
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, Work
from tarazy_shared.who import SYSTEM as WHO

from tarazy_hr.adapters.education import standing
from tarazy_hr.adapters.education.record import RECORD
from tarazy_hr.app.education.conducting import Conducted, conduct
from tarazy_hr.domain.education.commands import LookAgain

SYSTEM = "system"
AT_ONCE = 50


async def look_again(work: Work) -> bool:
    """Sessions in which somebody has left or waits beside a free place."""
    async with work.begin() as uow:
        due = await standing.to_look_at(uow.connection, uow.now, AT_ONCE)
    for session_id, court_id in due:
        async with work.begin() as uow:
            cause = Cause.command(uuid7(uow.now))
            done = await conduct(uow, session_id, LookAgain(), SYSTEM, cause)
            if isinstance(done, Conducted) and done.facts:
                told = {"facts": [RECORD.names[type(fact)] for fact in done.facts], "last_entry": done.session.entries}
                await audit_trail.note(uow, WHO, "training.look", court_id, session_id, told, request_id=cause.id)
    return False
