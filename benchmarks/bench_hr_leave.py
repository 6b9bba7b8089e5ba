"""Leave with 3,000 people: what a court has left and who is there in a year, and what a leave would bring."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from uuid import UUID

import asyncpg
from pydantic import SecretStr
from tarazy_hr.adapters import queries
from tarazy_hr.adapters.leave import calendar_store, court_time_reading, records_reading
from tarazy_hr.adapters.leave.court_time_reading import read_court_time
from tarazy_hr.adapters.scheduling.client import Scheduling
from tarazy_hr.app.leave.previewing import preview
from tarazy_hr.domain.leave.balances import balances_of
from tarazy_hr.domain.leave.requests import RequestLeave
from tarazy_shared.unit_of_work import Work

from benchmarks.report import Result
from benchmarks.servers import Servers

COURTS, PEOPLE, HEARINGS = 60, 3000, 20
NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
COURT, ZONE = "kz-7", "Asia/Almaty"
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
WHO = UUID("00000000-0000-4000-8000-000000000007")
TIMES = 7

COUNTRY = f"""
    INSERT INTO courts (court_id, version, what, name, zone, language, level, recorded_at)
    SELECT 'kz-' || n, 1, 'registered', '{{"kk": "x", "ru": "x", "en": "x"}}', '{ZONE}', 'kk', 'district',
           '2024-01-01'
    FROM generate_series(0, {COURTS - 1}) AS n;

    INSERT INTO appointments (
        court_id, person_id, version, what, tenure, post_id, role, name, from_on, languages, contacts, full_time_share,
        recorded_at
    )
    SELECT 'kz-' || n % {COURTS}, id, 1, 'appointed', 1, id, CASE WHEN n % 2 = 0 THEN 'clerk' ELSE 'judge' END,
           'Ахметова', '2020-01-01', '{{}}', '[]', 1, '2024-01-01'
    FROM generate_series(0, {PEOPLE - 1}) AS n,
         LATERAL (SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid AS id) AS made;

    INSERT INTO authorisations (court_id, person_id, specialism, from_on, version, what, listed, recorded_at)
    SELECT court_id, person_id, code, '2020-01-01', 1, 'authorised', true, '2024-01-01'
    FROM appointments CROSS JOIN unnest(ARRAY['family', 'juvenile', 'labour']) AS code WHERE role = 'judge';

    INSERT INTO absences (
        absence_id, version, what, court_id, person_id, kind, starts_at, ends_at, recorded_at, leave_type, first_on,
        first_half, last_on, last_half
    )
    SELECT gen_random_uuid(), 1, 'approved', court_id, person_id, 'leave', day - '5 hours'::interval,
           day + '4 days 19 hours'::interval, '2024-01-02', 'annual', day::date, 'am', day::date + 4, 'pm'
    FROM appointments
    CROSS JOIN LATERAL (SELECT '2024-02-05'::timestamptz + n * '100 days'::interval AS day
                        FROM generate_series(0, 9) AS n) AS begun;
"""  # noqa: S608  figures of this module alone

IMPACT = {
    "hit": HEARINGS,
    "by_outcome": {"moves": HEARINGS},
    "giving_way": 0,
    "people_to_tell": {"judge": 1},
    "delay_days": 3,
    "custody_cases": [],
    "hearings": [
        {
            "hearing_id": str(UUID(int=n)),
            "case_id": str(UUID(int=n)),
            "hit": True,
            "outcome": "moves",
            "custody": False,
            "previous": [{"starts_at": "2026-12-15T05:00:00Z", "ends_at": "2026-12-15T06:00:00Z"}],
            "sittings": [{"starts_at": "2026-12-18T05:00:00Z", "ends_at": "2026-12-18T06:00:00Z"}],
        }
        for n in range(HEARINGS)
    ],
}


async def run(servers: Servers) -> list[Result]:
    """The best of some times. The bare way asks the database and the server the same and makes nothing of it."""
    database, pool = await servers.database(("tarazy_shared", "tarazy_hr"))
    await servers.execute(database, COUNTRY)
    await servers.execute(database, "VACUUM ANALYZE")
    work = Work(pool, lambda: NOW, "/tarazy/hr")
    server = await asyncio.start_server(_answer, "127.0.0.1")
    asked = Scheduling(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", SecretStr("a token of scheduling"))
    request = RequestLeave(COURT, WHO, UUID(int=1), "unpaid", date(2026, 12, 14), date(2026, 12, 31))
    async with server, asked.open():
        bare = await _fastest(lambda: _bare(pool))
        year = await _fastest(lambda: _year(pool))
        impact = await _fastest(lambda: asked.foresee(COURT, WHO, "leave", NOW, NOW))
        found = await _fastest(lambda: preview(work, asked, request))
    what = f"{COURTS} courts, {PEOPLE:,} people, {10 * PEOPLE:,} leaves"
    alone = impact + bare
    return [
        Result("hr-leave", f"balances and availability of a court's year, {what}", year, "ms", bare, bare / year),
        Result("hr-leave", "the same, as a time", year, "ms", target="<= 50 ms"),
        Result("hr-leave", f"preview of a leave that hits {HEARINGS} hearings", found, "ms", alone, alone / found),
        Result("hr-leave", "the same, as a time, scheduling's own time taken out", found, "ms", target="<= 200 ms"),
    ]


async def _year(pool: asyncpg.Pool) -> None:
    async with pool.acquire() as connection:
        read = await read_court_time(connection, queries.STANDING, COURT, ZONE, FIRST, LAST)
    balances = list(balances_of(read, 2026, date(2026, 11, 24)))
    if len(balances) != PEOPLE // COURTS or not read.cover():
        raise AssertionError(f"{len(balances)} balances")


async def _bare(pool: asyncpg.Pool) -> None:
    at = queries.STANDING
    async with pool.acquire() as connection:
        rows = await connection.fetch(court_time_reading.PEOPLE, at, COURT, FIRST, LAST, None)
        people = [row["person_id"] for row in rows]
        await connection.fetch(queries.AUTHORISATIONS, at, COURT, people)
        await connection.fetch(queries.SUSPENSIONS, at, COURT, people)
        await connection.fetch(court_time_reading.ABSENCES, at, COURT, people, NOW, NOW)
        await connection.fetch(calendar_store.CALENDAR, at, COURT)
        await connection.fetch(records_reading.TYPES, at, COURT)
        await connection.fetch(records_reading.COVER_RULES, at, COURT)
        await connection.fetch(records_reading.ADJUSTMENTS, at, COURT, people, [])
        await connection.fetchval(records_reading.ZONE, COURT)
        await connection.fetch(records_reading.KNOWN_SINCE, COURT, people, ZONE)
        await connection.fetch(records_reading.SERVICE, at, people)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Scheduling, as far as it is only waited for: the same answer to everything."""
    body = json.dumps(IMPACT).encode()
    while head := await _head(reader):
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        await reader.readexactly(int(lengths[0].split(b":")[1]) if lengths else 0)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
    writer.close()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


async def _fastest(ask: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds of the fastest of some times."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await ask()
        took.append(1000 * (time.perf_counter() - began))
    return min(took)
