"""Hearings that may miss their limit are kept in the database, listed over HTTP, and counted for the alarm."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from prometheus_client import REGISTRY
from tarazy_scheduling.adapters.http.cause_list import make_pages
from tarazy_scheduling.adapters.http.escalations import escalations_router
from tarazy_scheduling.app.measuring import Measuring
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling, ids_of, record, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

CUSTODY = {"since": "2026-02-01", "limit_on": "2026-03-20"}
URGENT = {"priority": "custody", "earliest_on": "2026-03-23", "latest_on": "2026-03-27"}


@pytest.fixture
async def http(running: Running, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(escalations_router(running, make_pages(), settings), headers=TOKEN) as client:
        yield client


@pytest.fixture
async def late(scheduling: Scheduling, court: ACourt) -> dict[str, Any]:
    """A request for a hearing that could only sit after its limit."""
    case = court.case(custody=CUSTODY)
    request = court.request(case, **URGENT)
    told = await scheduling.take(registered(case), requested(request))
    assert told[-1]["type"] == "court.hearing.unlisted.v1"
    return request


async def escalations(http: httpx.AsyncClient, court: ACourt, **query: Any) -> list[dict[str, Any]]:
    answer = await http.get(f"/courts/{court.court_id}/escalations", params=query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["escalations"])


def counted(court: ACourt, code: str) -> float | None:
    return REGISTRY.get_sample_value("tarazy_hearings_escalated", {"court_id": court.court_id, "code": code})


async def test_a_hearing_without_a_lawful_place_is_listed_with_what_would_help(
    court: ACourt, http: httpx.AsyncClient, late: dict[str, Any]
) -> None:
    (found,) = await escalations(http, court, lang="en")
    assert (found["hearing_id"], found["case_id"]) == (late["hearing_id"], late["case_id"])
    assert (found["code"], found["limit_on"], found["rule"]) == ("after_limit", "2026-03-20", "custody.limit")
    assert (found["since"], found["ended_at"]) == ("2026-03-02T09:30:00Z", None)
    assert found["text"] == "A place is free only after the last lawful day, 20 March 2026."
    assert [one["code"] for one in found["conflicts"]] == ["after_lawful_limit"]
    assert [(one["code"], one["by"], one["text"]) for one in found["helps"]] == [
        (
            "custody_order",
            "judge",
            "an order about custody, told by an update of the case (decided by: the judge)",
        )
    ]
    (in_russian,) = await escalations(http, court, lang="ru")
    assert in_russian["text"].startswith("Место есть только после последнего законного дня")


async def test_it_is_counted_by_court_until_it_is_over_and_stays_readable(
    scheduling: Scheduling,
    court: ACourt,
    http: httpx.AsyncClient,
    late: dict[str, Any],
    pool: asyncpg.Pool,
    clock: SteppingClock,
) -> None:
    measuring = Measuring(pool)
    await measuring.step()
    assert (counted(court, "after_limit"), counted(court, "limit_near")) == (1, 0)
    clock.step(timedelta(hours=1))
    longer = {"case_id": late["case_id"], "court_id": court.court_id, "version": 2}
    told = await scheduling.take(
        record("court.case.updated", {**longer, "custody": CUSTODY | {"limit_on": "2026-03-31"}})
    )
    assert told[-1]["type"] == "court.hearing.scheduled.v1"
    await measuring.step()
    assert counted(court, "after_limit") == 0
    assert await escalations(http, court) == []
    (kept,) = await escalations(http, court, ended_within_days=1)
    assert (kept["hearing_id"], kept["helps"]) == (late["hearing_id"], [])
    assert kept["ended_at"] == "2026-03-02T10:30:00Z"


async def test_it_goes_on_when_the_window_has_passed_and_the_service_was_started_again(
    scheduling: Scheduling,
    court: ACourt,
    http: httpx.AsyncClient,
    late: dict[str, Any],
    work: Work,
    clock: SteppingClock,
) -> None:
    for _ in range(3):
        clock.step(timedelta(days=12))
        await PassingTime(work, WorkingSets()).step()
    (found,) = await escalations(http, court)
    assert (found["code"], found["since"]) == ("limit_passed", "2026-03-02T09:30:00Z")
    assert (await scheduling.told())[-1]["conflicts"][0]["code"] == "window_in_past"
    withdrawn = record("court.hearing.withdrawn", ids_of(late) | {"reason": "no_longer_needed"})
    told = await scheduling.take(withdrawn)
    assert told[-1]["type"] == "court.hearing.cancelled.v1"
    assert await escalations(http, court) == []


async def test_a_calm_court_has_none(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    case = court.case(custody=CUSTODY)
    await scheduling.take(
        registered(case), requested(court.request(case, priority="custody", earliest_on="2026-03-04"))
    )
    assert await escalations(http, court) == []
    await Measuring(pool).step()
    assert [counted(court, code) for code in ("limit_passed", "after_limit", "limit_near")] == [0, 0, 0]


async def test_only_staff_reads_them(court: ACourt, http: httpx.AsyncClient, late: dict[str, Any]) -> None:
    assert (await http.get("/courts/nowhere/escalations")).status_code == 404
    assert (await http.get(f"/courts/{court.court_id}/escalations?ended_within_days=-1")).status_code == 422
    http.headers.pop("Authorization")
    answer = await http.get(f"/courts/{court.court_id}/escalations")
    assert answer.status_code == 401
    assert late["hearing_id"] not in answer.text
