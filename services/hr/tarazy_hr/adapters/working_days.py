"""On which days a court works."""

from collections.abc import Callable
from datetime import date

from tarazy_shared.database import Connection


async def working_days(connection: Connection, court_id: str) -> Callable[[date], bool]:
    """Whether a court works on a day."""
    return lambda day: day.weekday() < 5
