"""Questionnaires, as dated data."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.laying_down import Called, dated_rules_router
from tarazy_hr.adapters.proceedings.rules import SURVEYS

CALLED = Called(
    "survey",
    "questionnaires",
    "questionnaires",
    "What can be asked in a court on a day.",
    "Lay down what surveys of a court ask that are opened from a day to come on.",
)


def rules_router(desk: Desk, door: Door) -> APIRouter:
    """Those of a court, and those for all courts."""
    return dated_rules_router(desk, door, SURVEYS, CALLED)
