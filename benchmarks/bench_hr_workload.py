"""A country's workload: what came to each court, weighed, and the judges that takes; and one court judge by judge."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime

import asyncpg
from tarazy_hr.adapters import queries
from tarazy_hr.app.workload.reading import read_country, read_court
from tarazy_hr.domain.court import Court
from tarazy_hr.domain.workload.need import totals
from tarazy_hr.domain.workload.periods import Period

from benchmarks.report import Result
from benchmarks.servers import Servers

COURTS, JUDGES, CASES = 330, 3000, 1_000_000
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
ODD = Period(date(2026, 1, 15), date(2026, 12, 20))
TIMES = 7

COUNTRY = f"""
    INSERT INTO courts (court_id, version, what, name, zone, language, level, recorded_at)
    SELECT 'kz-' || n, 1, 'registered', '{{"kk": "x", "ru": "x", "en": "x"}}', 'Asia/Almaty', 'kk', 'district',
           '2025-01-01'
    FROM generate_series(0, {COURTS - 1}) AS n;

    INSERT INTO posts (court_id, post_id, version, what, exclusive, share, role, recorded_at)
    SELECT 'kz-' || n % {COURTS}, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, 'registered', false,
           1, 'judge', '2025-01-01'
    FROM generate_series(0, {JUDGES - 1}) AS n;

    INSERT INTO appointments (
        court_id, person_id, version, what, tenure, post_id, role, name, from_on, languages, contacts, full_time_share,
        recorded_at
    )
    SELECT court_id, post_id, 1, 'appointed', 1, post_id, 'judge', 'Ахметова', '2020-01-01', '{{}}', '[]', 1,
           '2025-01-01'
    FROM posts;

    INSERT INTO absences (absence_id, version, what, court_id, person_id, kind, starts_at, ends_at, recorded_at)
    SELECT gen_random_uuid(), 1, 'approved', court_id, person_id, 'leave',
           '2026-01-05'::timestamptz + n * '35 days'::interval,
           '2026-01-10'::timestamptz + n * '35 days'::interval, '2025-01-01'
    FROM appointments CROSS JOIN generate_series(0, 9) AS n;

    INSERT INTO norms (court_id, category, instance, valid_from, version, what, weight_minutes, recorded_at)
    SELECT court_id, category, '', valid_from, 1, 'changed', weight_minutes + 1, '2025-01-01'
    FROM (SELECT '' AS court_id UNION ALL SELECT 'kz-' || n FROM generate_series(0, 19) AS n) AS court
    CROSS JOIN default_weights CROSS JOIN (VALUES ('2026-01-01'::date), ('2026-07-01')) AS begun (valid_from);

    INSERT INTO case_facts (case_id, court_id, version, status, judge, panel, told_at, category, instance, filed_on)
    SELECT gen_random_uuid(), 'kz-' || n % {COURTS}, 1, 'allocated',
           ('00000000-0000-4000-8000-' || lpad((n % {JUDGES})::text, 12, '0'))::uuid, '{{}}', '2026-01-01',
           (SELECT array_agg(category ORDER BY category) FROM default_weights)[1 + n * 7 % 11],
           CASE WHEN n % 10 = 0 THEN 'appeal' ELSE 'first' END, '2026-01-01'::date + (n::bigint * 7919 % 365)::int
    FROM generate_series(1, {CASES}) AS n;

    INSERT INTO incoming_months (month, court_id, category, instance, cases)
    SELECT date_trunc('month', filed_on)::date, court_id, category, instance, count(*) FROM case_facts
    GROUP BY 1, 2, 3, 4;
"""  # noqa: S608  figures of this module alone

BARE = """
    SELECT court_id, category, instance, count(*) FROM case_facts WHERE filed_on >= $1 AND filed_on < $2
    GROUP BY 1, 2, 3
"""


async def run(servers: Servers) -> list[Result]:
    """The best of some times. The bare way counts the cases anew each time, and weighs nothing and nobody."""
    database, pool = await servers.database(("tarazy_shared", "tarazy_hr"))
    await servers.execute(database, COUNTRY)
    await servers.execute(database, "VACUUM ANALYZE")

    async def bare() -> None:
        await pool.fetch(BARE, YEAR.from_on, YEAR.to_on)

    async def country(period: Period) -> None:
        known = await read_country(pool, period)
        found = known.country.figures()
        fair = sum(one.fair for one in found if one.fair is not None)
        if fair != totals(found).shared_out:
            raise AssertionError("what is fair is not what is shared out")

    counting = await _fastest(bare)
    year, odd = await _fastest(lambda: country(YEAR)), await _fastest(lambda: country(ODD))
    court = await _court(pool)
    one = await _fastest(lambda: read_court(pool, court, YEAR))
    what = f"{COURTS} courts, {JUDGES:,} judges, {CASES:,} cases"
    return [
        Result("hr-workload", f"a year of the country, {what}", year, "s", counting, counting / year, ">= 1"),
        Result("hr-workload", "the same from one middle of a month to another", odd, "s", counting, counting / odd),
        Result("hr-workload", "one court of them judge by judge", one, "s"),
    ]


async def _court(pool: asyncpg.Pool) -> Court:
    async with pool.acquire() as connection:
        fact = await queries.court(connection, datetime(2026, 12, 1, tzinfo=UTC), "kz-7")
    assert fact is not None
    return fact.court


async def _fastest(ask: Callable[[], Awaitable[object]]) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await ask()
        took.append(time.perf_counter() - began)
    return min(took)
