"""Current facts told again: for readers that start late."""

import asyncpg
import httpx
import pytest
from tarazy_hr.app.republishing import UnknownCourtError, republish_staff
from tarazy_shared.unit_of_work import Work

from tests.integration.hr.conftest import Told, told
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, absence, an_id, person


def _told_again(facts: list[Told]) -> list[Told]:
    return [fact for fact in facts if fact.headers.get("ce_republished") == "true"]


async def test_what_stands_is_told_again_with_the_same_type_version_and_data(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work
) -> None:
    await a_court(http, "aigul", "berik")
    await http.put(a_person_url(), json=person(role="chair", specialisms=["family"]))
    await http.post(a_person_url("berik", "/separate"), json={"to_on": "2026-12-31"})
    await http.put(f"/absences/{an_id('a')}", json=absence())
    await http.put(f"/absences/{an_id('b')}", json=absence("berik"))
    await http.post(f"/absences/{an_id('b')}/cancel")
    await http.post(
        "/absences", json=absence("aigul", starts_at="2027-02-01T00:00:00Z", ends_at="2027-02-02T00:00:00Z")
    )
    before = await told(pool)
    count = await republish_staff(work, None)
    after = await told(pool)
    again = _told_again(after)
    assert count == len(again) == len(after) - len(before) == 6
    newest = {(fact.type, fact.headers["ce_subject"]): fact.data for fact in before}
    assert all(newest[fact.type, fact.headers["ce_subject"]] == fact.data for fact in again)
    assert sorted(fact.type for fact in again) == [
        "court.absence.approved.v1",
        "court.absence.cancelled.v1",
        "court.court.registered.v1",
        "court.staff.authorised.v1",
        "court.staff.separated.v1",
        "court.staff.updated.v1",
    ]
    assert again[0].type == "court.court.registered.v1"
    assert not {fact.headers["ce_id"] for fact in again} & {fact.headers["ce_id"] for fact in before}


async def test_a_suspension_that_will_end_is_told_with_both_its_days(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work
) -> None:
    await a_court(http, "aigul")
    await http.post(a_person_url(tail="/suspend"), json={"from_on": "2026-11-01"})
    await http.post(a_person_url(tail="/reinstate"), json={"from_on": "2027-01-01"})
    await republish_staff(work, COURT)
    days = [(fact.type, fact.data["from_on"]) for fact in _told_again(await told(pool))[2:]]
    assert days == [("court.staff.suspended.v1", "2026-11-01"), ("court.staff.reinstated.v1", "2027-01-01")]


async def test_one_court_alone_can_be_told_again(http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work) -> None:
    await a_court(http, "aigul")
    await http.put("/courts/another", json={"name": NAMES})
    assert await republish_staff(work, "another") == 1
    assert [fact.key for fact in _told_again(await told(pool))] == ["another"]
    with pytest.raises(UnknownCourtError, match="unknown is not registered"):
        await republish_staff(work, "unknown")
