"""What it means for hearings that somebody is away or a room cannot be had, seen before it is approved."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.facts import Told
from tarazy_scheduling.domain.listing.consequences import Consequence, consequences_of
from tarazy_scheduling.domain.working_set.court import Court

Fate = Literal["keeps_its_time", "moves", "substitute", "unlisted"]


@dataclass(frozen=True, slots=True)
class Impact:
    """What becomes of one hearing that stood."""

    consequence: Consequence
    fate: Fate
    hit: bool
    """Whether the person or the room takes part; else it gives way to one that is hit, or follows one."""
    is_custody: bool


@dataclass(frozen=True, slots=True)
class Impacts:
    """All of it."""

    hearings: tuple[Impact, ...]
    """Those that are hit first, each in the order of their times."""
    people: dict[str, int]
    """By role: who is to be told again, each person once."""
    delay_days: int
    """By how many days the hearings that move come later, all together."""
    custody_cases: tuple[UUID, ...]


def impacts_of(court: Court, told: Iterable[Told], resource_id: UUID, now: datetime) -> Impacts:
    """What was told about hearings that stood before. Those that get a place by it are no burden and left out."""
    found = [one for one in consequences_of(court, told, now) if one.before is not None]
    hearings = sorted((_impact(court, one, resource_id) for one in found), key=_turn)
    custody = dict.fromkeys(one.consequence.hearing.case_id for one in hearings if one.is_custody)
    delay = sum(max(0, one.consequence.days_later or 0) for one in hearings)
    return Impacts(tuple(hearings), _people(court, found), delay, tuple(custody))


def _impact(court: Court, one: Consequence, resource_id: UUID) -> Impact:
    before = one.before
    rooms = {sitting.room_id for sitting in before.sittings} if before else set()
    hit = before is not None and (resource_id in before.people or resource_id in rooms)
    case = court.cases[one.hearing.case_id]
    is_custody = one.hearing.request.priority == "custody" or case.custody_since is not None
    return Impact(one, _fate(one), hit, is_custody)


def _fate(one: Consequence) -> Fate:
    before, after = one.before, one.hearing.placing
    if after is None or before is None:
        return "unlisted"
    if after.substitute_for and after.judges != before.judges:
        return "substitute"
    times = [[(one.starts_at, one.ends_at) for one in placing.sittings] for placing in (before, after)]
    return "keeps_its_time" if times[0] == times[1] else "moves"


def _turn(one: Impact) -> tuple[bool, float, UUID]:
    before, hearing = one.consequence.before, one.consequence.hearing
    return not one.hit, before.starts_at.timestamp() if before else 0.0, hearing.hearing_id


def _people(court: Court, found: Iterable[Consequence]) -> dict[str, int]:
    roles: dict[UUID, str] = {}
    for one in found:
        parties = {party.resource_id: party.role for party in court.cases[one.hearing.case_id].parties}
        for who in one.told:
            post = court.posts.get(who)
            roles.setdefault(who, post.role if post else parties.get(who, "other"))
    return dict(sorted(Counter(roles.values()).items()))
