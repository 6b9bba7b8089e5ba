"""The independent checker: finds nothing in a lawful plan, and each broken rule in a plan that breaks it."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from tarazy_scheduling.planning.audit import audit

OPEN = 0b11101111
COURT: dict[str, Any] = {
    "format": "tarazy-listing-1",
    "days": 3,
    "slots_per_day": 8,
    "open": OPEN,
    "sitting_limit": 4,
    "clerks": 2,
    "free": {
        **{name: [OPEN] * 3 for name in ("judge0", "judge1", "judge2", "room0", "room1", "room2", "int0", "adv0")},
        "adv1": [0, OPEN, OPEN],
    },
    "hearings": [
        {"id": number, "slots": 2, "judges": judges, "rooms": ["room0", "room1", "room2"], "people": people,
         "interpreters": interpreters, "first_day": 0, "last_day": 2, "weight": 1, "arrival": 0, **link}
        for number, judges, people, interpreters, link in (
            (0, ["judge0"], ["adv0"], ["int0"], {"after": None, "days_after": 0}),
            (1, ["judge0", "judge1"], ["adv0", "adv1"], [], {"after": 0, "days_after": 1}),
            (2, ["judge1"], [], [], {}),
            (3, ["judge2"], ["adv2"], [], {}),
            (4, ["judge2"], [], [], {"last_day": 0}),
        )
    ],
}  # fmt: skip
PLAN: dict[str, Any] = {
    "plan": {
        "0": [0, 0, "judge0", "room0", "int0"],
        "1": [1, 0, "judge0", "room0", None],
        "2": [0, 0, "judge1", "room1", None],
        "3": [0, 2, "judge2", "room0", None],
    },
    "cost": 1 + 560,
    "unlisted": [4],
}


def test_lawful_plan_has_nothing_wrong() -> None:
    assert audit(COURT, PLAN) == []


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("known", {"9": [0, 5, "judge2", "room2", None]}),
        ("place", {"3": [0, 2, "judge2"]}),
        ("place", {"3": [0, "2", "judge2", "room0", None]}),
        ("day", {"3": [3, 2, "judge2", "room0", None]}),
        ("day", {"3": [-1, 2, "judge2", "room0", None]}),
        ("slot", {"3": [0, 7, "judge2", "room0", None]}),
        ("judge", {"3": [0, 2, "adv0", "room0", None]}),
        ("room", {"3": [0, 2, "judge2", "int0", None]}),
        ("interpreter", {"0": [0, 0, "judge0", "room0", None]}),
        ("interpreter", {"3": [0, 2, "judge2", "room0", "int0"]}),
        ("calendar", {"3": [0, 3, "judge2", "room0", None]}),
        ("calendar", {"1": [0, 5, "judge0", "room1", None]}),
        ("days_after", {"1": [0, 5, "judge0", "room0", None]}),
        ("after", {"0": None}),
        ("twice", {"2": [0, 1, "judge1", "room0", None]}),
        ("twice", {"1": [0, 1, "judge1", "room2", None]}),
        ("clerks", {"3": [0, 1, "judge2", "room2", None]}),
        ("sitting_limit", {"3": [0, 2, "judge2", "room0", None], "4": [0, 0, "judge2", "room2", None]}),
    ],
)
def test_each_broken_rule_is_found(rule: str, broken: dict[str, Any]) -> None:
    court, plan = deepcopy(COURT), deepcopy(PLAN)
    if rule == "sitting_limit":
        court["sitting_limit"] = 3
    for number, place in broken.items():
        plan["plan"][number] = place
    plan["plan"] = {number: place for number, place in plan["plan"].items() if place is not None}
    assert rule in {one.rule for one in audit(court, plan)}


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("cost", lambda plan: plan.update(cost=560)),
        ("unlisted", lambda plan: plan.update(unlisted=[])),
        ("unlisted", lambda plan: plan.update(unlisted=[4, 4])),
    ],
)
def test_wrong_sums_are_found(rule: str, change: Callable[[dict[str, Any]], None]) -> None:
    plan = deepcopy(PLAN)
    change(plan)
    assert {one.rule for one in audit(COURT, plan)} == {rule}


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        ("clerks", {"clerks_busy": [[1, 1, 0, 0, 0, 0, 0, 0], [0] * 8, [0] * 8]}),
        ("sitting_limit", {"sat": {"judge2": [3, 0, 0]}}),
        ("cost", {"change_penalty": 6}),
        ("change_budget", {"change_budget": 0}),
    ],
)
def test_what_a_standing_calendar_asks_for_is_looked_at(rule: str, more: dict[str, Any]) -> None:
    court = deepcopy(COURT) | more
    court["hearings"][3]["published"] = [0, 5, "judge2", "room0", None]
    assert {one.rule for one in audit(court, PLAN)} == {rule}
    court["hearings"][3]["published"] = PLAN["plan"]["3"]
    if rule in ("cost", "change_budget"):
        assert audit(court, PLAN) == []


def test_listed_person_without_calendar_is_bound_by_opening_hours() -> None:
    court = deepcopy(COURT)
    court["open"] = 0b11100011
    assert any(one.rule == "calendar" and "adv2" in one.text for one in audit(court, PLAN))
