"""Surveys over HTTP: opened and told of by the court, answered by whoever has a token."""

from fastapi import APIRouter
from tarazy_shared.pages.rendering import Pages

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.surveys.feedback import feedback_router
from tarazy_hr.adapters.http.surveys.form import form_router
from tarazy_hr.adapters.http.surveys.office import office_router
from tarazy_hr.adapters.http.surveys.results import results_router
from tarazy_hr.adapters.http.surveys.rules import rules_router


def survey_routers(desk: Desk, door: Door, key: str | None) -> list[APIRouter]:
    """All of them. `key`: with what tokens are sealed on their way; without one no invitation leaves."""
    return [
        rules_router(desk, door),
        office_router(desk, door, key),
        results_router(desk, door),
        feedback_router(desk, door, key),
        form_router(desk, Pages("tarazy_hr")),
    ]
