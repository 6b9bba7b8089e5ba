"""A court whose hearings are to be listed, as a file tells it: `tarazy-listing-1`, see docs/listing-files.md."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

FORMAT: Final = "tarazy-listing-1"
MOST_SLOTS: Final = 62
"""Of a day: its slots are bits of one signed word of 64."""
MOST_COST: Final = 10**9
"""Of days times weight: far above what any court has, and far below where sums of it leave a word of 64 bits."""
NOT_LISTED, NOT_LISTED_WEIGHT = 500, 60
"""What a hearing costs that is not listed: so much, and so much for each point of its weight."""

HearingId: TypeAlias = int | str
Stand: TypeAlias = tuple[int, int, int, int, int | None]
"""Day, slot, judge, room and interpreter."""


class WrongInstance(ValueError):
    """The file is no instance; the text is one sentence that names the field."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A hearing that asks for a place. Resources are numbers into `Instance.resources`."""

    id: HearingId
    slots: int
    judges: tuple[int, ...]
    rooms: tuple[int, ...]
    people: tuple[int, ...]
    interpreters: tuple[int, ...]
    """One of them is needed; empty if none is."""
    first_day: int
    last_day: int
    """May lie outside of the horizon, as `first_day` may; only days inside are lawful."""
    weight: int
    arrival: int
    after: int | None
    """The number (not the id) of the hearing that must be listed before."""
    days_after: int
    penalty: int
    """What it costs when it is not listed."""
    published: Stand | None
    """Where people know that it sits."""
    promised: tuple[int, int] | None = None
    """Of a published one: the first and the last day within which people know that it sits, instead of when it does."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A court, its horizon and what it has to hear."""

    days: int
    slots_per_day: int
    sitting_limit: int
    clerks: int
    resources: tuple[str, ...]
    free: tuple[tuple[int, ...], ...]
    """By resource and day: a bit for each slot that is open and free."""
    hearings: tuple[Wanted, ...]
    change_penalty: int
    """What it costs when a published hearing sits elsewhere or at another time than people know."""
    change_budget: int
    """How many published hearings may."""
    sat: Mapping[int, tuple[int, ...]]
    """By judge and day: slots that are sat in hearings that are none of these."""
    clerks_busy: tuple[tuple[int, ...], ...]
    """By day and slot: clerks who are away, or in hearings that are none of these. No days: none ever is."""


def instance_of(document: Any) -> Instance:
    """Read what `json.loads` made of a file.

    Raises:
        WrongInstance: a field is missing or wrong.
    """
    if not isinstance(document, dict):
        raise WrongInstance("The file holds no JSON object.")
    if document.get("format") != FORMAT:
        raise WrongInstance(f"format is not {FORMAT}.")
    days = _number(document, "days", 1, 3660)
    slots_per_day = _number(document, "slots_per_day", 1, MOST_SLOTS)
    open_ = _number(document, "open", 0, (1 << slots_per_day) - 1)
    calendars = _calendars(document, days, slots_per_day, open_)
    hearings = document.get("hearings")
    if not isinstance(hearings, list):
        raise WrongInstance("hearings is not a list.")
    numbers = _numbers_by_id(hearings)
    names = {name: number for number, name in enumerate(calendars)}
    wanted = tuple(_wanted(one, numbers, names, (days, slots_per_day)) for one in hearings)
    _reject_circles(wanted)
    clerks = _number(document, "clerks", 0, 10**6)
    # Whoever is asked for and has no calendar is free whenever the court is open.
    always = (open_,) * days
    return Instance(
        days=days,
        slots_per_day=slots_per_day,
        sitting_limit=_number(document, "sitting_limit", 0, 10**6),
        clerks=clerks,
        resources=tuple(names),
        free=tuple(calendars.get(name, always) for name in names),
        hearings=wanted,
        change_penalty=_number(document, "change_penalty", 0, MOST_COST, default=0),
        change_budget=_number(document, "change_budget", 0, MOST_COST, default=MOST_COST),
        sat=_sat(document, days, names),
        clerks_busy=_clerks_busy(document, days, slots_per_day, clerks),
    )


