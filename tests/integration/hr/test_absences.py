"""Absences over HTTP: asked for, decided, told."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import httpx

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, a_court, absence, an_id, only_error


async def _request(http: httpx.AsyncClient, who: str = "aigul", **changes: Any) -> str:
    response = await http.post("/absences", json=absence(who, **changes))
    assert response.status_code == 201, response.text
    return str(response.json()["absence_id"])


async def test_only_the_approval_is_told(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http, "aigul")
    asked = await http.post("/absences", json=absence(note="family"))
    absence_id = asked.json()["absence_id"]
    assert asked.json()["facts"] == [{"what": "requested", "version": 1, "event": None}]
    assert len(await told(pool)) == 2
    approved = await http.post(f"/absences/{absence_id}/approve", json={"note": "enjoy"})
    assert [fact["event"] for fact in approved.json()["facts"]] == ["court.absence.approved.v1"]
    assert (await http.post(f"/absences/{absence_id}/approve")).json()["changed"] is False
    fact = (await told(pool))[-1]
    assert fact.headers["ce_subject"] == an_id("aigul")
    assert fact.data == {
        "absence_id": absence_id,
        "court_id": COURT,
        "person_id": an_id("aigul"),
        "kind": "leave",
        "starts_at": "2026-11-30T19:00:00Z",
        "ends_at": "2026-12-04T19:00:00Z",
        "version": 2,
    }
    cancelled = await http.post(f"/absences/{absence_id}/cancel")
    assert [each["event"] for each in cancelled.json()["facts"]] == ["court.absence.cancelled.v1"]


async def test_whole_days_are_days_of_the_court(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul")
    body = {"court_id": COURT, "person_id": an_id("aigul"), "kind": "leave"}
    days = body | {"first_on": "2026-12-28", "last_on": "2027-01-02"}
    absence_id = (await http.post("/absences", json=days)).json()["absence_id"]
    shown = (await http.get(f"/absences/{absence_id}")).json()
    assert (shown["starts_at"], shown["ends_at"]) == ("2026-12-27T19:00:00Z", "2027-01-02T19:00:00Z")
    inverted = body | {"first_on": "2027-01-02", "last_on": "2027-01-01"}
    assert only_error(await http.post("/absences", json=inverted)) == (422, "last_on", "ends_before_start")
    assert (await http.post("/absences", json=body)).status_code == 422
    assert (await http.post("/absences", json=absence(first_on="2026-12-28", last_on="2026-12-28"))).status_code == 422


async def test_overlapping_absences_are_refused_with_the_reason(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http, "aigul")
    first, second = await _request(http), await _request(http, kind="training")
    await http.post(f"/absences/{first}/approve")
    before = await told(pool)
    refused = await http.post(f"/absences/{second}/approve")
    assert only_error(refused) == (409, "starts_at", "absence_overlaps")
    assert first in refused.json()["errors"][0]["reason"]
    assert await told(pool) == before
    assert (await http.get(f"/absences/{second}")).json()["status"] == "requested"


async def test_of_two_overlapping_absences_approved_at_once_one_is_refused(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul")
    ids = [await _request(http), await _request(http)]
    answers = await asyncio.gather(*(http.post(f"/absences/{each}/approve") for each in ids))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_the_same_request_again_is_known(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul")
    body = absence(absence_id=an_id("leave"))
    assert (await http.post("/absences", json=body)).status_code == 201
    again = await http.post("/absences", json=body)
    assert (again.status_code, again.json()["changed"]) == (200, False)


async def test_an_absence_approved_elsewhere_is_entered_and_moved(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http, "aigul")
    url = f"/absences/{an_id('leave')}"
    assert (await http.put(url, json=absence())).json()["changed"] is True
    assert (await http.put(url, json=absence())).json()["changed"] is False
    await http.put(url, json=absence(ends_at="2026-12-06T00:00:00+05:00"))
    ends = [(fact.type, fact.data["ends_at"]) for fact in (await told(pool))[2:]]
    assert ends == [
        ("court.absence.approved.v1", "2026-12-04T19:00:00Z"),
        ("court.absence.cancelled.v1", "2026-12-04T19:00:00Z"),
        ("court.absence.approved.v1", "2026-12-05T19:00:00Z"),
    ]


async def test_absences_are_found_by_what_they_overlap(http: httpx.AsyncClient, clock: SteppingClock) -> None:
    await a_court(http, "aigul", "berik")
    mine, other = await _request(http), await _request(http, "berik")
    before = clock.now
    clock.step(timedelta(hours=1))
    await http.post(f"/absences/{mine}/refuse")

    async def found(**query: str) -> list[str]:
        return [each["absence_id"] for each in (await http.get("/absences", params=query)).json()]

    assert sorted(await found(court_id=COURT)) == sorted([mine, other])
    assert await found(person_id=an_id("aigul")) == [mine]
    assert await found(status="requested") == [other]
    assert sorted(await found(status="requested", known_at=before.isoformat())) == sorted([mine, other])
    assert await found(**{"from": "2026-12-05T00:00:00+05:00"}) == []
    assert await found(to="2026-12-01T00:00:00+05:00") == []
    assert await found(court_id="another") == []


async def test_unknown_absences_and_wrong_decisions_are_named(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul")
    nobody = f"/absences/{an_id('nobody')}"
    assert only_error(await http.get(nobody)) == (404, "absence_id", "unknown_absence")
    assert only_error(await http.post(f"{nobody}/approve")) == (404, "absence_id", "unknown_absence")
    absence_id = await _request(http)
    assert (await http.post(f"/absences/{absence_id}/bless")).status_code == 422
    assert only_error(await http.post(f"/absences/{absence_id}/cancel")) == (409, "absence_id", "not_approved")
