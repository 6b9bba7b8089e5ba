"""A crowded court to list in, made up from a seed: the domain alone, nothing stored."""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from tarazy_scheduling.domain.commands import RequestHearing
from tarazy_scheduling.domain.draw.proof import commitment_to
from tarazy_scheduling.domain.model.case import Case, Party
from tarazy_scheduling.domain.model.catalogue import Catalogue
from tarazy_scheduling.domain.model.codes import Category, HearingType, RoomFeature
from tarazy_scheduling.domain.model.drawing import DrawTerms
from tarazy_scheduling.domain.model.hearing import Request
from tarazy_scheduling.domain.model.listing_rules import ListingRules, RuleBook
from tarazy_scheduling.domain.model.means import Post, Room
from tarazy_scheduling.domain.working_set.court import Court

JUDGES, ROOMS, CLERKS, INTERPRETERS = 60, 45, 60, 18
ADVOCATES, PROSECUTORS = 600, 60
HEARINGS = 10_000
HEARINGS_A_CASE = 2
WINDOWS_BEGIN_WITHIN, WINDOW = 42, 14
"""Days from the first possible one, and days that a hearing may wait at most."""
SECRET = hashlib.sha256(b"bench").hexdigest()
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
BUILDINGS = ("North", "South", "East")


def crowded_court(seed: int = 1, rules: ListingRules | None = None) -> tuple[Court, list[RequestHearing]]:
    """An open court with its cases, each with a judge, and what is asked for in it, in the order of asking."""
    court, chance = a_court_of(JUDGES, ROOMS, CLERKS, HEARINGS, seed=seed, rules=rules)
    cases = list(court.cases.values())
    return court, [_request(cases[number % len(cases)], chance) for number in range(HEARINGS)]


def a_court_of(
    judges: int,
    rooms: int,
    clerks: int,
    hearings: int,
    *,
    seed: int = 1,
    rules: ListingRules | None = None,
) -> tuple[Court, random.Random]:
    """An open court with the cases of so many hearings, and the chance that it was made by."""
    chance = random.Random(seed)
    court = Court("bench-1", DrawTerms(secret=SECRET, secret_commitment=commitment_to(SECRET)), version=1)
    court.catalogue = Catalogue.of([Category("civil", 120)], [HearingType("main")], [RoomFeature("video")])
    if rules:
        court.listing_rules = RuleBook((date(2020, 1, 1),), (rules,))
    in_post = [_post(court, "judge", chance) for _ in range(judges)]
    for _ in range(clerks):
        _post(court, "clerk", chance)
    for number in range(INTERPRETERS):
        _post(court, "interpreter", chance, frozenset(((("kk", "uz", "ug")[number % 3]),)))
    for number in range(rooms):
        features = frozenset({"video"}) if number % 3 == 0 else frozenset()
        room = Room(_id(chance), f"Room {number}", building=BUILDINGS[number % 3], features=features)
        court.rooms[room.room_id] = room
    advocates = [_id(chance) for _ in range(ADVOCATES)]
    prosecutors = [_id(chance) for _ in range(PROSECUTORS)]
    for number in range(hearings // HEARINGS_A_CASE):
        case = _case(number, in_post[number % judges], advocates, prosecutors, chance)
        court.cases[case.case_id] = case
    return court.open(), chance


def _post(court: Court, role: str, chance: random.Random, languages: frozenset[str] = frozenset()) -> UUID:
    person_id = _id(chance)
    court.posts[person_id] = Post(person_id, _id(chance), 1, role, "", date(2020, 1, 1), languages=languages)
    return person_id


def _case(number: int, judge: UUID, advocates: list[UUID], prosecutors: list[UUID], chance: random.Random) -> Case:
    parties = tuple(_parties(advocates, prosecutors, chance))
    filed_at = NOW - timedelta(days=chance.randrange(1, 200))
    return Case(_id(chance), b"", str(number), "civil", filed_at, parties, judge_id=judge, allocation_version=1)


def _parties(advocates: list[UUID], prosecutors: list[UUID], chance: random.Random) -> Iterator[Party]:
    yield Party(_id(chance), "claimant", "")
    yield Party(_id(chance), "defendant", "")
    if chance.random() < 0.6:
        yield Party(_id(chance), "representative", "", person_id=chance.choice(advocates))
    if chance.random() < 0.3:
        yield Party(_id(chance), "prosecutor", "", person_id=chance.choice(prosecutors))


def _request(case: Case, chance: random.Random) -> RequestHearing:
    earliest = NOW.date() + timedelta(days=10 + chance.randrange(WINDOWS_BEGIN_WITHIN))
    request = Request(
        request_version=1,
        hearing_type="main",
        estimated_minutes=chance.choice((30, 45, 60, 60, 90, 120, 180)),
        earliest_on=earliest,
        latest_on=earliest + timedelta(days=WINDOW),
        room_features=frozenset({"video"}) if chance.random() < 0.2 else frozenset(),
        interpreter_languages=("uz",) if chance.random() < 0.1 else (),
    )
    return RequestHearing(_id(chance), case.case_id, request)


def _id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128))
