"""The gauge of evaluations."""

from itertools import product
from typing import get_args

from prometheus_client import Gauge
from tarazy_shared.telemetry import registry
from tarazy_shared.unit_of_work import Work

from tarazy_hr.adapters.evaluation import standing
from tarazy_hr.domain.evaluation.evaluation import Phase
from tarazy_hr.domain.evaluation.rules import CycleKind

evaluations_standing = Gauge(
    "tarazy_evaluations",
    "Evaluations of judges, by kind of cycle and phase: scoring, reply, decided, appealed, final, abandoned.",
    ["kind", "phase"],
    registry=registry,
)


async def measure_evaluations(work: Work) -> bool:
    """One look; false: nothing is left to do at once."""
    async with work.pool.acquire() as connection:
        found = await standing.by_state(connection)
    for kind, phase in product(get_args(CycleKind), get_args(Phase)):
        evaluations_standing.labels(kind, phase).set(found.get((kind, phase), 0))
    return False
