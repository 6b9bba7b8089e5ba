"""Who can be drawn for a case, and why the others cannot."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tarazy_scheduling.domain.court import Court
from tarazy_scheduling.domain.facts import Excluded
from tarazy_scheduling.domain.model import Balance, Case, Post
from tarazy_scheduling.domain.names import same_name

MICROS = 1_000_000
"""Balances count in millionths of a minute, so that shares divide without a rounding that anybody could feel."""
DRAWN_ROLES = frozenset({"judge"})
INSTANCES: dict[str, frozenset[str]] = {
    "district": frozenset({"first"}),
    "regional": frozenset({"first", "appeal"}),
    "cassation": frozenset({"cassation"}),
    "supreme": frozenset({"first", "appeal", "cassation"}),
}
"""Which instances a court of a level hears; one without a level hears all."""


def candidates(court: Court, now: datetime) -> list[Post]:
    """The judges in post today, in the order of their ids."""
    today = court.today(now)
    in_post = [post for post in court.posts.values() if post.role in DRAWN_ROLES and post.is_held_on(today)]
    return sorted(in_post, key=lambda post: post.person_id)


def sift(court: Court, case: Case, now: datetime) -> tuple[list[Post], tuple[Excluded, ...]]:
    """Those who can be drawn, and the others with the first reason that holds."""
    eligible, excluded = [], []
    for post in candidates(court, now):
        code = next((code for code, holds in EXCLUSIONS.items() if holds(court, case, post, now)), None)
        if code:
            excluded.append(Excluded(post.person_id, code))
        else:
            eligible.append(post)
    return eligible, tuple(excluded)


def _is_recused(court: Court, case: Case, post: Post, now: datetime) -> bool:
    return post.person_id in case.recused


def _has_interest(court: Court, case: Case, post: Post, now: datetime) -> bool:
    """A declared interest, or the judge is a party."""
    if any(party.person_id == post.person_id for party in case.parties):
        return True
    today = court.today(now)
    held = [one for one in court.interests_of(post.person_id) if one.holds_on(today)]
    return any(
        one.against == str(case.case_id) or any(same_name(one.against, party.name) for party in case.parties)
        for one in held
    )


def _lacks_instance(court: Court, case: Case, post: Post, now: datetime) -> bool:
    return case.instance not in INSTANCES.get(court.level or "", frozenset({case.instance}))


def _lacks_authority(court: Court, case: Case, post: Post, now: datetime) -> bool:
    """Not authorised for each specialism; a court in which nobody holds an authorisation does not use them."""
    if not case.specialisms:
        return False
    today = court.today(now)
    holding = [one for one in court.authorisations.values() if one.holds_on(today)]
    held = {one.specialism for one in holding if one.person_id == post.person_id}
    return bool(holding) and not held.issuperset(case.specialisms)


def _is_suspended(court: Court, case: Case, post: Post, now: datetime) -> bool:
    today = court.today(now)
    return any(
        one.from_on <= today and (one.back_on is None or today < one.back_on)
        for one in court.suspensions.get(post.person_id, ())
    )


def _is_absent(court: Court, case: Case, post: Post, now: datetime) -> bool:
    """Away for longer than the configured days, now or so soon."""
    days = timedelta(days=court.terms.absence_days)
    return any(
        not one.is_cancelled and one.starts_at < now + days < one.ends_at and one.ends_at - one.starts_at > days
        for one in court.absences_of(post.person_id)
    )


def _is_leaving(court: Court, case: Case, post: Post, now: datetime) -> bool:
    if post.is_separated:
        return True
    return post.to_on is not None and post.to_on < court.today(now) + timedelta(days=court.terms.leaving_days)


def _is_at_ceiling(court: Court, case: Case, post: Post, now: datetime) -> bool:
    ceiling = court.terms.ceiling_minutes
    balance = court.balances.get(post.person_id, Balance())
    return ceiling is not None and balance.load - balance.credit > ceiling * MICROS


EXCLUSIONS: dict[str, Callable[[Court, Case, Post, datetime], bool]] = {
    "recused": _is_recused,
    "interest_declared": _has_interest,
    "wrong_instance": _lacks_instance,
    "not_authorised": _lacks_authority,
    "suspended": _is_suspended,
    "absent": _is_absent,
    "leaving": _is_leaving,
    "ceiling_reached": _is_at_ceiling,
}
"""By code, in the order in which they are asked."""
