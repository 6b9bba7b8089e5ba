"""From a court's own calendar, as the service gives it, to the plan that is proposed to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Any, Literal

from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.bounds import Bound
from tarazy_scheduling.planning.core import core_named
from tarazy_scheduling.planning.improving import Step, improve, present_cost, rounds_within
from tarazy_scheduling.planning.instance import Instance, instance_of
from tarazy_scheduling.planning.plan_file import is_elsewhere, plan_file

Proof = Literal["none", "quick", "thorough"]
THOROUGH = 180.0
"""Seconds for the calendars of all judges."""
ABOUT = ("from_on", "to_on", "fence_days", "change_penalty", "change_budget", "state")
"""What of an instance is handed back with its plan."""


class Unlawful(RuntimeError):
    """The search made a plan that the checker has something against."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How long is searched, and how. Either of seconds and iterations is given."""

    seconds: float | None
    iterations: int | None
    seed: int
    core: str = "auto"
    proof: Proof = "none"


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan of a court in figures, and as it is proposed."""

    body: dict[str, Any]
    hearings: int
    present_cost: int
    cost: int
    unlisted: int
    changes: int
    """Published hearings that would sit elsewhere or at another time than people know."""
    listed: int
    """Hearings that had no place and would get one."""
    bound: Bound | None
    iterations: int

    @property
    def is_any(self) -> bool:
        """Whether it changes anything at all."""
        return self.changes + self.listed > 0


def plan_for(
    document: dict[str, Any],
    budget: Budget,
    told: Callable[[Step, Bound | None], None] = lambda step, bound: None,
) -> Planned:
    """Search in an instance, and audit what was found.

    Raises WrongInstance, Missing without the extra where `compiled` is asked for, Unlawful.
    """
    instance, core = instance_of(document), core_named(budget.core)
    bound = _bound(instance, budget.proof)
    iterations, present = budget.iterations, present_cost(instance)
    if present == 0:
        # Everything is listed, and nothing waits: no plan is better.
        iterations = 0
    if iterations is None:
        iterations = rounds_within(instance, budget.seed, budget.seconds or 10, core)
    improved = improve(instance, budget.seed, iterations, core, lambda step: told(step, bound))
    plan = plan_file(instance, improved.places)
    if broken := audit(document, plan):
        raise Unlawful("; ".join(f"{one.rule} {one.hearing}: {one.text}" for one in broken[:10]))
    listed = [str(one["id"]) for one in document["hearings"] if not one.get("published")]
    changes = map(partial(is_elsewhere, instance), instance.hearings, improved.places)
    body = {
        **{name: document[name] for name in ABOUT if name in document},
        "plan": plan["plan"],
        "cost": improved.cost,
        "seed": budget.seed,
        "iterations": iterations,
        "core": core.name,
    }
    if bound:
        body |= {"bound": bound.cost, "unavoidable": bound.penalties}
    return Planned(
        body,
        len(instance.hearings),
        present,
        improved.cost,
        len(plan["unlisted"]),
        sum(changes),
        sum(one in plan["plan"] for one in listed),
        bound,
        iterations,
    )


def _bound(instance: Instance, proof: Proof) -> Bound | None:
    """Nothing when none is asked for, or the extra is missing."""
    if proof == "none" or find_spec("highspy") is None:
        return None
    # Here, since it takes the extra.
    from tarazy_scheduling.planning.bound import prove

    return prove(instance, seconds=THOROUGH if proof == "thorough" else 0)
