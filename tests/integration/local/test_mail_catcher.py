"""The mail catcher as programs and people use it: real SMTP in, HTTP out."""

import asyncio
import base64
import smtplib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
from tarazy_local import ports
from tarazy_local.catcher.behaviour import Behaviour, Mode, Script, Step
from tarazy_local.catcher.mailbox import Mailbox
from tarazy_local.catcher.server import make_app
from tarazy_local.catcher.smtp import smtp_server
from tarazy_shared.pages.extraction import faults_of

NOW = datetime(2026, 12, 1, 5, 41, 7, 250_000, tzinfo=UTC)
HEARING = "0190aaaa-0000-7000-8000-000000000001"


def calendar(day: int, *, method: str, sequence: int) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//test//EN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{HEARING}@sarybel.tarazy",
        f"SEQUENCE:{sequence}",
        "DTSTAMP:20261201T054107Z",
        f"DTSTART;TZID=Asia/Almaty:202612{day:02}T100000",
        f"DTEND;TZID=Asia/Almaty:202612{day:02}T110000",
        "SUMMARY:Алдын ала сот отырысы",
        "LOCATION:№1 зал",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(lines) + "\r\n"


def mail(subject: str, *, to: str = "gromova.l@mail.example", version: int = 0, day: int = 3) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Сарыбел аудандық соты <kense@sarybel.court.example>"
    message["To"] = to
    message["Subject"] = subject
    message.set_content("Құрметті Л. О. Громова!\n\nРастаңыз: https://court.example/n/1.\n<b>мәтін</b>\n")
    message["Content-Language"] = "kk"
    if version:
        message["Tarazy-Hearing-Id"] = HEARING
        message["Tarazy-Hearing-Version"] = str(version)
        entry = calendar(day, method="REQUEST", sequence=version - 1)
        message.add_alternative(entry, subtype="calendar", params={"method": "REQUEST"})
    return message


class Catcher:
    """A running catcher and how to talk to it."""

    def __init__(self, port: int, script: Script, client: httpx.AsyncClient) -> None:
        self.port, self.script, self.client = port, script, client

    async def send(self, message: EmailMessage) -> None:
        def hand_over() -> None:
            with smtplib.SMTP("127.0.0.1", self.port, timeout=5) as smtp:
                smtp.send_message(message)

        await asyncio.to_thread(hand_over)

    async def ids(self) -> list[int]:
        return [each["id"] for each in (await self.client.get("/messages")).json()]


@asynccontextmanager
async def catching(file: Path) -> AsyncIterator[Catcher]:
    port = ports.choose(("smtp",), {})["smtp"]
    mailbox, script = Mailbox(file), Script()
    transport = httpx.ASGITransport(make_app(mailbox, script))
    async with (
        smtp_server("127.0.0.1", port, mailbox=mailbox, script=script, clock=lambda: NOW),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client,
    ):
        yield Catcher(port, script, client)
    mailbox.close()


@pytest.fixture
async def catcher(tmp_path: Path) -> AsyncIterator[Catcher]:
    async with catching(tmp_path / "mails.sqlite") as running:
        yield running


async def test_mail_is_given_with_its_envelope_and_as_it_was_sent(catcher: Catcher) -> None:
    await catcher.send(mail("Сот отырысы"))
    (found,) = (await catcher.client.get("/messages")).json()
    assert set(found) == {"id", "at", "from", "to", "raw"}
    assert found["at"] == "2026-12-01T05:41:07.250Z"
    assert (found["from"], found["to"]) == ("kense@sarybel.court.example", ["gromova.l@mail.example"])
    assert b"Content-Language: kk" in base64.b64decode(found["raw"])


async def test_messages_after_an_id_are_the_later_ones_oldest_first(catcher: Catcher) -> None:
    for number in range(3):
        await catcher.send(mail(f"{number}"))
    first, second, third = await catcher.ids()
    later = (await catcher.client.get("/messages", params={"after": first})).json()
    assert [each["id"] for each in later] == [second, third]
    assert (await catcher.client.get("/messages", params={"after": third})).json() == []


async def test_mails_survive_a_restart_and_ids_go_on(tmp_path: Path) -> None:
    async with catching(tmp_path / "mails.sqlite") as first:
        await first.send(mail("before"))
        before = await first.ids()
    async with catching(tmp_path / "mails.sqlite") as second:
        assert await second.ids() == before
        await second.client.post("/empty")
        await second.send(mail("after"))
        assert (await second.ids())[0] > before[0]


async def test_refusal_at_a_recipient_concerns_that_recipient_only(catcher: Catcher) -> None:
    told = {"mode": "refuse", "at": "rcpt", "code": 550, "text": "No such mailbox", "recipients": ["gone@mail.example"]}
    assert (await catcher.client.post("/behaviour", json=told)).status_code == 200
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        await catcher.send(mail("refused", to="gone@mail.example"))
    assert refused.value.recipients["gone@mail.example"] == (550, b"No such mailbox")
    await catcher.send(mail("taken"))
    assert len(await catcher.ids()) == 1


async def test_behaviour_ends_after_its_number_of_times(catcher: Catcher) -> None:
    await catcher.client.post("/behaviour", json={"mode": "refuse", "code": 451, "times": 2})
    for _ in range(2):
        with pytest.raises(smtplib.SMTPDataError):
            await catcher.send(mail("refused"))
    await catcher.send(mail("taken"))
    assert len(await catcher.ids()) == 1


@pytest.mark.parametrize(("keep", "stored"), [(False, 0), (True, 1)])
async def test_dropped_connection_loses_the_answer_and_the_mail_unless_kept(
    catcher: Catcher, keep: bool, stored: int
) -> None:
    catcher.script.follow(Behaviour(mode=Mode.DROP, keep=keep, times=1))
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        await catcher.send(mail("dropped"))
    assert len(await catcher.ids()) == stored


