"""Whether a plan is lawful, found out slot by slot from the instance file and the plan file alone.

It shares no code with what makes plans, on purpose: a mistake in the words and diaries cannot hide here.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple


class Broken(NamedTuple):
    """A rule that a plan breaks."""

    rule: str
    hearing: str
    """Its id; empty if the rule is about the whole plan."""
    text: str


def audit(instance: dict[str, Any], plan_file: dict[str, Any]) -> list[Broken]:
    """Everything that is wrong with a plan; nothing, if it is lawful and costs what it says.

    Args:
        instance: An instance file that was read without an error.
        plan_file: A plan file.
    """
    hearings = {str(one["id"]): one for one in instance["hearings"]}
    plan: dict[str, list[Any]] = plan_file["plan"]
    found = [Broken("known", number, "no such hearing") for number in plan if number not in hearings]
    known = {number: place for number, place in plan.items() if number in hearings}
    misshapen = {number for number, place in known.items() if not _is_place(place)}
    found += [Broken("place", number, "is not [day, slot, judge, room, interpreter]") for number in sorted(misshapen)]
    places = {number: place for number, place in known.items() if number not in misshapen}
    for number, place in places.items():
        found += _of_one(instance, hearings[number], number, place)
        found += _of_chain(hearings[number], number, place, places)
    found += _of_all(instance, hearings, places)
    found += _of_sums(instance, hearings, places, plan_file)
    return found


def _is_place(place: Any) -> bool:
    if not isinstance(place, list) or len(place) != 5:
        return False
    day, slot, judge, room, interpreter = place
    return (
        type(day) is int
        and type(slot) is int
        and isinstance(judge, str)
        and isinstance(room, str)
        and (interpreter is None or isinstance(interpreter, str))
    )


def _of_one(instance: dict[str, Any], hearing: dict[str, Any], number: str, place: list[Any]) -> Iterator[Broken]:
    day, slot, judge, room, interpreter = place
    if not (hearing["first_day"] <= day <= hearing["last_day"] and 0 <= day < instance["days"]):
        yield Broken("day", number, f"sits on day {day}")
        return
    if slot < 0 or slot + hearing["slots"] > instance["slots_per_day"]:
        yield Broken("slot", number, f"begins in slot {slot} and leaves the day")
        return
    if judge not in hearing["judges"]:
        yield Broken("judge", number, f"{judge} is none of its judges")
    if room not in hearing["rooms"]:
        yield Broken("room", number, f"{room} is none of its rooms")
    wanted = hearing.get("interpreters") or []
    if (interpreter not in wanted) if wanted else interpreter is not None:
        yield Broken("interpreter", number, f"{interpreter} is none of its interpreters")
    for resource in _needed(hearing, place):
        masks = instance["free"].get(resource)
        mask = instance["open"] if masks is None else masks[day] & instance["open"]
        if any(not mask >> at & 1 for at in range(slot, slot + hearing["slots"])):
            yield Broken("calendar", number, f"{resource} is not there all the time on day {day}")


def _needed(hearing: dict[str, Any], place: list[Any]) -> list[str]:
    return [*dict.fromkeys(hearing.get("people") or []), place[2], place[3], *([place[4]] if place[4] else [])]


def _of_chain(hearing: dict[str, Any], number: str, place: list[Any], places: dict[str, list[Any]]) -> Iterator[Broken]:
    if hearing.get("after") is None:
        return
    before = places.get(str(hearing["after"]))
    if before is None:
        yield Broken("after", number, f"hearing {hearing['after']} must be listed and is not")
    elif place[0] - before[0] < hearing["days_after"]:
        yield Broken("days_after", number, f"is {place[0] - before[0]} days after hearing {hearing['after']}")


def _of_all(instance: dict[str, Any], hearings: dict[str, Any], places: dict[str, list[Any]]) -> Iterator[Broken]:
    """Nobody and no room twice at a time, no more clerks than there are, no judge longer than allowed."""
    holder: dict[tuple[str, int, int], str] = {}
    busy = instance.get("clerks_busy") or []
    clerks = Counter({(day, slot): count for day, counts in enumerate(busy) for slot, count in enumerate(counts)})
    before = (instance.get("sat") or {}).items()
    sat = Counter({(judge, day): slots for judge, days in before for day, slots in enumerate(days)})
    for number, place in places.items():
        day, slot, judge = place[:3]
        sat[judge, day] += hearings[number]["slots"]
        if sat[judge, day] > instance["sitting_limit"]:
            yield Broken("sitting_limit", number, f"{judge} sits {sat[judge, day]} slots on day {day}")
        at = range(slot, slot + hearings[number]["slots"])
        for resource in _needed(hearings[number], place):
            others = {holder.setdefault((resource, day, one), number) for one in at} - {number}
            for other in sorted(others):
                yield Broken("twice", number, f"{resource} is in hearing {other} at the same time on day {day}")
        clerks.update((day, one) for one in at)
        if any(clerks[day, one] > instance["clerks"] for one in at):
            yield Broken("clerks", number, f"no clerk is left for it on day {day}")


def _of_sums(
    instance: dict[str, Any], hearings: dict[str, Any], places: dict[str, list[Any]], plan_file: dict[str, Any]
) -> Iterator[Broken]:
    unlisted = {number for number in hearings if number not in places}
    if {str(one) for one in plan_file["unlisted"]} != unlisted or len(plan_file["unlisted"]) != len(unlisted):
        yield Broken("unlisted", "", "the list of what is not listed is another one")
    cost = sum(hearings[number].get("penalty", 500 + 60 * hearings[number]["weight"]) for number in unlisted)
    cost += sum(
        hearings[number]["weight"] * (place[0] - hearings[number]["first_day"]) for number, place in places.items()
    )
    published = [number for number, one in hearings.items() if one.get("published")]
    changed = [number for number in published if number in places and _is_changed(hearings[number], places[number])]
    cost += instance.get("change_penalty", 0) * len(changed)
    changes = len(changed) + sum(number not in places for number in published)
    if changes > instance.get("change_budget", changes):
        yield Broken("change_budget", "", f"{changes} published hearings change, more than the budget")
    if plan_file["cost"] != cost:
        yield Broken("cost", "", f"the plan costs {cost}, not {plan_file['cost']}")


def _is_changed(hearing: dict[str, Any], place: list[Any]) -> bool:
    """Whether it is not as people know; who are promised days know the people and none of the rest."""
    stand, promised = hearing["published"], hearing.get("promised")
    if promised and place[0] in range(promised[0], promised[1] + 1):
        return [place[2], place[4]] != [stand[2], stand[4]]
    return bool(place != stand)
