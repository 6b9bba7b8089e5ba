"""The sweep that deletes candidates' data when their time is over."""

from tarazy_shared import audit_trail
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, Work
from tarazy_shared.who import SYSTEM as WHO

from tarazy_hr.adapters.selection import candidates, standing
from tarazy_hr.app.selection.conducting import SYSTEM, Conducted, conduct
from tarazy_hr.domain.selection.commands import EraseCandidates


async def erase_candidates(work: Work) -> bool:
    """Erase in every competition that ended long enough ago, in one transaction each; false: nothing is left to do."""
    async with work.begin() as uow:
        due = await standing.to_erase(uow.connection, uow.now)
    for court_id, competition_id in due:
        async with work.begin() as uow:
            cause = Cause.command(uuid7(uow.now))
            done = await conduct(uow, court_id, competition_id, EraseCandidates(), SYSTEM, cause)
            if isinstance(done, Conducted) and done.facts:
                await candidates.erase(uow.connection, competition_id)
                gone = {"entry": done.competition.entries}
                await audit_trail.note(uow, WHO, "selection.erase", court_id, competition_id, gone, request_id=cause.id)
    return False
