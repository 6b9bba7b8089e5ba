"""Suggestions over HTTP: typed, in three languages, without a trace in the database."""

from collections.abc import AsyncIterator

import httpx
import pytest
from tarazy_scheduling.adapters.http.suggestions import suggestions_router
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, ids_of, record, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(suggestions_router(running, scheduling.sets, settings), headers=TOKEN) as client:
        yield client


async def test_an_unlisted_hearing_is_told_what_would_help(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    asked = court.request(case, room_features=["dock"], earliest_on="2026-04-06", latest_on="2026-04-07")
    *_, unlisted = await scheduling.take(registered(case), requested(asked))
    assert unlisted["type"] == "court.hearing.unlisted.v1"
    answer = await http.get(f"/hearings/{asked['hearing_id']}/suggestions")
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["status"], body["conflicts"][0]["code"]) == ("unlisted", "room_feature_missing")
    by_rule = {one["rule"]: one for one in body["suggestions"]}
    assert by_rule["as_asked"]["places"] == []
    without = by_rule["room_feature"]
    assert (without["refers_to"], without["authority"]) == ("dock", "requester")
    assert [place["day"] for place in without["places"]] == ["2026-04-06", "2026-04-07"]
    assert all(one["what"].keys() == {"kk", "ru", "en"} and all(one["what"].values()) for one in body["suggestions"])
    assert await scheduling.take(requested({**asked, "request_version": 2, "room_features": []})), "the court goes on"


async def test_what_is_over_not_known_or_not_allowed_is_refused(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    asked = court.request(case)
    await scheduling.take(registered(case), requested(asked))
    path = f"/hearings/{asked['hearing_id']}/suggestions"
    assert (await http.get(path, headers={"Authorization": "Bearer x"})).status_code == 401
    await scheduling.take(record("court.hearing.withdrawn", {**ids_of(asked), "reason": "settled"}))
    over = await http.get(path)
    assert (over.status_code, over.json()["errors"][0]["code"]) == (422, "hearing_over")
    unknown = await http.get(f"/hearings/{new_id()}/suggestions")
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (404, "unknown_hearing")
    assert (await http.get("/hearings/nothing/suggestions")).status_code == 422
