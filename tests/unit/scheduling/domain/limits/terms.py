"""Rules and rulings to compute with."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tarazy_scheduling.domain.limits.computing import Question, limits_of
from tarazy_scheduling.domain.limits.rules import LimitRules, Subject
from tarazy_scheduling.domain.limits.steps import Limits
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.limits import Rule, Ruling

from tests.unit.scheduling.domain.courts import an_id

CALENDAR = Calendar(holidays=frozenset({date(2026, 3, 9), date(2026, 3, 23), date(2026, 5, 1)}))
"""8 March 2026 is a Sunday: the Monday after it is off."""
TODAY = date(2026, 3, 2)
CIVIL = Subject("civil.contract", "main", "first", "normal", custody=False)


def a_rule(**more: Any) -> Rule:
    """Two months from filing, which stand still and move over days off."""
    wanted: dict[str, Any] = {
        "code": "two-months", "limits": "latest_day", "amount": 2, "unit": "months", "trigger": "filed", "name": {},
        "suspendable": True, "roll_over": "next_working_day",
    }  # fmt: skip
    return Rule(**wanted | more)


def a_ruling(kind: str, name: str = "", **more: Any) -> Ruling:
    wanted: dict[str, Any] = {
        "ruling_id": an_id(name or kind), "kind": kind, "reason": "The expert has not answered yet",
        "recorded_at": datetime(2026, 3, 2, tzinfo=UTC), "recorded_by": UUID(int=7),
    }  # fmt: skip
    return Ruling(**wanted | more)


def computed(*rules: Rule, filed: date, rulings: tuple[Ruling, ...] = (), today: date = TODAY) -> Limits:
    """What the rules come to for a civil case."""
    return limits_of(LimitRules.of(rules), Question(CIVIL, {"filed": filed}, rulings), CALENDAR, today)


def steps(limits: Limits, code: str = "two-months") -> list[tuple[str, str | None]]:
    """How a rule's day came about."""
    (found,) = [one for one in limits.computations if one.rule.code == code]
    return [(step.code, step.on.isoformat() if step.on else None) for step in found.steps]
