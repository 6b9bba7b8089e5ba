"""Rules of disciplinary proceedings, as dated data."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.laying_down import Called, dated_rules_router
from tarazy_hr.adapters.proceedings.rules import DISCIPLINE

CALLED = Called(
    "discipline",
    "discipline-rules",
    "discipline_rules",
    "The grounds, measures and clocks that stand in a court on a day, each with its source.",
    "Lay down how cases run in a court that come in from a day to come on.",
)


def rules_router(desk: Desk, door: Door) -> APIRouter:
    """Those of a court, and those for all courts."""
    return dated_rules_router(desk, door, DISCIPLINE, CALLED)
