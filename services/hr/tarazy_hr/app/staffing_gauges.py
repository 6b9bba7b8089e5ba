"""Gauges of staffing, by court: labels are ids of courts and codes, so that they stay bounded and name nobody."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from prometheus_client import Gauge
from tarazy_shared.telemetry import registry
from tarazy_shared.unit_of_work import Work

from tarazy_hr.adapters import queries, staffing_figures
from tarazy_hr.adapters.establishment import establishment
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.establishment.staffing import FilledPost, post_on_day

posts = Gauge(
    "tarazy_posts", "Posts of the staffing table, in shares of full time.", ["court_id", "role"], registry=registry
)
posts_filled = Gauge(
    "tarazy_posts_filled", "What of them is held, in shares of full time.", ["court_id", "role"], registry=registry
)
vacancy_oldest = Gauge(
    "tarazy_vacancy_oldest_seconds",
    "Since when the post that has been vacant longest has been; 0 where none is.",
    ["court_id", "role"],
    registry=registry,
)
absent_ratio = Gauge(
    "tarazy_staff_absent_ratio",
    "Part of the people in post who are away now, by kind of absence.",
    ["court_id", "kind"],
    registry=registry,
)
judges_present = Gauge(
    "tarazy_judges_present",
    "Judges who are there now, by specialism that they are authorised for; any: all judges.",
    ["court_id", "specialism"],
    registry=registry,
)
hearings_under_leave = Gauge(
    "tarazy_hearings_under_leave",
    "Hearings that stand while somebody who sits in them is away, by state of the absence: requested, approved.",
    ["court_id", "state"],
    registry=registry,
)

KINDS = ("leave", "sickness", "training", "secondment", "other", "suspension")
STATES = ("requested", "approved")
ANY_ROLE = "any"
"""Of posts that do not say what their holders are."""
ALWAYS_SHOWN = "judge"
DAY = 86400


async def measure_staffing(work: Work) -> bool:
    """One look; false: nothing is left to do at once."""
    now = work.clock()
    async with work.pool.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
        courts = {fact.court.court_id: fact.court.zone for fact in await queries.courts(connection, queries.STANDING)}
        known = await establishment(connection, queries.STANDING, None)
        people = await staffing_figures.people_in_post(connection, now)
        away = await staffing_figures.absent(connection, now)
        present = await staffing_figures.judges_present(connection, now)
        under_leave = await staffing_figures.hearings_under_leave(connection, now)
    # From here on nothing waits: nobody reads the gauges half set.
    _show_posts(known.posts, courts, now)
    for gauge in (absent_ratio, judges_present, hearings_under_leave):
        gauge.clear()
    for court_id in courts:
        for kind in KINDS:
            ratio = away.get((court_id, kind), 0) / people[court_id] if court_id in people else 0
            absent_ratio.labels(court_id, kind).set(ratio)
        for state in STATES:
            hearings_under_leave.labels(court_id, state).set(under_leave.get((court_id, state), 0))
    for (court_id, specialism), number in present.items():
        judges_present.labels(court_id, specialism).set(number)
    return False


def _show_posts(listed: Iterable[FilledPost], courts: dict[str, str], now: datetime) -> None:
    today = {court_id: day_of(now, zone) for court_id, zone in courts.items()}
    shares: defaultdict[tuple[str, str], Decimal] = defaultdict(
        Decimal, {(one, ALWAYS_SHOWN): Decimal() for one in courts}
    )
    held: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    oldest: defaultdict[tuple[str, str], int] = defaultdict(int)
    for filled in listed:
        day = today.get(filled.post.court_id)
        if day is None or not filled.exists_on(day):
            continue
        key = filled.post.court_id, filled.post.role or ANY_ROLE
        shares[key] += filled.share_on(day)
        held[key] += filled.held_on(day)
        oldest[key] = max(oldest[key], _vacant_days(filled, day))
    for gauge in (posts, posts_filled, vacancy_oldest):
        gauge.clear()
    for key, share in shares.items():
        posts.labels(*key).set(float(share))
        posts_filled.labels(*key).set(float(held[key]))
        vacancy_oldest.labels(*key).set(oldest[key] * DAY)


def _vacant_days(filled: FilledPost, day: date) -> int:
    """Days since a post became vacant; 0 for one that is full, or of which nobody knows since when."""
    found = post_on_day(filled, day)
    return (day - found.since).days if found.vacant > 0 and found.since else 0
