"""Text messages: what reaches a telephone, by either way, and what centres say of it later."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from tarazy_local.catcher.texts.api import texts_router
from tarazy_local.catcher.texts.script import Delivery, Mode, TextBehaviour, TextScript
from tarazy_local.catcher.texts.store import Message, TextStore
from tarazy_notifications.adapters.channels.sms.gateway import SmsGateway, Text
from tarazy_notifications.adapters.channels.sms.receipts import Receipt
from tarazy_notifications.adapters.channels.sms.smpp.way import SmppWay
from tarazy_notifications.adapters.channels.wiring import kept_by
from tarazy_notifications.app.delivery.receiving import Receiving
from tarazy_notifications.domain.delivery.outcomes import Accepted, Outcome, Postponed, Refused, Sent
from tarazy_notifications.domain.texts.segments import sms
from tarazy_shared.clock import system_clock
from tarazy_shared.contracts.contact import Contact

from tests.integration.notifications.channels.far_side import claimed, yes
from tests.integration.notifications.channels.sms_far_sides import (
    NUMBER,
    SENDER,
    SmppFarSide,
    nobody,
    smpp,
    sms_by_http,
    text_notice,
)
from tests.integration.notifications.channels.web_server import Says
from tests.integration.notifications.court import Installation, Matter, court, directory, party
from tests.integration.notifications.one_notice import state
from tests.unit.notifications.letters_of import notice, story
from tests.unit.notifications.people import number

KAZAKH = "№7599 іс бойынша сот отырысы 3 желтоқсанда сағат 10:00-де өтеді. Қаңтар: ӘҒҚҢӨҰҮҺІ әғқңөұүһі. "


@pytest.fixture
async def far() -> AsyncIterator[SmppFarSide]:
    async with smpp() as made:
        yield made


def text(words: str, to: str = "+77011234567") -> Text:
    return Text(number(7), to, sms(words), Sent("0" * 64))


async def submit(far: SmppFarSide, *texts: Text, timeout: float = 3.0) -> list[Outcome]:
    link = far.link(timeout)
    async with link.running():
        way = SmppWay(link, SENDER, timeout, pause=0.01)
        return [await way.send(one, yes) for one in texts]


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  nobody rings when a receipt arrives
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("words", "parts", "encoding"),
    [
        ("Hearing on 3 Dec at 10:00 {€}", 1, "gsm7"),
        ("x" * 161, 2, "gsm7"),
        (KAZAKH[:70], 1, "ucs2"),
        (KAZAKH * 4, 6, "ucs2"),
        ("а" * 66 + "𝔸" + "б" * 70, 3, "ucs2"),
        ("x" * 152 + "€" + "y" * 10, 2, "gsm7"),
    ],
)
async def test_a_telephone_reads_what_was_written_letter_by_letter(
    far: SmppFarSide, words: str, parts: int, encoding: str
) -> None:
    (outcome,) = await submit(far, text(words))
    assert isinstance(outcome, Accepted)
    (message,) = far.messages
    assert (message.content, message.parts, message.encoding) == (sms(words).text, parts, encoding)
    assert (message.sender, message.recipient) == (SENDER, "+77011234567")
    assert parts == sms(words).segments


async def test_a_hearing_is_told_without_a_question_mark(far: SmppFarSide) -> None:
    gateway = far.gateway()
    for language in ("kk", "ru", "en"):
        about = text_notice().notice._replace(language=language, notice_id=number(len(language) + ord(language[0])))
        assert isinstance(await gateway.send(claimed(about, story=story()), yes), Accepted)
    await gateway.close()
    assert len(far.messages) == 3
    assert not any("?" in one.content or "\u202f" in one.content for one in far.messages)
    assert far.messages[0].encoding == "ucs2"


@pytest.mark.parametrize(
    ("address", "reason"),
    [("8 (727) 250-00-00", "landline"), ("+7 727 250 00 00", "landline"), ("1234567", "number_wrong")],
)
async def test_who_has_no_mobile_telephone_cannot_be_told_so(far: SmppFarSide, address: str, reason: str) -> None:
    gateway = far.gateway()
    assert await gateway.send(claimed(notice(channel="sms", address=address)), yes) == Refused(reason)
    assert far.centre.binds == 0, "nobody was asked"
    await gateway.close()


@pytest.mark.parametrize(
    ("receipt", "fate", "code"),
    [(Delivery.DELIVERED, "delivered", "sms_delivrd"), (Delivery.UNDELIVERED, "bounced", "sms_undeliv")],
)
async def test_a_receipt_says_what_became_of_a_message(
    far: SmppFarSide, receipt: Delivery, fate: str, code: str
) -> None:
    far.script.follow(TextBehaviour(receipt=receipt))
    link = far.link()
    async with link.running():
        outcome = await SmppWay(link, SENDER, 2).send(text(KAZAKH * 2), yes)
        assert isinstance(outcome, Accepted)
        await until(lambda: len(far.receipts) == 3)
    assert outcome.parts == tuple(kept.reference for kept in far.receipts)
    assert outcome.reference == outcome.parts[-1]
    assert {(kept.fate, kept.code) for kept in far.receipts} == {(fate, code)}


DELIVERED, LOST, SILENT = Delivery.DELIVERED, Delivery.UNDELIVERED, Delivery.NONE


@pytest.mark.parametrize(
    ("receipts", "ends"),
    [
        ((DELIVERED, DELIVERED), "delivered"),
        ((LOST, DELIVERED), "bounced"),
        ((DELIVERED, LOST), "bounced"),
        ((SILENT, DELIVERED), "sent"),
        ((DELIVERED, SILENT), "sent"),
    ],
)
async def test_a_text_is_delivered_when_all_of_its_parts_are(
    far: SmppFarSide, installation: Installation, receipts: tuple[Delivery, ...], ends: str
) -> None:
    one = Matter((party("Anna", contacts=(Contact(channel="sms", address=NUMBER),)),))
    people = [event.model_copy(update={"contacts": ()}) for event in directory()[1:]]
    await installation.take(court(), *people, one.registered(), one.scheduled())
    says = iter(receipts)

    class EachItsOwn(TextScript):
        def take(self, step: object) -> TextBehaviour:
            return TextBehaviour() if step == "connect" else TextBehaviour(receipt=next(says))

    far.centre.script = EachItsOwn()
    link = far.link()
    link._take = kept_by(Receiving(installation.work))
    installation.lane.gateways["sms"] = SmsGateway(SmppWay(link, SENDER, 2))  # type: ignore[index]
    come = len([one for one in receipts if one is not SILENT])
    async with link.running():
        await installation.send_all()
        async with asyncio.timeout(5):
            while await installation.pool.fetchval(_JUDGED) < come:
                await asyncio.sleep(0.02)
                await Receiving(installation.work).step()
    assert (await state(installation))[0] == ends
    assert [fact["channel"] for fact in await installation.facts(ends)] == ["sms"]
    assert "2-15/2026" in far.messages[0].content


_JUDGED = "SELECT count(*) FROM receipts WHERE verdict <> 'waiting'"


async def test_a_receipt_that_cannot_be_kept_ends_nothing(far: SmppFarSide) -> None:
    tried: list[Receipt] = []

    async def away(receipt: Receipt) -> None:
        tried.append(receipt)
        raise ConnectionResetError

    link = far.link()
    link._take = away
    async with link.running():
        way = SmppWay(link, SENDER, 2)
        assert isinstance(await way.send(text("One"), yes), Accepted)
        await until(lambda: bool(tried))
        assert isinstance(await way.send(text("Two"), yes), Accepted)
    assert far.centre.binds == 1


async def test_many_lanes_share_one_bind_and_a_lost_one_is_made_again(far: SmppFarSide) -> None:
    link = far.link()
    async with link.running():
        ways = [SmppWay(link, SENDER, 2) for _ in range(20)]
        outcomes = await asyncio.gather(*(way.send(text(f"Text {place}"), yes) for place, way in enumerate(ways)))
        assert all(isinstance(one, Accepted) for one in outcomes)
        assert far.centre.binds == 1
        far.centre.cut()
        await asyncio.sleep(0.01)
        assert isinstance(await ways[0].send(text("After the cut"), yes), Accepted)
        assert far.centre.binds == 2


async def test_a_centre_that_falls_silent_is_found_out_by_asking(far: SmppFarSide) -> None:
    link = far.link(timeout=0.2, enquire_every=0.05)
    async with link.running():
        await link.bound()
        await asyncio.sleep(0.2)
        assert far.centre.binds == 1, "whoever answers stays bound"
        far.centre.silent = True
        await until(lambda: far.centre.binds > 1)


async def test_half_a_message_is_finished_when_the_centre_is_given_too_many(far: SmppFarSide) -> None:
    answers = iter([TextBehaviour(), TextBehaviour(mode=Mode.REFUSE, status=0x58)])

    class Once(TextScript):
        def take(self, step: object) -> TextBehaviour:
            return TextBehaviour() if step == "connect" else next(answers, TextBehaviour())

    far.centre.script = Once()
    (outcome,) = await submit(far, text("x" * 200))
    assert isinstance(outcome, Accepted)
    assert [one.content for one in far.messages] == ["x" * 200]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (0x58, Postponed("throttled", "smpp_58")),
        (0x14, Postponed("throttled", "smpp_14")),
        (0x0B, Refused("smpp_b")),
        (0x0A, Postponed("unreachable", "smpp_a")),
        (0x0411, Postponed("busy", "smpp_411")),
    ],
)
async def test_what_a_centre_refuses_is_told_apart(far: SmppFarSide, status: int, expected: Outcome) -> None:
    far.script.follow(TextBehaviour(mode=Mode.REFUSE, status=status))
    assert await submit(far, text("One")) == [expected]


async def test_a_centre_that_is_away_at_first_is_found_later(far: SmppFarSide) -> None:
    here, far.port = far.port, await nobody()
    link = far.link(timeout=0.3)
    async with link.running():
        way = SmppWay(link, SENDER, 1)
        assert await way.send(text("One"), yes) == Postponed("unreachable", "unreachable")
        link._server = replace(link._server, port=here)
        await asyncio.sleep(0.3)
        assert isinstance(await way.send(text("One"), yes), Accepted)


async def test_an_http_gateway_is_posted_what_it_asks_for() -> None:
    async with sms_by_http() as far:
        gateway = far.gateway()
        outcome = await gateway.send(text_notice(), yes)
        await gateway.close()
        (posted,) = far.server.posted
        told = json.loads(posted.body)
        assert isinstance(outcome, Accepted)
        assert outcome.reference == "abc-1"
        assert (told["phone"], told["sender"], set(told)) == (
            "+77011234567",
            SENDER,
            {"phone", "sender", "message", "ref"},
        )
        assert posted.headers["authorization"] == "Bearer a-token"
        assert posted.headers["idempotency-key"] == told["ref"] == str(text_notice().notice.notice_id)


@pytest.mark.parametrize(
    ("says", "fault", "code"),
    [
        (Says(401), "unreachable", "http_401"),
        (Says(403), "unreachable", "http_403"),
        (Says(404), "unreachable", "http_404"),
        (Says(302, {"Location": "/sign-in"}), "unreachable", "http_302"),
        (Says(500), "busy", "http_500"),
        (Says(503, {"Retry-After": "7"}), "throttled", "http_503"),
        (Says(200, body=b"<html>Sign in</html>"), "unreachable", "no_id"),
        (Says(200, body=b'{"message_id": null}'), "unreachable", "no_id"),
    ],
)
async def test_what_an_http_gateway_answers_is_told_apart(says: Says, fault: str, code: str) -> None:
    async with sms_by_http() as far:
        far.server.answers.append(says)
        gateway = far.gateway()
        outcome = await gateway.send(text_notice(), yes)
        await gateway.close()
    assert isinstance(outcome, Postponed)
    assert (outcome.fault, outcome.code) == (fault, code)
    assert outcome.retry_after == (timedelta(seconds=7) if says.status == 503 else None)
    assert outcome.in_doubt is (says.status == 200), "it said 200, after all"


async def test_the_catcher_takes_texts_by_http_and_shows_them(tmp_path: Path) -> None:
    store, script = TextStore(tmp_path / "mails.sqlite"), TextScript()
    app = FastAPI()
    app.include_router(texts_router(store, script, system_clock()))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://catcher") as client:
        wanted = {"to": "+77010000000", "from": SENDER, "text": KAZAKH, "reference": "7"}
        assert (await client.post("/sms", json=wanted)).json() == {"id": "1"}
        store.keep(Message("smpp", SENDER, "+77010000001", "Two", 1, "gsm7"), at=system_clock()())
        assert (await client.post("/sms", json=wanted | {"to": "8701"})).status_code == 422
        first, second = (await client.get("/texts")).json()
        assert (first["to"], first["text"], first["way"], second["encoding"]) == (
            "+77010000000",
            KAZAKH,
            "http",
            "gsm7",
        )
        assert (await client.get("/texts", params={"after": 1})).json() == [second]
        refuses = {"mode": "refuse", "http_status": 503, "retry_after": 3, "times": 1}
        await client.post("/texts/behaviour", json=refuses)
        refused = await client.post("/sms", json=wanted)
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "3")
        assert (await client.post("/sms", json=wanted)).status_code == 200
    store.close()
