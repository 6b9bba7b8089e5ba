"""Courts and people over HTTP: what is recorded, what is told, what is refused."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from tarazy_hr.app.coming_appointments import tell_who_has_come
from tarazy_hr.app.republishing import republish_staff
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, an_id, only_error, person


async def test_a_court_is_told_once_and_again_only_on_a_change(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    body: dict[str, Any] = {"name": NAMES, "level": "district", "email": "kense@court.test"}
    first = await http.put(f"/courts/{COURT}", json=body)
    assert first.json()["changed"] is True
    again = await http.put(f"/courts/{COURT}", json=body)
    assert (again.status_code, again.json()) == (200, {"changed": False, "facts": []})
    await http.put(f"/courts/{COURT}", json=body | {"phone": "+7 727 000 00 00"})
    facts = await told(pool)
    assert [(fact.type, fact.data["version"]) for fact in facts] == [
        ("court.court.registered.v1", 1),
        ("court.court.updated.v1", 2),
    ]
    assert facts[0].key == COURT
    assert facts[0].headers["ce_subject"] == COURT
    assert facts[0].data["zone"] == "Asia/Almaty"


async def test_the_courts_are_public_and_the_people_are_not(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul")
    anonymous = {"Authorization": ""}
    shown = await http.get(f"/courts/{COURT}", headers=anonymous)
    assert shown.json()["name"] == NAMES
    assert [court["court_id"] for court in (await http.get("/courts", headers=anonymous)).json()] == [COURT]
    for refused in (
        await http.get(f"/courts/{COURT}/people", headers=anonymous),
        await http.put(f"/courts/{COURT}", json={"name": NAMES}, headers=anonymous),
        await http.get("/absences", headers=anonymous),
        await http.post(f"/courts/{COURT}/import", json={}, headers=anonymous),
    ):
        assert refused.status_code == 401


async def test_an_appointment_is_told_with_everything_that_was_said(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await a_court(http)
    body = person(working_pattern={"tue": ["am"], "mon": ["pm", "am"]}, full_time_share=0.75, order_number="12-к")
    await http.put(a_person_url(), json=body | {"specialisms": ["juvenile"]})
    court, appointed, authorised = await told(pool)
    assert (court.type, appointed.type, authorised.type) == (
        "court.court.registered.v1",
        "court.staff.appointed.v1",
        "court.staff.authorised.v1",
    )
    assert appointed.data == body | {
        "court_id": COURT,
        "person_id": an_id("aigul"),
        "version": 1,
        "working_pattern": {"mon": ["am", "pm"], "tue": ["am"]},
    }
    assert authorised.data == {
        "court_id": COURT,
        "person_id": an_id("aigul"),
        "specialism": "juvenile",
        "from_on": "2026-01-05",
    }
    assert appointed.headers["ce_causationid"] == authorised.headers["ce_causationid"]


async def test_a_person_is_separated_and_appointed_again_without_using_a_version_twice(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    assert (await http.post(a_person_url(tail="/separate"), json={"to_on": "2026-12-31"})).json()["changed"]
    assert not (await http.put(a_person_url(), json=person())).json()["changed"]
    assert only_error(await http.put(a_person_url(), json=person(role="chair"))) == (409, "from_on", "separated")
    await http.put(a_person_url(), json=person(from_on="2027-02-01"))
    clock.step(timedelta(days=40))
    await tell_who_has_come(work)
    staff = [fact for fact in await told(pool) if fact.type.startswith("court.staff.")]
    assert [(fact.type.split(".")[2], fact.data["version"], fact.data.get("to_on")) for fact in staff] == [
        ("appointed", 1, None),
        ("separated", 2, "2026-12-31"),
        ("appointed", 3, None),
    ]
    in_december = (await http.get(f"/courts/{COURT}/people?on=2026-12-31")).json()
    assert [(each["version"], each["to_on"]) for each in in_december] == [(2, "2026-12-31")]
    assert (await http.get(f"/courts/{COURT}/people?on=2027-01-15")).json() == []
    assert [each["version"] for each in (await http.get(f"/courts/{COURT}/people")).json()] == [3]


async def test_a_new_appointment_is_told_when_the_one_before_is_over(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    """Readers know one appointment of a person: told in November, the next would take December's hearings away."""
    await http.put(f"/courts/{COURT}", json={"name": NAMES})
    await http.put(a_person_url(), json=person(to_on="2026-12-31"))
    entered = await http.put(a_person_url(), json=person(from_on="2027-02-01"))
    assert entered.json()["facts"] == [{"what": "appointed", "version": 2, "event": None}]
    changed = await http.put(a_person_url(), json=person(from_on="2027-02-01", role="chair"))
    assert changed.json()["facts"] == [{"what": "updated", "version": 3, "event": None}]
    await republish_staff(work, COURT)
    await tell_who_has_come(work)
    assert await _appointments_told(pool) == [("appointed", 1, "2026-12-31"), ("appointed", 1, "2026-12-31")]
    clock.step(timedelta(days=38))  # 1 January at the court
    await asyncio.gather(tell_who_has_come(work), tell_who_has_come(work))
    await tell_who_has_come(work)
    await republish_staff(work, COURT)
    assert (await _appointments_told(pool))[2:] == [("updated", 3, None), ("updated", 3, None)]


