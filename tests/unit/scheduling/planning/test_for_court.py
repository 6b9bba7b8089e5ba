"""From a calendar to what is proposed: the same plan for the same seed and rounds, with what it rests on."""

from typing import Any

import pytest
from tarazy_scheduling.planning import for_court
from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.for_court import Budget, Unlawful, plan_for

from tests.unit.scheduling.planning.courts import standing_court

ABOUT = {"from_on": "2026-03-10", "to_on": "2026-06-08", "fence_days": 5, "state": "f" * 64}
ROUNDS = Budget(None, 80, 3, "python", "thorough")


def a_calendar(seed: int = 9) -> dict[str, Any]:
    return standing_court(seed, 20) | ABOUT


def test_plan_is_handed_in_with_what_it_takes_to_make_it_again() -> None:
    document = a_calendar()
    planned = plan_for(document, ROUNDS)
    assert planned.body.items() >= (ABOUT | {"seed": 3, "iterations": 80, "core": "python"}).items()
    assert planned == plan_for(document, ROUNDS)
    unlisted = [one["id"] for one in document["hearings"] if str(one["id"]) not in planned.body["plan"]]
    assert audit(document, {**planned.body, "unlisted": unlisted}) == []
    assert planned.cost < planned.present_cost
    assert planned.bound is not None
    assert planned.body["bound"] == planned.bound.cost <= planned.cost


def test_progress_tells_the_bound_from_the_beginning() -> None:
    told: list[tuple[float, int]] = []
    planned = plan_for(a_calendar(), ROUNDS, lambda step, bound: told.append((step.part, bound.cost if bound else 0)))
    assert planned.bound is not None
    assert told[0][1] == planned.bound.cost
    assert told[-1][0] == 1


def test_calendar_in_which_nothing_waits_is_not_searched() -> None:
    document = a_calendar()
    document["hearings"] = [
        one | {"first_day": one["published"][0], "after": None, "days_after": 0}
        for one in document["hearings"]
        if one.get("published")
    ]
    planned = plan_for(document, Budget(3600, None, 1, "python"))
    assert (planned.present_cost, planned.iterations, planned.is_any) == (0, 0, False)


def test_plan_that_the_checker_has_something_against_goes_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(for_court, "plan_file", lambda *_: {"plan": {}, "cost": 1, "unlisted": []})
    with pytest.raises(Unlawful, match="unlisted"):
        plan_for(a_calendar(), ROUNDS)


def test_without_the_extra_nothing_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(for_court, "find_spec", lambda name: None)
    planned = plan_for(a_calendar(), ROUNDS)
    assert planned.bound is None
    assert "bound" not in planned.body
