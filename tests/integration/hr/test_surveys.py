"""Surveys on a real database: answered once, told of large groups alone, and linked to nobody anywhere."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from tarazy_hr.app.surveys.answering import close_surveys
from tarazy_hr.app.surveys.conducting import hash_of
from tarazy_hr.app.surveys.looping import measure_surveys, survey_tokens
from tarazy_shared.sealing import NotSealedError, seal, unseal
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import SURVEY_KEY, told
from tests.integration.hr.requests import COURT, NAMES, a_court, an_id, only_error

OTHER = "kz-almaty-2"
ONE = f"/courts/{COURT}/surveys/{an_id('survey')}"
USERS = {"questionnaire": "court_users", "closes_on": "2026-11-30"}
SHEET = {"q-heard": "4", "q-respect": "5"}


async def opened(http: httpx.AsyncClient, address: str = ONE, **changes: Any) -> None:
    answer = await http.put(address, json=USERS | changes)
    assert answer.status_code == 200, answer.text


async def tokens(http: httpx.AsyncClient, number: int, address: str = ONE) -> list[str]:
    answer = await http.post(f"{address}/tokens", json={"number": number})
    assert answer.status_code == 200, answer.text
    made: list[str] = answer.json()
    return made


@pytest.fixture
async def anybody(app: FastAPI) -> httpx.AsyncClient:
    """A telephone: no account, no session."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hr", headers={"accept-language": "en"}
    )


async def send(anybody: httpx.AsyncClient, token: str, sheet: dict[str, str] = SHEET) -> httpx.Response:
    return await anybody.post(f"/answer/{token}", data=sheet)


async def results(http: httpx.AsyncClient, **query: str) -> httpx.Response:
    return await http.get(f"{ONE}/results", params=query)


async def test_a_token_is_used_once_and_the_second_is_told_so(
    http: httpx.AsyncClient, anybody: httpx.AsyncClient, work: Work
) -> None:
    await a_court(http)
    await opened(http)
    token, _ = await tokens(http, 2)
    page = await anybody.get(f"/answer/{token}")
    assert "I was listened to." in page.text
    assert "<script" not in page.text
    assert "Меня внимательно выслушали." in (await anybody.get(f"/answer/{token}?lang=ru")).text
    for wrong, why in (({}, "Answer one question"), ({"q-heard": "9"}, "1"), ({"q-heard": "x"}, "1")):
        answer = await send(anybody, token, wrong)
        assert answer.status_code == 422
        assert why in answer.text
    assert (await send(anybody, token)).status_code == 200
    again = await send(anybody, token, {"q-heard": "1"})
    assert again.status_code == 404
    assert "The first answer stands" in again.text
    (shown,) = (await http.get(f"/courts/{COURT}/surveys")).json()
    assert (shown["invited"], shown["answered"]) == (2, 1)
    await measure_surveys(work)
    assert survey_tokens.labels("users", "used")._value.get() == 1