async def _appointments_told(pool: asyncpg.Pool) -> list[tuple[str, int, str | None]]:
    facts = [fact for fact in await told(pool) if fact.type.startswith("court.staff.")]
    return [(fact.type.split(".")[2], fact.data["version"], fact.data.get("to_on")) for fact in facts]


async def test_what_was_believed_on_a_day_stays_readable(http: httpx.AsyncClient, clock: SteppingClock) -> None:
    await a_court(http, "aigul")
    before = clock.now
    clock.step(timedelta(days=1))
    await http.put(a_person_url(), json=person(name="Ахметова Айгүл Серікқызы"))
    (then,) = (await http.get(f"/courts/{COURT}/people", params={"known_at": before.isoformat()})).json()
    (now,) = (await http.get(f"/courts/{COURT}/people")).json()
    assert (then["name"], now["name"]) == ("Ахметова Айгүл", "Ахметова Айгүл Серікқызы")
    history = (await http.get(a_person_url(tail="/history"))).json()
    assert [(each["what"], each["superseded_at"] is None) for each in history] == [
        ("appointed", False),
        ("updated", True),
    ]
    assert history[0]["superseded_at"] == history[1]["recorded_at"]


async def test_one_person_is_found_with_everything_that_stands(http: httpx.AsyncClient, clock: SteppingClock) -> None:
    await a_court(http, "aigul")
    before = clock.now
    clock.step(timedelta(days=1))
    await http.put(a_person_url(tail="/authorisations/juvenile"), json={"from_on": "2026-12-01"})
    await http.post(a_person_url(tail="/suspend"), json={"from_on": "2026-12-07"})
    person = (await http.get(a_person_url())).json()
    assert [each["specialism"] for each in person["authorisations"]] == ["juvenile"]
    assert person["suspensions"] == [{"from_on": "2026-12-07", "back_on": None}]
    assert [person] == (await http.get(f"/courts/{COURT}/people")).json()
    then = (await http.get(a_person_url(), params={"known_at": before.isoformat()})).json()
    assert then["suspensions"] == []
    assert only_error(await http.get(a_person_url("nobody"))) == (404, "person_id", "unknown_person")


async def test_people_stand_in_the_order_of_their_names(http: httpx.AsyncClient) -> None:
    await a_court(http)
    for number, name in enumerate(["Яна", "Қайрат", "Ілияс", "Кенже", "Әсем", "Асель"]):
        assert (await http.put(a_person_url(str(number)), json=person(name=name))).json()["changed"]
    names = [each["name"] for each in (await http.get(f"/courts/{COURT}/people")).json()]
    assert names == ["Асель", "Әсем", "Кенже", "Қайрат", "Ілияс", "Яна"]


