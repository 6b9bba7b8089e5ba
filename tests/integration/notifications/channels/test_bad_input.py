"""What nobody should send us harms nobody, whatever the channel: it is refused with a reason, or made fit to read."""

from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any, Protocol
from unicodedata import category

import pytest
from tarazy_notifications.adapters import notice_store
from tarazy_notifications.adapters.channels.chat.gateway import ChatGateway
from tarazy_notifications.adapters.channels.inbox.gateway import InboxGateway
from tarazy_notifications.adapters.channels.port import CANNOT_BE_WRITTEN
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.texts.own import OwnTexts
from tarazy_notifications.adapters.texts.terms import Terms
from tarazy_notifications.app.sender import Gateway
from tarazy_notifications.domain.delivery.outcomes import Accepted, Outcome, Refused
from tarazy_shared.contracts.contact import Contact

from tests.integration.notifications.channels.far_side import claimed, yes
from tests.integration.notifications.channels.mail_far_side import mail
from tests.integration.notifications.channels.sms_far_sides import smpp, sms_by_http
from tests.integration.notifications.channels.webhook_far_side import webhook
from tests.integration.notifications.court import COURT, Installation, Matter, court, directory, email, party
from tests.integration.notifications.mail_server import MailServerStub
from tests.unit.notifications.letters_of import notice
from tests.unit.notifications.texts.test_hostile_strings import SHAPES

_NOTHING = "{% block opening %}{{ nothing }}{% endblock %}{% block short %}{{ nothing }}{% endblock %}"
BROKEN = OwnTexts((("en", (("hearing_scheduled.party", _NOTHING),)),))
"""A court's own text with a value that there is not, as if it had got past all that looks at texts."""


class Side(Protocol):
    """Where the messages of a channel go."""

    def gateway(self, timeout: float = 2.0) -> Gateway: ...

    def claimed(self) -> Claimed: ...

    def taken(self) -> list[str]: ...


class InboxSide:
    """There is no server: whatever the gateway takes is there."""

    def gateway(self, timeout: float = 2.0) -> Gateway:
        return InboxGateway()

    def claimed(self) -> Claimed:
        return claimed(notice(channel="inbox", address="inbox"))

    def taken(self) -> list[str]:
        return []


class ChatSide:
    """A service that takes whatever it is told."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._told: list[str] = []

    def gateway(self, timeout: float = 2.0) -> Gateway:
        return ChatGateway({"ops": "json://chat.test/"}, self._tell, self._threads, timeout, inside=True)

    def claimed(self) -> Claimed:
        return claimed(notice(channel="chat", address="ops"))

    def taken(self) -> list[str]:
        return self._told

    def _tell(self, address: str, title: str, body: str) -> bool:
        self._told.append(title)
        return True


@asynccontextmanager
async def inbox() -> AsyncIterator[Side]:
    yield InboxSide()


@asynccontextmanager
async def chat() -> AsyncIterator[Side]:
    with ThreadPoolExecutor(1) as threads:
        yield ChatSide(threads)


SIDES: Mapping[str, Callable[[], AbstractAsyncContextManager[Side]]] = {
    "email": mail,
    "sms by smpp": smpp,
    "sms by http": sms_by_http,
    "webhook": webhook,
    "inbox": inbox,
    "chat": chat,
}
UNUSABLE = {
    "email": (
        "anna",
        "@party.test",
        "anna@",
        "anna@party.test\r\nBcc: x@evil.test",
        "a@b.test, c@d.test",
        "\ud800@x.test",
    ),
    "sms": ("12", "+77272500000", "not a number", "+7701123456789012", "\u0660\u0661"),
    "webhook": ("http://hooks.test/", "https://127.0.0.1/", "https://", "javascript:alert(1)", "https://[::1/"),
    "inbox": (),
    "chat": ("tgram://secret", "", "another"),
}
"""Addresses that nobody can be reached at, as if they had got past all that looks at contacts."""


@pytest.fixture(params=SIDES)
async def side(request: pytest.FixtureRequest) -> AsyncIterator[Side]:
    async with SIDES[request.param]() as made:
        yield made


def about(side: Side, **fields: Any) -> Claimed:
    """A notice that can be sent, but for these."""
    usual = side.claimed()
    return replace(usual, notice=usual.notice._replace(**fields))


async def sent(side: Side, *notices: Claimed) -> list[Outcome]:
    """What became of each, one after the other by one gateway."""
    made = side.gateway()
    try:
        return [await made.send(one, yes) for one in notices]
    finally:
        await made.close()


async def test_what_cannot_be_written_is_refused_and_the_next_is_sent(side: Side) -> None:
    unknown = about(side, language="de")
    undefined = replace(side.claimed(), terms=Terms(BROKEN.wording("en")))
    first, second, third = await sent(side, unknown, undefined, side.claimed())
    assert first == second == Refused(CANNOT_BE_WRITTEN)
    assert isinstance(third, Accepted)
    assert len(side.taken()) <= 1


async def test_an_address_at_which_nobody_can_be_reached_gets_nothing_and_stops_nobody(side: Side) -> None:
    channel = side.claimed().notice.channel
    *outcomes, last = await sent(side, *(about(side, address=one) for one in UNUSABLE[channel]), side.claimed())
    assert [one for one in outcomes if not isinstance(one, Refused)] == []
    assert isinstance(last, Accepted)
    assert len(side.taken()) <= 1


async def test_a_name_that_would_steer_hide_or_run_reaches_nobody_as_it_is(side: Side) -> None:
    outcomes = await sent(side, *(about(side, name=one, acts_for=one, role="representative") for one in SHAPES))
    for name, outcome in zip(SHAPES, outcomes, strict=True):
        assert isinstance(outcome, Accepted), name
        assert outcome.sent is not None
        text = f"{outcome.sent.subject or ''}\n{outcome.sent.text}"
        assert not any(category(one) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for one in text if one != "\n"), name
        assert len(text) < 5_000


async def test_of_a_hearing_everybody_is_told_who_can_be_and_the_others_are_listed_with_the_reason(
    installation: Installation, mail_server: MailServerStub
) -> None:
    inner = (Contact(channel="webhook", address="https://10.0.0.1/hook"),)
    hostile = "Eve\r\nBcc: x@evil.test\u202e<script>" + "x" * 400
    reached = {"Nobody": (), "Inner": inner, hostile: email("e@p.test"), "Anna": email("anna@party.test")}
    one = Matter(tuple(party(name, contacts=contacts) for name, contacts in reached.items()))
    people = [event.model_copy(update={"contacts": ()}) for event in directory()[1:]]
    await installation.take(court(), *people, one.registered(), one.scheduled())
    german = Matter((party("German"),))
    await installation.take(german.registered(), german.scheduled())
    await installation.pool.execute("UPDATE notices SET language = 'de' WHERE name = 'German'")
    await installation.send_all()
    assert sorted(to for to, _, _ in installation.mails()) == ["anna@party.test", "e@p.test"]
    assert all(message["Bcc"] is None for message in mail_server.accepted)
    async with installation.pool.acquire() as connection:
        failed = await notice_store.in_state(connection, COURT, "failed", 10)
    assert sorted((one.notice.name, str(one.reason)) for one in failed) == [
        ("German", "cannot_be_written"),
        ("Inner", "address_refused"),
    ]
