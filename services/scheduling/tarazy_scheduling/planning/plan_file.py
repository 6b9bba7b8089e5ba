"""The plan file: where each hearing sits, what the plan costs, and what it takes to make it again."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tarazy_scheduling.planning.court import NONE
from tarazy_scheduling.planning.diary import Place
from tarazy_scheduling.planning.instance import Instance, Wanted


def plan_file(instance: Instance, places: list[Place], **about: Any) -> dict[str, Any]:
    """What the file holds.

    Args:
        about: `seed`, `iterations`, `bound` and what else is to stand beside the plan.
    """
    plan: dict[str, list[Any]] = {}
    unlisted = []
    cost = 0
    for wanted, place in zip(instance.hearings, places, strict=True):
        if place.day == NONE:
            unlisted.append(wanted.id)
            cost += wanted.penalty
            continue
        names = [
            None if row == NONE else instance.resources[row // instance.days]
            for row in (place.judge, place.room, place.interpreter)
        ]
        plan[str(wanted.id)] = [int(place.day), int(place.slot), *names]
        cost += wanted.weight * (int(place.day) - wanted.first_day)
        cost += instance.change_penalty * is_elsewhere(instance, wanted, place)
    return {"plan": plan, "cost": cost, "unlisted": unlisted, **about}


def is_elsewhere(instance: Instance, wanted: Wanted, place: Place) -> bool:
    """Whether people know otherwise of a published hearing."""
    if wanted.published is None:
        return False
    day, slot, *resources = wanted.published
    judge, room, interpreter = (NONE if one is None else one * instance.days for one in resources)
    if (place.judge, place.interpreter) != (judge, interpreter):
        return True
    if wanted.promised and wanted.promised[0] <= place.day <= wanted.promised[1]:
        return False
    return (place.day, place.slot, place.room) != (day, slot, room)


def write_plan_file(path: Path, document: Mapping[str, Any]) -> None:
    """Write it whole or not at all: a reader never sees half a plan."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
