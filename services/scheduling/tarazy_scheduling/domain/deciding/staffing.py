"""What hr tells: the court, its people, their authority, absences and interests, and the norms."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.allocation.allocating import draw_waiting
from tarazy_scheduling.domain.allocation.reallocating import cases_of, draw_again, seats_of
from tarazy_scheduling.domain.commands import (
    AnswerInterestQuestion,
    ApproveAbsence,
    Authorise,
    CancelAbsence,
    ChangeNorm,
    ChangePost,
    DeclareInterest,
    DescribeCourt,
    EndAuthorisation,
    EndInterest,
    Reinstate,
    Suspend,
)
from tarazy_scheduling.domain.listing.moving import repair, repair_all
from tarazy_scheduling.domain.model.calendar import ONE_DAY
from tarazy_scheduling.domain.model.means import Absence, Authorisation, Interest, Post, Suspension
from tarazy_scheduling.domain.outcome import Applied, Dropped, Outcome, Steps, Waits
from tarazy_scheduling.domain.pool.eligibility import DRAWN_ROLES, SITS_BESIDE
from tarazy_scheduling.domain.pool.interests import answer_question
from tarazy_scheduling.domain.pool.long_absence import propose
from tarazy_scheduling.domain.working_set.court import Court

APPLIED = Applied()
KEEPS = frozenset({"chair"})
"""Whoever presides over the court is drawn for no more cases and keeps those that are there."""
POOLS = {"clerk": "clerks", "interpreter": "interpreters"}


def describe_court(court: Court, asked: DescribeCourt, now: datetime) -> Steps[Outcome]:
    """The court as it now stands; another zone moves what lies outside its hours then."""
    if asked.version <= court.version:
        return Dropped()
    court.version, court.language, court.level = asked.version, asked.language, asked.level
    court.changes.court = True
    if asked.zone != court.zone:
        court.change_calendar(court.calendar, asked.zone)
        court.freed.add("calendar")
        repair_all(court, now, "plan")
    yield from draw_waiting(court, now)
    return APPLIED


def change_post(court: Court, asked: ChangePost, now: datetime) -> Steps[Outcome]:
    """Somebody in post as it now stands. The open cases of a judge who is separated are drawn again."""
    post = asked.post
    known = court.posts.get(post.person_id)
    if known and post.version <= known.version:
        return Dropped()
    if post.is_separated and post.to_on is None:
        post = replace(post, to_on=court.today(now) - ONE_DAY)
    court.put_post(post)
    court.reconsider(post.person_id)
    yield from give_up(court, post, now)
    leaves = post.is_separated or post.to_on != (known.to_on if known else None)
    yield from _reconsider(court, post.person_id, now, "judge_separated" if leaves else "judge_absent")
    return APPLIED


def authorise(court: Court, asked: Authorise, now: datetime) -> Steps[Outcome]:
    """What a judge may hear."""
    return _keep_authorisations(court, [asked.authorisation], now)


def end_authorisation(court: Court, asked: EndAuthorisation, now: datetime) -> Steps[Outcome]:
    """Ends with its last day; without one it is over already. Cases that the judge has are kept."""
    ended = asked.authorisation
    last = ended.to_on or court.today(now) - ONE_DAY
    known = [
        one
        for one in court.authorisations.values()
        if (one.person_id, one.specialism) == (ended.person_id, ended.specialism)
    ]
    # Told with another first day, it is the one that has begun.
    meant = [one for one in known if one.from_on == ended.from_on] or [one for one in known if one.holds_on(last)]
    return _keep_authorisations(court, [replace(one, to_on=last) for one in meant or [ended]], now)


def approve_absence(court: Court, asked: ApproveAbsence, now: datetime) -> Steps[Outcome]:
    """Somebody will be away: what they would sit in moves."""
    return _keep_absence(court, asked.absence, now)


def cancel_absence(court: Court, asked: CancelAbsence, now: datetime) -> Outcome | Steps[Outcome]:
    """Somebody will not be away after all. The same absence may be approved again, at other times."""
    known = court.absences.get(asked.absence.absence_id)
    if known and known.is_cancelled:
        return Dropped()
    return _keep_absence(court, replace(asked.absence, is_cancelled=True), now)


def suspend(court: Court, asked: Suspend, now: datetime) -> Steps[Outcome]:
    """From the first day out on the person does not serve."""
    if asked.person_id not in court.posts:
        return Waits("unknown_person", "person_id", str(asked.person_id))
    # One that ended on its first day was none.
    kept = tuple(one for one in court.suspensions.get(asked.person_id, ()) if one.back_on != one.from_on)
    if any(one.from_on == asked.from_on for one in kept):
        return Dropped()
    held = (*kept, Suspension(asked.person_id, asked.from_on))
    court.suspensions[asked.person_id] = tuple(sorted(held, key=lambda one: one.from_on))
    court.changes.suspensions.add(asked.person_id)
    yield from _reconsider(court, asked.person_id, now, "judge_suspended")
    propose(court, asked.person_id, now)
    return APPLIED


def reinstate(court: Court, asked: Reinstate, now: datetime) -> Steps[Outcome]:
    """From the first day back on the person serves again."""
    if asked.person_id not in court.posts:
        return Waits("unknown_person", "person_id", str(asked.person_id))
    kept = court.suspensions.get(asked.person_id, ())
    ended = tuple(
        # Lifted before it begins: it ends on its first day and was none.
        replace(one, back_on=max(asked.from_on, one.from_on)) if one.back_on is None else one
        for one in kept
    )
    if ended == kept:
        return Dropped()
    court.suspensions[asked.person_id] = ended
    court.changes.suspensions.add(asked.person_id)
    yield from _reconsider(court, asked.person_id, now, "judge_suspended")
    return APPLIED


def declare_interest(court: Court, asked: DeclareInterest, now: datetime) -> Steps[Outcome]:
    """Excludes the judge from later draws; a case that the judge has is taken away by recusal only."""
    return _keep_interest(court, asked.interest, now)


def end_interest(court: Court, asked: EndInterest, now: datetime) -> Outcome | Steps[Outcome]:
    """Ends with its last day; without one it is over already."""
    interest, today = asked.interest, court.today(now)
    known = court.interests.get(interest.interest_id)
    if known and known.to_on and known.to_on < today:
        return Dropped()
    return _keep_interest(court, replace(interest, to_on=interest.to_on or today - ONE_DAY), now)


def answer_interest_question(court: Court, asked: AnswerInterestQuestion, now: datetime) -> Steps[Outcome]:
    """What a person says holds for the judge's later draws; a case that waits for somebody may find a judge."""
    outcome = answer_question(court, asked, now)
    if outcome == APPLIED:
        yield from draw_waiting(court, now)
    return outcome


