"""Questionnaires drawn up from the desk as new editions: what was opened and answered before is never changed."""

from typing import Any

import asyncpg
import httpx
from fastapi import FastAPI

from tests.clocks import SteppingClock
from tests.integration.hr.requests import COURT
from tests.integration.hr.test_discipline_pages import browser, send
from tests.integration.hr.test_survey_pages import DESK, HERE, press, secretary
from tests.integration.hr.test_surveys import anybody, opened, tokens

__all__ = ["anybody", "browser", "secretary"]

LIST = f"{DESK}/questionnaires"
NEW = f"{LIST}/new"


def question(number: int, words: str, **more: str) -> dict[str, str]:
    said = {language: f"{words} {language}" for language in ("kk", "ru", "en")} | {"kind": "scale"} | more
    return {f"q{number}_{part}": text for part, text in said.items()}


SHEET: dict[str, str] = {
    "name_kk": "Кеңсе", "name_ru": "Канцелярия", "name_en": "The registry!", "audience": "users", "where": "here",
    "valid_from": "01.12.2026", "source": "Order 7", "act": "lay_down",
    **question(1, "Second", place="2"), **question(2, "First", place="1"), **question(4, "Say", kind="text"),
}  # fmt: skip


async def asked(http: httpx.AsyncClient, on: str = "2026-12-01") -> dict[str, Any]:
    """The questionnaires of a day, by their codes."""
    rules = (await http.get(f"/courts/{COURT}/questionnaires", params={"on": on})).json()
    return {one["code"]: one for one in rules["questionnaires"]}


async def test_a_questionnaire_is_drawn_up_looked_at_and_laid_down_for_later(
    secretary: httpx.AsyncClient, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    for wrong, field in (
        ({"valid_from": "24.11.2026"}, "valid_from"),
        ({"q2_ru": ""}, "q2_ru"),
        ({"name_kk": ""}, "name_kk"),
        ({"q4_criterion": "regard_for_people"}, "q4_criterion"),
        ({"q1_place": "first"}, "q1_place"),
        ({f"q{number}_{part}": "" for number in (1, 2, 4) for part in ("kk", "ru", "en")}, "q1_kk"),
    ):
        page = await send(secretary, NEW, SHEET | wrong)
        assert page.status_code in {409, 422}, wrong
        assert f'id="{field}-why"' in page.text, wrong
    page = await send(secretary, NEW, SHEET | {"act": "preview"})
    assert (page.status_code, "Nothing has been changed yet." in page.text) == (200, True)
    assert page.text.index("First en</legend>") < page.text.index("Second en</legend>")
    page = await send(secretary, NEW, SHEET | {"act": "more"})
    assert 'name="q7_kk"' in page.text
    assert await pool.fetchval("SELECT count(*) FROM proceedings_rules") == 0
    page = await send(secretary, NEW, SHEET)
    assert page.url.path == LIST
    assert "The registry!" in page.text
    made = (await asked(http))["the_registry"]
    assert [(one["code"], one["kind"]) for one in made["questions"]] == [
        ("first_en", "scale"), ("second_en", "scale"), ("say_en", "text"),
    ]  # fmt: skip
    assert {"judges", "court_users"} <= (await asked(http)).keys()
    assert "the_registry" not in await asked(http, "2026-11-30")
    (noted,) = await pool.fetch("SELECT about, detail FROM audit_trail WHERE action = 'questionnaires.change'")
    assert (noted["about"], "2026-12-01" in noted["detail"]) == ("the_registry", True)
    shown = await secretary.get(f"{LIST}/the_registry")
    assert "First en" in shown.text
    assert (await secretary.get(f"{LIST}/none")).status_code == 404


async def test_another_edition_changes_nothing_that_was_opened_or_answered(
    secretary: httpx.AsyncClient,
    http: httpx.AsyncClient,
    anybody: httpx.AsyncClient,
    pool: asyncpg.Pool,
    app: FastAPI,
    clock: SteppingClock,
) -> None:
    await opened(http)
    first, second = await tokens(http, 2)
    assert (await anybody.post(f"/answer/{first}", data={"q-heard": "4"})).status_code == 200
    answered = await pool.fetch("SELECT * FROM survey_answers")
    edit = f"{LIST}/court_users/edit"
    page = await secretary.get(edit)
    assert "I was listened to." in page.text
    anew = SHEET | question(1, "Heard me out", code="heard", place="1")
    assert (await send(secretary, edit, anew)).url.path == LIST
    changed = (await asked(http))["court_users"]
    assert [one["code"] for one in changed["questions"]] == ["heard", "first_en", "say_en"]
    assert changed["questions"][0]["words"]["en"] == "Heard me out en"
    assert "I was listened to." in (await anybody.get(f"/answer/{second}")).text
    assert await pool.fetch("SELECT * FROM survey_answers") == answered
    ended = {"valid_from": "02.12.2026", "where": "here", "least": "4", "days": "30", "source": "Order 8"}
    page = await send(secretary, f"{DESK}/rules", ended | {"ended-judges": "1"})
    assert (page.status_code, 'id="least-why"' in page.text) == (409, True)
    page = await send(secretary, f"{DESK}/rules", ended | {"least": "6", "ended-judges": "1", "days": "0"})
    assert 'id="days-why"' in page.text
    page = await send(secretary, f"{DESK}/rules", ended | {"least": "6", "ended-judges": "1"})
    assert page.url.path == LIST
    assert "judges" not in await asked(http, "2026-12-02")
    assert "5" in (await secretary.get(HERE)).text
    page = await press(secretary, HERE, f"{HERE}/close")
    assert "365 days after the end" in page.text  # as it was opened