def _calendars(document: dict[str, Any], days: int, slots_per_day: int, open_: int) -> dict[str, tuple[int, ...]]:
    free = document.get("free")
    if not isinstance(free, dict):
        raise WrongInstance("free is not an object of resources and their days.")
    for name, masks in free.items():
        if not isinstance(masks, list) or len(masks) != days:
            raise WrongInstance(f"free.{name} is not a list of {days} masks, one a day.")
        for day, mask in enumerate(masks):
            if type(mask) is not int or not 0 <= mask < 1 << slots_per_day:
                raise WrongInstance(f"free.{name}[{day}] is not a mask of {slots_per_day} slots.")
    # Nobody sits while the court is closed, whatever a calendar says.
    return {name: tuple(mask & open_ for mask in masks) for name, masks in free.items()}


def _sat(document: dict[str, Any], days: int, names: dict[str, int]) -> dict[int, tuple[int, ...]]:
    sat = document.get("sat", {})
    if not isinstance(sat, dict):
        raise WrongInstance("sat is not an object of judges and their days.")
    for name, slots in sat.items():
        if name not in names:
            raise WrongInstance(f"sat.{name} has no calendar in free.")
        _counts(slots, f"sat.{name}", days, 10**6)
    return {names[name]: tuple(slots) for name, slots in sat.items()}


def _clerks_busy(document: dict[str, Any], days: int, slots_per_day: int, clerks: int) -> tuple[tuple[int, ...], ...]:
    busy = document.get("clerks_busy", [])
    if not isinstance(busy, list) or len(busy) not in (0, days):
        raise WrongInstance(f"clerks_busy is not a list of {days} lists, one a day.")
    for day, counts in enumerate(busy):
        _counts(counts, f"clerks_busy[{day}]", slots_per_day, clerks)
    return tuple(tuple(counts) for counts in busy)


def _counts(counts: Any, where: str, length: int, most: int) -> None:
    whole = isinstance(counts, list) and all(type(one) is int and 0 <= one <= most for one in counts)
    if not whole or len(counts) != length:
        raise WrongInstance(f"{where} is not a list of {length} whole numbers from 0 to {most}.")


def _numbers_by_id(hearings: list[Any]) -> dict[str, int]:
    """By the text of their id, since that is what a plan file has for keys."""
    numbers: dict[str, int] = {}
    for number, one in enumerate(hearings):
        if not isinstance(one, dict):
            raise WrongInstance(f"hearings[{number}] is not an object.")
        hearing_id = one.get("id")
        if type(hearing_id) not in (int, str):
            raise WrongInstance(f"hearings[{number}].id is neither a whole number nor a text.")
        if str(hearing_id) in numbers:
            raise WrongInstance(f"hearings[{number}].id: {hearing_id} is the id of an earlier hearing as well.")
        numbers[str(hearing_id)] = number
    return numbers


def _wanted(one: dict[str, Any], numbers: dict[str, int], names: dict[str, int], size: tuple[int, int]) -> Wanted:
    """One hearing; people who have no calendar get a number in `names`. `size`: days, and slots of a day."""
    where = f"hearing {one['id']}: "
    first_day = _number(one, "first_day", -MOST_COST, MOST_COST, where)
    last_day = _number(one, "last_day", -MOST_COST, MOST_COST, where)
    if last_day < first_day:
        raise WrongInstance(f"{where}last_day {last_day} is before first_day {first_day}.")
    weight = _number(one, "weight", 0, MOST_COST, where)
    if weight * (last_day - first_day) > MOST_COST:
        raise WrongInstance(f"{where}weight {weight} is too large for a window of {last_day - first_day} days.")
    listed = {
        "judges": _named(one, "judges", names, where),
        "rooms": _named(one, "rooms", names, where, all_in_free=True),
        "people": _named(one, "people", names, where),
        "interpreters": _named(one, "interpreters", names, where),
    }
    _reject_double_roles(listed, where)
    after = one.get("after")
    if after is not None and (type(after) not in (int, str) or str(after) not in numbers):
        raise WrongInstance(f"{where}after names no hearing of this file.")
    slots = _number(one, "slots", 1, size[1], where)
    _reject_wrong_stand(one, listed, slots, size, where)
    _reject_wrong_promise(one, size[0], where)
    called = {field: tuple(names.setdefault(name, len(names)) for name in called) for field, called in listed.items()}
    return Wanted(
        id=one["id"],
        slots=slots,
        first_day=first_day,
        last_day=last_day,
        weight=weight,
        arrival=_number(one, "arrival", -MOST_COST, MOST_COST, where),
        after=None if after is None else numbers[str(after)],
        days_after=0 if after is None else _number(one, "days_after", 0, MOST_COST, where),
        penalty=_number(one, "penalty", 0, MOST_COST, where, NOT_LISTED + NOT_LISTED_WEIGHT * weight),
        published=_stand(one, names),
        promised=tuple(one["promised"]) if one.get("promised") else None,
        **called,
    )


