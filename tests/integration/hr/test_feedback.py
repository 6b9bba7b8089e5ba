"""Those who were at a session of training are asked by a survey, and told of where five and more have answered."""

from datetime import timedelta
from uuid import UUID

import asyncpg
import httpx
import pytest
from tarazy_hr.app.surveys.answering import close_surveys
from tarazy_hr.app.surveys.conducting import Opening, open_survey
from tarazy_hr.domain.court import Court, Trilingual
from tarazy_hr.domain.refusal import Refusal
from tarazy_shared.ids import uuid7
from tarazy_shared.sealing import unseal
from tarazy_shared.unit_of_work import Cause, Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import SURVEY_KEY, told
from tests.integration.hr.requests import COURT, a_court, an_id, only_error
from tests.integration.hr.test_selection_pages import KEYS, Browser, browser, send
from tests.integration.hr.test_surveys import ONE, USERS, anybody
from tests.integration.hr.test_surveys import send as answer

__all__ = ["anybody", "browser"]

PEOPLE = tuple(f"learner-{number}" for number in range(6))
SESSION = f"/courts/{COURT}/training-sessions/{an_id('session')}"
PAGE = f"/courts/{COURT}/desk/training/sessions/{an_id('session')}"
ONE_FEWER = """
    DELETE FROM survey_answers WHERE answer_id IN (SELECT DISTINCT ON (question) answer_id FROM survey_answers)
"""
SHEET = {"q-useful": "5", "q-clear": "4", "q-remarks": "More cases, please."}


@pytest.fixture
async def held(http: httpx.AsyncClient, clock: SteppingClock) -> None:
    """A session of the afternoon with six people in it."""
    await a_court(http, *PEOPLE)
    hour = {"starts_at": "2026-11-24T15:00:00+05:00", "ends_at": "2026-11-24T16:00:00+05:00"}
    body = {"programme": "communication", "parts": [hour], "places": 8, "venue": "Room 7", "enrol_until": "2026-11-24"}
    assert (await http.put(SESSION, json=body)).is_success
    for who in PEOPLE:
        assert (await http.put(f"/courts/{COURT}/people/{an_id(who)}/training/{an_id('session')}", json={})).is_success


async def attend(http: httpx.AsyncClient, *people: str) -> None:
    for who in people:
        entered = await http.put(f"{SESSION}/people/{an_id(who)}/attendance", json={"minutes": 60})
        assert entered.is_success, entered.text


async def test_whoever_was_there_is_asked_and_the_trainer_sees_what_five_say(
    held: None,
    http: httpx.AsyncClient,
    anybody: httpx.AsyncClient,
    browser: Browser,
    pool: asyncpg.Pool,
    work: Work,
    clock: SteppingClock,
) -> None:
    assert only_error(await http.put(f"{SESSION}/survey"))[2] == "session_not_over"
    assert (await http.get(f"{SESSION}/survey")).status_code == 404
    clock.step(timedelta(hours=6))
    await attend(http, *PEOPLE[:4])
    assert only_error(await http.put(f"{SESSION}/survey")) == (409, "session_id", "too_few_took_part")
    async with browser(KEYS.make("trainer", COURT)) as trainer:
        assert "fewer than 5 were there" in (await trainer.get(PAGE)).text
        await attend(http, PEOPLE[4])
        page = await trainer.get(PAGE)
        assert "Ask those who were there" in page.text
        for _ in range(2):
            page = await send(trainer, PAGE, {}, f"{PAGE}/ask")
        assert ("0 of 5" in page.text, "Ask those who were there" in page.text) == (True, False)
    invited = [one for one in await told(pool) if one.type == "court.survey.invited.v1"]
    assert {one.data["person_id"] for one in invited} == {an_id(who) for who in PEOPLE[:5]}
    tokens = [unseal(one.data["sealed_token"], SURVEY_KEY) for one in invited]
    for token in tokens:
        assert (await answer(anybody, token, SHEET)).status_code == 200
    assert (await answer(anybody, tokens[0], SHEET)).status_code == 404
    shown = (await http.get(f"{SESSION}/survey")).json()
    assert (shown["survey"]["answered"], shown["results"]) == (5, None)
    clock.step(timedelta(days=15))
    assert await close_surveys(work) is True
    shown = (await http.get(f"{SESSION}/survey")).json()
    survey = f"/courts/{COURT}/surveys/{shown['survey']['survey_id']}"
    assert {one["question"]: one["mean"] for one in shown["results"]["questions"]} == {
        "useful": "5.00",
        "clear": "4.00",
    }
    # It is the trainer's, not for everybody who watches.
    assert (await http.get(f"/courts/{COURT}/surveys")).json() == []
    assert only_error(await http.get(f"{survey}/results"))[2] == "of_session"
    words = (await http.get(f"{survey}/texts")).json()
    await http.post(f"{survey}/texts/{words[0]['text_id']}", json={"state": "shown"})
    async with browser(KEYS.make("trainer", COURT)) as trainer, browser(KEYS.make("observer", COURT)) as observer:
        page = await trainer.get(PAGE)
        assert ("Mean 4 of 5" in page.text, page.text.count("More cases, please.")) == (True, 1)
        assert "Mean" not in (await observer.get(PAGE)).text
        assert (await observer.get(survey.replace("/surveys/", "/desk/surveys/"))).status_code == 404
        await pool.execute(ONE_FEWER)
        page = await trainer.get(PAGE)
        assert ("at least 5 answers" in page.text, "Mean" in page.text) == (True, False)
    assert (await http.get(f"{SESSION}/survey")).json()["results"] is None


async def test_a_survey_that_cannot_invite_anybody_is_not_half_opened(
    http: httpx.AsyncClient, work: Work, pool: asyncpg.Pool
) -> None:
    await a_court(http)
    asked = {"questionnaire": "training_feedback"}
    assert only_error(await http.put(ONE, json=USERS | asked)) == (409, "questionnaire", "of_session")
    court = Court(COURT, Trilingual("к", "р", "e"))
    async with work.begin() as uow:
        today = uow.now.date()
        wanted = Opening(UUID(an_id("survey")), court, "judges", today, ())
        refused = await open_survey(uow, wanted, today, None, Cause.command(uuid7(uow.now)))
    assert isinstance(refused, Refusal)
    assert refused.code == "no_survey_key"
    assert await pool.fetchval("SELECT count(*) FROM surveys") == 0
