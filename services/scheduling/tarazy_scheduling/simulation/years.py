"""A made-up court and its years: who sits there, who is away when, which cases come. The same seed, the same years."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from tarazy_scheduling.domain.model.case import Case, Party
from tarazy_scheduling.domain.model.codes import Category, Norm
from tarazy_scheduling.domain.model.means import Absence, Authorisation, Post

COURT_ID = "simulated"
BEGINS_ON = date(2026, 1, 5)
DAYS_A_YEAR = 365
SHARES = (1000, 250, 1000, 500, 1000, 750, 1000, 500, 1000, 750)
"""Of full time, in thousandths, of each ten judges."""
SPECIALISMS = {"civil": 4, "criminal": 3, "family": 2, "administrative": 1}
"""How many cases of ten ask for it, and how many judges of ten have it as their first."""
WEIGHTS = {60: 30, 90: 20, 120: 20, 180: 12, 300: 9, 480: 6, 900: 3}
"""Minutes that a case weighs, and how many cases of a hundred do: many light ones, few heavy ones."""
SPELLS = (5, 7, 10, 14, 14, 21, 28, 60)
"""Calendar days that somebody is away at a time."""
MID_YEAR = 182
FIRST_SPECIALISMS = [name for name, count in SPECIALISMS.items() for _ in range(count)]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is played."""

    judges: int = 40
    cases: int = 5000
    years: int = 2
    recusals: float = 2.0
    """Of a hundred cases: those whose judge is recused as soon as drawn."""
    leave: int = 40
    """Calendar days that a judge is away in a year, on average."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Filing:
    """A case comes in."""

    at: datetime
    case: Case
    recuses: bool
    """Whether whoever is drawn first is recused."""


@dataclass(frozen=True, slots=True)
class Years:
    """All that happens, in order."""

    posts: tuple[Post, ...]
    authorisations: tuple[Authorisation, ...]
    categories: tuple[Category, ...]
    norms: tuple[Norm, ...]
    """Told as each begins."""
    absences: tuple[Absence, ...]
    filings: tuple[Filing, ...]


def years_of(setting: Setting) -> Years:
    """Make up the years of a setting."""
    chance = Random(setting.seed)
    posts = tuple(_post(number, chance) for number in range(setting.judges))
    authorisations = tuple(one for number, post in enumerate(posts) for one in _authorisations(number, post, chance))
    heard = {one.specialism for one in authorisations}
    return Years(
        posts=posts,
        authorisations=authorisations,
        categories=tuple(Category(f"of-{minutes}-minutes", minutes) for minutes in WEIGHTS),
        norms=tuple(_norm(year, chance) for year in range(setting.years)),
        absences=tuple(sorted(_absences(setting, posts, chance), key=lambda one: (one.starts_at, one.absence_id))),
        filings=tuple(_filings(setting, heard, chance)),
    )


def _post(number: int, chance: Random) -> Post:
    person_id = _id(chance)
    share = SHARES[number % len(SHARES)]
    return Post(person_id, _id(chance), 1, "judge", f"Judge {number + 1}", date(2020, 1, 1), share_milli=share)


def _authorisations(number: int, post: Post, chance: Random) -> list[Authorisation]:
    """Two specialisms a judge: the first as many judges have it as cases ask for it, the second by chance."""
    # Shifted by one with each ten, so that a specialism is not one of a share.
    first = FIRST_SPECIALISMS[(number + number // 10) % 10]
    second = chance.choice([one for one in SPECIALISMS if one != first])
    return [Authorisation(post.person_id, specialism, date(2020, 1, 1)) for specialism in (first, second)]


def _norm(year: int, chance: Random) -> Norm:
    """Each year the court weighs cases of one category by a fifth more."""
    minutes = chance.choice(tuple(WEIGHTS))
    day = BEGINS_ON + timedelta(days=year * DAYS_A_YEAR + MID_YEAR)
    return Norm(f"of-{minutes}-minutes", day, minutes * 6 // 5)


def _absences(setting: Setting, posts: tuple[Post, ...], chance: Random) -> list[Absence]:
    days = setting.years * DAYS_A_YEAR
    absences = []
    for post in posts:
        left = round(setting.leave * setting.years * chance.uniform(0.5, 1.5))
        while left > 0:
            spell = min(chance.choice(SPELLS), left)
            left -= spell
            starts_at = _at(chance.randrange(days), time())
            ends_at = starts_at + timedelta(days=spell)
            absences.append(Absence(_id(chance), COURT_ID, post.person_id, "leave", starts_at, ends_at))
    return absences


def _filings(setting: Setting, heard: Collection[str], chance: Random) -> list[Filing]:
    """Spread over the days; what a case weighs and what specialism it asks for have nothing to do with each other."""
    asked = {name: count for name, count in SPECIALISMS.items() if name in heard}
    instants = sorted(
        _at(chance.randrange(setting.years * DAYS_A_YEAR), time(4)) + timedelta(seconds=chance.randrange(9 * 3600))
        for _ in range(setting.cases)
    )
    return [_filing(number, at, asked, setting, chance) for number, at in enumerate(instants)]


def _filing(number: int, at: datetime, asked: Mapping[str, int], setting: Setting, chance: Random) -> Filing:
    (minutes,) = chance.choices(tuple(WEIGHTS), tuple(WEIGHTS.values()))
    specialisms = tuple(chance.choices(tuple(asked), tuple(asked.values())))
    parties = tuple(Party(_id(chance), role, f"{role} {number}") for role in ("claimant", "defendant"))
    case = Case(_id(chance), b"", f"{number + 1}", f"of-{minutes}-minutes", at, parties, specialisms=specialisms)
    return Filing(at, case, chance.random() * 100 < setting.recusals)


def _at(day: int, hour: time) -> datetime:
    return datetime.combine(BEGINS_ON + timedelta(days=day), hour, UTC)


def _id(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
