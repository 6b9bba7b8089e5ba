"""Training over HTTP: programmes, sessions, places, certificates, hours."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.education.checking import checking_router
from tarazy_hr.adapters.http.education.enrolling import enrolling_router
from tarazy_hr.adapters.http.education.hours import hours_router
from tarazy_hr.adapters.http.education.programmes import programmes_router
from tarazy_hr.adapters.http.education.sessions import sessions_router
from tarazy_hr.adapters.http.education.teaching import teaching_router


def education_routers(desk: Desk, door: Door) -> list[APIRouter]:
    """All of them."""
    made = (programmes_router, sessions_router, teaching_router, enrolling_router, hours_router)
    return [*(router(desk, door) for router in made), checking_router(desk)]
