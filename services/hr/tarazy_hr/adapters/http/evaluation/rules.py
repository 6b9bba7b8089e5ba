"""Rules of evaluation, as dated data: criteria with weights that make 100, categories, clocks."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.laying_down import Called, dated_rules_router
from tarazy_hr.adapters.proceedings.rules import EVALUATION

CALLED = Called(
    "evaluation",
    "evaluation-rules",
    "evaluation_rules",
    "The criteria, categories and clocks that stand in a court on a day, with their sources.",
    "Lay down how evaluations run in a court that are opened from a day to come on.",
)


def rules_router(desk: Desk, door: Door) -> APIRouter:
    """Those of a court, and those for all courts."""
    return dated_rules_router(desk, door, EVALUATION, CALLED)
