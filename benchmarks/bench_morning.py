"""The morning of a country: all that is due at eight leaves within the limits, and what is urgent does not wait for it.

The first seconds of it are measured; the rest is more of the same, as long as the queue costs nothing for its length.
"""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from statistics import quantiles
from uuid import uuid4

import asyncpg
from tarazy_notifications.adapters.channels.wiring import Channels
from tarazy_notifications.adapters.directory import CourtRow, save_courts
from tarazy_notifications.adapters.hearing_store import SubjectVersion
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.app.queueing import Decided
from tarazy_notifications.app.rota import Rota, lanes_for
from tarazy_notifications.main import sending
from tarazy_shared.clock import system_clock
from tarazy_shared.unit_of_work import Cause, Work

from benchmarks.bench_sender import CONNECTIONS, COURT, a_notice, a_story, settings_for, slow_server
from benchmarks.report import Result
from benchmarks.servers import Servers

DUE, LATER = 200_000, 200_000
"""Notices due at once, and those that wait for another hour beside them."""
PER_SECOND = 200
"""Of the gateway, by rule."""
SECONDS, URGENT_EACH = 20, 4
TAKES = 0.02
"""Seconds that the mail server takes over each mail."""

_RULE = """
INSERT INTO notice_rules (kind, valid_from, version, rule, entered_at)
VALUES ('limits', '2026-01-01', 1, jsonb_build_object('channels', jsonb_build_object('email',
    jsonb_build_object('per_second', $1::int, 'per_recipient_hour', 500))), now())
"""
_VERSIONS = """
INSERT INTO subject_versions (subject_id, version, court_id, story, event_id, correlation_id)
SELECT gen_random_uuid(), 1, court_id, story, event_id, correlation_id
FROM (SELECT * FROM subject_versions LIMIT 1) AS known, generate_series(1, $1)
"""
_NOTICES = """
INSERT INTO notices (notice_id, court_id, subject_id, subject_version, recipient_id, channel, topic, name, language,
                     address, expires_at, urgency, state, queued_at, due_at, changed_at, step)
SELECT gen_random_uuid(), n.court_id, v.subject_id, 1, gen_random_uuid(), n.channel, n.topic, n.name, n.language,
       'p' || v.number || '@parties.test', n.expires_at, 2, 'queued', now(),
       now() + CASE WHEN v.number > $1 THEN interval '1 hour' ELSE interval '0' END, now(), 0
FROM (SELECT * FROM notices ORDER BY place LIMIT 1) AS n,
     (SELECT subject_id, row_number() OVER () AS number FROM subject_versions) AS v
WHERE NOT EXISTS (SELECT FROM notices had WHERE had.subject_id = v.subject_id)
"""
_WAITED = """
SELECT extract(epoch FROM changed_at - queued_at)::float8 FROM notices
WHERE urgency = 0 AND state = 'sent' ORDER BY place
"""


async def run(servers: Servers) -> list[Result]:
    """One process that sends, with a limit of its gateway."""
    async with slow_server(TAKES) as port:
        database, pool = await servers.database(["tarazy_shared", "tarazy_notifications"])
        await pool.execute(_RULE, PER_SECOND)
        work = Work(pool, system_clock(), "/tarazy/notifications")
        await _lay_out(work, pool)
        settings, rota = settings_for(database.runtime_url, port), Rota(lanes_for(CONNECTIONS))
        async with AsyncExitStack() as stack:
            for loop in sending(settings, Channels.of(settings), work, rota, Rules(KINDS)):
                await stack.enter_async_context(loop)
            await asyncio.sleep(2)
            before = await _sent(pool)
            for _ in range(SECONDS * URGENT_EACH):
                await _told(work, urgency=0)
                rota.call()
                await asyncio.sleep(1 / URGENT_EACH)
            left = (await _sent(pool) - before) / SECONDS
        waited = [row[0] for row in await pool.fetch(_WAITED)]
    allowed = PER_SECOND * 0.9
    what = f"{DUE:,} due at once, {LATER:,} later, {PER_SECOND}/s allowed, a tenth of it for what is urgent"
    slowest = quantiles(waited, n=100)[98] * 1000
    return [
        Result("morning", what, left, "mails/s", allowed, left / allowed, ">= 0.95"),
        Result(
            "morning, urgent p99", f"queued to accepted, of {len(waited)} beside it", slowest, "ms", target="<= 1000"
        ),
    ]


async def _lay_out(work: Work, pool: asyncpg.Pool) -> None:
    await _told(work, urgency=2)
    await pool.execute(_VERSIONS, DUE + LATER)
    await pool.execute(_NOTICES, DUE)


async def _told(work: Work, urgency: int) -> None:
    decided = Decided()
    version = SubjectVersion(uuid4(), 1, COURT.court_id, a_story(1), Cause.command(uuid4()))
    notice = a_notice(version.subject_id, 1, 0)._replace(urgency=urgency)
    decided.add(version, [notice._replace(expires_at=work.clock() + timedelta(days=30))])
    async with work.begin() as uow:
        await save_courts(uow.connection, [CourtRow(COURT, 1)])
        await decided.save(uow, Rules(KINDS))


async def _sent(pool: asyncpg.Pool) -> int:
    return int(await pool.fetchval("SELECT count(*) FROM notices WHERE state = 'sent' AND urgency = 2"))
