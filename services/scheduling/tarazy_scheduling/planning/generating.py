"""Made-up courts with all that makes listing hard: few days, fixed judges, advocates whom many want, chains, custody.

The same setting gives the same court on every machine. There is no public set of such courts; these can be one.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

from tarazy_scheduling.planning.instance import FORMAT

SLOTS, OPEN = 32, 0xFFF0FFFF
"""Eight hours of 15 minutes from nine on; four of them are lunch."""
MORNING, AFTERNOON = 0x0000FFFF, 0xFFF00000
LENGTHS = {2: 25, 3: 15, 4: 20, 6: 15, 8: 12, 12: 8, 16: 5}
"""Slots, and how many hearings of a hundred take so long."""
CHAINED, LONGER = 0.25, 0.25
"""Cases with a second hearing; of these, cases with a third."""
DAYS_BETWEEN = 5
FIXED_JUDGE = 0.8
POOL = 5
"""Judges who could hear a case that has no judge yet."""
CAPABILITIES = (0.45, 0.3, 0.6, 0.25)
"""Rooms that have each: a dock, video, space, access without steps."""
NEEDS = (0.15, 0.08, 0.15, 0.06)
"""Cases that need each."""
INTERPRETED, LANGUAGES = 0.07, 5
PROSECUTED = 0.5
SECOND_ADVOCATE = 0.65
CUSTODY, VULNERABLE = 0.08, 0.1
WEIGHTS = {"custody": 10, "vulnerable": 4, "other": 1}


@dataclass(frozen=True, slots=True)
class Setting:
    """How large the court is."""

    judges: int = 40
    rooms: int = 30
    clerks: int = 28
    interpreters: int = 12
    advocates: int = 300
    prosecutors: int = 25
    days: int = 60
    hearings: int = 3000
    seed: int = 1


def court_file(setting: Setting) -> dict[str, Any]:
    """An instance file; see docs/listing-files.md."""
    chance = Random(setting.seed)
    free: dict[str, list[int]] = {}
    for number in range(setting.judges):
        free[f"judge{number}"] = _judge(chance, setting.days)
    for number in range(setting.rooms):
        free[f"room{number}"] = _away(chance, [OPEN] * setting.days, 0.01)
    for number in range(setting.interpreters):
        free[f"int{number}"] = _away(chance, [OPEN] * setting.days, 0.05)
    for kind, count in (("adv", setting.advocates), ("pros", setting.prosecutors)):
        for number in range(count):
            free[f"{kind}{number}"] = [_elsewhere(chance) for _ in range(setting.days)]
    able = [
        {number for number in range(setting.rooms) if chance.random() < part or number == at}
        for at, part in enumerate(CAPABILITIES)
    ]
    hearings: list[dict[str, Any]] = []
    while len(hearings) < setting.hearings:
        hearings += _case(chance, setting, able, len(hearings))
    return {
        "format": FORMAT,
        "seed": setting.seed,
        "days": setting.days,
        "slots_per_day": SLOTS,
        "slot_minutes": 15,
        "open": OPEN,
        "sitting_limit": 24,
        "clerks": setting.clerks,
        "free": free,
        "hearings": hearings[: setting.hearings],
    }


def _judge(chance: Random, days: int) -> list[int]:
    """A day of chambers each week, and now and then a week or two of leave."""
    chambers = chance.randrange(5)
    words = [0 if day % 5 == chambers else OPEN for day in range(days)]
    if chance.random() < 0.5:
        begins = chance.randrange(days)
        for day in range(begins, min(days, begins + chance.choice((5, 5, 10)))):
            words[day] = 0
    return words


def _away(chance: Random, words: list[int], part: float) -> list[int]:
    return [0 if chance.random() < part else word for word in words]


def _elsewhere(chance: Random) -> int:
    """People who work in other courts as well miss half a day of six, and a whole one of forty."""
    drawn = chance.random()
    return 0 if drawn < 0.025 else MORNING if drawn < 0.11 else AFTERNOON if drawn < 0.19 else OPEN


def _case(chance: Random, setting: Setting, able: list[set[int]], number: int) -> list[dict[str, Any]]:
    """The hearings of a case, numbered from `number` on."""
    urgency = chance.random()
    kind = "custody" if urgency < CUSTODY else "vulnerable" if urgency < CUSTODY + VULNERABLE else "other"
    judge = chance.randrange(setting.judges)
    judges = (
        [judge] if chance.random() < FIXED_JUDGE else chance.sample(range(setting.judges), min(POOL, setting.judges))
    )
    needs = [at for at, part in enumerate(NEEDS) if chance.random() < part]
    rooms = [room for room in range(setting.rooms) if all(room in able[need] for need in needs)]
    people = {_advocate(chance, setting)} | (
        {_advocate(chance, setting)} if chance.random() < SECOND_ADVOCATE else set()
    )
    prosecuted = chance.random() < PROSECUTED
    language = chance.randrange(LANGUAGES) if chance.random() < INTERPRETED else None
    shared = {
        "judges": [f"judge{one}" for one in judges],
        "rooms": [f"room{one}" for one in (rooms or range(setting.rooms))],
        "people": [f"adv{one}" for one in sorted(people)]
        + [f"acc{number}"]
        + ([f"pros{chance.randrange(setting.prosecutors)}"] if prosecuted and setting.prosecutors else []),
        "interpreters": []
        if language is None
        else [f"int{one}" for one in range(setting.interpreters) if one % LANGUAGES == language],
    }
    count = 1 if chance.random() >= CHAINED else 3 if chance.random() < LONGER else 2
    first = chance.randrange(max(1, setting.days - 5))
    made = []
    for at in range(count):
        window = chance.randint(3, 8) if kind == "custody" else chance.randint(10, 35)
        made.append(
            {
                "id": number + at,
                "slots": chance.choices(list(LENGTHS), weights=list(LENGTHS.values()))[0],
                **shared,
                "first_day": first,
                "last_day": min(setting.days - 1, first + window),
                "weight": WEIGHTS[kind],
                "arrival": first - chance.randint(3, 20),
                "after": number + at - 1 if at else None,
                "days_after": DAYS_BETWEEN if at else 0,
            }
        )
        first = min(setting.days - 1, first + DAYS_BETWEEN + chance.randrange(10))
    return made


def _advocate(chance: Random, setting: Setting) -> int:
    """A few advocates have many of the cases."""
    return int(setting.advocates * chance.random() ** 1.7)
