"""Carrying out what is asked of a session of training: lock, read the record, decide, record, take time, tell.

People of several courts take part in one session. First the session is locked, then the courts of everybody on it in
the order of their ids, and only then is anything decided. Nobody who holds a court ever asks for a session, so that
nobody waits in a circle; while the session is held nobody of another court comes in.
"""

from copy import deepcopy
from dataclasses import dataclass, replace
from uuid import UUID

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.education import catalogue, certificates, standing
from tarazy_hr.adapters.education.knowing import in_post, known
from tarazy_hr.adapters.education.record import RECORD
from tarazy_hr.app.education.publication import event_of, event_of_revocation, events_of_certificate
from tarazy_hr.app.education.taking_time import keep_time
from tarazy_hr.app.leave.rotating import locked_courts
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.education import commands, facts
from tarazy_hr.domain.education.commands import Command, Plan
from tarazy_hr.domain.education.deciding import decide
from tarazy_hr.domain.education.facts import Fact, Part
from tarazy_hr.domain.education.places import PlaceChange, place_changes
from tarazy_hr.domain.education.session import Session, entered, told_by
from tarazy_hr.domain.education.surroundings import Known, Surroundings
from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.refusal import Refusal, unknown

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tarazy hr training ' || $1::text, 0))"


@dataclass(frozen=True, slots=True)
class Conducted:
    """What a command brought about; without facts what was wanted stood already."""

    session: Session
    facts: tuple[Fact, ...]


async def conduct(
    uow: UnitOfWork, session_id: UUID, command: Command, by: str, cause: Cause, *, held_by: str | None = None
) -> Conducted | Refusal:
    """Carry one command out in the transaction of `uow`. A refusal leaves nothing behind if the block is left by it.

    `held_by`: the court that has to be the one that holds the session; None: whichever does.
    """
    await uow.connection.execute(LOCK, str(session_id))
    entries, last_hash = await RECORD.read(uow.connection, session_id)
    before = told_by(entries)
    if before is None and not isinstance(command, Plan):
        return unknown("session_id", "unknown_session", session_id)
    if before is not None and held_by is not None and before.planned.court_id != held_by:
        return unknown("session_id", "unknown_session", session_id)
    zones = await locked_courts(uow, _courts_of(before, command))
    if isinstance(zones, Refusal):
        return zones
    around = await _surroundings(uow, before, command, zones)
    decision = decide(before, command, around)
    if isinstance(decision, Refusal):
        return decision
    known_entries = len(entries)
    session = entered(deepcopy(before), decision)
    if session is None:
        raise TypeError(command)
    if not decision:
        return Conducted(session, ())
    new = [Entry(number, uow.now, by, fact) for number, fact in enumerate(decision, known_entries + 1)]
    await RECORD.append(uow.connection, session_id, new, last_hash, uow.now)
    renewed = await _renewed(uow, session, decision)
    await standing.keep(uow.connection, session, decision, around.today)
    for change in place_changes(before, decision):
        if isinstance(change, PlaceChange) and (refused := await keep_time(uow, session, change, cause)):
            return refused
        uow.publish(event_of(session, change), cause=cause)
    _tell_of_certificates(uow, before, session, decision, renewed, cause)
    return Conducted(session, decision)


def _courts_of(session: Session | None, command: Command) -> set[str]:
    """Of everybody on it and of the command."""
    courts = {command.court_id} if isinstance(command, commands.Plan | commands.Enrol | commands.Accept) else set()
    if session is not None:
        people = (*session.participants.values(), *session.waiting.values())
        courts |= {session.planned.court_id, *(one.court_id for one in people)}
    return courts


async def _surroundings(
    uow: UnitOfWork, session: Session | None, command: Command, zones: dict[str, str]
) -> Surroundings:
    if session is None:
        if not isinstance(command, Plan):
            raise TypeError(command)
        zone = zones[command.court_id]
        today = day_of(uow.now, zone)
        programmes = await catalogue.standing(uow.connection, command.court_id, today)
        staff = await in_post(uow.connection, command.trainers, today)
        return Surroundings(uow.now, today, zone, programmes.get(command.programme), staff=staff)
    zone = session.planned.zone
    around = Surroundings(uow.now, day_of(uow.now, zone), zone)
    if isinstance(command, Plan | commands.Change):
        around = replace(around, staff=await in_post(uow.connection, command.trainers, around.today))
    people = {one.person_id: one.court_id for one in session.waiting.values()}
    parts = session.parts
    if isinstance(command, commands.Enrol):
        people[command.person_id] = command.court_id
    elif isinstance(command, commands.Change | commands.LookAgain | commands.Reopen):
        people |= {one.person_id: one.court_id for one in session.participants.values()}
        parts = command.parts if isinstance(command, commands.Change) else parts
    return replace(around, people=await _known(uow, session, people, parts))


async def _known(
    uow: UnitOfWork, session: Session, people: dict[UUID, str], parts: tuple[Part, ...]
) -> dict[UUID, Known]:
    zone = session.planned.zone
    days = {day_of(part.starts_at, zone) for part in parts}
    return await known(uow.connection, people, session.planned.session_id, parts, days, day_of(uow.now, zone), zone)


async def _renewed(uow: UnitOfWork, session: Session, decision: tuple[Fact, ...]) -> dict[UUID, list[UUID]]:
    """The certificates of the same programme that those have who get one now."""
    people = [fact.person_id for fact in decision if isinstance(fact, facts.Certified)]
    return await certificates.held(uow.connection, people, session.programme.code) if people else {}


def _tell_of_certificates(
    uow: UnitOfWork,
    before: Session | None,
    session: Session,
    decision: tuple[Fact, ...],
    renewed: dict[UUID, list[UUID]],
    cause: Cause,
) -> None:
    for fact in decision:
        if isinstance(fact, facts.Certified):
            for event in events_of_certificate(session, fact, renewed.get(fact.person_id, ())):
                uow.publish(event, cause=cause)
        elif isinstance(fact, facts.Revoked) and before is not None:
            uow.publish(event_of_revocation(session, before.certificates[fact.person_id]), cause=cause)
