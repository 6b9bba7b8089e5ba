"""Rooms, calendars and catalogues, as a court keeps them."""

from fastapi import APIRouter, Depends
from tarazy_shared.access import require_token
from tarazy_shared.lifecycle import Running

from tarazy_scheduling.adapters.http.calendars import calendars_router
from tarazy_scheduling.adapters.http.catalogues import catalogues_router
from tarazy_scheduling.adapters.http.rooms import rooms_router
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings


def premises_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Everything here needs the service's token."""
    router = APIRouter(tags=["premises"], dependencies=[Depends(require_token(settings.token))])
    router.include_router(rooms_router(running, sets))
    router.include_router(calendars_router(running, sets))
    router.include_router(catalogues_router(running, sets))
    return router
