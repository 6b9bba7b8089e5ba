"""Places and the waiting list, which moves up by itself."""

from datetime import timedelta
from uuid import UUID

from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.education import commands, facts
from tarazy_hr.domain.education.facts import ListClosed, LostPlace, MovedUp, Offered, OfferLapsed
from tarazy_hr.domain.education.session import Session
from tarazy_hr.domain.education.surroundings import Decision, Known, Surroundings
from tarazy_hr.domain.refusal import Refusal, conflict, unknown


def enrol(session: Session, command: commands.Enrol, around: Surroundings) -> Decision:
    """A place where one is free, else a turn on the waiting list."""
    who = command.person_id
    if who in session.participants or who in session.waiting:
        return ()
    known = around.people.get(who)
    if known is None or known.role is None:
        return unknown("person_id", "unknown_person", who)
    if who in session.planned.trainers:
        return conflict("person_id", "teaches_it")
    if session.has_begun(around.now):
        return conflict("session_id", "session_begun")
    if around.today > session.planned.enrol_until:
        return conflict("session_id", "enrolled_too_late", day=session.planned.enrol_until)
    roles = session.programme.roles
    if roles and known.role not in roles:
        return conflict("person_id", "programme_of_others", roles=", ".join(roles))
    if refused := _lacks(session, known) or clash_of(known, move_hearings=command.move_hearings):
        return refused
    if session.free and not session.waiting:
        return (facts.Enrolled(who, command.court_id, known.role),)
    return (facts.PutOnWaitingList(who, command.court_id, known.role),)


def withdraw(session: Session, command: commands.Withdraw, around: Surroundings) -> Decision:
    """Give a place or a turn back, before it begins."""
    who = command.person_id
    place = session.participants.get(who) or session.waiting.get(who)
    if place is None:
        return ()
    if command.court_id is not None and place.court_id != command.court_id:
        return unknown("person_id", "not_enrolled", who)
    if session.has_begun(around.now):
        return conflict("session_id", "session_begun")
    return (facts.Withdrew(who),)


def look_again(session: Session, around: Surroundings) -> tuple[LostPlace | ListClosed | OfferLapsed, ...]:
    """Whoever is in no post any more, on the days of the session, gives the place back before it begins.

    Places that were not accepted in time are kept no more. Once it has begun nobody waits.
    """
    if session.has_begun(around.now):
        return (ListClosed(),) if session.waiting else ()
    gone = [who for who in session.participants if (known := around.people.get(who)) is not None and known.role is None]
    lapsed = [OfferLapsed(who) for who, until in session.offered.items() if until <= around.now]
    return (*(LostPlace(who, "left") for who in gone), *lapsed)


def accept(session: Session, command: commands.Accept, around: Surroundings) -> Decision:
    """Take a place that is kept, in time and if nothing speaks against it by now."""
    who = command.person_id
    if who in session.participants:
        return ()
    until, known = session.offered.get(who), around.people.get(who)
    if until is None or known is None or session.waiting[who].court_id != command.court_id:
        return unknown("person_id", "no_offer", who)
    if until <= around.now:
        return conflict("person_id", "offer_lapsed")
    if known.role is None:
        return unknown("person_id", "unknown_person", who)
    return clash_of(known, move_hearings=False) or (MovedUp(who),)


def move_up(session: Session, around: Surroundings) -> tuple[MovedUp | Offered, ...]:
    """Who gets the free places: the first who wait, without those who do something else at that time by now.

    By a programme that wants it, a place is only kept for them until they accept it, at the latest when it begins.
    """
    if session.cancelled is not None or session.has_begun(around.now):
        return ()
    able = [who for who in session.waiting if who not in session.offered and can_come(who, around)]
    chosen, hours = able[: session.free], session.programme.accept_hours
    if hours is None:
        return tuple(MovedUp(who) for who in chosen)
    until = min(around.now + timedelta(hours=hours), session.parts[0].starts_at)
    return tuple(Offered(who, until) for who in chosen)


def can_come(who: UUID, around: Surroundings) -> bool:
    """Whether somebody is in post still and free at that time, hearings included."""
    known = around.people.get(who)
    return known is not None and known.role is not None and clash_of(known, move_hearings=False) is None


def _lacks(session: Session, known: Known) -> Refusal | None:
    begins_on = day_of(session.parts[0].starts_at, session.planned.zone)
    for code in session.programme.prerequisites:
        if code not in known.completed:
            return conflict("person_id", "prerequisite_missing", programme=code)
        expires_on = known.completed[code]
        if expires_on is not None and expires_on <= begins_on:
            return conflict("person_id", "prerequisite_expired", programme=code, day=expires_on)
    return None


def clash_of(known: Known, *, move_hearings: bool) -> Refusal | None:
    """Why somebody cannot take part at that time. Hearings may be asked to give way, nothing else."""
    for kind, which in known.clashes:
        if kind == "hearing" and move_hearings:
            continue
        return conflict("person_id", f"clash_with_{kind}", which=which)
    return None