@pytest.mark.parametrize("step", list(Step))
async def test_hanging_server_says_nothing(catcher: Catcher, step: Step) -> None:
    catcher.script.follow(Behaviour(mode=Mode.HANG, at=step, seconds=0.5))
    with pytest.raises((TimeoutError, smtplib.SMTPException, ConnectionError)):
        await catcher.send(mail("hanging"))
    assert await catcher.ids() == []


async def test_connection_refused_at_the_greeting(catcher: Catcher) -> None:
    catcher.script.follow(Behaviour(mode=Mode.REFUSE, at=Step.CONNECT, code=421, text="Too busy", times=1))
    with pytest.raises(smtplib.SMTPConnectError) as refused:
        await catcher.send(mail("refused"))
    assert refused.value.smtp_code == 421
    await catcher.send(mail("taken"))


async def test_impossible_behaviour_is_refused_and_changes_nothing(catcher: Catcher) -> None:
    answer = await catcher.client.post("/behaviour", json={"mode": "refuse", "at": "connect", "recipients": ["a@b"]})
    assert answer.status_code == 422
    assert (await catcher.client.post("/behaviour", json={"mode": "sleep"})).status_code == 422
    assert (await catcher.client.get("/behaviour")).json()["mode"] == "accept"


async def test_empty_page_says_why_and_what_next_in_three_languages(catcher: Catcher) -> None:
    said = {
        "kk": "Әзірге бірде-бір хат келген жоқ.",
        "ru": "Писем пока нет.",
        "en": "No mail has arrived yet.",
    }
    for language, sentence in said.items():
        page = await catcher.client.get("/", params={"lang": language})
        assert sentence in page.text
        assert f'<html lang="{language}">' in page.text


async def test_page_shows_the_newest_first_with_its_entry_and_what_it_replaces(catcher: Catcher) -> None:
    await catcher.send(mail("Сот отырысы тағайындалды", version=1, day=1))
    await catcher.send(mail("Сот отырысы ауыстырылды", version=2, day=3))
    page = (await catcher.client.get("/", params={"lang": "en"})).text
    assert page.index("Сот отырысы ауыстырылды") < page.index("Сот отырысы тағайындалды")
    assert "METHOD:REQUEST, SEQUENCE:1" in page
    assert "Алдын ала сот отырысы" in page
    assert "Thursday, 3 December 2026" in page
    assert "10:00–11:00" in page
    assert "<s>" in page
    assert "Tuesday, 1 December 2026" in page.partition("<s>")[2].partition("</s>")[0]
    assert "hearing version 2" in page
    assert '<span class="tag warn">Update</span>' in page


async def test_letter_is_text_never_markup_and_its_links_can_be_followed(catcher: Catcher) -> None:
    await catcher.send(mail("letter"))
    page = await catcher.client.get("/", params={"lang": "en"})
    assert "&lt;b&gt;мәтін&lt;/b&gt;" in page.text
    assert '<a href="https://court.example/n/1" rel="noreferrer">' in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_search_finds_by_recipient_subject_and_kind(catcher: Catcher) -> None:
    await catcher.send(mail("Заседание перенесено", to="li.e@mail.example", version=2))
    await catcher.send(mail("Демалыс", to="ospanova@court.example"))

    async def found(**asked: str) -> list[str]:
        page = (await catcher.client.get("/", params={"lang": "en", **asked})).text
        return [subject for subject in ("Заседание перенесено", "Демалыс") if f">{subject}</a>" in page]

    assert await found(q="ЗАСЕДАНИЕ") == ["Заседание перенесено"]
    assert await found(q="ospanova") == ["Демалыс"]
    assert await found(calendar="update") == ["Заседание перенесено"]
    assert "No mail fits." in (await catcher.client.get("/", params={"lang": "en", "q": "nobody"})).text


async def test_calendar_file_and_source_can_be_fetched(catcher: Catcher) -> None:
    await catcher.send(mail("entry", version=1))
    (mail_id,) = await catcher.ids()
    ics = await catcher.client.get(f"/messages/{mail_id}/calendar.ics")
    assert ics.headers["content-type"].startswith("text/calendar")
    assert f"UID:{HEARING}@sarybel.tarazy" in ics.text
    assert "Tarazy-Hearing-Version: 1" in (await catcher.client.get(f"/messages/{mail_id}/source")).text
    assert (await catcher.client.get("/messages/999/calendar.ics")).status_code == 404


async def test_mail_that_cannot_be_read_is_caught_and_shown_all_the_same(catcher: Catcher) -> None:
    headers = b"Subject: =?utf-8?b?broken\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\n"
    raw = headers + b"BEGIN:VCALENDAR\r\nnonsense\r\n"

    def hand_over() -> None:
        with smtplib.SMTP("127.0.0.1", catcher.port, timeout=5) as smtp:
            smtp.sendmail("a@court.example", ["b@mail.example"], raw)

    await asyncio.to_thread(hand_over)
    assert (await catcher.client.get("/")).status_code == 200


async def test_foreign_page_can_neither_read_nor_empty_the_mailbox(catcher: Catcher) -> None:
    await catcher.send(mail("kept"))
    assert (await catcher.client.post("/empty", headers={"sec-fetch-site": "cross-site"})).status_code == 403
    assert (await catcher.client.get("/messages", headers={"host": "evil.example"})).status_code == 400
    assert len(await catcher.ids()) == 1


def test_texts_of_the_page_are_translated() -> None:
    assert faults_of("tarazy_local") == []
