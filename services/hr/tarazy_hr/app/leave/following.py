"""Suspensions of people who are seconded: what their own court says holds in the court in which they serve too."""

from tarazy_shared import audit_trail
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, Work
from tarazy_shared.who import SYSTEM

from tarazy_hr.adapters.leave.suspensions_elsewhere import Following, suspensions_to_follow
from tarazy_hr.app.carrying_out import carry_out
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.suspension import ReinstatePerson, SuspendPerson


async def follow_suspensions(work: Work) -> bool:
    """One look for suspensions at home that host courts do not know of, or not of their end."""
    async with work.begin() as uow:
        found = await suspensions_to_follow(uow.connection, uow.now)
    for one in found:
        async with work.begin() as uow:
            done = await carry_out(uow, one.court_id, _command(one), Cause.command(uuid7(uow.now)))
            if not isinstance(done, Refusal) and done.facts:
                detail = {"home_court_id": one.home_court_id, "facts": [fact.what for fact in done.facts]}
                await audit_trail.note(uow, SYSTEM, "suspension.follow", one.court_id, one.person_id, detail)
    return False


def _command(one: Following) -> SuspendPerson | ReinstatePerson:
    if one.is_known and one.back_on is not None:
        return ReinstatePerson(one.court_id, one.person_id, one.back_on)
    return SuspendPerson(one.court_id, one.person_id, one.from_on)
