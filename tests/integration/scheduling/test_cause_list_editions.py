"""Lists of hearings as they are published: told once, kept as they were, amended when they change."""

import hashlib
from collections.abc import AsyncIterator
from datetime import time, timedelta
from typing import Any

import httpx
import pytest
from tarazy_scheduling.adapters.http.cause_list_editions import cause_list_editions_router
from tarazy_scheduling.app.publishing_lists import PublishingLists
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.serving import client_of

HOUR = timedelta(hours=1)
NEXT_DAY = "2026-03-03"


@pytest.fixture
async def http(running: Running, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    router = cause_list_editions_router(running, settings)
    async with client_of(router, base_url=settings.address) as client:
        yield client


@pytest.fixture
def lists(work: Work, settings: Settings) -> PublishingLists:
    return PublishingLists(work, time(17), settings.address)


async def published(scheduling: Scheduling, lists: PublishingLists) -> list[dict[str, Any]]:
    """What a look at the courts publishes."""
    told = await scheduling.pool.fetchval("SELECT coalesce(max(id), 0) FROM outbox")
    await lists.step()
    return await scheduling.told(told)


async def a_hearing_tomorrow(scheduling: Scheduling, court: ACourt) -> dict[str, Any]:
    case = court.case()
    await scheduling.take(registered(case))
    asked = court.request(case, priority="urgent", earliest_on=NEXT_DAY, latest_on=NEXT_DAY)
    asked.pop("starts_at", None)
    [answer] = await scheduling.take(requested(asked))
    assert answer["type"] == "court.hearing.scheduled.v1"
    return answer


def editions(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    assert {one["type"] for one in events} <= {"court.cause_list.published.v1"}
    return [(one["day"], one["edition"]) for one in events]


async def test_drafts_stand_for_a_week_and_todays_list_is_final(
    scheduling: Scheduling, court: ACourt, lists: PublishingLists
) -> None:
    assert editions(await published(scheduling, lists)) == [
        ("2026-03-02", "final"),
        ("2026-03-03", "draft"),
        ("2026-03-04", "draft"),
        ("2026-03-05", "draft"),
        ("2026-03-06", "draft"),
    ]
    assert await published(scheduling, lists) == []


async def test_from_five_on_the_next_days_list_is_final_and_every_change_amends_it(
    scheduling: Scheduling, court: ACourt, lists: PublishingLists, clock: SteppingClock, http: httpx.AsyncClient
) -> None:
    await published(scheduling, lists)
    answer = await a_hearing_tomorrow(scheduling, court)
    assert await published(scheduling, lists) == [], "a draft stands as it is"
    clock.step(3 * HOUR)
    assert editions(await published(scheduling, lists)) == [(NEXT_DAY, "final"), ("2026-03-10", "draft")], (
        "the 9th is a holiday"
    )
    names = {"hearing_id": answer["hearing_id"], "case_id": answer["case_id"], "court_id": court.court_id}
    [cancelled] = await scheduling.take(record("court.hearing.withdrawn", {**names, "reason": "settled"}))
    assert cancelled["type"] == "court.hearing.cancelled.v1"
    [amended] = await published(scheduling, lists)
    assert (amended["day"], amended["edition"]) == (NEXT_DAY, "amended")
    assert await published(scheduling, lists) == []
    known = (await http.get(f"/courts/{court.court_id}/cause-lists/{NEXT_DAY}")).json()["editions"]
    assert [one["edition"] for one in known] == ["draft", "final", "amended"]
    sizes = [len((await http.get(one["url"])).json()["hearings"]) for one in known]
    assert sizes == [0, 1, 0]


async def test_the_bytes_at_the_address_are_those_that_were_told(
    scheduling: Scheduling, court: ACourt, lists: PublishingLists, clock: SteppingClock, http: httpx.AsyncClient
) -> None:
    await a_hearing_tomorrow(scheduling, court)
    clock.step(3 * HOUR)
    [event] = [one for one in await published(scheduling, lists) if one["day"] == NEXT_DAY]
    clock.step(24 * HOUR)
    await published(scheduling, lists)
    answer = await http.get(event["url"])
    assert hashlib.sha256(answer.content).hexdigest() == event["sha256"]
    assert answer.json()["hearings"][0]["parties"]


async def test_two_processes_publish_an_edition_once(
    scheduling: Scheduling, court: ACourt, work: Work, settings: Settings, lists: PublishingLists
) -> None:
    first = await published(scheduling, lists)
    other = PublishingLists(work, time(17), settings.address)
    assert len(first) == 5
    assert await published(scheduling, other) == []


async def test_a_list_is_forgotten_when_it_is_of_no_use_any_more(
    scheduling: Scheduling, court: ACourt, lists: PublishingLists, clock: SteppingClock, http: httpx.AsyncClient
) -> None:
    [event, *_] = await published(scheduling, lists)
    clock.step(timedelta(days=32))
    await lists.step()
    gone = await http.get(event["url"])
    assert (gone.status_code, gone.json()["errors"][0]["code"]) == (410, "forgotten")
    [known] = (await http.get(f"/courts/{court.court_id}/cause-lists/{event['day']}")).json()["editions"]
    assert known["sha256"] == event["sha256"]


async def test_what_was_not_published_is_not_there(court: ACourt, http: httpx.AsyncClient) -> None:
    missing = await http.get(f"/courts/{court.court_id}/cause-lists/2026-03-03/1")
    unknown = await http.get("/courts/nowhere/cause-lists/2026-03-03")
    empty = await http.get(f"/courts/{court.court_id}/cause-lists/2026-03-03")
    assert (missing.status_code, missing.json()["errors"][0]["code"]) == (404, "not_published")
    assert (unknown.status_code, empty.json()["editions"]) == (404, [])


async def test_a_court_that_cannot_be_read_does_not_keep_the_others_waiting(
    scheduling: Scheduling, court: ACourt, lists: PublishingLists
) -> None:
    broken = await ACourt().open(scheduling)
    await scheduling.pool.execute("UPDATE courts SET zone = 'Nowhere/At_all' WHERE court_id = $1", broken.court_id)
    assert len(await published(scheduling, lists)) == 5
