"""The impact preview without scheduling's answer, calendars read from a server, leave whose end is not known."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from pydantic import SecretStr
from tarazy_hr.adapters.http.leave.previews import PreviewView
from tarazy_hr.adapters.scheduling import client
from tarazy_hr.adapters.scheduling.client import Scheduling
from tarazy_hr.app.leave.calendars import CalendarReader
from tarazy_hr.app.leave.previewing import preview
from tarazy_hr.app.leave.prolonging import prolong_open_leaves
from tarazy_hr.domain.leave.requests import RequestLeave
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, a_court, a_person_url, an_id

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
LEAVES = a_person_url("aigul", "/leaves")
TWO_WEEKS = {"leave_type": "annual", "first_on": "2026-12-14", "last_on": "2026-12-31"}
ONE_WEEK = {"leave_type": "annual", "first_on": "2026-12-14", "last_on": "2026-12-18"}


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[Scheduling]:
    """A client of a server that does what `handler` does."""
    server = await asyncio.start_server(handler, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    asked = Scheduling(f"http://127.0.0.1:{port}", SecretStr("a token of scheduling"))
    async with server, asked.open():
        yield asked


def answering(status: int, body: Any, seen: list[bytes] | None = None) -> Handler:
    """Gives one answer to everything."""
    said = json.dumps(body).encode()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if seen is not None:
            seen.append(head)
        length = len(said)
        writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % (status, length) + said)
        writer.close()

    return handle


async def _silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


def _asked() -> RequestLeave:
    days = date(2026, 12, 14), date(2026, 12, 31)
    return RequestLeave(COURT, UUID(an_id("aigul")), UUID(an_id("leave")), "annual", *days)


async def test_without_an_answer_the_own_copy_says_what_is_hit_and_that_it_is_only_that(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_court(http, "aigul", "berik")
    await pool.execute(
        """
        INSERT INTO hearing_facts (hearing_id, court_id, case_id, version, status, hearing_type, case_number,
                                   judges, people, told_at)
        VALUES ($1, $2, $1, 1, 'scheduled', 'main', '2/3442', ARRAY[$3::uuid], ARRAY[$3::uuid], now())
        """,
        UUID(an_id("hearing")),
        COURT,
        UUID(an_id("aigul")),
    )
    await pool.execute(
        "INSERT INTO hearing_sittings VALUES ($1, 1, '2026-12-15T05:00Z', '2026-12-15T06:00Z', '1')",
        UUID(an_id("hearing")),
    )
    await http.put(f"/courts/{COURT}/cover-rules/all-judges", json={"minimum": 2, "valid_from": "2026-01-01"})
    shown = (await http.post(f"{LEAVES}/preview", json=TWO_WEEKS)).json()
    assert shown["refused"] is None
    assert (shown["leave"]["days"], shown["leave"]["status"]) == ("17.0", "requested")
    assert shown["left"] == [{"year": 2026, "before": "29.67", "after": "12.67"}]
    (cover,) = shown["cover"]
    assert (cover["specialism"], cover["fewest"], cover["minimum"], len(cover["thin_days"])) == (None, 1, 2, 13)
    impact = shown["impact"]
    assert (impact["source"], impact["hit"], impact["by_outcome"]) == ("own_copy", 1, None)
    assert "only HR's own copy" in impact["note"]
    assert [(one["case_number"], one["outcome"]) for one in impact["hearings"]] == [("2/3442", None)]
    # A server that takes the question and says nothing is waited for no longer than agreed.
    monkeypatch.setattr(client, "LONGEST_WAIT", 0.05)
    async with serving(_silent) as silent:
        found = PreviewView.of(await preview(work, silent, _asked()), "ru")
    assert found.impact is not None
    assert (found.impact.source, found.impact.hit) == ("own_copy", 1)
    for status, body in ((503, {}), (200, {"hit": "many"}), (200, [])):
        async with serving(answering(status, body)) as strange:
            found = PreviewView.of(await preview(work, strange, _asked()), "kk")
        assert found.impact is not None
        assert found.impact.source == "own_copy"
    assert await pool.fetchval("SELECT count(*) FROM absences") == 0


async def test_a_preview_says_why_it_would_be_refused(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul")
    first = (await http.post(LEAVES, json=TWO_WEEKS)).json()["absence_id"]
    second = (await http.post(LEAVES, json=ONE_WEEK)).json()["absence_id"]
    await http.post(f"{LEAVES}/{first}/approve")
    shown = (await http.get(f"{LEAVES}/{second}/preview")).json()
    assert (shown["refused"]["field"], shown["refused"]["code"]) == ("starts_at", "absence_overlaps")
    assert shown["leave"]["absence_id"] == second
    assert shown["impact"]["hit"] == 0
    too_much = (await http.post(f"{LEAVES}/preview", json=TWO_WEEKS | {"last_on": "2027-03-31"})).json()
    assert (too_much["refused"]["code"], too_much["leave"], too_much["impact"]) == ("too_long", None, None)
    assert (await http.get(f"{LEAVES}/{an_id('none')}/preview")).status_code == 404


async def test_calendars_are_read_kept_and_read_again_after_a_while(
    http: httpx.AsyncClient, work: Work, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    seen: list[bytes] = []
    calendar = {
        "sitting_hours": [["08:30", "12:30"], ["13:30", "17:30"]],
        "weekdays": ["mon", "tue", "wed", "thu", "fri"],
        "closed": ["2026-12-16", "2026-12-17"],
        "open": [],
        "slot_minutes": 5,
    }

    async def leave() -> dict[str, Any]:
        body = {"leave_type": "training", "first_on": "2026-12-16", "last_on": "2026-12-18", "first_half": "pm"}
        return dict((await http.post(f"{LEAVES}/preview", json=body)).json())

    assert (await leave())["leave"]["days"] == "2.0"
    async with serving(answering(200, calendar, seen)) as asked:
        reader = CalendarReader(work, asked)
        assert await reader.round() is False
        assert await reader.round() is False
        assert len(seen) == 1
        assert seen[0].startswith(f"GET /courts/{COURT}/calendar?from=2025-01-01&to=2027-12-31 ".encode())
        clock.step(timedelta(hours=2))
        await reader.round()
        assert len(seen) == 2
    assert await pool.fetchval("SELECT count(*) FROM court_calendars") == 1
    shown = await leave()
    assert (shown["leave"]["days"], shown["leave"]["starts_at"]) == ("1.0", "2026-12-16T07:30:00Z")
    assert shown["calendar"] == {"source": "scheduling", "read_at": "2026-11-24T08:00:00Z"}
    # Nobody answers: what was known stays, and says of when it is.
    clock.step(timedelta(hours=2))
    async with serving(answering(503, {})) as away:
        assert await CalendarReader(work, away).round() is False
    assert (await leave())["calendar"]["read_at"] == "2026-11-24T08:00:00Z"


async def test_open_sickness_is_put_off_until_it_is_closed(
    http: httpx.AsyncClient, work: Work, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    body = {"leave_type": "sickness", "first_on": "2026-11-24"}
    absence_id = (await http.post(f"{LEAVES}/recorded", json=body)).json()["absence_id"]
    await prolong_open_leaves(work)
    assert (await told(pool))[-1].data["ends_at"] == "2026-11-30T19:00:00Z"
    clock.step(timedelta(days=5))
    before = len(await told(pool))
    await prolong_open_leaves(work)
    await prolong_open_leaves(work)
    (longer,) = (await told(pool))[before:]
    assert (longer.data["absence_id"], longer.data["ends_at"]) == (absence_id, "2026-12-06T19:00:00Z")
    actions = [row["action"] for row in await pool.fetch("SELECT action FROM audit_trail ORDER BY number")]
    assert actions[-1] == "leave.prolong"
    await http.post(f"{LEAVES}/{absence_id}/end", json={"last_on": "2026-11-27"})
    clock.step(timedelta(days=30))
    before = len(await told(pool))
    await prolong_open_leaves(work)
    assert len(await told(pool)) == before
