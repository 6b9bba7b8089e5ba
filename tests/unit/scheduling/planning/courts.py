"""Small random courts, and what a plain look at every slot says about them."""

from random import Random
from typing import Any

from tarazy_scheduling.planning.court import court_of
from tarazy_scheduling.planning.diary import empty_diary
from tarazy_scheduling.planning.greedy import arrival_order, list_in_order
from tarazy_scheduling.planning.instance import instance_of
from tarazy_scheduling.planning.plan_file import plan_file

FORMAT = "tarazy-listing-1"


def small_court(seed: int, hearings: int = 14) -> dict[str, Any]:
    """Four days of eight slots with a break; too few rooms, judges and clerks for all that is asked."""
    chance = Random(seed)
    days, slots, open_ = 4, 8, 0b11101111

    def calendar() -> list[int]:
        return [chance.choice((open_, open_, open_, 0b00001111, 0b11100000, 0)) for _ in range(days)]

    names = {
        kind: [f"{kind}{number}" for number in range(count)]
        for kind, count in (("judge", 3), ("room", 3), ("int", 2), ("adv", 3))
    }
    asked = []
    for number in range(hearings):
        first = chance.randrange(days)
        after = number - 1 if number and chance.random() < 0.3 else None
        asked.append(
            {
                "id": number,
                "slots": chance.choice((1, 1, 2, 3, 4)),
                "judges": chance.sample(names["judge"], chance.choice((1, 1, 2))),
                "rooms": chance.sample(names["room"], chance.choice((1, 2, 3))),
                "people": [*chance.sample(names["adv"], chance.choice((0, 1, 2))), f"acc{number // 2}"],
                "interpreters": chance.sample(names["int"], chance.choice((0, 0, 1, 2))),
                "first_day": first,
                "last_day": min(days - 1, first + chance.randrange(4)),
                "weight": chance.choice((1, 4, 10)),
                "arrival": chance.randrange(-5, 5),
                "after": after,
                "days_after": chance.choice((0, 1)) if after is not None else 0,
            }
        )
    return {
        "format": FORMAT,
        "days": days,
        "slots_per_day": slots,
        "open": open_,
        "sitting_limit": 5,
        "clerks": 2,
        "free": {name: calendar() for kind in names.values() for name in kind},
        "hearings": asked,
    }


def standing_court(seed: int, hearings: int = 14) -> dict[str, Any]:
    """The same with a calendar that stands already: some hearings published, one that nobody may move.

    Of a third of the published ones people know no more than two or three days.
    """
    document, chance, promises = small_court(seed, hearings), Random(seed), Random(seed + 1)
    instance = instance_of(document)
    court = court_of(instance)
    diary = empty_diary(court)
    list_in_order(court, diary, arrival_order(instance, court), [1])
    plan = plan_file(instance, diary.places)["plan"]
    free = document["free"]
    sat = {name: [0] * document["days"] for name in free if name.startswith("judge")}
    busy = [[0] * document["slots_per_day"] for _ in range(document["days"])]
    followed = {one["after"] for one in document["hearings"]}
    alone = [one for one in document["hearings"] if str(one["id"]) in plan and one["id"] not in followed]
    fixed = [one for one in alone if one["after"] is None][:1]
    for one in fixed:
        day, slot, judge, room, interpreter = plan.pop(str(one["id"]))
        block = ((1 << one["slots"]) - 1) << slot
        for name in [judge, room, interpreter, *one["people"]]:
            if name in free:
                free[name][day] &= ~block
            elif name:
                free[name] = [document["open"] & ~(block if at == day else 0) for at in range(document["days"])]
        sat[judge][day] += one["slots"]
        for at in range(slot, slot + one["slots"]):
            busy[day][at] += 1
    standing: list[dict[str, Any]] = []
    published: set[int] = set()
    for one in document["hearings"]:
        if one in fixed:
            continue
        stands = plan.get(str(one["id"]))
        # Whatever stands has what comes before it standing too.
        if stands and (one["after"] is None or one["after"] in published) and chance.random() < 0.7:
            one = one | {"published": stands, "penalty": 20_000 + 60 * one["weight"]}
            if promises.random() < 0.33:
                one["promised"] = [max(0, stands[0] - 1), min(document["days"] - 1, stands[0] + 1)]
            published.add(one["id"])
        standing.append(one)
    costs = {"change_penalty": chance.choice((0, 2, 6)), "sat": sat, "clerks_busy": busy}
    budget = {"change_budget": chance.choice((0, 1, 3))} if chance.random() < 0.5 else {}
    return document | costs | budget | {"hearings": standing}


