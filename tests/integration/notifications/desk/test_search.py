"""A clerk looks for who was told what."""

import json
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from tests.integration.notifications.access.asking import form_token, sign_in
from tests.integration.notifications.court import COURT, Installation, Matter, directory, email, party

DESK = f"/courts/{COURT}/desk/notices"


@pytest.fixture
async def matter(installation: Installation) -> Matter:
    """A hearing that was listed, told and moved; one party's name is hostile."""
    one = Matter(
        (party("Громова Людмила", contacts=email("gromova@party.test")), party("<b>Eve</b>\u202eEve", contacts=()))
    )
    await installation.take(*directory(), one.registered(number="7599-26-00-2/3351"), one.scheduled())
    await installation.send_all()
    installation.clock.step(timedelta(hours=1))
    await installation.take(one.rescheduled())
    return one


async def found(browser: httpx.AsyncClient, text: str) -> httpx.Response:
    return await browser.get(DESK, params={"q": text})


async def test_a_case_is_found_by_the_beginning_and_the_end_of_its_number(
    matter: Matter, browser: httpx.AsyncClient
) -> None:
    await sign_in(browser, "clerk")
    for text in ("7599-26", "2/3351", "7599-26-00-2/3351", " 2/3351 "):
        assert f"/hearings/{matter.hearing_id}" in (await found(browser, text)).text
    for text in ("3351/2", "%", "7599_26", "\\", "26-00"):
        assert "Nothing is found" in (await found(browser, text)).text


async def test_somebody_is_found_by_the_beginnings_of_their_names(matter: Matter, browser: httpx.AsyncClient) -> None:
    await sign_in(browser, "clerk")
    person = f"/people/{matter.parties[0].party_id}"
    for text in ("громова", "ГРОМ", "Людмила Гром", "людм гром"):
        page = (await found(browser, text)).text
        assert person in page
        assert "7599-26-00-2/3351" in page
    for text in ("ромова", "Громова Анна", "'", "громова:* & !x"):
        assert person not in (await found(browser, text)).text
    hostile = (await found(browser, "eve")).text
    assert "<b>Eve</b>" not in hostile
    assert "&lt;b&gt;Eve" in hostile
    staff = (await found(browser, "akhmetova")).text
    assert "/people/" in staff


async def test_an_id_leads_straight_to_what_it_is_of(
    installation: Installation, matter: Matter, browser: httpx.AsyncClient
) -> None:
    await sign_in(browser, "clerk")
    notice_id = await installation.pool.fetchval("SELECT notice_id FROM notices ORDER BY place LIMIT 1")
    for about, path in (
        (matter.hearing_id, f"hearings/{matter.hearing_id}"),
        (matter.case_id, f"cases/{matter.case_id}"),
        (matter.parties[0].party_id, f"people/{matter.parties[0].party_id}"),
        (notice_id, str(notice_id)),
    ):
        page = await found(browser, str(about))
        assert (page.status_code, page.url.path) == (200, f"{DESK}/{path}")
    assert "Nothing is found" in (await found(browser, str(uuid4()))).text
    assert (await browser.get(f"{DESK}/{uuid4()}")).status_code == 404
    assert (await browser.get(f"{DESK}/hearings/{uuid4()}")).status_code == 404
    assert (await browser.get(f"{DESK}/people/{uuid4()}")).status_code == 404
    assert (await browser.get(f"{DESK}/cases/{uuid4()}")).status_code == 404


async def test_pages_of_many(installation: Installation, browser: httpx.AsyncClient) -> None:
    many = Matter(tuple(party(f"Many {number:02}", contacts=()) for number in range(30)))
    await installation.take(*directory(), many.registered())
    await sign_in(browser, "clerk")
    first = await found(browser, "many")
    assert first.text.count("/people/") == 25
    assert "people=1" in first.text
    second = await browser.get(DESK, params={"q": "many", "people": "1"})
    assert second.text.count("/people/") == 5
    assert "people=2" not in second.text
    assert (await browser.get(DESK, params={"q": "many", "people": "x"})).text.count("/people/") == 25


async def test_a_moved_hearing_on_one_time_line(matter: Matter, browser: httpx.AsyncClient) -> None:
    await sign_in(browser, "clerk")
    page = (await browser.get(f"{DESK}/hearings/{matter.hearing_id}")).text
    line = page.split('<ol class="timeline')[1]
    assert line.index("(version 1)") < line.index("sent; nothing has come back") < line.index("(version 2)")
    assert "E-mail, hearing moved: waits to be sent" in line
    person = (await browser.get(f"{DESK}/people/{matter.parties[0].party_id}")).text
    assert "E-mail, hearing listed: sent" in person
    for language in ("kk", "ru"):
        assert (await browser.get(f"{DESK}/hearings/{matter.hearing_id}", params={"lang": language})).status_code == 200


async def test_reading_is_noted_and_the_text_is_shown_to_who_asks_for_it(
    installation: Installation, matter: Matter, browser: httpx.AsyncClient
) -> None:
    token = await sign_in(browser, "clerk")
    notice_id = str(
        await installation.pool.fetchval("SELECT notice_id FROM notices WHERE name LIKE 'Гром%' ORDER BY place LIMIT 1")
    )
    await browser.get(f"{DESK}/people/{matter.parties[0].party_id}")
    plain = await browser.get(f"{DESK}/{notice_id}")
    assert "Show the text" in plain.text
    assert "<pre>" not in plain.text
    shown = await browser.post(f"{DESK}/{notice_id}/text", data={"form_token": form_token(plain.text)})
    assert "<pre>" in shown.text
    assert "Громова Людмила" in shown.text.split("<pre>")[1]
    assert "These very words were handed over." in shown.text
    waiting = await installation.pool.fetchval("SELECT notice_id FROM notices ORDER BY place DESC LIMIT 1")
    not_yet = await browser.post(f"{DESK}/{waiting}/text", data={"form_token": token})
    assert "Nothing has left yet" in not_yet.text
    assert (await browser.post(f"{DESK}/{notice_id}/text", data={"form_token": "another"})).status_code == 403
    assert (await browser.post(f"{DESK}/{uuid4()}/text", data={"form_token": token})).status_code == 404
    rows = await installation.pool.fetch("SELECT action, about, detail FROM audit_trail ORDER BY number")
    assert [(row["action"], row["about"], json.loads(row["detail"])) for row in rows[:2]] == [
        ("notice.read", str(matter.parties[0].party_id), {"files": 1}),
        ("notice.text", notice_id, {}),
    ]


async def test_an_operator_sees_states_and_no_texts(
    installation: Installation, matter: Matter, browser: httpx.AsyncClient
) -> None:
    token = await sign_in(browser, "operator", None)
    notice_id = await installation.pool.fetchval("SELECT notice_id FROM notices ORDER BY place LIMIT 1")
    assert (await browser.get(f"{DESK}/{notice_id}")).status_code == 200
    assert (await browser.post(f"{DESK}/{notice_id}/text", data={"form_token": token})).status_code == 403


async def test_what_is_of_another_court_is_not_found(matter: Matter, browser: httpx.AsyncClient) -> None:
    await sign_in(browser, "clerk", "kz-other")
    assert (await found(browser, "2/3351")).status_code == 403
