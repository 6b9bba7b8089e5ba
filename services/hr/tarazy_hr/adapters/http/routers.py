"""Everything that HR answers over HTTP."""

from fastapi import APIRouter
from tarazy_shared.beacons.beacon import BeaconClock

from tarazy_hr.adapters.http.absences import absences_router
from tarazy_hr.adapters.http.accounts import accounts_router
from tarazy_hr.adapters.http.acting import acting_router
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.audit import audit_router
from tarazy_hr.adapters.http.authorisations import authorisations_router
from tarazy_hr.adapters.http.courts import courts_router, public_courts_router
from tarazy_hr.adapters.http.discipline import discipline_routers
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.education import education_routers
from tarazy_hr.adapters.http.establishment.staffing import staffing_router
from tarazy_hr.adapters.http.establishment.vacancies import vacancies_router
from tarazy_hr.adapters.http.evaluation import evaluation_routers
from tarazy_hr.adapters.http.imports import imports_router
from tarazy_hr.adapters.http.interests import interests_router
from tarazy_hr.adapters.http.leave.availability import availability_router
from tarazy_hr.adapters.http.leave.duties import duties_router
from tarazy_hr.adapters.http.leave.leaves import leaves_router
from tarazy_hr.adapters.http.leave.ledgers import ledgers_router
from tarazy_hr.adapters.http.leave.patterns import patterns_router
from tarazy_hr.adapters.http.leave.previews import previews_router
from tarazy_hr.adapters.http.leave.secondments import secondments_router
from tarazy_hr.adapters.http.leave.shares import shares_router
from tarazy_hr.adapters.http.leave.types import cover_rules_router, leave_types_router
from tarazy_hr.adapters.http.norms import country_norms_router, norms_router
from tarazy_hr.adapters.http.people import people_router
from tarazy_hr.adapters.http.posts import posts_router
from tarazy_hr.adapters.http.selection import selection_routers
from tarazy_hr.adapters.http.sittings import sittings_router
from tarazy_hr.adapters.http.staff_tables.routes import staff_tables_router
from tarazy_hr.adapters.http.surveys import survey_routers
from tarazy_hr.adapters.http.suspensions import suspensions_router
from tarazy_hr.adapters.http.workload.figures import workload_router
from tarazy_hr.adapters.http.workload.judge_years import judge_years_router
from tarazy_hr.adapters.http.workload.saved import saved_what_ifs_router
from tarazy_hr.adapters.scheduling.client import Scheduling


def hr_routers(
    desk: Desk,
    door: Door,
    scheduling: Scheduling | None = None,
    beacon: BeaconClock | None = None,
    survey_key: str | None = None,
) -> list[APIRouter]:
    """All routers; each route names at the door what it needs."""
    guarded = (
        courts_router,
        posts_router,
        staffing_router,
        vacancies_router,
        people_router,
        acting_router,
        authorisations_router,
        suspensions_router,
        sittings_router,
        interests_router,
        norms_router,
        country_norms_router,
        judge_years_router,
        workload_router,
        saved_what_ifs_router,
        absences_router,
        accounts_router,
        audit_router,
        leave_types_router,
        cover_rules_router,
        leaves_router,
        ledgers_router,
        secondments_router,
        duties_router,
        patterns_router,
        shares_router,
        availability_router,
        imports_router,
        staff_tables_router,
    )
    return [
        public_courts_router(desk),
        *(router(desk, door) for router in guarded),
        *selection_routers(desk, door),
        *discipline_routers(desk, door, beacon),
        *evaluation_routers(desk, door),
        *survey_routers(desk, door, survey_key),
        *education_routers(desk, door),
        previews_router(desk, door, scheduling or Scheduling(None, None)),
    ]
