"""What training needs without anybody asking: places of those who left, turns of those who can come, deadlines."""

from contextlib import AbstractAsyncContextManager
from functools import partial

from tarazy_shared import audit_trail
from tarazy_shared.background import looping
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, Work
from tarazy_shared.who import SYSTEM as WHO

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.education import deadlines, standing
from tarazy_hr.adapters.education.record import RECORD
from tarazy_hr.adapters.proceedings.clocks import stale_clocks
from tarazy_hr.app.education.conducting import Conducted, conduct
from tarazy_hr.app.education.measuring import measure_training
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.education.commands import LookAgain

SYSTEM = "system"
AT_ONCE = 50
LOOKED_AT_EVERY = 60.0
"""Seconds between two looks."""


def education_loops(work: Work) -> list[AbstractAsyncContextManager[None]]:
    """All that runs by itself."""
    return [
        looping("training-places", partial(look_again, work), service="hr", pause=LOOKED_AT_EVERY),
        looping("training-clocks", partial(count_clocks, work), service="hr", pause=LOOKED_AT_EVERY),
        looping("training-gauges", partial(measure_training, work), service="hr", pause=LOOKED_AT_EVERY),
    ]


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


async def count_clocks(work: Work) -> bool:
    """Deadlines of certificates that were not looked at today: people leave, certificates end."""
    async with work.begin() as uow:
        stale = await stale_clocks(uow.connection, deadlines.KIND, uow.now, AT_ONCE)
        for certificate_id, court_id in stale:
            court = await queries.court(uow.connection, queries.STANDING, court_id)
            if court is not None:
                today = day_of(uow.now, court.court.zone)
                await deadlines.keep_deadlines_beside(uow.connection, certificate_id, today)
    return len(stale) == AT_ONCE
