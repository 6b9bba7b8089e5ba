"""Choosing how one is told: by the link of a mail, at the desk, by one click of a mail program."""

import re
from datetime import timedelta

import httpx
import pytest
from tarazy_notifications.adapters.channels.email.gateway import EmailGateway
from tarazy_notifications.adapters.links import Links, links_of
from tarazy_notifications.adapters.mail import MailBuilder

from tests.integration.notifications.access.asking import KEYS, form_token
from tests.integration.notifications.access.conftest import settings
from tests.integration.notifications.court import COURT, FIRST_SITTING, JUDGE, Installation, Matter, directory, party

UNTOUCHED = {"quiet": "court", "language": "", "zone": ""}


@pytest.fixture
def links() -> Links:
    made = links_of(settings())
    assert made is not None
    return made


@pytest.fixture
async def matter(installation: Installation, links: Links) -> Matter:
    """A hearing that everybody has been told of, with links in their mails."""
    gateway = installation.lane.gateways["email"]
    assert isinstance(gateway, EmailGateway)
    builder = MailBuilder("notices@tarazy.test", links=links)
    installation.lane.gateways["email"] = EmailGateway(builder, gateway.connection)  # type: ignore[index]
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    return one


def link_to(installation: Installation, address: str) -> str:
    """The path of the link in the newest mail to an address."""
    mail = [one for one in installation.server.accepted if address in one["To"]][-1]
    plain = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    text = plain.get_payload(decode=True)
    assert isinstance(text, bytes)
    found = re.search(r"https://notices\.court\.test(/preferences/\S+)", text.decode())
    assert found is not None
    return found[1]


async def test_by_the_link_of_a_mail_somebody_chooses_their_language(
    installation: Installation, browser: httpx.AsyncClient, matter: Matter
) -> None:
    link = link_to(installation, "anna@party.test")
    page = await browser.get(link)
    assert page.status_code == 200
    assert "anna@party.test" in page.text
    assert "the law wants everybody concerned to be told" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text
    saved = await browser.post(link, data=UNTOUCHED | {"language": "kk"})
    assert "Your choices are kept" in saved.text
    await installation.take(matter.rescheduled(FIRST_SITTING + timedelta(days=1)))
    await installation.send_all()
    assert [one for one in installation.server.accepted if "anna" in one["To"]][-1]["Content-Language"] == "kk"
    (noted,) = await installation.pool.fetch("SELECT subject, action, about FROM audit_trail")
    assert tuple(noted) == ("link", "preference.own", str(matter.parties[0].party_id))


async def test_what_is_wrong_is_said_and_nothing_is_kept(
    installation: Installation, browser: httpx.AsyncClient, matter: Matter
) -> None:
    link = link_to(installation, "anna@party.test")
    page = await browser.post(link, data=UNTOUCHED | {"zone": "Nowhere", "language": "kk"})
    assert page.status_code == 422
    assert 'value="Nowhere"' in page.text
    assert await installation.pool.fetchval("SELECT count(*) FROM preferences") == 0


async def test_a_link_ends_when_the_address_is_another_or_its_time_is_over(
    installation: Installation, browser: httpx.AsyncClient, matter: Matter
) -> None:
    link = link_to(installation, "anna@party.test")
    moved = matter.parties[0].model_copy(update={"contacts": party("other").contacts})
    await installation.take(matter.updated(2, parties=(moved,)))
    for answer in (await browser.get(link), await browser.post(link, data=UNTOUCHED | {"language": "kk"})):
        assert answer.status_code == 410
    judges = link_to(installation, "ospanov@court.test")
    installation.clock.now += timedelta(days=91)
    assert (await browser.get(judges)).status_code == 410
    assert (await browser.get("/preferences/nonsense")).status_code == 410


async def test_only_what_is_optional_can_be_unsubscribed_and_looking_changes_nothing(
    installation: Installation, browser: httpx.AsyncClient, matter: Matter
) -> None:
    assert all(one["List-Unsubscribe"] is None for one in installation.server.accepted)
    installation.clock.now = FIRST_SITTING - timedelta(days=1)
    await installation.reminding.step()
    await installation.send_all()
    offered = {one["To"]: one["List-Unsubscribe"] for one in installation.server.accepted if one["List-Unsubscribe"]}
    assert {"ospanov" in to or "kim" in to for to in offered} == {True}
    assert len(offered) == 2
    header = next(value for to, value in offered.items() if "ospanov" in to)
    path = header.removeprefix("<https://notices.court.test").rstrip(">")
    page = await browser.get(path)
    assert page.status_code == 200
    assert await installation.pool.fetchval("SELECT count(*) FROM preferences") == 0
    for _ in range(2):
        answer = await browser.post(path, data={"List-Unsubscribe": "One-Click"}, headers={"accept": "*/*"})
        assert answer.status_code == 200
    found = await installation.pool.fetch("SELECT recipient_id, entered_by, choices FROM preferences")
    assert [(row["recipient_id"], row["entered_by"]) for row in found] == [(JUDGE, "unsubscribe")]
    assert '"hearing_reminder_*"' in found[0]["choices"]


async def test_what_was_optional_and_is_mandatory_now_cannot_be_muted(
    installation: Installation, browser: httpx.AsyncClient, matter: Matter, links: Links
) -> None:
    (mandatory,) = await installation.pool.fetch("SELECT notice_id, queued_at FROM notices LIMIT 1")
    path = f"/unsubscribe/{links.token('unsubscribe', mandatory['notice_id'], mandatory['queued_at'])}"
    assert (await browser.post(path)).status_code == 410
    assert await installation.pool.fetchval("SELECT count(*) FROM preferences") == 0


async def test_at_the_desk_people_choose_about_themselves(
    installation: Installation, browser: httpx.AsyncClient, matter: Matter
) -> None:
    await browser.post("/sign-in", data={"key": KEYS.make("judge", COURT, JUDGE)})
    path = f"/courts/{COURT}/desk/preferences"
    page = await browser.get(path)
    assert page.status_code == 200
    assert 'name="mute-reminders-email"' in page.text
    assert 'name="mute-hearings-email"' not in page.text
    sent = UNTOUCHED | {"mute-reminders-email": "1", "mute-hearings-email": "1", "digest": "", "digest_at": ""}
    saved = await browser.post(path, data=sent | {"form_token": form_token(page.text)})
    assert "Your choices are kept" in saved.text
    (row,) = await installation.pool.fetch("SELECT recipient_id, choices FROM preferences")
    assert row["recipient_id"] == JUDGE
    assert "hearing_scheduled" not in row["choices"]
    assert (await browser.post(path, data=sent)).status_code == 403


async def test_what_is_kept_of_a_mail_does_not_open_the_page(installation: Installation, matter: Matter) -> None:
    rows = await installation.pool.fetch("SELECT * FROM notice_words")
    assert rows
    assert all("/preferences/" not in str(dict(row)) for row in rows)
