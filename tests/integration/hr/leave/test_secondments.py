"""Secondments: away at home and in post elsewhere, told in one transaction or not at all."""

import json
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
from tarazy_hr.app.leave.following import follow_suspensions
from tarazy_hr.app.republishing import republish_staff
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.access.test_desk import bearer
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, an_id, only_error

HOST = "kz-almaty-2"
URL = a_person_url("aigul", "/secondments")
BODY = {"host_court_id": HOST, "post_id": an_id("host"), "first_on": "2027-01-11", "last_on": "2027-03-31"}


async def _facts(pool: asyncpg.Pool, since: int) -> list[tuple[str, str, Any]]:
    facts = (await told(pool))[since:]
    return [(fact.type, fact.key, fact.data.get("to_on") or fact.data.get("ends_at")) for fact in facts]


async def test_somebody_is_seconded_and_comes_back_early(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http, "aigul")
    await http.put(f"/courts/{HOST}", json={"name": NAMES})
    before = len(await told(pool))
    made = await http.post(URL, json=BODY)
    assert made.status_code == 200, made.text
    assert await _facts(pool, before) == [
        ("court.absence.approved.v1", COURT, "2027-03-31T19:00:00Z"),
        ("court.staff.appointed.v1", HOST, "2027-03-31"),
    ]
    assert (await told(pool))[before].data["kind"] == "secondment"
    again = await http.post(URL, json=BODY | {"absence_id": made.json()["absence_id"]})
    assert again.json()["changed"] is False
    ended = await http.post(f"{URL}/{made.json()['absence_id']}/end", json={"last_on": "2027-02-12"})
    assert ended.status_code == 200, ended.text
    assert await _facts(pool, before + 2) == [
        ("court.absence.approved.v1", COURT, "2027-02-12T19:00:00Z"),
        ("court.staff.separated.v1", HOST, "2027-02-12"),
    ]
    ledger = (await http.get(f"/courts/{HOST}/people/{an_id('aigul')}/leave-ledger?year=2027")).json()
    assert ledger["accrued"] == "0", "leave accrues at home"


async def test_what_one_court_refuses_the_other_is_not_told(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http, "aigul", "berik")
    before = await told(pool)
    assert only_error(await http.post(URL, json=BODY))[1:] == ("court_id", "unknown_court")
    await http.put(f"/courts/{HOST}", json={"name": NAMES})
    before = await told(pool)
    here = BODY | {"host_court_id": COURT}
    assert only_error(await http.post(URL, json=here)) == (422, "host_court_id", "same_court")
    leave = {"leave_type": "annual", "first_on": "2027-02-01", "last_on": "2027-02-05"}
    absence_id = (await http.post(a_person_url("aigul", "/leaves"), json=leave)).json()["absence_id"]
    await http.post(a_person_url("aigul", f"/leaves/{absence_id}/approve"))
    assert only_error(await http.post(URL, json=BODY)) == (409, "starts_at", "absence_overlaps")
    assert len(await told(pool)) == len(before) + 1
    assert (await http.get(f"/courts/{HOST}/people")).json() == []
    assert only_error(await http.post(f"{URL}/{absence_id}/end", json={"last_on": "2027-02-12"})) == (
        404,
        "absence_id",
        "unknown_secondment",
    )
    officer = bearer("hr_officer", COURT)
    assert (await http.post(URL, json=BODY, headers=officer)).status_code == 403, "the host court's officer agrees too"


