"""What may come in at the edges: nobody without the token, and nothing that brings the service down."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from tarazy_hr.adapters import idempotency
from tarazy_hr.main import forget_old_answers
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, a_court, a_person_url, absence, an_id, only_error, person

JSON = {"Content-Type": "application/json"}
QUESTIONS = ("/preview", "/what-if")
"""How addresses end that are posted to and change nothing."""
SHOWN_ONCE = ("/surveys/{survey_id}/tokens",)
"""The same where the answer is kept nowhere, so that it cannot be given again."""
PUBLIC = {("GET", "/courts"), ("GET", "/courts/{court_id}"), ("GET", "/training-certificates/{certificate_code}")}


async def test_every_route_but_the_public_ones_needs_the_token(app: FastAPI, http: httpx.AsyncClient) -> None:
    schema = app.openapi()
    routes = [(method.upper(), path) for path, methods in schema["paths"].items() for method in methods]
    assert len(routes) > 20
    for method, path in routes:
        url = path.replace("{court_id}", COURT).replace("{decision}", "approve").replace("{category}", "x")
        url = url.replace("{specialism}", "x").replace("{", "").replace("}", "")
        for name in ("person_id", "post_id", "absence_id", "interest_id"):
            url = url.replace(name, an_id(name))
        answer = await http.request(method, url, headers={"Authorization": "Bearer wrong"})
        assert (answer.status_code == 401) is ((method, path) not in PUBLIC), (method, path, answer.status_code)


async def test_every_command_says_that_it_takes_an_idempotency_key(app: FastAPI) -> None:
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            assert operation["description"], (method, path)
            if method in {"put", "post"} and not path.endswith(QUESTIONS + SHOWN_ONCE):
                assert "idempotency-key" in {each["name"] for each in operation["parameters"]}, (method, path)


async def test_the_description_names_operations_and_shows_bodies_and_problems(app: FastAPI) -> None:
    schema = app.openapi()
    operations = [operation for methods in schema["paths"].values() for operation in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert {"get_person", "request_absence", "decide_absence", "import_file"} <= set(names)
    for operation in operations:
        for status, response in operation["responses"].items():
            if status >= "400":
                assert set(response["content"]) == {"application/problem+json"}, (operation["operationId"], status)
        for body in operation.get("requestBody", {}).get("content", {}).values():
            shown = str(body)
            for name, part in schema["components"]["schemas"].items():
                shown += str(part) if f"/{name}'" in str(body) else ""
            assert "example" in shown, operation["operationId"]


@pytest.mark.parametrize("query", ["known_at=5", "known_at=2026-03-02T09:00:00", "on=5", "on=02.03.2026"])
async def test_days_and_instants_in_a_query_are_spelled_as_in_the_contract(http: httpx.AsyncClient, query: str) -> None:
    await a_court(http, "aigul")
    field = query.partition("=")[0]
    assert only_error(await http.get(f"/courts/{COURT}/people?{query}"))[:2] == (422, field)


@pytest.mark.parametrize(
    "body",
    [
        person(specialisms=["a\x00b"]),
        person(name="a\ud800b"),
        person(full_time_share=1e-400),
        person(full_time_share="NaN"),
        person(from_on="0000-01-01"),
        person(working_pattern={}),
        person(working_pattern={"mon": []}),
        {},
        [],
        None,
    ],
)
async def test_a_wrong_person_is_refused_never_an_error(http: httpx.AsyncClient, body: Any) -> None:
    await a_court(http)
    response = await http.put(a_person_url(), content=json.dumps(body), headers=JSON)
    assert response.status_code == 422, response.text


async def test_the_ends_of_the_calendar_are_lawful_days(http: httpx.AsyncClient) -> None:
    await a_court(http)
    lifelong = person(from_on="0001-01-01", to_on="9999-12-31", specialisms=["family"])
    assert (await http.put(a_person_url(), json=lifelong)).status_code == 200
    end = a_person_url(tail="/authorisations/family/end")
    assert (await http.post(end, json={"to_on": "9999-12-31"})).status_code == 200
    assert (await http.put(a_person_url(), json=lifelong)).json()["changed"] is False
    for_ever = {"first_on": "0001-01-01", "last_on": "9999-12-31"}
    wanted = {"court_id": COURT, "person_id": an_id("aigul"), "kind": "other"}
    asked = await http.post("/absences", json=wanted | for_ever)
    assert asked.status_code == 201, asked.text
    assert (await http.post(f"/absences/{asked.json()['absence_id']}/approve")).status_code == 200
    assert len((await http.get("/absences")).json()) == 1


async def test_codes_in_addresses_are_checked(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul")
    for code in ("%00", "%20", "x" * 501):
        url = a_person_url(tail=f"/authorisations/{code}")
        assert (await http.put(url, json={"from_on": "2026-12-01"})).status_code == 422
    assert (await http.put("/courts/No", json={})).status_code == 422


async def test_surrogates_in_a_file_are_named_not_echoed(http: httpx.AsyncClient) -> None:
    await a_court(http)
    rows = [
        person(person_id=an_id("a"), name="\ud800"),
        person(person_id=an_id("b"), court_id="\ud800"),
        person(person_id=an_id("c"), working_pattern={"\ud800": ["am"]}),
    ]
    refused = await http.post(f"/courts/{COURT}/import", content=json.dumps({"people": rows}), headers=JSON)
    assert refused.status_code == 422
    assert [error["row"] for error in refused.json()["errors"]] == [1, 2, 3]


async def test_the_database_refuses_overlapping_approved_absences_by_itself(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    """Whoever writes around the rules meets the constraint."""
    await a_court(http, "aigul")
    await http.put(f"/absences/{an_id('a')}", json=absence())
    columns = "version, what, court_id, person_id, kind, starts_at, ends_at, note, recorded_at"
    copied = f"INSERT INTO absences (absence_id, {columns}) SELECT $1, {columns} FROM absences"  # noqa: S608
    with pytest.raises(asyncpg.ExclusionViolationError):
        await pool.execute(copied, an_id("b"))


async def test_what_the_database_refuses_is_answered_as_a_conflict(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    """Somebody fills the post around the lock: the command is refused whole, and nothing is told."""
    await a_court(http)
    await http.put(f"/courts/{COURT}/posts/{an_id('chair')}", json={"exclusive": True})
    intruder = "INSERT INTO post_holdings VALUES ($1, $2, $3, 1, '[2026-05-01,)', true)"
    await pool.execute(intruder, COURT, an_id("chair"), an_id("berik"))
    before = await told(pool)
    refused = await http.put(a_person_url(), json=person(post_id=an_id("chair")))
    assert only_error(refused) == (409, "post_id", "post_taken")
    rows = [person("c", person_id=an_id("c"), post_id=an_id("chair"))]
    imported = await http.post(f"/courts/{COURT}/import", json={"people": rows})
    assert only_error(imported) == (409, "post_id", "post_taken")
    assert await told(pool) == before
    assert (await http.get(f"/courts/{COURT}/people")).json() == []


async def test_two_courts_that_use_one_id_at_once_are_told_apart(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    """Each court has its own lock, so only the database sees that both enter the same absence."""
    courts = (COURT, "another")
    for court in courts:
        await http.put(f"/courts/{court}", json={"name": {"kk": "a", "ru": "b", "en": "c"}})
        await http.put(f"/courts/{court}/people/{an_id('aigul')}", json=person())
    for name in map(str, range(10)):
        requests = [http.put(f"/absences/{an_id(name)}", json=absence(court_id=court)) for court in courts]
        answers = await asyncio.gather(*requests)
        assert sorted(answer.status_code for answer in answers) == [200, 409], [answer.text for answer in answers]
        refused = next(answer for answer in answers if answer.status_code == 409)
        assert only_error(refused) == (409, "absence_id", "id_taken")
        await http.post(f"/absences/{an_id(name)}/cancel")


async def test_answers_are_forgotten_after_a_week(
    http: httpx.AsyncClient, work: Work, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    await a_court(http)
    await http.put(a_person_url(), json=person(), headers={"Idempotency-Key": "k"})
    clock.step(timedelta(days=6))
    await forget_old_answers(work)
    assert await pool.fetchval("SELECT count(*) FROM idempotency_keys") == 1
    clock.step(timedelta(days=2))
    await forget_old_answers(work)
    assert await pool.fetchval("SELECT count(*) FROM idempotency_keys") == 0
    assert idempotency.KEPT.days == 7


async def test_courts_do_not_wait_for_each_other(http: httpx.AsyncClient, work: Work) -> None:
    """One court's lock is held; another court's command goes through."""
    await a_court(http)
    async with work.begin() as uow:
        await uow.connection.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('tarazy hr court ' || $1, 0))", COURT
        )
        async with asyncio.timeout(5):
            assert (
                await http.put("/courts/another", json={"name": {"kk": "a", "ru": "b", "en": "c"}})
            ).status_code == 200
