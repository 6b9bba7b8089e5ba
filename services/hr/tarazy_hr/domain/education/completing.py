"""Who was there, who passed, who gets a certificate: nobody who was not there."""

from datetime import date
from uuid import UUID

from tarazy_shared.terms import plus_months

from tarazy_hr.domain.education import commands, facts
from tarazy_hr.domain.education.session import Session
from tarazy_hr.domain.education.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


def attend(session: Session, command: commands.Attend, around: Surroundings) -> Decision:
    """Enter for how long somebody was there, from the beginning of the session on."""
    if refused := _not_of_it(session, command.person_id):
        return refused
    if not session.has_begun(around.now):
        return conflict("session_id", "session_not_begun")
    if not 0 <= command.minutes <= session.minutes:
        return wrong("minutes", "amount_outside", least=0, most=session.minutes)
    if command.person_id in session.certificates and (
        100 * command.minutes // session.minutes < session.programme.attendance_percent or not command.minutes
    ):
        return conflict("person_id", "certificate_stands")
    known = session.attended.get(command.person_id)
    return () if known == command.minutes else (facts.Attended(command.person_id, command.minutes),)


def test(session: Session, command: commands.Test, around: Surroundings) -> Decision:
    """Enter what somebody reached in the test."""
    if refused := _not_of_it(session, command.person_id):
        return refused
    if session.programme.pass_mark is None:
        return conflict("session_id", "no_test")
    if not session.has_begun(around.now):
        return conflict("session_id", "session_not_begun")
    if not 0 <= command.score <= 100:
        return wrong("score", "score_outside", maximum=100)
    if command.person_id in session.certificates and command.score < session.programme.pass_mark:
        return conflict("person_id", "certificate_stands")
    known = session.scores.get(command.person_id)
    return () if known == command.score else (facts.Tested(command.person_id, command.score),)


def certify(session: Session, command: commands.Certify, around: Surroundings) -> Decision:
    """A certificate for who was there for long enough and has passed."""
    who, programme = command.person_id, session.programme
    if who in session.certificates:
        return ()
    if refused := _not_of_it(session, who):
        return refused
    if not session.is_over(around.now):
        return conflict("session_id", "session_not_over")
    there = session.percent_attended(who)
    if there < programme.attendance_percent or not session.attended.get(who):
        source = programme.source or "–"
        return conflict("person_id", "was_not_there", percent=there, needed=programme.attendance_percent, source=source)
    if programme.pass_mark is not None:
        score = session.scores.get(who)
        if score is None or score < programme.pass_mark:
            said, source = "–" if score is None else score, programme.source or "–"
            return conflict("person_id", "not_passed", score=said, mark=programme.pass_mark, source=source)
    expires_on: date | None = None
    if programme.valid_months is not None:
        expires_on = plus_months(around.today, programme.valid_months)
    return (facts.Certified(who, command.code, around.today, expires_on),)


def revoke(session: Session, command: commands.Revoke) -> Decision:
    """Take a certificate back that was given in error."""
    if command.person_id not in session.certificates:
        return unknown("person_id", "no_certificate", command.person_id)
    return (facts.Revoked(command.person_id, command.reason),)


def rate(session: Session, command: commands.Rate, around: Surroundings) -> Decision:
    """Enter what those who were there think of it; never more answers than people who were there."""
    if not session.is_over(around.now):
        return conflict("session_id", "session_not_over")
    there = sum(1 for minutes in session.attended.values() if minutes)
    if any(count < 0 for count in command.counts) or sum(command.counts) > there:
        return wrong("counts", "more_answers_than_people", people=there)
    return () if session.rated == command.counts else (facts.Rated(command.counts),)


def _not_of_it(session: Session, person_id: UUID) -> Refusal | None:
    return None if person_id in session.participants else unknown("person_id", "not_enrolled", person_id)