def _reject_wrong_stand(
    one: dict[str, Any], listed: dict[str, Sequence[str]], slots: int, size: tuple[int, int], where: str
) -> None:
    """Where a hearing is published to sit must be a place that it could have."""
    stand = one.get("published")
    if stand is None:
        return
    if not isinstance(stand, list) or len(stand) != 5 or type(stand[0]) is not int or type(stand[1]) is not int:
        raise WrongInstance(f"{where}published is not [day, slot, judge, room, interpreter or null].")
    day, slot, judge, room, interpreter = stand
    if not 0 <= day < size[0] or not 0 <= slot <= size[1] - slots:
        raise WrongInstance(f"{where}published lies outside of the horizon.")
    interpreters = listed["interpreters"] or (None,)
    if judge not in listed["judges"] or room not in listed["rooms"] or interpreter not in interpreters:
        raise WrongInstance(f"{where}published names somebody whom it does not ask for.")


def _reject_wrong_promise(one: dict[str, Any], days: int, where: str) -> None:
    """Days can be promised only of what has a place, and the place is within them."""
    promised = one.get("promised")
    if promised is None:
        return
    if not isinstance(promised, list) or len(promised) != 2 or any(type(day) is not int for day in promised):
        raise WrongInstance(f"{where}promised is not [first day, last day].")
    if one.get("published") is None:
        raise WrongInstance(f"{where}promised is said of a hearing that is not published.")
    if not 0 <= promised[0] <= one["published"][0] <= promised[1] < days:
        raise WrongInstance(f"{where}promised does not hold the day that it is published for.")


def _stand(one: dict[str, Any], names: dict[str, int]) -> Stand | None:
    if one.get("published") is None:
        return None
    day, slot, judge, room, interpreter = one["published"]
    return day, slot, names[judge], names[room], None if interpreter is None else names[interpreter]


def _named(
    one: dict[str, Any], field: str, names: Iterable[str], where: str, all_in_free: bool = False
) -> Sequence[str]:
    """The names in a field, each once; a field that is missing names nobody."""
    called = one.get(field) or []
    if not isinstance(called, list) or not all(isinstance(name, str) for name in called):
        raise WrongInstance(f"{where}{field} is not a list of names.")
    for name in called:
        if all_in_free and name not in names:
            raise WrongInstance(f"{where}{field}: {name} has no calendar in free.")
    return list(dict.fromkeys(called))


def _reject_double_roles(listed: dict[str, Sequence[str]], where: str) -> None:
    roles: dict[str, str] = {}
    for field, called in listed.items():
        for name in called:
            if name in roles:
                raise WrongInstance(f"{where}{field}: {name} is among its {roles[name]} already.")
            roles[name] = field


def _reject_circles(hearings: Sequence[Wanted]) -> None:
    well: set[int] = set()
    for number in range(len(hearings)):
        way: dict[int, None] = {}
        at: int | None = number
        while at is not None and at not in well:
            if at in way:
                raise WrongInstance(f"hearing {hearings[at].id}: after leads back to itself.")
            way[at] = None
            at = hearings[at].after
        well.update(way)


def _number(of: dict[str, Any], field: str, least: int, most: int, where: str = "", default: int | None = None) -> int:
    value = of.get(field, default)
    # `type`, since True is an int to isinstance.
    if type(value) is not int or not least <= value <= most:
        raise WrongInstance(f"{where}{field} is not a whole number from {least} to {most}.")
    return value
