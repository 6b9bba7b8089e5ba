"""Telling current facts again, so that a new or rebuilt reader catches up although topics forget."""

from collections.abc import Sequence

from tarazy_shared.errors import TarazyError
from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_hr.adapters.standing_facts import courts_known, standing_facts
from tarazy_hr.app.publication import norm_told_to
from tarazy_hr.app.selection.repeating import told_of_competitions
from tarazy_hr.app.telling import events_of
from tarazy_hr.domain.court_book import Fact
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.norm import NormFact
from tarazy_hr.domain.suspension import SuspensionFact


class UnknownCourtError(TarazyError):
    """There is nothing to tell of a court that nobody registered."""


async def republish_staff(work: Work, court_id: str | None) -> int:
    """Tell what stands in one court, or in all, again: same type, version and data; of competitions all that was told.

    Returns how many events.

    One transaction a court, so that changes of other courts go on meanwhile. Raises `UnknownCourtError`.
    """
    async with work.begin() as uow:
        known = await courts_known(uow.connection)
    if court_id is not None and court_id not in known:
        raise UnknownCourtError(f"The court {court_id} is not registered: nothing was told.")
    told = 0
    for court in known if court_id is None else [court_id]:
        async with work.begin() as uow:
            told += await _tell(uow, court, await standing_facts(uow.connection, court))
            for event in await told_of_competitions(uow.connection, court):
                uow.publish(event, republished=True)
                told += 1
    return told


async def _tell(uow: UnitOfWork, court_id: str, facts: Sequence[Fact]) -> int:
    """Norms of the country are told to each court."""
    told = 0
    each = [one for fact in facts for one in _told_by(fact, uow)]
    for fact, of_fact in zip(each, await events_of(uow.connection, each), strict=True):
        event = norm_told_to(court_id, fact.norm) if isinstance(fact, NormFact) else of_fact
        if event is not None:
            uow.publish(event, republished=True)
            told += 1
    return told


def _told_by(fact: Fact, uow: UnitOfWork) -> tuple[Fact, ...]:
    """A suspension whose end is still to come takes two facts to be told: out, and back."""
    if isinstance(fact, SuspensionFact) and fact.back_on is not None and fact.back_on > day_of(uow.now, "UTC"):
        out = SuspensionFact("suspended", fact.version - 1, fact.court_id, fact.person_id, fact.from_on)
        return out, fact
    return (fact,)
