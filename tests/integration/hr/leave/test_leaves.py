"""Leave over HTTP on a real database: asked for, decided, told, and what is left of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from tarazy_hr.adapters.leave.calendar_store import ToldCalendar, keep_calendar
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.access.test_desk import bearer
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, a_court, a_person_url, an_id, only_error

TWO_WEEKS = {"leave_type": "annual", "first_on": "2026-12-14", "last_on": "2026-12-31"}


def _url(who: str = "aigul", tail: str = "") -> str:
    return a_person_url(who, f"/leaves{tail}")


async def _asked(http: httpx.AsyncClient, who: str = "aigul", **changes: Any) -> str:
    response = await http.post(_url(who), json=TWO_WEEKS | changes)
    assert response.status_code == 201, response.text
    return str(response.json()["absence_id"])


async def _ledger(http: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    response = await http.get(a_person_url("aigul", "/leave-ledger"), params=query)
    assert response.status_code == 200, response.text
    return dict(response.json())


async def test_a_leave_is_asked_for_granted_told_and_cut_short(
    http: httpx.AsyncClient, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    absence_id = await _asked(http, note="family")
    (shown,) = (await http.get(f"/courts/{COURT}/leaves")).json()
    assert (shown["status"], shown["days"], shown["note"]) == ("requested", "17.0", "family")
    assert (await _ledger(http))["requested"] == "17.0"
    before = clock.now
    clock.step(timedelta(hours=1))
    approved = await http.post(_url(tail=f"/{absence_id}/approve"))
    assert [fact["event"] for fact in approved.json()["facts"]] == ["court.absence.approved.v1"]
    seen = await _ledger(http)
    assert (seen["booked"], seen["balance"], seen["at_year_end"]) == ("17.0", "29.67", "12.67")
    assert seen["calendar"]["source"] == "assumed"
    assert seen["lines"][0]["explanation"] == "30 days a year; in post on 361 of 365 days."
    # What was believed before the approval.
    then = await _ledger(http, known_at=before.isoformat())
    assert (then["booked"], then["requested"]) == ("0", "17.0")
    clock.step(timedelta(days=21))
    assert only_error(await http.post(_url(tail=f"/{absence_id}/cancel"))) == (409, "absence_id", "leave_begun")
    cut = await http.post(_url(tail=f"/{absence_id}/end"), json={"last_on": "2026-12-18"})
    assert [fact["event"] for fact in cut.json()["facts"]] == ["court.absence.approved.v1"]
    fact = (await told(pool))[-1]
    assert (fact.data["absence_id"], fact.data["ends_at"]) == (absence_id, "2026-12-18T19:00:00Z")
    assert (await _ledger(http))["at_year_end"] == "25.67"


async def test_sickness_lies_over_a_leave_and_its_certificate_gives_days_back(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await a_court(http, "aigul")
    leave = await _asked(http)
    await http.post(_url(tail=f"/{leave}/approve"))
    sick = {"leave_type": "sickness", "first_on": "2026-12-21", "last_on": "2026-12-23"}
    assert only_error(await http.post(_url(), json=sick)) == (422, "leave_type", "is_recorded")
    recorded = await http.post(_url(tail="/recorded"), json=sick)
    assert recorded.status_code == 201, recorded.text
    assert (await _ledger(http))["at_year_end"] == "12.67"
    certificate = {"certificate": "118-44", "last_on": "2026-12-24"}
    await http.post(_url(tail=f"/{recorded.json()['absence_id']}/certificate"), json=certificate)
    seen = await _ledger(http)
    assert (seen["given_back"], seen["at_year_end"]) == ("4.0", "16.67")
    kinds = [(fact.type, fact.data["kind"]) for fact in (await told(pool))[-3:]]
    assert kinds == [("court.absence.approved.v1", kind) for kind in ("leave", "sickness", "sickness")]
    # The database keeps two sicknesses apart as well, whoever writes.
    with pytest.raises(asyncpg.ExclusionViolationError):
        await pool.execute(
            """
            INSERT INTO absences (absence_id, version, what, court_id, person_id, kind, starts_at, ends_at,
                                  recorded_at, may_overlap)
            SELECT gen_random_uuid(), 1, what, court_id, person_id, kind, starts_at, ends_at, recorded_at, may_overlap
            FROM absences WHERE kind = 'sickness' AND superseded_at IS NULL
            """
        )


async def test_days_are_counted_by_the_calendar_as_it_was_known(
    http: httpx.AsyncClient, work: Work, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    await _asked(http, leave_type="training", first_on="2026-12-14", last_on="2026-12-20")
    before = clock.now
    clock.step(timedelta(hours=1))
    week = frozenset({"mon", "tue", "wed", "thu", "fri"})
    first, last = clock.now.date().replace(month=1, day=1), clock.now.date().replace(month=12, day=31)
    closed, opened = frozenset({last.replace(day=day) for day in (16, 17)}), frozenset({last.replace(day=19)})
    calendar = ToldCalendar(first, last, (), week, closed, opened)
    async with work.begin() as uow:
        assert await keep_calendar(uow.connection, COURT, calendar, uow.now)
        assert not await keep_calendar(uow.connection, COURT, calendar, uow.now)

    async def days(**query: Any) -> str:
        (leave,) = (await http.get(f"/courts/{COURT}/leaves", params=query)).json()
        return str(leave["days"])

    assert await days() == "4.0"
    assert await days(known_at=before.isoformat()) == "4.0"
    assert (await _ledger(http))["calendar"] == {"source": "scheduling", "read_at": "2026-11-24T07:00:00Z"}


async def test_types_and_cover_are_the_courts_own(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul", "berik")
    shipped = {one["code"]: one for one in (await http.get(f"/courts/{COURT}/leave-types")).json()}
    assert set(shipped) >= {"annual", "study", "unpaid", "parental", "sickness", "training", "secondment", "other"}
    assert not any(one["verified"] for one in shipped.values())
    rules = shipped["annual"]["rules"] | {"entitlements": [{"days": "42.5"}]}
    body = {"valid_from": "2026-01-01", "source": "Order 12", "verified": True, "rules": rules}
    put = await http.put(f"/courts/{COURT}/leave-types/annual", json=body)
    assert put.status_code == 200, put.text
    assert (await _ledger(http))["lines"][0]["days"] == "42.03"
    rules = rules | {"accrual": "none"}
    wrong = await http.put(f"/courts/{COURT}/leave-types/annual", json=body | {"rules": rules})
    assert only_error(wrong) == (422, "rules.accrual", "accrual_missing")
    card = {"leave_type": "annual", "on": "2026-06-01", "kind": "opening", "days": "11.5", "reason": "card"}
    await http.put(a_person_url("aigul", f"/leave-adjustments/{an_id('card')}"), json=card)
    balances = {one["person_id"]: one for one in (await http.get(f"/courts/{COURT}/leave-balances")).json()}
    assert (balances[an_id("aigul")]["balance"], balances[an_id("berik")]["balance"]) == ("11.5", "42.03")
    await http.put(f"/courts/{COURT}/cover-rules/all-judges", json={"minimum": 2, "valid_from": "2026-01-01"})
    leave = await _asked(http, "berik")
    await http.post(_url("berik", f"/{leave}/approve"))
    seen = (await http.get(f"/courts/{COURT}/availability?from=2026-12-10&to=2026-12-15")).json()
    cover = [(one["day"], one["there"], one["minimum"]) for one in seen["cover"] if one["specialism"] is None]
    assert cover == [(f"2026-12-{day}", there, 2) for day, there in ((10, 2), (11, 2), (14, 1), (15, 1))]
    away = {one["person_id"]: one["away_days"] for one in seen["people"]}
    assert away == {an_id("aigul"): 0, an_id("berik"): 2}


async def test_a_judge_asks_for_oneself_and_for_nobody_else(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul", "berik")
    judge = bearer("judge", COURT, "aigul")
    assert (await http.post(_url(), json=TWO_WEEKS, headers=judge)).status_code == 201
    assert (await http.post(_url("berik"), json=TWO_WEEKS, headers=judge)).status_code == 403
    other = {"substitute_id": an_id("aigul")}
    assert (await http.post(_url("berik"), json=TWO_WEEKS | other, headers=judge)).status_code == 403
    mine = (await http.get(f"/courts/{COURT}/leaves?person_id={an_id('aigul')}", headers=judge)).json()
    assert (await http.get(f"/courts/{COURT}/leaves", headers=judge)).status_code == 403
    assert (await http.post(_url(tail=f"/{mine[0]['absence_id']}/approve"), headers=judge)).status_code == 403
    assert (await http.post(_url(tail=f"/{mine[0]['absence_id']}/withdraw"), headers=judge)).status_code == 200


async def test_bad_leave_is_refused_with_the_field_and_leaves_nothing(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await a_court(http, "aigul")
    before = await told(pool)
    for changes, expected in (
        ({"last_on": "2026-12-01"}, (422, "last_on", "ends_before_start")),
        ({"first_on": "2025-12-01", "last_on": "2025-12-05"}, (409, "first_on", "not_in_post")),
        ({"leave_type": "none"}, (404, "leave_type", "unknown_leave_type")),
        ({"substitute_id": an_id("stranger")}, (404, "substitute_id", "unknown_person")),
        ({"last_on": "2027-02-28"}, (422, "last_on", "too_long")),
    ):
        assert only_error(await http.post(_url(), json=TWO_WEEKS | changes)) == expected
    stranger = await http.post(_url("nobody"), json=TWO_WEEKS)
    assert only_error(stranger) == (404, "person_id", "unknown_person")
    assert (await http.post(_url(), json=TWO_WEEKS | {"first_half": "noon"})).status_code == 422
    assert (await pool.fetchval("SELECT count(*) FROM absences"), await told(pool)) == (0, before)
    assert UUID(an_id("aigul"))
