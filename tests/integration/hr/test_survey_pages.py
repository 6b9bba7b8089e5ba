"""The desk of surveys: opened, watched, ended, told of large groups alone; words told after they were read."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from tarazy_hr.app.surveys.erasing import erase_texts
from tarazy_hr.app.surveys.looping import measure_surveys, survey_texts_waiting
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, NAMES, a_court, an_id
from tests.integration.hr.test_discipline_pages import KEYS, Browser, browser, send
from tests.integration.hr.test_surveys import HELD, ONE, OTHER, anybody, opened, tokens
from tests.integration.hr.test_surveys import send as answer

__all__ = ["anybody", "browser"]

DESK = f"/courts/{COURT}/desk/surveys"
HERE = f"{DESK}/{an_id('survey')}"
OPENING = {"questionnaire": "judges", "closes_on": "30.11.2026", f"courts-{COURT}": "1", "survey_id": an_id("survey")}


@pytest.fixture
async def secretary(browser: Browser, http: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    await a_court(http, "aigul", "berik")
    async with browser("secretary", an_id("secretary")) as client:
        yield client


async def press(client: httpx.AsyncClient, page: str, leaf: str, **form: Any) -> httpx.Response:
    """Send a form of a page to its address."""
    shown = await client.get(page)
    token = shown.text.split('name="form_token" value="')[1].split('"')[0]
    return await client.post(leaf, data={"form_token": token, **form})


async def closed_with_words(http: httpx.AsyncClient, anybody: httpx.AsyncClient, words: int = 1) -> None:
    """Six answers of this court, four of another one that was asked too."""
    assert (await http.put(f"/courts/{OTHER}", json={"name": NAMES, "region": "Алматы"})).status_code == 200
    await opened(http, courts=[COURT, OTHER])
    for number, token in enumerate(await tokens(http, 6)):
        said = {"q-remarks": f"Remark {number}."} if number < words else {}
        await answer(anybody, token, {"q-heard": "4", "q-respect": "5"} | said)
    elsewhere = await http.post(f"{ONE}/tokens", json={"number": 4, "court_id": OTHER})
    for token in elsewhere.json():
        await answer(anybody, token, {"q-heard": "1", "q-respect": "1"})
    assert (await http.post(f"{ONE}/close")).json() == {"changed": True}


async def test_a_survey_is_opened_watched_and_closed_from_the_desk(
    secretary: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    for wrong, field in (({"closes_on": "32.11.2026"}, "closes_on"), ({"closes_on": "01.11.2026"}, "closes_on")):
        page = await send(secretary, f"{DESK}/open", OPENING | wrong)
        assert page.status_code in {409, 422}
        assert f'id="{field}-why"' in page.text
    page = await send(secretary, f"{DESK}/open", OPENING | {"questionnaire": "none"})
    assert 'id="questionnaire-why"' in page.text
    assert await pool.fetchval("SELECT count(*) FROM surveys") == 0
    for _ in range(2):  # sent twice: one survey
        page = await send(secretary, f"{DESK}/open", OPENING)
        assert page.url.path == HERE
    other = await send(secretary, f"{DESK}/open", OPENING | {"closes_on": "01.12.2026"})
    assert (other.status_code, "The survey is open" in other.text) == (409, False)  # gone back to the form, changed it
    assert await pool.fetchval("SELECT count(*) FROM surveys") == 1
    invited = [one for one in await told(pool) if one.type == "court.survey.invited.v1"]
    assert len(invited) == 2
    page = await secretary.get(HERE)
    assert "Nothing is told while it runs." in page.text
    assert "Nothing of it can ever be told." in page.text  # of two
    assert "2 addresses have not been used." in page.text
    page = await press(secretary, HERE, f"{HERE}/remind")
    assert "The reminder is on its way." in page.text
    again = await press(secretary, HERE, f"{HERE}/remind")
    assert "A reminder has left today: the next one can leave tomorrow." in again.text
    assert [one.type for one in await told(pool)].count("court.survey.reminded.v1") == 1
    page = await press(secretary, HERE, f"{HERE}/close")
    assert "The survey is closed" in page.text
    assert "This group is not shown." in page.text
    listed = await secretary.get(DESK)
    assert "0 of 2" in listed.text
    noted = await pool.fetch("SELECT action, detail FROM audit_trail WHERE about = $1", an_id("survey"))
    assert len(noted) == 3  # opened, reminded, closed: what changed nothing is no deed


async def test_addresses_are_shown_once_and_take_one_answer(
    secretary: httpx.AsyncClient, http: httpx.AsyncClient, anybody: httpx.AsyncClient
) -> None:
    await opened(http)
    for number in ("0", "501", "many"):
        page = await press(secretary, HERE, f"{HERE}/tokens", number=number)
        assert page.status_code == 422
        assert 'id="number-why"' in page.text
    # The secretary of one court hands nothing out for another.
    assert (await press(secretary, HERE, f"{HERE}/tokens", number="2", court_id=OTHER)).status_code == 403
    key = {"Authorization": f"Bearer {KEYS.make('secretary', COURT)}"}
    asked = await http.post(f"{ONE}/tokens", json={"number": 2, "court_id": OTHER}, headers=key)
    assert asked.status_code == 403
    page = await press(secretary, HERE, f"{HERE}/tokens", number="2")
    found = re.findall(r"/answer/([\w-]{43})", page.text)
    assert len(found) == 2
    assert found[0] not in (await secretary.get(HERE)).text
    assert (await answer(anybody, found[0])).status_code == 200
    again = await answer(anybody, found[0], {"q-heard": "1"})
    assert again.status_code == 404
    assert "The first answer stands" in again.text
    assert "1 of 2" in (await secretary.get(DESK)).text


async def test_results_are_shown_of_groups_of_five_and_nothing_combines_to_fewer(
    secretary: httpx.AsyncClient,
    http: httpx.AsyncClient,
    anybody: httpx.AsyncClient,
    browser: Browser,
    pool: asyncpg.Pool,
) -> None:
    await closed_with_words(http, anybody)
    async with browser("observer", an_id("observer")) as observer:
        page = await observer.get(HERE)
        assert (page.status_code, "Mean 2.8 of 5" in page.text) == (200, True)
        assert 'aria-label="1: 4 answers; 2: 0 answers; 3: 0 answers; 4: 6 answers; 5: 0 answers"' in page.text
        assert page.text.count("(not shown)") == 3  # both courts, and the region of one
        assert "The first" not in page.text
        for small in (
            {"region": "Алматы"},
            {"of_court": OTHER},
            {"of_court": COURT},
            {"region": "Алматы", "of_court": OTHER},
            {"region": "x"},
        ):
            refused = await observer.get(HERE, params=small)
            assert (refused.status_code, "docs/evaluation.md" in refused.text) == (409, True), small
            assert "Mean" not in refused.text
        assert (await observer.get(f"{HERE}/words")).status_code == 403
        assert (await observer.get(f"{DESK}/open")).status_code == 403


async def test_words_are_told_once_let_through_which_can_be_undone_and_erased_when_their_time_is_over(
    secretary: httpx.AsyncClient,
    http: httpx.AsyncClient,
    anybody: httpx.AsyncClient,
    browser: Browser,
    pool: asyncpg.Pool,
    work: Work,
    clock: SteppingClock,
) -> None:
    await closed_with_words(http, anybody, words=2)
    words = f"{HERE}/words"
    page = await secretary.get(words)
    ids = re.findall(r'id="text-([0-9a-f-]{36})"', page.text)
    assert len(ids) == 2
    assert "Remark" not in (await secretary.get(HERE)).text
    page = await press(secretary, words, f"{words}/{ids[0]}", state="withheld", **{"from": "waiting"})
    assert (page.status_code, f'id="reason-{ids[0]}-why"' in page.text) == (422, True)
    await press(secretary, words, f"{words}/{ids[0]}", state="withheld", reason="insult", **{"from": "waiting"})
    page = await press(secretary, words, f"{words}/{ids[1]}", state="shown", **{"from": "waiting"})
    assert "It is told from now on." in page.text
    shown = (await secretary.get(HERE)).text
    assert shown.count("Remark") == 1
    assert "It insults somebody" in (await secretary.get(f"{words}?state=withheld")).text
    page = await press(secretary, words, f"{words}/{ids[1]}", state="waiting", **{"from": "shown"})
    assert "It is to be read again." in page.text
    assert "Remark" not in (await secretary.get(HERE)).text
    unknown = await press(secretary, words, f"{words}/{an_id('nothing')}", state="shown")
    assert unknown.status_code == 409
    rows = await pool.fetch("SELECT detail FROM audit_trail WHERE detail::text LIKE '%\"text\"%' ORDER BY number")
    assert [re.findall(r'"state":"(\w+)"', row["detail"].replace(" ", "")) for row in rows] == [
        ["withheld"], ["shown"], ["waiting"],
    ]  # fmt: skip
    assert "Remark" not in "".join(row["detail"] for row in rows)
    await measure_surveys(work)
    assert survey_texts_waiting._value.get() == 1
    clock.step(timedelta(days=365))
    assert await erase_texts(work) is False
    assert await pool.fetchval("SELECT count(*) FROM survey_texts") == 2  # the last day on which they are kept
    clock.step(timedelta(days=1))
    for _ in range(2):
        await erase_texts(work)
    assert await pool.fetchval("SELECT count(*) FROM survey_texts") == 0
    assert await pool.fetchval("SELECT count(*) FROM survey_answers") == 20
    noted = await pool.fetch("SELECT subject, about, detail FROM audit_trail WHERE action = 'survey.erase'")
    assert [(row["about"], row["detail"]) for row in noted] == [(an_id("survey"), '{"texts":2}')]
    (shown,) = (await http.get(f"/courts/{COURT}/surveys")).json()
    assert (shown["texts_erased_on"], shown["texts_kept_days"]) == ("2027-11-25", 365)
    async with browser("secretary", an_id("secretary")) as later:
        page = await later.get(HERE)
    assert "Answers in words were erased on 25 November 2027" in page.text
    assert "Mean 2.8 of 5" in page.text


async def test_a_survey_for_an_evaluation_is_run_from_the_desk_and_never_by_the_judge_it_is_about(
    secretary: httpx.AsyncClient, http: httpx.AsyncClient, anybody: httpx.AsyncClient, browser: Browser
) -> None:
    of = {"judge": an_id("aigul"), "kind": "on_request", "from_on": "2026-02-01", "to_on": "2026-11-01"}
    evaluation = an_id("evaluation")
    panel = [an_id(f"evaluator {number}") for number in range(3)]
    assert (await http.put(f"/courts/{COURT}/evaluations/{evaluation}", json=of | {"panel": panel})).is_success
    page = await secretary.get(f"/courts/{COURT}/desk/evaluation/{evaluation}")
    assert f"/surveys/open?evaluation={evaluation}" in page.text
    page = await secretary.get(f"{DESK}/open", params={"evaluation": evaluation})
    assert f'<option value="{evaluation}" selected>' in page.text
    asked = OPENING | {"questionnaire": "court_users", "evaluation": evaluation}
    page = await send(secretary, f"{DESK}/open", asked | {"evaluation": an_id("none")})
    assert 'id="evaluation-why"' in page.text
    assert (await send(secretary, f"{DESK}/open", asked)).url.path == HERE
    # A judge who is the secretary as well has nothing to do with the survey about themselves.
    async with browser("secretary", an_id("aigul")) as judge:
        assert an_id("survey") not in (await judge.get(DESK)).text
        assert (await judge.get(HERE)).status_code == 403
        assert evaluation not in (await judge.get(f"{DESK}/open")).text
        for leaf in ("tokens", "hearings", "remind", "close", "take-over"):
            assert (await press(judge, f"{DESK}/open", f"{HERE}/{leaf}", number="5")).status_code == 403, leaf
        key = {"Authorization": f"Bearer {KEYS.make('secretary', COURT, UUID(an_id('aigul')))}"}
        assert (await http.post(f"{ONE}/tokens", json={"number": 5}, headers=key)).status_code == 403
        other = ONE.replace(an_id("survey"), an_id("another"))
        about = {"questionnaire": "court_users", "closes_on": "2026-11-30", "evaluation_id": evaluation}
        assert (await http.put(other, json=about, headers=key)).status_code == 403
    early = await press(secretary, HERE, f"{HERE}/take-over", criterion="regard_for_people")
    assert early.status_code == 409
    for token in await tokens(http, 5):
        await answer(anybody, token)
    page = await press(secretary, HERE, f"{HERE}/close")
    assert ("told in the evaluation alone" in page.text, "Mean" in page.text) == (True, False)
    assert (await press(secretary, HERE, f"{HERE}/take-over", criterion="none")).status_code == 409
    taken = await press(secretary, HERE, f"{HERE}/take-over", criterion="regard_for_people")
    assert "The evaluation has it." in taken.text
    assert (await secretary.get(f"{HERE}/words")).status_code == 409


async def test_court_users_are_asked_by_mail_after_the_hearings_of_some_days(
    secretary: httpx.AsyncClient, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    assert (await http.put(f"/courts/{OTHER}", json={"name": NAMES})).status_code == 200
    await opened(http, courts=[COURT, OTHER])
    at = datetime(2026, 11, 10, 5, tzinfo=UTC)
    # The secretary of one court conducts nothing in another, though the survey is held there too.
    await pool.execute(HELD, UUID(an_id("elsewhere")), OTHER, UUID(an_id("aigul")), "held", at, False, 3)
    await pool.execute(HELD, UUID(an_id("one")), COURT, UUID(an_id("aigul")), "held", at, False, 3)
    assert f"{HERE}/remind" not in (await secretary.get(HERE)).text
    assert 'name="to_on" type="text" value="24.11.2026"' in (await secretary.get(HERE)).text
    none = await press(secretary, HERE, f"{HERE}/hearings", from_on="yesterday", to_on="")
    assert none.status_code == 422
    turned = await press(secretary, HERE, f"{HERE}/hearings", from_on="11.11.2026", to_on="10.11.2026")
    assert turned.status_code == 409
    for days, done in ((("01.11.2026", "09.11.2026"), "nobody"), (("10.11.2026", "10.11.2026"), "asked")):
        from_on, to_on = days
        asked = await press(secretary, HERE, f"{HERE}/hearings", from_on=from_on, to_on=to_on)
        assert str(asked.url).endswith(f"done={done}")
    assert [one.type for one in await told(pool)].count("court.survey.offered.v1") == 1
    assert f"{HERE}/remind" in (await secretary.get(HERE)).text
