"""The gauge of deadlines of selection."""

from prometheus_client import Gauge
from tarazy_shared.telemetry import registry
from tarazy_shared.unit_of_work import Work

from tarazy_hr.adapters.selection.pressing import counts

deadlines_pressing = Gauge(
    "tarazy_selection_deadlines",
    "Competitions whose running stage is near its last day or over it, by stage and urgency: near, overdue.",
    ["stage", "urgency"],
    registry=registry,
)


async def measure_deadlines(work: Work) -> bool:
    """One look; false: nothing is left to do at once."""
    async with work.pool.acquire() as connection:
        found = await counts(connection, work.clock())
    deadlines_pressing.clear()
    for (stage, urgency), number in found.items():
        deadlines_pressing.labels(stage, urgency).set(number)
    return False
