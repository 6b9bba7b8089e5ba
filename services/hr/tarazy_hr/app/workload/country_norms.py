"""Norms of the whole country: each court is told of them, for readers know courts alone."""

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.book_writing import record
from tarazy_hr.adapters.standing_facts import courts_known
from tarazy_hr.adapters.workload import norm_store
from tarazy_hr.app.publication import norm_told_to
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.norm import NormFact, SetNorm, set_norm
from tarazy_hr.domain.refusal import Refusal


async def set_country_norm(uow: UnitOfWork, command: SetNorm, cause: Cause) -> tuple[NormFact, ...] | Refusal:
    """Set a norm of the country and tell every court, in one transaction. Holds up all courts for as long."""
    await norm_store.hold_country(uow.connection)
    courts = await courts_known(uow.connection)
    await norm_store.hold_courts(uow.connection, courts)
    known = await norm_store.country_norms(uow.connection)
    # Where it is a later day already the norm must not have begun either.
    today = max(day_of(uow.now, zone) for zone in await norm_store.zones(uow.connection) or ["UTC"])
    decision = set_norm(known, command, now=uow.now, today=today)
    if isinstance(decision, Refusal):
        return decision
    await record(uow.connection, decision, uow.now)
    for fact in decision:
        for court_id in courts:
            uow.publish(norm_told_to(court_id, fact.norm), cause=cause)
    return decision


async def tell_country_norms(uow: UnitOfWork, court_id: str, cause: Cause) -> None:
    """Tell a court that is new what holds in all of them."""
    await norm_store.share_country(uow.connection)
    for fact in await norm_store.country_norms(uow.connection):
        uow.publish(norm_told_to(court_id, fact.norm), cause=cause)