async def test_results_come_after_the_end_and_of_groups_of_five(
    http: httpx.AsyncClient, anybody: httpx.AsyncClient, work: Work, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    await a_court(http)
    assert (await http.put(f"/courts/{OTHER}", json={"name": NAMES, "region": "Алматы"})).status_code == 200
    await opened(http)
    for token in await tokens(http, 6):
        await send(anybody, token, SHEET | {"q-remarks": "Aigul was kind."})
    left = (await tokens(http, 1))[0]
    # four of another court: they would be known by what is left
    for _ in range(4):
        await pool.execute(
            "INSERT INTO survey_answers (survey_id, region, court_id, question, value)"
            " VALUES ($1, 'Алматы', $2, 'heard', 1)", UUID(an_id("survey")), OTHER,
        )  # fmt: skip
    assert only_error(await results(http)) == (409, "survey_id", "survey_runs")
    assert await close_surveys(work) is False
    clock.step(timedelta(days=7))
    assert (await send(anybody, left)).status_code == 409
    assert await close_surveys(work) is True
    assert (await told(pool))[-1].type == "court.survey.closed.v1"
    assert (await send(anybody, left)).status_code == 404
    shown = (await results(http)).json()
    by_code = {one["question"]: one for one in shown["questions"]}
    assert (by_code["heard"]["answers"], by_code["respect"]["mean"]) == (10, "5.00")
    for small in ({"region": "Алматы"}, {"of_court": OTHER}, {"region": "Алматы", "of_court": OTHER}, {"region": "x"}):
        assert only_error(await results(http, **small))[2] == "group_too_small"
    assert shown["texts"] == {}
    words = (await http.get(f"{ONE}/texts")).json()
    assert {one["state"] for one in words} == {"waiting"}
    await http.post(f"{ONE}/texts/{words[0]['text_id']}", json={"state": "shown"})
    await http.post(f"{ONE}/texts/{words[1]['text_id']}", json={"state": "withheld"})
    assert (await results(http)).json()["texts"] == {"remarks": ["Aigul was kind."]}


async def test_nothing_links_an_answer_to_a_person(
    http: httpx.AsyncClient,
    anybody: httpx.AsyncClient,
    pool: asyncpg.Pool,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Every table, every event, every line of the log: searched for the token, its hash, and who answered what."""
    caplog.set_level(logging.WARNING, logger="httpx")  # the browser's own log, which knows where it went
    await a_court(http, "aigul", "berik")
    await opened(http, questionnaire="judges")
    events = [one for one in await told(pool) if one.type == "court.survey.invited.v1"]
    given = {one.data["person_id"]: unseal(one.data["sealed_token"], SURVEY_KEY) for one in events}
    assert given.keys() == {an_id("aigul"), an_id("berik")}
    token, written = given[an_id("aigul")], "I decide without pressure, mostly."
    with pytest.raises(NotSealedError):
        unseal(events[0].data["sealed_token"], "another key")
    sheet = {"q-independence": "4", "q-workload": "2", "q-remarks": written}
    before = await everything(pool)
    assert (await send(anybody, token, sheet)).status_code == 200
    after = await everything(pool)
    for table, rows in after.items():
        for row in rows:
            assert token not in row, table
            assert hash_of(token) not in row, table
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"surveys", "survey_tokens", "survey_answers", "survey_texts"}
    for table in ("survey_answers", "survey_texts"):
        columns = {row["column_name"]: row["data_type"] for row in await pool.fetch(COLUMNS, table)}
        assert not any("time" in kind or kind == "date" for kind in columns.values())
        assert not {"person_id", "sheet_id", "number", "sha256"} & columns.keys()
        for row in after[table]:
            assert an_id("aigul") not in row
    logged = capsys.readouterr()
    assert not any(secret in text for secret in (token, written) for text in (logged.out, logged.err, caplog.text))


COLUMNS = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $1"


async def everything(pool: asyncpg.Pool) -> dict[str, list[str]]:
    """Each row of each table, as text."""
    names = await pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    found = {}
    for name in (row["tablename"] for row in names):
        rows = await pool.fetch(f'SELECT to_jsonb(known)::text AS row FROM "{name}" AS known')  # noqa: S608
        found[name] = sorted(row["row"] for row in rows)
    return found


async def test_whoever_has_not_answered_is_reminded_by_nobody_knowing_who(
    http: httpx.AsyncClient, anybody: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await a_court(http, "aigul", "berik")
    await opened(http, questionnaire="judges")
    events = [one for one in await told(pool) if one.type == "court.survey.invited.v1"]
    first, second = (unseal(one.data["sealed_token"], SURVEY_KEY) for one in events)
    await send(anybody, first, {"q-workload": "3"})
    assert (await http.post(f"{ONE}/remind")).json() == {"unused": 1}
    reminded = (await told(pool))[-1]
    assert (reminded.type, reminded.data["unused"]) == ("court.survey.reminded.v1", [hash_of(second)])
    assert "person_id" not in reminded.data
    assert only_error(await http.post(f"{ONE}/tokens", json={"number": 1}))[2] == "tokens_by_mail"
    assert (await http.post(f"{ONE}/close")).json() == {"changed": True}
    closed = (await told(pool))[-1]
    assert (closed.type, closed.data["closes_on"]) == ("court.survey.closed.v1", "2026-11-30")


HELD = """
    INSERT INTO hearing_facts (
        hearing_id, court_id, case_id, version, status, told_at, judges, people, outcome, started_at, confidential,
        attendees
    )
    VALUES ($1, $2, gen_random_uuid(), 2, 'recorded', now(), ARRAY[$3::uuid], '{}', $4, $5, $6, $7)
"""


async def test_court_users_are_asked_by_mail_by_their_hearing_and_hr_knows_how_many_they_are(
    http: httpx.AsyncClient, anybody: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await a_court(http, "aigul")
    judge, other = UUID(an_id("aigul")), UUID(an_id("berik"))
    at = datetime(2026, 11, 10, 5, tzinfo=UTC)
    for name, who, outcome, day, is_closed, attendees in (
        ("one", judge, "held", at, False, 3),
        ("of another judge", other, "held", at, None, 2),
        ("closed", judge, "held", at, True, 4),
        ("adjourned", judge, "adjourned", at, False, 4),
        ("before", judge, "held", at - timedelta(days=2), False, 4),
        ("told before it was kept", judge, "held", at, False, None),
    ):
        await pool.execute(HELD, UUID(an_id(name)), COURT, who, outcome, day, is_closed, attendees)
    await opened(http)
    on_that_day = {"from_on": "2026-11-10", "to_on": "2026-11-10"}
    assert (await http.post(f"{ONE}/hearings", json=on_that_day)).json() == {"hearings": 2, "tokens": 5}
    assert (await http.post(f"{ONE}/hearings", json=on_that_day)).json() == {"hearings": 0, "tokens": 0}
    offered = {one.data["hearing_id"]: one.data for one in await told(pool) if one.type == "court.survey.offered.v1"}
    assert {name: len(offered[an_id(name)]["sealed_tokens"]) for name in ("one", "of another judge")} == {
        "one": 3,
        "of another judge": 2,
    }
    token = unseal(offered[an_id("one")]["sealed_tokens"][0], SURVEY_KEY)
    assert (await send(anybody, token)).status_code == 200
    assert (await http.post(f"{ONE}/remind")).json() == {"unused": 4}
    reminded = (await told(pool))[-1]
    assert reminded.type == "court.survey.reminded.v1"
    assert hash_of(token) not in reminded.data["unused"]
    assert (await http.post(f"{ONE}/close")).json() == {"changed": True}
    assert await pool.fetchval("SELECT count(*) FROM survey_hearings") == 0
    assert only_error(await http.post(f"{ONE}/hearings", json=on_that_day))[2] == "survey_closed"


async def test_for_an_evaluation_whoever_was_at_the_judge_is_asked_alone(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await a_court(http, "aigul")
    for name, who in (("one", "aigul"), ("of another judge", "berik")):
        at = datetime(2026, 11, 10, 5, tzinfo=UTC)
        await pool.execute(HELD, UUID(an_id(name)), COURT, UUID(an_id(who)), "held", at, False, 2)
    of = {"judge": an_id("aigul"), "kind": "on_request", "from_on": "2026-02-01", "to_on": "2026-11-01"}
    panel = [an_id(f"evaluator {number}") for number in range(3)]
    evaluation = f"/courts/{COURT}/evaluations/{an_id('evaluation')}"
    assert (await http.put(evaluation, json=of | {"panel": panel})).status_code == 200
    await opened(http, evaluation_id=an_id("evaluation"))
    november = {"from_on": "2026-11-01", "to_on": "2026-11-30"}
    assert (await http.post(f"{ONE}/hearings", json=november)).json() == {"hearings": 1, "tokens": 2}
    wrong = {"from_on": "2026-11-30", "to_on": "2026-11-01"}
    assert only_error(await http.post(f"{ONE}/hearings", json=wrong)) == (422, "to_on", "ends_before_start")
    of_judges = f"/courts/{COURT}/surveys/{an_id('of judges')}"
    await opened(http, of_judges, questionnaire="judges")
    assert only_error(await http.post(f"{of_judges}/hearings", json=november))[2] == "tokens_by_mail"


async def test_a_survey_for_an_evaluation_is_told_of_in_it_alone(
    http: httpx.AsyncClient, anybody: httpx.AsyncClient
) -> None:
    await a_court(http, "aigul")
    evaluation = f"/courts/{COURT}/evaluations/{an_id('evaluation')}"
    panel = [an_id(f"evaluator {number}") for number in range(3)]
    of = {"judge": an_id("aigul"), "kind": "on_request", "from_on": "2026-02-01", "to_on": "2026-11-01"}
    assert (await http.put(evaluation, json=of | {"panel": panel})).status_code == 200
    await opened(http, evaluation_id=an_id("evaluation"))
    for token in await tokens(http, 5):
        await send(anybody, token)
    take = {"survey_id": an_id("survey"), "criterion": "regard_for_people"}
    assert only_error(await http.post(f"{evaluation}/surveys", json=take))[2] == "survey_runs"
    assert (await http.post(f"{ONE}/close")).json() == {"changed": True}
    assert (await http.post(f"{ONE}/close")).json() == {"changed": False}
    assert only_error(await results(http))[2] == "of_evaluation"
    assert (await http.get(f"/courts/{COURT}/surveys")).json() == []
    taken = await http.post(f"{evaluation}/surveys", json=take)
    assert taken.json()["facts"] == ["survey_taken"]


async def test_what_is_wrong_is_named(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul")
    assert only_error(await http.put(ONE, json=USERS | {"questionnaire": "x"})) == (
        404,
        "questionnaire",
        "unknown_questionnaire",
    )
    assert only_error(await http.put(ONE, json=USERS | {"closes_on": "2026-01-01"}))[2] == "survey_closes_before"
    assert only_error(await http.put(ONE, json=USERS | {"courts": ["kz-none"]})) == (404, "courts", "unknown_court")
    await opened(http)
    assert only_error(await http.put(ONE, json=USERS | {"closes_on": "2026-12-01"})) == (
        409,
        "survey_id",
        "opened_otherwise",
    )
    assert (await http.put(f"/courts/{OTHER}", json={"name": NAMES})).status_code == 200
    elsewhere = await http.post(f"{ONE}/tokens", json={"number": 1, "court_id": OTHER})
    assert only_error(elsewhere) == (404, "court_id", "unknown_court")
    rules = (await http.get(f"/courts/{COURT}/questionnaires")).json()
    few = await http.put(f"/courts/{COURT}/questionnaires/2027-01-01", json=rules | {"least": 4})
    assert only_error(few) == (422, "least", "group_too_small")
    assert (await http.get(f"/courts/{COURT}/surveys/{an_id('none')}/results")).status_code == 404


def test_what_is_sealed_is_opened_with_the_same_key_alone() -> None:
    assert unseal(seal("text", "key"), "key") == "text"
    with pytest.raises(NotSealedError):
        unseal("text", "key")
