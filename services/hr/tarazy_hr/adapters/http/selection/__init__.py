"""Selection over HTTP: competitions, applications, scores, deadlines, procedures."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.selection.applications import applications_router
from tarazy_hr.adapters.http.selection.competitions import competitions_router
from tarazy_hr.adapters.http.selection.conducting import conducting_router
from tarazy_hr.adapters.http.selection.correcting import correcting_router
from tarazy_hr.adapters.http.selection.deadlines import deadlines_router
from tarazy_hr.adapters.http.selection.procedures import procedures_router
from tarazy_hr.adapters.http.selection.scoring import scoring_router


def selection_routers(desk: Desk, door: Door) -> list[APIRouter]:
    """All of them."""
    made = (
        competitions_router,
        applications_router,
        correcting_router,
        scoring_router,
        conducting_router,
        deadlines_router,
        procedures_router,
    )
    return [router(desk, door) for router in made]
