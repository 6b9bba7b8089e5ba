"""The decision: what a session's record says, and what somebody wants, make facts or a refusal."""

from copy import deepcopy

from tarazy_hr.domain.education import commands, facts
from tarazy_hr.domain.education.commands import Command
from tarazy_hr.domain.education.completing import attend, certify, rate, revoke, test
from tarazy_hr.domain.education.enrolling import accept, can_come, enrol, look_again, move_up, withdraw
from tarazy_hr.domain.education.session import Session
from tarazy_hr.domain.education.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong

MOST_PLACES = 5_000


def decide(session: Session | None, command: Command, around: Surroundings) -> Decision:
    """What a command makes of a session, which stays as it is. Free places go to who waits, whatever made them free."""
    if isinstance(command, commands.Plan):
        return _plan(session, command, around)
    if session is None:
        return unknown("session_id", "unknown_session", "")
    session = deepcopy(session)
    if session.cancelled is not None and not isinstance(command, commands.Reopen):
        same = isinstance(command, commands.Cancel)
        return () if same else conflict("session_id", "session_cancelled", reason=session.cancelled)
    decision = _decide(session, command, around)
    if isinstance(decision, Refusal) or (not decision and not isinstance(command, commands.LookAgain)):
        return decision
    for fact in decision:
        session.take(fact)
    return (*decision, *move_up(session, around))


def _decide(session: Session, command: Command, around: Surroundings) -> Decision:
    match command:
        case commands.Change():
            return _change(session, command, around)
        case commands.Enrol():
            return enrol(session, command, around)
        case commands.Accept():
            return accept(session, command, around)
        case commands.Withdraw():
            return withdraw(session, command, around)
        case commands.LookAgain():
            return look_again(session, around)
        case commands.Cancel():
            return (
                conflict("session_id", "session_over")
                if session.is_over(around.now)
                else (facts.Cancelled(command.reason),)
            )
        case commands.Reopen():
            return _reopen(session, around)
        case commands.Attend():
            return attend(session, command, around)
        case commands.Test():
            return test(session, command, around)
        case commands.Certify():
            return certify(session, command, around)
        case commands.Revoke():
            return revoke(session, command)
        case commands.Rate():
            return rate(session, command, around)
        case _:
            raise TypeError(command)


def _plan(session: Session | None, command: commands.Plan, around: Surroundings) -> Decision:
    if session is not None:
        said = session.planned
        same = (said.court_id, said.programme.code, said.parts) == (command.court_id, command.programme, command.parts)
        return () if same else conflict("session_id", "id_taken")
    if around.programme is None:
        return unknown("programme", "unknown_programme", command.programme)
    if refused := _unfit(command, around, enrolling_ended=command.enrol_until < around.today):
        return refused
    planned = facts.Planned(
        command.session_id,
        command.court_id,
        around.programme,
        command.parts,
        command.places,
        command.mode,
        command.venue,
        command.enrol_until,
        around.zone,
        command.trainers,
    )
    return (planned,)


def _change(session: Session, command: commands.Change, around: Surroundings) -> Decision:
    if session.has_begun(around.now):
        return conflict("session_id", "session_begun")
    enrolling_ended = command.enrol_until < around.today and command.enrol_until != session.planned.enrol_until
    if refused := _unfit(command, around, enrolling_ended=enrolling_ended):
        return refused
    if any(who in session.participants or who in session.waiting for who in command.trainers):
        return conflict("trainers", "teaches_it")
    lost: tuple[facts.LostPlace, ...] = ()
    if command.parts != session.parts:
        clashes = {who: known.clashes for who in session.participants if (known := around.people.get(who)) is not None}
        lost = tuple(facts.LostPlace(who, found[0][0]) for who, found in clashes.items() if found)
    changed = _as_changed(command)
    return () if changed == _as_changed(session.planned) else (*lost, changed)


def _as_changed(said: commands.Change | facts.Planned) -> facts.Changed:
    return facts.Changed(said.parts, said.places, said.mode, said.venue, said.enrol_until, said.trainers)


def _reopen(session: Session, around: Surroundings) -> Decision:
    if session.cancelled is None:
        return ()
    if session.has_begun(around.now):
        return conflict("session_id", "session_begun")
    return (facts.Reopened(tuple(who for who in session.participants if not can_come(who, around))),)


def _unfit(command: commands.Plan | commands.Change, around: Surroundings, *, enrolling_ended: bool) -> Refusal | None:
    if not command.parts:
        return wrong("parts", "none_given")
    for place, part in enumerate(command.parts):
        if part.ends_at <= part.starts_at:
            return wrong(f"parts[{place}].ends_at", "ends_before_start", start=part.starts_at, end=part.ends_at)
        if part.minutes < 1:
            return wrong(f"parts[{place}].ends_at", "part_too_short")
        if place and part.starts_at < command.parts[place - 1].ends_at:
            return wrong(f"parts[{place}].starts_at", "parts_overlap")
    if command.parts[0].starts_at <= around.now:
        return wrong("parts[0].starts_at", "in_the_past")
    if not 0 < command.places <= MOST_PLACES:
        return wrong("places", "amount_outside", least=1, most=MOST_PLACES)
    if enrolling_ended:
        return wrong("enrol_until", "in_the_past")
    for place, who in enumerate(command.trainers):
        if who not in around.staff:
            return unknown(f"trainers[{place}]", "unknown_person", who)
    return None
