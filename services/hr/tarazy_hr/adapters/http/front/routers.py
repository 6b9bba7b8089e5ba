"""The pages that everybody has who works with HR: the courts, and the desk of one."""

from collections.abc import Collection

from fastapi import APIRouter
from tarazy_shared.beacons.beacon import BeaconClock
from tarazy_shared.database import Connection
from tarazy_shared.front.audit import audit_pages_router
from tarazy_shared.front.courts import courts_pages_router
from tarazy_shared.front.signing_in import sign_in_router
from tarazy_shared.pages.rendering import Pages

from tarazy_hr.adapters.http.access.pages import access_pages_router
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.pages import discipline_pages
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.education.pages import education_pages
from tarazy_hr.adapters.http.establishment.pages import establishment_pages
from tarazy_hr.adapters.http.evaluation.pages import evaluation_pages
from tarazy_hr.adapters.http.file import file_pages
from tarazy_hr.adapters.http.front.visit import front_of
from tarazy_hr.adapters.http.leave.duty_pages import duty_pages_router
from tarazy_hr.adapters.http.leave.duty_plan_pages import duty_plan_pages_router
from tarazy_hr.adapters.http.leave.pages import leave_pages_router
from tarazy_hr.adapters.http.leave.rules.pages import leave_rules_router
from tarazy_hr.adapters.http.selection.pages import selection_pages
from tarazy_hr.adapters.http.surveys.pages import survey_pages
from tarazy_hr.adapters.http.workload.country_pages import workload_country_router
from tarazy_hr.adapters.http.workload.pages import workload_pages_router
from tarazy_hr.adapters.http.workload.saved_pages import saved_pages_router
from tarazy_hr.adapters.scheduling.client import Scheduling


def front_routers(
    desk: Desk,
    door: Door,
    scheduling: Scheduling | None = None,
    beacon: BeaconClock | None = None,
    survey_key: str | None = None,
    *,
    is_https: bool = False,
) -> list[APIRouter]:
    """All pages. A section's router is added here, with `desk` and `front`, and to `SECTIONS`.

    `beacon`: what panels of discipline are drawn by. `survey_key`: with what tokens of surveys are sealed.
    """
    front = front_of(door, Pages("tarazy_hr"))
    return [
        sign_in_router(front, is_https=is_https),
        courts_pages_router(front),
        *establishment_pages(desk, front),
        *file_pages(desk, front),
        leave_rules_router(desk, front),
        leave_pages_router(desk, front, scheduling or Scheduling(None, None)),
        duty_pages_router(desk, front),
        duty_plan_pages_router(desk, front),
        *selection_pages(desk, front),
        *evaluation_pages(desk, front),
        *survey_pages(desk, front, survey_key),
        *education_pages(desk, front),
        *discipline_pages(desk, front, beacon),
        access_pages_router(desk, front),
        audit_pages_router(front, names_of),
        workload_pages_router(desk, front),
        saved_pages_router(desk, front),
        workload_country_router(desk, front),
    ]


NAMES = """
    SELECT DISTINCT ON (person_id) person_id::text AS id, name FROM appointments
    WHERE person_id = ANY($1::uuid[]) AND superseded_at IS NULL ORDER BY person_id, from_on DESC
"""


async def names_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """What the people are called who have these ids."""
    return {row["id"]: row["name"] for row in await connection.fetch(NAMES, list(ids))}
