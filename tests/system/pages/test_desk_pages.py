"""Every page of the notices' desk in a real browser, narrow as a telephone, in three languages."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from playwright.async_api import Browser
from tarazy_notifications.adapters.desk import accounts
from tarazy_notifications.adapters.links import links_of
from tarazy_notifications.domain.access.grants import Grant

from tests.integration.notifications.access.asking import KEYS
from tests.integration.notifications.access.conftest import app, routers, settings
from tests.integration.notifications.conftest import installation, mail_server, pool
from tests.integration.notifications.court import COURT, JUDGE, NOW, Installation, Matter, directory, email, party
from tests.integration.notifications.desk.test_tasks import OPEN
from tests.system.pages.browsing import CHROMIUM, served
from tests.system.pages.looking import faults_of, narrow

__all__ = ["app", "installation", "mail_server", "pool", "routers"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
LONG = "Құдайбергенова-Сейітмұратова Гүлбаршын Мұхаметқалиқызы"
NUMBER = "7599-26-00-2/3351"
TASK, DONE = UUID(int=1), UUID(int=2)
ACCOUNT = ("https://sign-on.courts.example/realms/tarazy", "0f8c1d6e-5b7a-4c39-9f0e-2c8d4a6b1e77")
GRANT = Grant(UUID(int=3), 1, "granted", *ACCOUNT, JUDGE, "listing_officer", COURT, NOW.date())


@pytest.fixture
async def matter(installation: Installation) -> Matter:
    """A hearing that was told, then moved; tasks; a channel that is paused; a role that was granted."""
    reached = party(LONG, contacts=email("a.very.long.mailbox.of.somebody.whose.name.is.long@party.test"))
    one = Matter((reached, party("ТОО «Көктем Агро»", contacts=())))
    await installation.take(*directory(), one.registered(number=NUMBER), one.scheduled())
    await installation.send_all()
    installation.clock.step(timedelta(hours=1))
    await installation.take(one.rescheduled())
    now, due_at = installation.clock(), installation.clock() + timedelta(hours=3)
    for task_id, who, reason in ((TASK, reached.party_id, "smtp_552"), (DONE, one.parties[1].party_id, None)):
        kind = "no_proof" if reason else "cannot_be_told"
        await installation.pool.execute(OPEN, task_id, COURT, kind, one.hearing_id, who, due_at, now, reason)
    await installation.pool.execute(
        "UPDATE tasks SET state = 'done', done_at = $2, done_by = 'x', note_code = 'registered_letter'"
        " WHERE task_id = $1",
        DONE,
        now,
    )
    await installation.pool.execute(
        "INSERT INTO channel_pauses VALUES ($1, 'sms', $2, 'key operator * -', 'Переезд шлюза оператора')", uuid4(), now
    )
    async with installation.pool.acquire() as connection:
        await accounts.record(connection, GRANT, now)
    return one


@pytest.fixture
async def address(app: FastAPI, matter: Matter) -> AsyncIterator[str]:
    async with served(app) as address:
        yield address


async def test_every_page_of_the_desk_can_be_read_and_worked_with_by_everybody(
    browser: Browser, address: str, installation: Installation, matter: Matter
) -> None:
    notices = await installation.pool.fetch("SELECT notice_id FROM notices ORDER BY place")
    sent, waiting = notices[0]["notice_id"], notices[-1]["notice_id"]
    desk, reached = f"{address}/courts/{COURT}/desk", matter.parties[0].party_id
    async with narrow(browser) as context:
        page = await context.new_page()
        await page.goto(f"{address}/sign-in")
        await page.fill("#key", KEYS.make("clerk"))
        await page.click("button.primary")
        pages = (
            *(f"{desk}/tasks{leaf}" for leaf in ("", "?show=done", f"/{TASK}?error=not_open", f"/{DONE}")),
            *(f"{desk}/notices{leaf}" for leaf in ("?q=3351", "?q=%D2%9B%D2%B1%D0%B4", "?q=nothing")),
            f"{desk}/notices/hearings/{matter.hearing_id}",
            f"{desk}/notices/people/{reached}",
            *(f"{desk}/notices/{one}" for one in (f"{sent}?error=too_late", f"{waiting}/cancel")),
        )
        found = await faults_of(context, pages)
    async with narrow(browser) as context:
        page = await context.new_page()
        await page.goto(f"{address}/sign-in")
        await page.fill("#key", KEYS.make("operator", None))
        await page.click("button.primary")
        access = [f"{desk}/access{leaf}" for leaf in ("?done=granted", "/grant", f"/{GRANT.grant_id}/end")]
        found += await faults_of(context, [f"{desk}/channels", f"{desk}/notices/{waiting}", *access])
    assert "\n".join(found) == ""


async def test_the_pages_on_which_people_choose_can_be_read_and_worked_with_by_everybody(
    browser: Browser, address: str, installation: Installation, matter: Matter
) -> None:
    links = links_of(settings())
    assert links is not None
    rows = await installation.pool.fetch(
        "UPDATE notices SET optional = true, topic = 'training_offered' WHERE recipient_id = $1 AND subject_version = 1"
        " RETURNING notice_id, queued_at",
        JUDGE,
    )
    token = {purpose: links.token(purpose, *rows[0]) for purpose in ("preferences", "unsubscribe")}
    async with narrow(browser) as context:
        page = await context.new_page()
        await page.goto(f"{address}/preferences/{token['preferences']}?lang=en")
        assert await page.locator("input[type=checkbox]").count() > 1
        await page.focus("#zone")
        await page.keyboard.type("Nowhere")
        await page.keyboard.press("Enter")
        await page.locator("#zone-why").wait_for()
        found = await faults_of(
            context,
            [
                f"{address}/preferences/{token['preferences']}?saved=1",
                f"{address}/unsubscribe/{token['unsubscribe']}",
            ],
        )
    async with narrow(browser) as context:
        page = await context.new_page()
        await page.goto(f"{address}/sign-in")
        await page.fill("#key", KEYS.make("judge", COURT, JUDGE))
        await page.click("button.primary")
        found += await faults_of(context, [f"{address}/courts/{COURT}/desk/preferences"])
    assert "\n".join(found) == ""
