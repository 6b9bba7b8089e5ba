"""Discipline over HTTP: cases and their files, the body, rules, deadlines."""

from fastapi import APIRouter
from tarazy_shared.beacons.beacon import BeaconClock

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.body import body_router
from tarazy_hr.adapters.http.discipline.cases import cases_router
from tarazy_hr.adapters.http.discipline.conducting import conducting_router
from tarazy_hr.adapters.http.discipline.deadlines import running_clocks_router
from tarazy_hr.adapters.http.discipline.judging import judging_router
from tarazy_hr.adapters.http.discipline.publishing import publishing_router
from tarazy_hr.adapters.http.discipline.rules import rules_router
from tarazy_hr.adapters.http.door import Door


def discipline_routers(desk: Desk, door: Door, beacon: BeaconClock | None) -> list[APIRouter]:
    """All of them. `beacon`: what panels are drawn by."""
    made = (cases_router, judging_router, publishing_router, body_router, rules_router, running_clocks_router)
    return [*(router(desk, door) for router in made), conducting_router(desk, door, beacon)]
