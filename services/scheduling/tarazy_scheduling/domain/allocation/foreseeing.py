"""What drawing many cases again would bring, told before it is done: chances, not judges; nobody can foresee a draw.

Everything is counted exactly from the tickets as they stand now. While the cases are drawn one after the other, burdens
and so tickets move; between `at_least` and `at_most` the expected number stays whatever they do, as long as nobody
reaches a ceiling on the way.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from tarazy_shared.tickets import tickets

from tarazy_scheduling.domain.allocation.selecting import Selected
from tarazy_scheduling.domain.listing.moving import to_come
from tarazy_scheduling.domain.listing.prospects import Prospect, prospects
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.model.means import Post
from tarazy_scheduling.domain.pool.balances import standings_of
from tarazy_scheduling.domain.pool.panels import PANEL, empty_seats
from tarazy_scheduling.domain.working_set.court import Court

NOTHING = Fraction(0)
Chances = Mapping[UUID, Fraction]
"""By judge, of one draw."""


@dataclass(slots=True)
class Share:
    """What one judge could get."""

    person_id: UUID
    share_milli: int
    could_get: int = 0
    """So many of the cases the judge can be drawn for."""
    cases: Fraction = NOTHING
    """The expected number, as tickets stand now."""
    minutes: Fraction = NOTHING
    """The expected weight."""
    at_least: Fraction = NOTHING
    """Bounds of the expected number of cases, however burdens move while they are drawn."""
    at_most: Fraction = NOTHING


@dataclass(slots=True)
class Expected:
    """Of so many hearings: how many are to be expected, how many it is in any case, and how many at most."""

    number: Fraction = NOTHING
    at_least: int = 0
    at_most: int = 0


@dataclass(slots=True)
class Outlook:
    """What a reallocation would bring."""

    shares: list[Share]
    """The largest expected number first."""
    hearings: dict[Prospect, Expected] = field(default_factory=dict)
    standing: int = 0
    """Hearings that stand and have not begun."""
    waiting: int = 0
    """Hearings without a place, which are tried again with the new judges."""
    people: dict[str, int] = field(default_factory=dict)
    """By role: who is to be told again, each person once."""


@dataclass(slots=True)
class Pool:
    """Draws for which the same judges can be drawn: their chances are the same in each of them."""

    eligible: tuple[Post, ...]
    seats: int
    """How many are drawn at once: two where the other seat beside is empty as well."""
    cases: int = 0
    minutes: int = 0
    prospects: Counter[tuple[UUID, Prospect]] = field(default_factory=Counter)
    """How many hearings would fare so before which judge."""


def foresee(court: Court, person_id: UUID, moving: Sequence[Selected], now: datetime) -> Outlook:
    """Chances, hearings and people of a reallocation of these cases."""
    outlook = Outlook([], {name: Expected() for name in ("keeps_its_time", "moves", "no_place")})
    pools: dict[tuple[int, tuple[UUID, ...]], Pool] = {}
    everybody: list[Hearing] = []
    for one in moving:
        judges = tuple(post.person_id for post in one.eligible)
        seats = empty_seats(one.case) + 1 if one.beside else 1
        pool = pools.setdefault((seats, judges), Pool(one.eligible, seats))
        pool.cases += 1
        pool.minutes += one.case.weight_minutes
        hearings = [court.hearings[hearing] for hearing in court.hearings_of_case.get(one.case.case_id, ())]
        # Where one judge is asked for, whoever sits beside takes no part.
        hearings = [hearing for hearing in hearings if hearing.request.judges == PANEL or not one.beside]
        outlook.waiting += sum(hearing.state == "unlisted" for hearing in hearings)
        for hearing in to_come(hearings, now):
            everybody.append(hearing)
            found = prospects(court, hearing, person_id, judges, now)
            pool.prospects.update(found.items())
            _bound(outlook, set(found.values()))
    outlook.standing = len(everybody)
    shares = _shares(court, outlook, pools.values())
    outlook.shares = sorted(shares.values(), key=lambda share: (-share.cases, share.person_id))
    outlook.people = _people(court, person_id, everybody, shares)
    return outlook


def chances(court: Court, eligible: Sequence[Post], seats: int) -> Chances:
    """By judge the chance of being drawn for one of the seats, as burdens stand now."""
    held = tickets(standings_of(court, eligible), (court.terms.beta_numerator, court.terms.beta_denominator))
    total = sum(one.tickets for one in held)
    first = {one.person_id: Fraction(one.tickets, total) for one in held}
    if seats == 1:
        return first
    # The second is drawn among the tickets of those left; of two candidates both are.
    odds = {one: chance / (1 - chance) for one, chance in first.items()}
    return {one: chance * (1 + sum(odds.values()) - odds[one]) for one, chance in first.items()}


def _shares(court: Court, outlook: Outlook, pools: Iterable[Pool]) -> dict[UUID, Share]:
    beta = Fraction(court.terms.beta_numerator, court.terms.beta_denominator)
    shares: dict[UUID, Share] = {}
    for pool in pools:
        of_draw = chances(court, pool.eligible, pool.seats)
        total = sum(post.share_milli for post in pool.eligible)
        for post in pool.eligible:
            share = shares.setdefault(post.person_id, Share(post.person_id, post.share_milli))
            fair, chance = Fraction(post.share_milli, total), of_draw[post.person_id]
            share.could_get += pool.cases
            share.cases += pool.cases * chance
            share.minutes += pool.minutes * chance
            # Whoever carries most, and whoever carries least.
            share.at_least += pool.cases * fair * (1 - beta + beta * fair)
            share.at_most += pool.cases * (fair * (1 + beta - beta * fair) if pool.seats == 1 else 1)
        for (judge, name), hearings in pool.prospects.items():
            outlook.hearings[name].number += hearings * of_draw[judge]
    return shares


def _bound(outlook: Outlook, seen: set[Prospect]) -> None:
    for name, expected in outlook.hearings.items():
        expected.at_least += seen == {name}
        expected.at_most += name in seen


def _people(court: Court, person_id: UUID, hearings: Iterable[Hearing], new: Iterable[UUID]) -> dict[str, int]:
    """Whoever takes part in what stands hears that another judge sits; so do the judge and whoever is drawn."""
    roles: dict[UUID, str] = {}
    for hearing in hearings:
        placing = hearing.placing
        if placing is None:
            continue
        for party in court.cases[hearing.case_id].parties:
            if party.party_id in placing.attendee_ids:
                roles.setdefault(party.resource_id, party.role)
        roles |= dict.fromkeys([placing.clerk] if placing.clerk else (), "clerk")
        roles |= dict.fromkeys(placing.interpreters, "interpreter")
        roles |= dict.fromkeys(placing.judges, "judge")
    roles |= dict.fromkeys((person_id, *new), "judge") if roles else {}
    return dict(sorted(Counter(roles.values()).items()))
