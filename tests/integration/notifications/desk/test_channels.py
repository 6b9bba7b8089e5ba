"""An operator pauses a channel and lets it go on."""

import httpx

from tests.integration.notifications.access.asking import sign_in
from tests.integration.notifications.court import COURT, Installation
from tests.integration.notifications.one_notice import one_notice

DESK = f"/courts/{COURT}/desk/channels"


async def test_what_is_queued_waits_while_the_channel_is_paused(
    installation: Installation, browser: httpx.AsyncClient
) -> None:
    await one_notice(installation)
    fields = {"form_token": await sign_in(browser, "operator", None)}
    page = await browser.get(DESK)
    assert page.text.count("Works") == 6
    without = await browser.post(f"{DESK}/email/pause", data=fields | {"reason": " "})
    assert without.status_code == 422
    assert "Say why" in without.text
    paused = await browser.post(f"{DESK}/email/pause", data=fields | {"reason": "Moving the mail server"})
    assert "What waits stays where it is." in paused.text
    assert "Moving the mail server" in paused.text
    await installation.send_all()
    assert installation.mails() == []
    assert "The channel goes on." in (await browser.post(f"{DESK}/email/resume", data=fields)).text
    await installation.send_all()
    assert len(installation.mails()) == 1
    assert (await browser.post(f"{DESK}/pigeon/pause", data=fields | {"reason": "x"})).status_code == 422
    noted = await installation.pool.fetch("SELECT court_id, action, about FROM audit_trail ORDER BY number")
    assert [tuple(row) for row in noted] == [("*", "channel.pause", "email")] * 2


async def test_who_has_one_court_alone_pauses_nothing(installation: Installation, browser: httpx.AsyncClient) -> None:
    await one_notice(installation)
    fields = {"form_token": await sign_in(browser, "operator"), "reason": "x"}
    page = await browser.get(DESK)
    assert "Works" in page.text
    assert "<button" not in page.text.split("<main")[1]
    assert (await browser.post(f"{DESK}/email/pause", data=fields)).status_code == 403