async def test_authorisations_suspensions_and_interests_are_told(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http, "aigul")
    interest = f"/courts/{COURT}/interests/{an_id('shares')}"
    commands: list[tuple[str, str, dict[str, Any], str]] = [
        ("PUT", a_person_url(tail="/authorisations/family"), {"from_on": "2026-12-01"}, "court.staff.authorised.v1"),
        (
            "POST",
            a_person_url(tail="/authorisations/family/end"),
            {"to_on": "2027-01-31"},
            "court.staff.authorisation_ended.v1",
        ),
        ("POST", a_person_url(tail="/suspend"), {"from_on": "2026-12-01"}, "court.staff.suspended.v1"),
        ("POST", a_person_url(tail="/reinstate"), {"from_on": "2027-01-01"}, "court.staff.reinstated.v1"),
        ("PUT", interest, {"person_id": an_id("aigul"), "against": "ТОО «Береке»"}, "court.interest.declared.v1"),
        ("POST", f"{interest}/end", {"to_on": "2027-01-31"}, "court.interest.ended.v1"),
        (
            "PUT",
            f"/courts/{COURT}/norms/civil.family",
            {"weight_minutes": 240, "valid_from": "2026-01-01"},
            "court.norm.changed.v1",
        ),
    ]
    for method, url, body, event in commands:
        first = await http.request(method, url, json=body)
        assert first.status_code == 200, first.text
        assert [fact["event"] for fact in first.json()["facts"]] == [event]
        assert (await http.request(method, url, json=body)).json()["changed"] is False
    facts = (await told(pool))[2:]
    assert [fact.type for fact in facts] == [event for _, _, _, event in commands]
    assert facts[1].data["to_on"] == facts[5].data["to_on"] == "2027-01-31"
    assert (facts[2].data["from_on"], facts[3].data["from_on"]) == ("2026-12-01", "2027-01-01")
    assert [fact.headers["ce_subject"] for fact in facts] == [an_id("aigul")] * 6 + [COURT]
    (shown,) = (await http.get(f"/courts/{COURT}/people")).json()
    assert shown["authorisations"] == [{"specialism": "family", "from_on": "2026-12-01", "to_on": "2027-01-31"}]
    assert shown["suspensions"] == [{"from_on": "2026-12-01", "back_on": "2027-01-01"}]
    assert (await http.get(f"/courts/{COURT}/norms")).json()[0]["weight_minutes"] == 240
    assert (await http.get(f"/courts/{COURT}/interests")).json()[0]["to_on"] == "2027-01-31"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"from_on": "2026-13-01"}, "from_on"),
        ({"post_id": "7"}, "post_id"),
        ({"name": "   "}, "name"),
        ({"name": "Айгүл\x00"}, None),
        ({"contacts": [{"channel": "email", "address": "nobody"}]}, "contacts[0].address"),
        ({"working_pattern": {"monday": ["am"]}}, None),
        ({"full_time_share": 0}, "full_time_share"),
    ],
)
async def test_a_wrong_field_is_named(http: httpx.AsyncClient, changes: dict[str, Any], field: str | None) -> None:
    await a_court(http)
    response = await http.put(a_person_url(), json=person(**changes))
    assert response.status_code == 422
    if field is not None:
        assert [error["field"] for error in response.json()["errors"]] == [field]
    assert (await http.get(f"/courts/{COURT}/people")).json() == []


async def test_refusals_speak_the_language_of_whoever_asks(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    url = a_person_url()
    russian = await http.put(url, json=person(), headers={"Accept-Language": "ru"})
    assert only_error(russian) == (404, "court_id", "unknown_court")
    assert russian.json()["errors"][0]["reason"] == f"Суд {COURT} не зарегистрирован."
    assert await told(pool) == []


async def test_an_exclusive_post_has_one_holder(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http)
    await http.put(f"/courts/{COURT}/posts/{an_id('chair')}", json={"number": "1", "exclusive": True})
    await http.put(a_person_url("aigul"), json=person("aigul", post_id=an_id("chair")))
    second = await http.put(a_person_url("berik"), json=person("berik", post_id=an_id("chair")))
    assert only_error(second) == (409, "post_id", "post_held")
    with pytest.raises(asyncpg.ExclusionViolationError):
        await pool.execute(
            "INSERT INTO post_holdings VALUES ($1, $2, $3, 1, '[2026-05-01,)', true)",
            COURT,
            an_id("chair"),
            an_id("berik"),
        )


@pytest.mark.parametrize("statement", ["DELETE FROM appointments", "UPDATE appointments SET name = 'nobody'"])
async def test_the_database_keeps_the_history(http: httpx.AsyncClient, pool: asyncpg.Pool, statement: str) -> None:
    await a_court(http, "aigul")
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="keeps its history"):
        await pool.execute(statement)


async def test_two_equal_requests_at_once_have_one_effect(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http)
    answers = await asyncio.gather(*(http.put(a_person_url(), json=person()) for _ in range(6)))
    assert sorted(answer.json()["changed"] for answer in answers) == [False] * 5 + [True]
    assert [fact.type for fact in await told(pool)].count("court.staff.appointed.v1") == 1


async def test_the_same_key_gives_the_same_answer_and_one_effect(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http)
    key = {"Idempotency-Key": "order 12"}
    answers = await asyncio.gather(*(http.put(a_person_url(), json=person(), headers=key) for _ in range(2)))
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["changed"] is True
    assert len(await told(pool)) == 2
    other = await http.put(a_person_url(), json=person(role="chair"), headers=key)
    assert only_error(other) == (422, "Idempotency-Key", "key_reused")


async def test_a_refused_command_does_not_use_up_its_key(http: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": "early"}
    assert (await http.put(a_person_url(), json=person(), headers=key)).status_code == 404
    await a_court(http)
    assert (await http.put(a_person_url(), json=person(), headers=key)).json()["changed"] is True