async def test_a_secondment_is_called_off_before_its_first_day(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    await http.put(f"/courts/{HOST}", json={"name": NAMES})
    url = f"{URL}/{(await http.post(URL, json=BODY)).json()['absence_id']}"
    before = len(await told(pool))
    assert (await http.post(f"{url}/call-off", headers=bearer("hr_officer", COURT))).status_code == 403
    off = await http.post(f"{url}/call-off")
    assert off.status_code == 200, off.text
    facts = (await told(pool))[before:]
    assert [(fact.type, fact.data.get("to_on"), fact.data["version"]) for fact in facts] == [
        ("court.absence.cancelled.v1", None, 3),
        ("court.staff.separated.v1", None, 2),
    ]
    assert (await http.post(f"{url}/call-off")).json()["changed"] is False
    assert (await http.get(f"/courts/{HOST}/people")).json() == []
    assert await republish_staff(work, HOST) == 2, "readers that missed it still expect them"
    again = await http.post(URL, json=BODY)
    assert again.status_code == 200, again.text
    assert (await told(pool))[-1].data["version"] == 3
    clock.step(timedelta(days=60))
    assert only_error(await http.post(f"{URL}/{again.json()['absence_id']}/call-off"))[1:] == (
        "absence_id",
        "leave_begun",
    )
    history = (await http.get(f"/courts/{HOST}/people/{an_id('aigul')}/history")).json()
    assert "called_off" in json.dumps(history)


async def test_leave_in_a_secondment_is_decided_there_and_taken_from_the_balance_at_home(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await a_court(http, "aigul")
    await http.put(f"/courts/{HOST}", json={"name": NAMES})
    sent = (await http.post(URL, json=BODY | {"last_on": "2027-08-31"})).json()["absence_id"]
    days = {"leave_type": "annual", "first_on": "2027-02-01", "last_on": "2027-02-05"}
    refused = await http.post(a_person_url("aigul", "/leaves"), json=days)
    assert only_error(refused) == (409, "first_on", "seconded_then")
    there = f"/courts/{HOST}/people/{an_id('aigul')}"
    ledgers = [f"{url}/leave-ledger?year=2027&on=2027-03-01" for url in (a_person_url("aigul"), there)]
    before = (await http.get(ledgers[0])).json()
    seen = (await http.post(f"{there}/leaves/preview", json=days)).json()
    assert (seen["refused"], seen["left"][0]["before"]) == (None, before["at_year_end"])
    made = (await http.post(f"{there}/leaves", json=days)).json()["absence_id"]
    approved = await http.post(f"{there}/leaves/{made}/approve")
    assert approved.status_code == 200, approved.text
    last = (await told(pool))[-1]
    assert (last.type, last.key, last.data["kind"]) == ("court.absence.approved.v1", HOST, "leave")
    at_home, in_host = [(await http.get(url)).json() for url in ledgers]
    assert (at_home["taken"], in_host["taken"], in_host["accrued"]) == ("5.0", "0", "0")
    assert float(at_home["balance"]) == float(before["balance"]) - 5
    for begins, ends in (("2027-02-15", "2027-03-26"), ("2027-04-05", "2027-05-31")):
        far = days | {"first_on": begins, "last_on": ends}
        asked = await http.post(f"{there}/leaves", json=far)
        if asked.status_code == 201:
            await http.post(f"{there}/leaves/{asked.json()['absence_id']}/approve")
    assert only_error(asked)[2] == "not_enough_days", "both are taken from the one balance"
    end = {"last_on": "2027-02-03"}
    assert only_error(await http.post(f"{URL}/{sent}/end", json=end)) == (409, "last_on", "leave_in_host")
    assert only_error(await http.post(f"{URL}/{sent}/call-off")) == (409, "absence_id", "leave_in_host")
    away = {}
    for court in (COURT, HOST):
        shown = (await http.get(f"/courts/{court}/availability?from=2027-01-25&to=2027-02-12")).json()["people"]
        away[court] = [(one["kind"], one["first_on"]) for person in shown for one in person["away"]]
    assert away == {COURT: [("secondment", "2027-01-11")], HOST: [("leave", "2027-02-01")]}


async def test_a_suspension_at_home_holds_in_the_host_court_too(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work
) -> None:
    await a_court(http, "aigul")
    await http.put(f"/courts/{HOST}", json={"name": NAMES})
    await http.post(URL, json=BODY)
    await http.post(a_person_url("aigul", "/suspend"), json={"from_on": "2027-02-01"})
    before = len(await told(pool))
    await follow_suspensions(work)
    await follow_suspensions(work)
    await http.post(a_person_url("aigul", "/reinstate"), json={"from_on": "2027-02-15"})
    await follow_suspensions(work)
    await follow_suspensions(work)
    facts = [(fact.type, fact.key, fact.data["from_on"]) for fact in (await told(pool))[before:]]
    assert facts == [
        ("court.staff.suspended.v1", HOST, "2027-02-01"),
        ("court.staff.reinstated.v1", COURT, "2027-02-15"),
        ("court.staff.reinstated.v1", HOST, "2027-02-15"),
    ]
    trail = await pool.fetch("SELECT court_id FROM audit_trail WHERE action = 'suspension.follow'")
    assert [row["court_id"] for row in trail] == [HOST, HOST]
