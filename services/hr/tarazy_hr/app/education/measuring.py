"""Gauges of training: hours that the year still lacks, and places that nobody has. Labels name courts and roles."""

from collections import Counter

from prometheus_client import Gauge
from tarazy_shared.telemetry import registry
from tarazy_shared.unit_of_work import Work

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.education import catalogue
from tarazy_hr.adapters.education.learning import learnt, unused_places
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.education.hours import shortfalls

time_short = Gauge(
    "tarazy_training_short_seconds",
    "Training that the year asks of people and that no session covers yet, by role.",
    ["court_id", "role"],
    registry=registry,
)
people_short = Gauge(
    "tarazy_training_short_people",
    "People of whom the year asks more than they have learnt and will, by role.",
    ["court_id", "role"],
    registry=registry,
)
places_unused = Gauge(
    "tarazy_training_places_unused",
    "Places in sessions to come that nobody has, by the court that holds them.",
    ["court_id"],
    registry=registry,
)


async def measure_training(work: Work) -> bool:
    """One look; false: nothing is left to do at once."""
    now = work.clock()
    minutes: Counter[tuple[str, str]] = Counter()
    people: Counter[tuple[str, str]] = Counter()
    courts: list[str] = []
    async with work.pool.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
        requirements = await catalogue.requirements(connection)
        for fact in await queries.courts(connection, queries.STANDING):
            court_id, today = fact.court.court_id, day_of(now, fact.court.zone)
            for role in {one.role for one in requirements if one.from_year <= today.year}:
                minutes[court_id, role] += 0  # A role that lacks nothing has a figure too.
            for one in shortfalls(requirements, today.year, await learnt(connection, court_id, today.year, today, now)):
                minutes[court_id, one.role] += one.lacks
                people[court_id, one.role] += one.outlook == "short"
            courts.append(court_id)
        free = await unused_places(connection, now)
    for gauge in (time_short, people_short, places_unused):
        gauge.clear()
    for (court_id, role), lacking in minutes.items():
        time_short.labels(court_id, role).set(lacking * 60)
        people_short.labels(court_id, role).set(people[court_id, role])
    for court_id in courts:
        places_unused.labels(court_id).set(free.get(court_id, 0))
    return False