def of_long_days(document: dict[str, Any]) -> dict[str, Any]:
    """The same court with days of as many slots as a word has, and hearings six times as long."""
    open_ = (1 << 62) - 1 & ~(0b111111 << 24)
    calendars = {name: [open_ if mask else 0 for mask in masks] for name, masks in document["free"].items()}
    hearings = [one | {"slots": one["slots"] * 6 + 1} for one in document["hearings"]]
    sizes = {"slots_per_day": 62, "open": open_, "sitting_limit": 40}
    return document | sizes | {"free": calendars, "hearings": hearings}


def best_cost(document: dict[str, Any]) -> int:
    """The least that any plan costs: every place of every hearing is tried, with nothing clever but giving up early."""
    hearings = document["hearings"]
    penalties = [one.get("penalty", 500 + 60 * one["weight"]) for one in hearings]
    taken: set[tuple[str, int, int]] = set()
    busy = document.get("clerks_busy", [])
    clerks = {(day, slot): count for day, counts in enumerate(busy) for slot, count in enumerate(counts)}
    sat = {(judge, day): slots for judge, of in document.get("sat", {}).items() for day, slots in enumerate(of)}
    days: dict[int, int | None] = {}
    best: int = sum(penalties)

    def open_at(name: str, day: int, slot: int) -> bool:
        masks = document["free"].get(name)
        return bool((document["open"] if masks is None else masks[day] & document["open"]) >> slot & 1)

    places: list[list[tuple[int, int, str, list[str], int]]] = []
    for one in hearings:
        found = []
        for day in range(max(0, one["first_day"]), min(document["days"] - 1, one["last_day"]) + 1):
            for slot in range(document["slots_per_day"] - one["slots"] + 1):
                for judge in one["judges"]:
                    for room in one["rooms"]:
                        for interpreter in one["interpreters"] or [None]:
                            names = [judge, room, *one["people"], *([interpreter] if interpreter else [])]
                            at = range(slot, slot + one["slots"])
                            if all(open_at(name, day, each) for name in names for each in at):
                                place = [day, slot, judge, room, interpreter]
                                stands = one.get("published") or place
                                moved = stands != place
                                if "promised" in one and one["promised"][0] <= day <= one["promised"][1]:
                                    moved = [judge, interpreter] != [stands[2], stands[4]]
                                found.append((day, slot, judge, names, moved * document.get("change_penalty", 0)))
        places.append(found)

    def go(number: int, cost: int) -> None:
        nonlocal best
        if cost >= best:
            return
        if number == len(hearings):
            best = cost
            return
        one = hearings[number]
        before = None if one["after"] is None else days[one["after"]]
        if one["after"] is None or before is not None:
            for day, slot, judge, names, change in places[number]:
                at = [(day, each) for each in range(slot, slot + one["slots"])]
                cells = [(name, *each) for name in names for each in at]
                if before is not None and day - before < one["days_after"]:
                    continue
                if taken.intersection(cells) or any(clerks.get(each, 0) >= document["clerks"] for each in at):
                    continue
                if sat.get((judge, day), 0) + one["slots"] > document["sitting_limit"]:
                    continue
                taken.update(cells)
                for each in at:
                    clerks[each] = clerks.get(each, 0) + 1
                sat[judge, day] = sat.get((judge, day), 0) + one["slots"]
                days[one["id"]] = day
                go(number + 1, cost + one["weight"] * (day - one["first_day"]) + change)
                sat[judge, day] -= one["slots"]
                for each in at:
                    clerks[each] -= 1
                taken.difference_update(cells)
        days[one["id"]] = None
        go(number + 1, cost + penalties[number])

    go(0, 0)
    return best
