"""Shares of full time with their days: what accrues, what is believed, what others are told."""

from datetime import timedelta

import asyncpg
import httpx
from tarazy_hr.app.leave.shares import begin_shares
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, a_court, a_person_url, only_error, person

URL = a_person_url("aigul", "/shares")
RULES = {
    "name": {"kk": "Демалыс", "ru": "Отпуск", "en": "Leave"},
    "kind": "leave",
    "accrual": "monthly",
    "entitlements": [{"days": "24"}],
    "by_full_time_share": True,
    "unit": "own_working_days",
}


async def _accrued(http: httpx.AsyncClient, **query: str) -> dict[str, str]:
    asked = {"year": "2027", "on": "2027-12-31", "leave_type": "share"} | query
    lines = (await http.get(a_person_url("aigul", "/leave-ledger"), params=asked)).json()["lines"]
    return {line["on"][:7]: line["days"] for line in lines if line["what"] == "accrued"}


async def test_accrual_takes_the_share_as_it_was_on_each_day(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    rules = await http.put(f"/courts/{COURT}/leave-types/share", json={"valid_from": "2026-01-01", "rules": RULES})
    assert rules.status_code == 200, rules.text
    assert (await http.put(f"{URL}/2027-07-01", json={"full_time_share": "0.5"})).status_code == 200
    assert (await http.put(f"{URL}/2027-07-01", json={"full_time_share": "0.5"})).json()["changed"] is False
    believed = clock().isoformat()
    assert (await _accrued(http))["2027-06"] == "2.00"
    assert (await _accrued(http))["2027-07"] == "1.00"
    before = len(await told(pool))
    clock.step(timedelta(days=225))
    await begin_shares(work)
    assert [(fact.type, fact.data["full_time_share"]) for fact in (await told(pool))[before:]] == [
        ("court.staff.updated.v1", 0.5)
    ]
    assert only_error(await http.delete(f"{URL}/2027-07-01")) == (409, "from_on", "share_begun")
    assert (await _accrued(http))["2027-07"] == "1.00"
    clock.step(timedelta(days=31))
    assert (await http.put(f"{URL}/2027-07-16", json={"full_time_share": "1"})).status_code == 200
    assert (await _accrued(http))["2027-08"] == "2.00"
    assert (await _accrued(http))["2027-07"] == "1.52", "16 of 31 days whole, 15 half"
    assert (await _accrued(http, known_at=believed))["2027-08"] == "1.00"
    held = [(one["from_on"], one["full_time_share"]) for one in (await http.get(URL)).json()]
    assert held == [("2026-01-05", "1"), ("2027-07-01", "0.5"), ("2027-07-16", "1")]
    same = person("aigul")
    assert (await http.put(a_person_url("aigul"), json=same)).json()["changed"] is False, "the day of the share stays"
    half = same | {"full_time_share": 0.5}
    assert (await http.put(a_person_url("aigul"), json=half)).json()["changed"] is True
    assert (await http.get(URL)).json()[-1]["from_on"] == "2027-08-07", "without a day it changes today"


async def test_shares_that_cannot_be_are_refused_and_the_post_is_asked(http: httpx.AsyncClient, work: Work) -> None:
    await a_court(http, "aigul")
    post = person("aigul")["post_id"]
    await http.put(f"/courts/{COURT}/posts/{post}", json={"number": "1", "role": "judge"})
    assert only_error(await http.put(f"{URL}/2025-01-01", json={"full_time_share": "0.5"})) == (
        409,
        "from_on",
        "not_in_post",
    )
    assert only_error(await http.put(f"{URL}/2026-11-01", json={"full_time_share": "1.5"}))[2] == "post_overfilled"
    assert (await http.put(f"{URL}/2026-11-02", json={"full_time_share": "0.5"})).status_code == 200
    other = person("berik", post_id=post, full_time_share=0.5, from_on="2026-11-02")
    assert (await http.put(a_person_url("berik"), json=other)).status_code == 200, "the other half is free from then on"
    for day, held in (("2026-10-30", 1), ("2026-11-02", 1)):
        figures = (await http.get(f"/courts/{COURT}/staffing", params={"on": day})).json()["figures"]
        assert figures["held"] == held, "the share of that day counts"
    assert (await http.put(f"{URL}/2027-01-01", json={"full_time_share": "1"})).status_code == 200
    assert (await http.get(URL)).json()[-1]["status"] == "laid_down"
    assert (await http.delete(f"{URL}/2027-01-01")).json()["changed"] is True
    assert (await http.delete(f"{URL}/2027-01-01")).json()["changed"] is False


async def test_leave_counts_the_days_of_the_own_pattern_where_the_type_says_so(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul")
    await http.put(f"/courts/{COURT}/leave-types/share", json={"valid_from": "2026-01-01", "rules": RULES})
    pattern = {"working_pattern": {"mon": ["am", "pm"], "tue": ["am"]}}
    await http.put(a_person_url("aigul", "/working-patterns/2027-02-08"), json=pattern)
    for week, days in (("2027-02-01", "5.0"), ("2027-02-08", "1.5")):
        last = week[:-1] + str(int(week[-1]) + 4) if week == "2027-02-01" else "2027-02-12"
        body = {"leave_type": "share", "first_on": week, "last_on": last}
        seen = (await http.post(a_person_url("aigul", "/leaves/preview"), json=body)).json()
        assert seen["leave"]["days"] == days
