"""The gauge of the clocks of all proceedings."""

from prometheus_client import Gauge
from tarazy_shared.telemetry import registry
from tarazy_shared.unit_of_work import Work

from tarazy_hr.adapters.proceedings.clocks import pressing

clocks_pressing = Gauge(
    "tarazy_proceedings_clocks",
    "Clocks of proceedings and certificates, near their last day or over it, by kind and urgency: near, overdue.",
    ["kind", "urgency"],
    registry=registry,
)
KINDS = ("discipline", "evaluation", "training")


async def measure_clocks(work: Work) -> bool:
    """One look; false: nothing is left to do at once."""
    async with work.pool.acquire() as connection:
        found = await pressing(connection, work.clock())
    for kind in KINDS:
        for urgency in ("near", "overdue"):
            clocks_pressing.labels(kind, urgency).set(found.get((kind, urgency), 0))
    return False
