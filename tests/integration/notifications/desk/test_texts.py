"""Whoever looks after notices reads what they say before anybody gets them."""

from html import unescape
from uuid import uuid4

import httpx

from tests.integration.notifications.access.asking import sign_in
from tests.integration.notifications.court import COURT, Installation, Matter, court, directory, email, party

DESK = f"/courts/{COURT}/desk/texts"


async def test_a_clerk_looks_at_texts_of_invented_and_of_real_hearings(
    installation: Installation, browser: httpx.AsyncClient
) -> None:
    one = Matter((party("Громова Людмила", contacts=email("gromova@party.test")),))
    address = {"kk": "Абай даңғылы, 7", "ru": "проспект Абая, 7", "en": "7 Abay Avenue"}
    await installation.take(*directory(), court(2, address=address), one.registered(), one.scheduled())
    await sign_in(browser, "clerk")
    page = unescape((await browser.get(DESK)).text)
    assert "Суд № 1" in page
    assert "Вы вызываетесь в суд в качестве ответчика" in page
    message = {"channel": "sms", "language": "kk", "role": "party", "event": "hearing_scheduled"}
    page = unescape((await browser.get(DESK, params=message)).text)
    assert "Сіз сотқа шақырыласыз" in page
    assert "UCS-2" in page
    real = {"hearing": str(one.hearing_id), "language": "ru"}
    page = unescape((await browser.get(DESK, params=real)).text)
    assert "2-15/2026" in page
    assert "проспект Абая, 7" in page
    assert "Громова" not in page, "the reader is invented"
    for hearing in (str(uuid4()), "x"):
        assert "no such hearing" in (await browser.get(DESK, params={"hearing": hearing})).text
    assert "no such hearing" in (await browser.get(DESK, params=real | {"event": "leave_decided"})).text


async def test_a_letter_is_shown_where_nothing_can_run(installation: Installation, browser: httpx.AsyncClient) -> None:
    await installation.take(*directory())
    await sign_in(browser, "clerk")
    letter = await browser.get(f"{DESK}/letter", params={"event": "hearing_rescheduled", "language": "en"})
    assert letter.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "What has changed" in letter.text
    assert (await browser.get(f"{DESK}/letter", params={"channel": "sms"})).status_code == 404