def change_norm(court: Court, asked: ChangeNorm, now: datetime) -> Outcome:
    """Weighs cases drawn from its day on."""
    norm = asked.norm
    if court.norms.get(norm.key) == norm:
        return Dropped()
    court.norms[norm.key] = norm
    court.changes.norms.add(norm.key)
    return APPLIED


def give_up(court: Court, post: Post, now: datetime) -> Steps[None]:
    """Draw the open cases and seats of a judge who has left again, or those that a role that is new does not allow.

    Part-heard ones too: nobody else could go on with them. Where the last day in post is ahead, cases with a hearing
    until then stay until it is over.
    """
    is_over = post.to_on is not None and post.to_on < court.today(now)
    has_left = post.is_separated or is_over
    lost: list[UUID] = []
    if has_left or post.role not in DRAWN_ROLES | KEEPS:
        lost += cases_of(court, post.person_id)
    if has_left or post.role not in SITS_BESIDE | KEEPS:
        lost += seats_of(court, post.person_id)
    if has_left and not is_over:
        lost = [one for one in lost if not _sits_while_in_post(court, one, post, now)]
    if lost:
        yield from draw_again(court, post.person_id, lost, "judge_separated", now)


def _sits_while_in_post(court: Court, case_id: UUID, post: Post, now: datetime) -> bool:
    """Whether a hearing of the case, with this judge, is not over and will be when the post ends."""
    hearings = [court.hearings[one] for one in court.hearings_of_case.get(case_id, ())]
    placings = [one.placing for one in hearings if one.state == "listed" and one.placing]
    return any(
        now < one.ends_at and post.person_id in one.judges and post.is_held_on(court.today(one.ends_at))
        for one in placings
    )


def _is_known(court: Court, person_id: UUID) -> bool:
    """In post here, or a party here who is in post in another court: leave counts everywhere."""
    return person_id in court.posts or person_id in court.known_people


def _keep_authorisations(court: Court, authorisations: list[Authorisation], now: datetime) -> Steps[Outcome]:
    changed = False
    for one in authorisations:
        if one.person_id not in court.posts:
            return Waits("unknown_person", "person_id", str(one.person_id))
        key = (one.person_id, one.specialism, one.from_on)
        if court.authorisations.get(key) != one:
            court.authorisations[key] = one
            court.changes.authorisations.add(key)
            changed = True
    if not changed:
        return Dropped()
    yield from draw_waiting(court, now)
    return APPLIED


def _keep_absence(court: Court, absence: Absence, now: datetime) -> Steps[Outcome]:
    if not _is_known(court, absence.person_id):
        return Waits("unknown_person", "person_id", str(absence.person_id))
    known = court.absences.get(absence.absence_id)
    if known == absence:
        return Dropped()
    court.put_absence(absence)
    if known and known.person_id != absence.person_id:
        yield from _reconsider(court, known.person_id, now, "judge_absent")
    yield from _reconsider(court, absence.person_id, now, "judge_absent")
    propose(court, absence.person_id, now)
    return APPLIED


def _keep_interest(court: Court, interest: Interest, now: datetime) -> Steps[Outcome]:
    if interest.person_id not in court.posts:
        return Waits("unknown_person", "person_id", str(interest.person_id))
    if court.interests.get(interest.interest_id) == interest:
        return Dropped()
    court.put_interest(interest)
    yield from draw_waiting(court, now)
    return APPLIED


def _reconsider(court: Court, person_id: UUID, now: datetime, reason: str) -> Steps[None]:
    """Somebody serves at other times than before: move what cannot stay, try what waits."""
    court.reconsider(person_id)
    court.freed.add(person_id)
    post = court.posts.get(person_id)
    if post and (pool := POOLS.get(post.role)):
        court.freed.add(pool)
    yield from repair(court, person_id, now, reason)
    yield from draw_waiting(court, now)
