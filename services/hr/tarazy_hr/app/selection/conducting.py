"""Carrying out what is asked of a competition: lock the court, read the record, decide, record, tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.book_reading import open_book
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.adapters.selection import candidates, procedures, standing
from tarazy_hr.adapters.selection.candidates import Candidate
from tarazy_hr.adapters.selection.record import RECORD
from tarazy_hr.app.carrying_out import carry_out
from tarazy_hr.app.selection.publication import event_of
from tarazy_hr.app.touched import Touched
from tarazy_hr.domain.appointment import Appointment, AppointPerson
from tarazy_hr.domain.court_book import CourtBook
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.refusal import Refusal, conflict, unknown
from tarazy_hr.domain.selection import commands, facts
from tarazy_hr.domain.selection.commands import Announce, Command
from tarazy_hr.domain.selection.competition import Competition, told_by
from tarazy_hr.domain.selection.deciding import Surroundings, decide, entered
from tarazy_hr.domain.selection.facts import Fact
from tarazy_hr.domain.selection.recusal import Known, conflicts

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Conducted:
    """What a command brought about; without facts what was wanted stood already."""

    competition: Competition
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Appointing:
    """What the order of appointment adds to what the competition knows."""

    order_number: str | None = None
    to_on: date | None = None
    specialisms: tuple[str, ...] | None = None


@dataclass(slots=True)
class _Table:
    """Everything that lies on the table while one command is decided."""

    book: CourtBook
    competition: Competition | None
    last_hash: str
    people: Sequence[Candidate]


async def conduct(
    uow: UnitOfWork,
    court_id: str,
    competition_id: UUID,
    command: Command,
    by: str,
    cause: Cause,
    *,
    applicant: Candidate | None = None,
    appointing: Appointing | None = None,
) -> Conducted | Refusal:
    """Carry one command out in the transaction of `uow`. A refusal leaves nothing behind if the block is left by it.

    `applicant` is who applies; `appointing` belongs to the order that fills the post.
    """
    table = await _open(uow, court_id, competition_id, command)
    if isinstance(table, Refusal):
        return table
    around = await _surroundings(uow, table, command, applicant)
    decision = decide(table.competition, command, around)
    if isinstance(decision, Refusal):
        return decision
    known = table.competition.entries if table.competition else 0
    competition = entered(table.competition, decision)
    if competition is None:
        raise TypeError(command)
    if not decision:
        return Conducted(competition, ())
    if applicant is not None:
        await candidates.add(uow.connection, competition_id, applicant, uow.now)
    person_id = None
    if isinstance(command, commands.Fill):
        appointed = await _appoint(uow, table, competition, command, appointing or Appointing(), cause)
        if isinstance(appointed, Refusal):
            return appointed
        person_id = appointed
    entries = [Entry(number, uow.now, by, fact) for number, fact in enumerate(decision, known + 1)]
    hashes = await RECORD.append(uow.connection, competition_id, entries, table.last_hash, uow.now)
    await standing.keep(uow.connection, competition, uow.now)
    for entry, digest in zip(entries, hashes, strict=True):
        if (event := event_of(competition, entry, digest, person_id)) is not None:
            uow.publish(event, cause=cause)
    return Conducted(competition, decision)


async def _open(uow: UnitOfWork, court_id: str, competition_id: UUID, command: Command) -> _Table | Refusal:
    entries, _ = await RECORD.read(uow.connection, competition_id)
    first = entries[0].fact if entries else None
    post_id = command.post_id if isinstance(command, Announce) else None
    if isinstance(first, facts.Announced):
        if first.court_id != court_id:
            return unknown("competition_id", "unknown_competition", competition_id)
        post_id = first.post_id
    book = await open_book(uow.connection, court_id, Touched(posts=frozenset({post_id} if post_id else ())))
    if book.court is None:
        return unknown("court_id", "unknown_court", court_id)
    # Once more: what was written while this transaction waited for the court.
    entries, last_hash = await RECORD.read(uow.connection, competition_id)
    if not entries and not isinstance(command, Announce):
        return unknown("competition_id", "unknown_competition", competition_id)
    return _Table(book, told_by(entries), last_hash, await candidates.of_competition(uow.connection, competition_id))


async def _surroundings(uow: UnitOfWork, table: _Table, command: Command, applicant: Candidate | None) -> Surroundings:
    book, competition = table.book, table.competition
    today = day_of(uow.now, book.zone)
    calendar = await known_calendar(uow.connection, uow.now, book.court_id)
    around = Surroundings(today, book.zone, calendar.is_working)
    post_id = competition.announced.post_id if competition else None
    if isinstance(command, Announce):
        post_id = command.post_id
        around = replace(around, procedure=await procedures.standing(uow.connection, book.court_id, today))
    if post_id is not None:
        around = replace(
            around,
            post=book.posts.get(post_id),
            holders=tuple(book.holders(post_id)),
            announced_elsewhere=await standing.running_for(uow.connection, book.court_id, post_id),
        )
    if competition is None:
        return around
    people = list(table.people)
    if applicant is not None:
        around = replace(around, same_person=_same_person(competition, people, applicant))
    return replace(around, conflicts=await _conflicts(uow, competition, people, today))


def _same_person(competition: Competition, people: Sequence[Candidate], applicant: Candidate) -> UUID | None:
    for one in people:
        known = competition.applications.get(one.application_id)
        same = one.person_id == applicant.person_id or one.identity_number == applicant.identity_number
        if same and known is not None and not known.withdrawn:
            return one.application_id
    return None


async def _conflicts(
    uow: UnitOfWork, competition: Competition, people: Sequence[Candidate], today: date
) -> frozenset[tuple[UUID, UUID | None]]:
    """As they stand now, before the command: whoever applies or joins the panel by it is looked at by the next one."""
    standing_now = [one for one in people if not competition.applications[one.application_id].withdrawn]
    known = [Known(one.application_id, one.person_id, one.name) for one in standing_now]
    everybody = [*competition.panel, *(one.person_id for one in known)]
    interests = await candidates.interests_of(uow.connection, everybody)
    names = await candidates.names_of(uow.connection, list(competition.panel))
    return conflicts(competition.panel, known, interests, names, today)


async def _appoint(
    uow: UnitOfWork,
    table: _Table,
    competition: Competition,
    command: commands.Fill,
    with_order: Appointing,
    cause: Cause,
) -> UUID | Refusal:
    """Appoint by HR's own command; its refusal is that of the whole."""
    announced = competition.announced
    person = next((one for one in table.people if one.application_id == command.application_id), None)
    if person is None:
        return conflict("application_id", "candidate_erased")
    appointment = Appointment(
        announced.court_id,
        person.person_id,
        announced.post_id,
        announced.role,
        person.name,
        announced.from_on,
        with_order.to_on,
        person.languages,
        person.contacts,
        announced.share,
        order_number=with_order.order_number,
    )
    appointed = await carry_out(uow, announced.court_id, AppointPerson(appointment, with_order.specialisms), cause)
    return appointed if isinstance(appointed, Refusal) else person.person_id
