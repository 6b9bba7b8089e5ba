"""The risk of a judge's session over HTTP: as it stands, and with more hearings put over others."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from tarazy_scheduling.adapters.http.session_risk import session_risk_router
from tarazy_scheduling.adapters.http.sessions import sessions_router
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, ids_of, record, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

MONDAY = "2026-03-16"
AT_NINE = {"starts_at": f"{MONDAY}T09:00:00+05:00", "earliest_on": MONDAY, "latest_on": MONDAY, "attendee_ids": []}
AM = {"day": MONDAY, "half": "am"}


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    routers = session_risk_router(running, settings), sessions_router(running, scheduling.sets, settings)
    async with client_of(*routers, headers=TOKEN) as client:
        yield client


@pytest.fixture
async def court(scheduling: Scheduling) -> ACourt:
    return await ACourt(judges=[new_id()]).open(scheduling)


def path_of(court: ACourt) -> str:
    return f"/courts/{court.court_id}/sessions/{court.judges[0]}/risk"


async def over(scheduling: Scheduling, asked: list[dict[str, Any]], **more: Any) -> None:
    await scheduling.take(*map(requested, asked))
    await scheduling.take(*(record("court.hearing.concluded", {**ids_of(one), **more}) for one in asked))


async def test_what_is_put_over_others_raises_the_risk_and_uses_the_time(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    await scheduling.take(registered(case))
    free = {"latest_on": "2026-04-30", "attendee_ids": []}
    times = {"started_at": "2026-02-27T09:00:00+05:00", "ended_at": "2026-02-27T11:00:00+05:00"}
    await over(scheduling, [court.request(case, **free) for _ in range(10)], outcome="held", **times)
    await over(scheduling, [court.request(case, **free) for _ in range(10)], outcome="not_held")

    empty = (await http.get(path_of(court), params=AM)).json()
    assert (empty["session_minutes"], empty["hearings"]) == (240, [])
    assert empty["risk"] == {
        "hearings": 0, "overrun": 0.0, "overrun_minutes": 0.0, "idle_minutes": 240.0, "load_minutes": 0.0
    }  # fmt: skip

    permission = {"person_id": court.judges[0], "day": MONDAY, "half": "am", "hearings": 1}
    permission |= {"permitted_by": court.clerks[0], "reason": "Most are settled"}
    await http.put(f"/courts/{court.court_id}/overbookings/{new_id()}", json=permission)
    both = [court.request(case, estimated_minutes=120, **AT_NINE) for _ in range(2)]
    afternoon = {**AT_NINE, "starts_at": f"{MONDAY}T14:00:00+05:00"}
    await scheduling.take(*map(requested, both), requested(court.request(case, **afternoon)))

    asked: dict[str, Any] = {**AM, "more": 2, "hearing_type": "main", "category": "civil.contract", "minutes": 120}
    body = (await http.get(path_of(court), params=asked)).json()
    assert {one["hearing_id"] for one in body["hearings"]} == {one["hearing_id"] for one in both}
    assert [one["over_others"] for one in body["hearings"]].count(True) == body["overbooking_permitted"] == 1
    assert {one["expected_minutes"] for one in body["hearings"]} == {120.0}
    # Ten of twenty did not take place, thrice shrunk towards what is wider: 11/30, then 41/90, then 131/270.
    fails = (10 + 10 * (10 + 10 * 11 / 30) / 30) / 30
    # None of them was withdrawn at short notice: of the assumption, one in fifty, a third is left three times.
    fails = 1 - (1 - fails) * (1 - 0.02 / 27)
    assert {one["absence"] for one in body["hearings"]} == {round(fails, 4)}
    takes = 1 - fails
    assert body["risk"]["overrun"] == 0.0, "two of two hours just fit"
    assert body["risk"]["idle_minutes"] == pytest.approx(240 - 2 * takes * 120, abs=0.06)
    one_more, two_more = body["with_more"]
    assert [one_more["hearings"], two_more["hearings"]] == [3, 4]
    assert one_more["overrun"] == pytest.approx(takes**3, abs=1e-4)
    assert two_more["overrun"] == pytest.approx(takes**4 + 4 * takes**3 * fails, abs=1e-4)
    assert one_more["overrun_minutes"] == pytest.approx(takes**3 * 120, abs=0.06)
    pm = (await http.get(path_of(court), params={**AM, "half": "pm"})).json()
    assert len(pm["hearings"]) == 1


async def test_one_of_several_sittings_lasts_as_planned(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    window = {"earliest_on": MONDAY, "latest_on": "2026-03-18", "attendee_ids": []}
    await scheduling.take(registered(case), requested(court.request(case, estimated_minutes=600, **window)))
    [one] = (await http.get(path_of(court), params=AM)).json()["hearings"]
    assert (one["planned_minutes"], one["expected_minutes"], one["absence"]) == (240, 240.0, 0.118)


@pytest.mark.parametrize(
    ("params", "field", "code"),
    [
        ({"day": "2026-03-15"}, "day", "court_closed"),
        ({"day": "2026-03-23"}, "day", "court_closed"),
        ({"day": "2026-02-27"}, "day", "in_the_past"),
        ({"half": "noon"}, "half", "field_wrong"),
        ({"more": 1, "minutes": 60}, "hearing_type", "field_missing"),
        ({"more": 1, "hearing_type": "main"}, "minutes", "field_missing"),
        ({"more": 1, "hearing_type": "tea", "minutes": 60}, "hearing_type", "unknown_code"),
        ({"more": 21, "hearing_type": "main", "minutes": 60}, "more", "field_wrong"),
    ],
)
async def test_what_is_wrong_is_named(
    court: ACourt, http: httpx.AsyncClient, params: dict[str, Any], field: str, code: str
) -> None:
    wrong = await http.get(path_of(court), params={**AM, **params})
    assert wrong.status_code == 422, wrong.text
    assert [(one["field"], one["code"]) for one in wrong.json()["errors"]] == [(field, code)]


async def test_only_staff_may_ask_and_only_about_judges_of_the_court(court: ACourt, http: httpx.AsyncClient) -> None:
    assert (await http.get(path_of(court), params=AM, headers={"Authorization": "x"})).status_code == 401
    clerk = await http.get(f"/courts/{court.court_id}/sessions/{court.clerks[0]}/risk", params=AM)
    assert (clerk.status_code, clerk.json()["errors"][0]["code"]) == (404, "unknown_person")
    nowhere = await http.get(f"/courts/nowhere/sessions/{court.judges[0]}/risk", params=AM)
    assert (nowhere.status_code, nowhere.json()["errors"][0]["code"]) == (404, "unknown_court")
    assert (await http.get(path_of(court), params={**AM, "day": "9999-12-31"})).status_code == 200
