"""Composition root of HR: the only place where its parts are wired together."""

from tarazy_shared.audit_heads import AuditHeads
from tarazy_shared.background import looping
from tarazy_shared.beacons.choosing import beacon_of
from tarazy_shared.contracts import staff
from tarazy_shared.lifecycle import Parts, Running, Service
from tarazy_shared.settings import read_settings
from tarazy_shared.sign_in.settings import sign_on_of
from tarazy_shared.unit_of_work import Work

from tarazy_hr.adapters import idempotency, uploads
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.front.routers import front_routers
from tarazy_hr.adapters.http.routers import hr_routers
from tarazy_hr.adapters.scheduling.client import Scheduling
from tarazy_hr.app.coming_appointments import tell_who_has_come
from tarazy_hr.app.copying_hearings import hearings_subscription
from tarazy_hr.app.discipline.looping import discipline_loops
from tarazy_hr.app.education.looping import education_loops
from tarazy_hr.app.evaluation.looping import evaluation_loops
from tarazy_hr.app.leave.calendars import CalendarReader
from tarazy_hr.app.leave.duty_moving import fill_gaps, move_duties
from tarazy_hr.app.leave.following import follow_suspensions
from tarazy_hr.app.leave.patterns import begin_patterns
from tarazy_hr.app.leave.prolonging import prolong_open_leaves
from tarazy_hr.app.leave.shares import begin_shares
from tarazy_hr.app.selection.erasing import erase_candidates
from tarazy_hr.app.selection.measuring import measure_deadlines
from tarazy_hr.app.staffing_gauges import measure_staffing
from tarazy_hr.app.surveys.looping import survey_loops
from tarazy_hr.settings import Settings

KEYS_FORGOTTEN_EVERY = 3600.0
"""Seconds between two looks for answers that nobody may ask for any more."""
HEADS_TOLD_EVERY = 3600.0
"""Seconds between two looks for trails that have grown."""
COMING_LOOKED_AT_EVERY = 60.0
"""Seconds between two looks for appointments that have come: they do so at a midnight."""
CALENDARS_READ_EVERY = 15.0
"""Seconds between two looks for courts whose calendar was not read for a while."""
DUTIES_LOOKED_AT_EVERY = 1.0
"""Seconds between two looks for people on duty who cannot be there any more."""
GAPS_LOOKED_AT_EVERY = 60.0
"""Seconds between two looks for whoever has become free for a week of duty that nobody has."""
OPEN_LEAVES_LOOKED_AT_EVERY = 60.0
"""Seconds between two looks for leave whose provisional end comes."""
ERASED_EVERY = 600.0
"""Seconds between two looks for candidates' data that have been kept for long enough."""
DEADLINES_MEASURED_EVERY = 30.0
"""Seconds between two looks at deadlines of selection."""

STAFF_LOOKED_AT_EVERY = 20.0
"""Seconds between two looks at who is there, for the gauges."""


def compose(settings: Settings) -> Service:
    """HR with these settings."""

    def build(running: Running) -> Parts:
        async def forget_answers() -> bool:
            return await forget_old_answers(running.work)

        async def tell() -> bool:
            return await tell_who_has_come(running.work)

        async def erase() -> bool:
            return await erase_candidates(running.work)

        async def begin() -> bool:
            return await begin_patterns(running.work)

        async def begin_share() -> bool:
            return await begin_shares(running.work)

        async def follow() -> bool:
            return await follow_suspensions(running.work)

        async def move() -> bool:
            return await move_duties(running.work)

        async def fill() -> bool:
            return await fill_gaps(running.work)

        async def prolong() -> bool:
            return await prolong_open_leaves(running.work)

        async def measure() -> bool:
            return await measure_deadlines(running.work)

        async def look_at_staff() -> bool:
            return await measure_staffing(running.work)

        desk = Desk(running.work)
        beacon = beacon_of(settings, running.clock)
        rounds = beacon.clock if beacon else None
        scheduling = Scheduling(settings.scheduling_url, settings.scheduling_token)
        calendars = CalendarReader(running.work, scheduling)
        sign_on = sign_on_of(settings, running.clock)
        door = Door(running.work, settings.token, takes_keys=settings.embedded, sign_on=sign_on)
        return Parts(
            subscriptions=[hearings_subscription()],
            routers=[
                *hr_routers(desk, door, scheduling, rounds, settings.seals_surveys_with),
                *front_routers(desk, door, scheduling, rounds, settings.seals_surveys_with, is_https=settings.is_https),
            ],
            background=[
                looping("idempotency-age", forget_answers, service="hr", pause=KEYS_FORGOTTEN_EVERY),
                looping("audit-heads", AuditHeads(running.pool).tell, service="hr", pause=HEADS_TOLD_EVERY),
                scheduling.open(),
                looping("court-calendars", calendars.round, service="hr", pause=CALENDARS_READ_EVERY),
                looping("working-patterns", begin, service="hr", pause=COMING_LOOKED_AT_EVERY),
                looping("shares", begin_share, service="hr", pause=COMING_LOOKED_AT_EVERY),
                looping("suspensions-elsewhere", follow, service="hr", pause=DUTIES_LOOKED_AT_EVERY),
                looping("duties", move, service="hr", pause=DUTIES_LOOKED_AT_EVERY),
                looping("duty-gaps", fill, service="hr", pause=GAPS_LOOKED_AT_EVERY),
                looping("open-leaves", prolong, service="hr", pause=OPEN_LEAVES_LOOKED_AT_EVERY),
                looping("appointments-to-come", tell, service="hr", pause=COMING_LOOKED_AT_EVERY),
                looping("selection-erasing", erase, service="hr", pause=ERASED_EVERY),
                looping("staffing-gauges", look_at_staff, service="hr", pause=STAFF_LOOKED_AT_EVERY),
                *discipline_loops(running.work, beacon),
                *evaluation_loops(running.work),
                *education_loops(running.work),
                *survey_loops(running.work),
                looping("selection-deadlines", measure, service="hr", pause=DEADLINES_MEASURED_EVERY),
            ],
        )

    return Service(
        name="hr",
        package="tarazy_hr",
        settings=settings,
        writes=staff.EVENTS,
        build=build,
        title="Tarazy HR",
        summary="Who works in which court, in which post, with which authority, and when not.",
    )


def make() -> Service:
    """HR as the environment describes it."""
    return compose(read_settings(Settings))


async def forget_old_answers(work: Work) -> bool:
    """Drop the answers kept for Idempotency-Keys, and uploads, that are too old to be asked for."""
    async with work.begin() as uow:
        await idempotency.forget(uow.connection, uow.now)
        await uploads.forget(uow.connection, uow.now)
    return False
