"""Who can be drawn for a case, and why the others cannot."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tarazy_scheduling.domain.facts import Excluded
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.means import Post
from tarazy_scheduling.domain.names.comparing import Likeness
from tarazy_scheduling.domain.pool.balances import MICROS
from tarazy_scheduling.domain.pool.interests import interest_in, judges_near
from tarazy_scheduling.domain.working_set.court import Court

DRAWN_ROLES = frozenset({"judge"})
SITS_BESIDE = frozenset({"judge", "lay_judge"})
"""Lay judges sit in panels only; there they and judges are drawn alike."""
INSTANCES: Mapping[str, Collection[str]] = {
    "district": frozenset({"first"}),
    "regional": frozenset({"first", "appeal"}),
    "cassation": frozenset({"cassation"}),
    "supreme": frozenset({"first", "appeal", "cassation"}),
}
"""Which instances a court of a level hears; one without a level hears all."""


@dataclass(frozen=True, slots=True)
class Question:
    """Who can be drawn for a case at an instant."""

    court: Court
    case: Case
    now: datetime
    today: date
    party_people: frozenset[UUID]
    """person_ids of the parties."""
    near: frozenset[UUID]
    """Judges with an interest that may be against a party."""
    authorised: Mapping[UUID, frozenset[str]]
    """Who holds which authorisations today; not looked up for a case without specialisms."""


def candidates(court: Court, now: datetime, roles: Iterable[str] = DRAWN_ROLES) -> list[Post]:
    """The judges in post today, in the order of their ids."""
    today = court.today(now)
    in_post = [post for role in roles for post in court.in_role(role) if post.is_held_on(today)]
    return sorted(in_post, key=lambda post: post.person_id)


def could_stand_in(court: Court, case: Case, now: datetime, *, beside: bool = False) -> list[Post]:
    """Who may sit in one hearing for a judge of the case, whom they leave the case to; the least burdened first.

    Whether they have time is not looked at, nor what they carry of the court's cases: a substitution is no draw.
    """
    question = _question(court, case, now)
    found = [
        post
        for role in (SITS_BESIDE if beside else DRAWN_ROLES)
        for post in court.in_role(role)
        if post.person_id != case.judge_id
        and post.person_id not in case.panel
        and not any(holds(question, post) for code, holds in EXCLUSIONS if code in FOR_ONE_HEARING)
    ]
    return sorted(found, key=lambda post: (court.diaries.agenda(post.person_id).days_booked, post.person_id))


def sift(court: Court, case: Case, now: datetime, *, beside: bool = False) -> tuple[list[Post], tuple[Excluded, ...]]:
    """Those who can be drawn, and the others with the first reason that holds.

    `beside`: for the seats beside the judge who presides. Whoever has a seat in the case is no candidate for another.
    """
    question = _question(court, case, now)
    eligible, excluded = [], []
    for post in candidates(court, now, SITS_BESIDE if beside else DRAWN_ROLES):
        if post.person_id == case.judge_id or post.person_id in case.panel:
            continue
        for code, holds in EXCLUSIONS:
            if holds(question, post):
                excluded.append(Excluded(post.person_id, code))
                break
        else:
            eligible.append(post)
    return eligible, tuple(excluded)


def _question(court: Court, case: Case, now: datetime) -> Question:
    today = court.today(now)
    people = frozenset(party.person_id for party in case.parties if party.person_id)
    authorised = _authorised(court, today) if case.specialisms else {}
    return Question(court, case, now, today, people, judges_near(court, case), authorised)


def _authorised(court: Court, today: date) -> dict[UUID, frozenset[str]]:
    held: dict[UUID, frozenset[str]] = {}
    for one in court.authorisations.values():
        if one.holds_on(today):
            held[one.person_id] = held.get(one.person_id, frozenset()) | {one.specialism}
    return held


def _is_recused(question: Question, post: Post) -> bool:
    return post.person_id in question.case.recused


def _has_interest(question: Question, post: Post) -> bool:
    """A declared interest, or the judge is a party.

    Where it is doubtful whether a party is meant, the judge is left out of this draw and a person is asked.
    """
    if post.person_id in question.party_people:
        return True
    if post.person_id not in question.near:
        return False
    return interest_in(question.court, question.case, post.person_id, question.today) is not Likeness.DIFFERENT


def _lacks_instance(question: Question, post: Post) -> bool:
    instance = question.case.instance
    return instance not in INSTANCES.get(question.court.level or "", (instance,))


def _lacks_authority(question: Question, post: Post) -> bool:
    """Not authorised for each specialism; a court in which nobody holds an authorisation does not use them."""
    held = question.authorised.get(post.person_id, frozenset())
    return bool(question.authorised) and not held.issuperset(question.case.specialisms)


def _is_suspended(question: Question, post: Post) -> bool:
    today = question.today
    return any(
        one.from_on <= today and (one.back_on is None or today < one.back_on)
        for one in question.court.suspensions.get(post.person_id, ())
    )


def _is_absent(question: Question, post: Post) -> bool:
    """Away for longer than the configured days, now or so soon."""
    days = timedelta(days=question.court.terms.absence_days)
    soon = question.now + days
    return any(
        not one.is_cancelled and one.starts_at < soon < one.ends_at and one.ends_at - one.starts_at > days
        for one in question.court.absences_of(post.person_id)
    )


def _is_leaving(question: Question, post: Post) -> bool:
    if post.is_separated:
        return True
    return post.to_on is not None and post.to_on < question.today + timedelta(days=question.court.terms.leaving_days)


def _is_relieved(question: Question, post: Post) -> bool:
    """Whom the case, or a seat in it, is taken from by hand gets neither back by a draw that follows from that."""
    case = question.case
    takings = (case.taken, *case.seats_taken) if case.taken else case.seats_taken
    return any(one.approved_by is not None and one.person_id == post.person_id for one in takings)


def _is_at_ceiling(question: Question, post: Post) -> bool:
    ceiling = question.court.terms.ceiling_minutes
    return ceiling is not None and question.court.balance_of(post.person_id).surplus > ceiling * MICROS


EXCLUSIONS: tuple[tuple[str, Callable[[Question, Post], bool]], ...] = (
    ("recused", _is_recused),
    ("interest_declared", _has_interest),
    ("wrong_instance", _lacks_instance),
    ("not_authorised", _lacks_authority),
    ("suspended", _is_suspended),
    ("absent", _is_absent),
    ("leaving", _is_leaving),
    ("relieved", _is_relieved),
    ("ceiling_reached", _is_at_ceiling),
)
"""In the order in which they are asked."""
FOR_ONE_HEARING = frozenset({"recused", "interest_declared", "wrong_instance", "not_authorised", "relieved"})
"""Those of them that keep a judge from a single hearing too; whether somebody is there is seen in the diaries."""
