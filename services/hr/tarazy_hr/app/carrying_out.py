"""Carrying out a command: lock the court, look at what stands, decide, record, tell."""

from dataclasses import dataclass

import asyncpg
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.appointments_to_come import hold
from tarazy_hr.adapters.book_reading import open_book
from tarazy_hr.adapters.book_writing import record
from tarazy_hr.app.telling import events_of
from tarazy_hr.app.touched import touched_by
from tarazy_hr.app.workload.country_norms import tell_country_norms
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.court import CourtFact
from tarazy_hr.domain.court_book import CourtBook, Fact
from tarazy_hr.domain.deciding import Command, decide
from tarazy_hr.domain.refusal import Refusal, conflict

CONSTRAINTS = {
    "tenures_apart": ("from_on", "tenure_taken"),
    "one_holder_per_post": ("post_id", "post_taken"),
    "post_share_kept": ("post_id", "post_taken"),
    "post_held_while_there": ("post_id", "post_taken"),
    "approved_absences_apart": ("starts_at", "absence_taken"),
    "overlapping_absences_apart": ("starts_at", "absence_taken"),
    "authorisation_once": ("from_on", "authorisation_taken"),
    "suspended_once": ("from_on", "suspension_taken"),
    "post_announced_once": ("post_id", "announced_taken"),
    "acting_once": ("post_id", "post_taken"),
    "duty_place_once": ("places", "duty_taken"),
    "duty_person_once": ("turn", "duty_taken"),
}
"""What the database refuses by itself, whoever writes: the field that it is about and the code."""
KEYS = {
    "absences_pkey": ("absence_id", "id_taken"),
    "interests_pkey": ("interest_id", "id_taken"),
    "competition_entries_pkey": ("competition_id", "id_taken"),
    "selection_candidates_pkey": ("application_id", "id_taken"),
    "acting_beside_pkey": ("acting_id", "id_taken"),
    "leave_adjustments_pkey": ("adjustment_id", "id_taken"),
}
"""The same for ids that all courts share: two courts that use one at once do not wait for each other's lock."""
REFUSED_BY_DATABASE = (asyncpg.ExclusionViolationError, asyncpg.UniqueViolationError)
"""How such a refusal arrives."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command brought about; without facts what was wanted stood already."""

    facts: tuple[Fact, ...]
    book: CourtBook


async def carry_out(uow: UnitOfWork, court_id: str, command: Command, cause: Cause) -> Outcome | Refusal:
    """Carry one command out in the transaction of `uow`. A refusal leaves nothing behind."""
    book = await open_book(uow.connection, court_id, touched_by([command]))
    decision = decide(book, command, uow.now)
    if isinstance(decision, Refusal):
        return decision
    await enter(uow, decision, cause)
    book.enter(decision)
    return Outcome(decision, book)


async def enter(uow: UnitOfWork, facts: tuple[Fact, ...], cause: Cause) -> None:
    """Record facts and tell those that concern others, in order.

    Raises `REFUSED_BY_DATABASE` where the database refuses what nothing here foresaw.
    """
    await record(uow.connection, facts, uow.now)
    for fact, event in zip(facts, await events_of(uow.connection, facts), strict=True):
        if isinstance(fact, AppointmentFact) and fact.held_until:
            made = fact.appointment
            await hold(uow.connection, made.court_id, made.person_id, fact.tenure, fact.held_until)
        if event is not None:
            uow.publish(event, cause=cause)
        if isinstance(fact, CourtFact) and fact.what == "registered":
            await tell_country_norms(uow, fact.court.court_id, cause)


def refused_by_database(error: asyncpg.IntegrityConstraintViolationError) -> Refusal:
    """The refusal that a violated constraint means: somebody else wrote around the lock, or in another court."""
    field, code = (CONSTRAINTS | KEYS)[error.constraint_name or ""]
    return conflict(field, code)
