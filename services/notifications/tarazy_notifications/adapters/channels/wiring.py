"""The channels of one installation: which of them can send, and the gateways of a lane."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from random import Random
from typing import Self

from fastapi import APIRouter
from tarazy_shared.background import looping
from tarazy_shared.lifecycle import Running
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.channels.chat.gateway import ChatGateway
from tarazy_notifications.adapters.channels.chat.giving import Rooms
from tarazy_notifications.adapters.channels.chat.http import chat_router
from tarazy_notifications.adapters.channels.chat.pages import chat_pages_router
from tarazy_notifications.adapters.channels.chat.rooms import rooms_at, teller
from tarazy_notifications.adapters.channels.email.connections import Connections
from tarazy_notifications.adapters.channels.email.dkim import Signer
from tarazy_notifications.adapters.channels.email.gateway import EmailGateway
from tarazy_notifications.adapters.channels.email.smtp import MailServer, SmtpConnection
from tarazy_notifications.adapters.channels.inbox.gateway import InboxGateway
from tarazy_notifications.adapters.channels.inbox.http import inbox_router
from tarazy_notifications.adapters.channels.inbox.live import LOOK_EVERY, OpenInboxes
from tarazy_notifications.adapters.channels.inbox.pages import inbox_pages_router
from tarazy_notifications.adapters.channels.sms.gateway import SmsGateway
from tarazy_notifications.adapters.channels.sms.http_way import HttpWay
from tarazy_notifications.adapters.channels.sms.receipts import Receipt, Take
from tarazy_notifications.adapters.channels.sms.server import HttpServer, SmppServer, server_at
from tarazy_notifications.adapters.channels.sms.smpp.link import SmppLink
from tarazy_notifications.adapters.channels.sms.smpp.way import SmppWay
from tarazy_notifications.adapters.channels.web.dialling import PublicOnly
from tarazy_notifications.adapters.channels.web.posting import Posting
from tarazy_notifications.adapters.channels.webhook.crowd import Crowd
from tarazy_notifications.adapters.channels.webhook.endpoints import StoredReceivers
from tarazy_notifications.adapters.channels.webhook.gateway import WebhookGateway
from tarazy_notifications.adapters.channels.webhook.http import webhooks_router
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.desk.front import Front
from tarazy_notifications.adapters.feeds.http import feeds_router
from tarazy_notifications.adapters.feeds.pages import feed_pages_router
from tarazy_notifications.adapters.links import links_of
from tarazy_notifications.adapters.mail import MailBuilder
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.texts.gaps import Gaps
from tarazy_notifications.app.delivery.receiving import Receiving
from tarazy_notifications.app.delivery.resolving import Resolving
from tarazy_notifications.domain.delivery import receipts as report
from tarazy_notifications.domain.delivery.receipts import Happening
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.settings import Settings

Gateways = dict[ChannelName, EmailGateway | SmsGateway | WebhookGateway | InboxGateway | ChatGateway]
CHAT_THREADS = 4


@dataclass(frozen=True, slots=True)
class Opened:
    """The channels of a process that runs."""

    gateways: Callable[[], Gateways]
    """Those of one lane, with connections of its own."""
    background: Sequence[AbstractAsyncContextManager[None]] = ()
    """What has to be up as long as any lane."""


@dataclass(frozen=True, slots=True)
class Inboxes:
    """Inboxes that are open in this process, until it closes."""

    open: OpenInboxes
    closing: asyncio.Event

    @classmethod
    def of(cls, running: Running) -> Self:
        """None is open yet."""
        return cls(OpenInboxes(running.pool, Random()), running.closing)  # noqa: S311  spreads coming back

    def looking(self, service: str) -> AbstractAsyncContextManager[None]:
        """The loop that looks for what is new in all of them."""
        return looping("inboxes", self.open.look, service=service, pause=LOOK_EVERY)


@dataclass(frozen=True, slots=True)
class Channels:
    """What the settings say of each channel, read once at the start."""

    settings: Settings
    mail_server: MailServer | None
    sms_server: SmppServer | HttpServer | None
    tls: ssl.SSLContext
    """For connections to the web: what this machine trusts, which takes a while to read."""
    rooms: Mapping[str, str]
    """Of chat, by name."""
    signer: Signer | None = None
    """Signs mails, where a key for it is set."""
    gaps: Gaps = field(default_factory=Gaps)
    """What summonses leave without."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Raises `ConfigurationError` for what cannot work."""
        mail_server = MailServer.at(settings.smtp_url.get_secret_value()) if settings.smtp_url else None
        text = settings.chat_rooms.get_secret_value() if settings.chat_rooms else None
        rooms = rooms_at(text, inside=settings.chat_inside)
        tls = ssl.create_default_context()
        return cls(settings, mail_server, _sms_server(settings), tls, rooms, _signer(settings))

    @property
    def names(self) -> frozenset[ChannelName]:
        """Channels by which something can be sent."""
        found: dict[ChannelName, object] = {
            "email": self.mail_server,
            "sms": self.sms_server,
            "webhook": self.settings.webhook_key,
            "inbox": True,
            "chat": self.rooms,
        }
        return frozenset(name for name, setting in found.items() if setting)

    @property
    def _patience(self) -> float:
        """Seconds for one message, so that what became of it can be written within the lease."""
        return self.settings.send_lease.total_seconds() / 2 - 1

    def routers(self, door: Door, front: Front, inboxes: Inboxes, rules: Rules) -> list[APIRouter]:
        """What channels have over HTTP."""
        rooms = Rooms(door.work, self.rooms, Resolving(rules, self.names))
        return [
            webhooks_router(door, self.settings.webhook_key),
            chat_router(door, rooms),
            chat_pages_router(front, rooms),
            inbox_router(door, rules, inboxes.open),
            inbox_pages_router(front, rules, inboxes.open, inboxes.closing),
            feeds_router(door, self.settings.public_url, self.settings.mail_from),
            feed_pages_router(front, self.settings.public_url),
        ]

    def opened(self, work: Work) -> Opened:
        """The channels of this process."""
        shared: Gateways = {}
        if self.rooms:
            threads = ThreadPoolExecutor(CHAT_THREADS, "chat")
            shared["chat"] = ChatGateway(self.rooms, teller(), threads, self._patience, self.settings.chat_inside)
        background: list[AbstractAsyncContextManager[None]] = []
        if isinstance(self.sms_server, SmppServer):
            link = SmppLink(self.sms_server, kept_by(Receiving(work)), timeout=self._patience, tls=self.tls)
            way = SmppWay(link, self.settings.sms_from, self._patience)
            shared["sms"] = SmsGateway(way, self.gaps)
            background.append(link.running())
        if self.mail_server:
            shared["email"] = self._email(self.mail_server)
        crowd = Crowd(self.settings.lanes)
        return Opened(lambda: self._gateways(work, crowd) | shared, background)

    def _gateways(self, work: Work, crowd: Crowd) -> Gateways:
        found: Gateways = {"webhook": self._webhook(work, crowd), "inbox": InboxGateway()}
        if isinstance(self.sms_server, HttpServer):
            # What the installation itself has set may well be inside.
            posting = Posting(timeout=self._patience, clock=work.clock, tls=self.tls, keep=5.0)
            found["sms"] = SmsGateway(HttpWay(self.sms_server, self.settings.sms_from, posting), self.gaps)
        return found

    def _email(self, server: MailServer) -> EmailGateway:
        settings = self.settings
        connections = [
            SmtpConnection(
                server,
                command_timeout=settings.smtp_timeout,
                timeout=self._patience,
                name=socket.gethostname(),
                tls=self.tls,
            )
            for _ in range(settings.lanes)
        ]
        builder = MailBuilder(
            settings.mail_from,
            settings.replies_to,
            reads_answers=settings.replies_at is not None,
            bounces_to=settings.bounces_to,
            links=links_of(settings),
        )
        return EmailGateway(builder, Connections(connections), self.gaps, self.signer)

    def _webhook(self, work: Work, crowd: Crowd) -> WebhookGateway:
        settings = self.settings
        posting = Posting(
            # Receivers get 15 to 30 s (Standard Webhooks 1.0.0), as far as the lease allows.
            timeout=settings.send_lease.total_seconds() * 2 / 3,
            clock=work.clock,
            tls=self.tls,
            backend=None if settings.webhook_trials else PublicOnly(),
        )
        key = settings.webhook_key.get_secret_value() if settings.webhook_key else None
        receivers, trials = StoredReceivers(work.pool), settings.webhook_trials
        return WebhookGateway(key, posting, receivers, work.clock, self.gaps, crowd, trials)


def _signer(settings: Settings) -> Signer | None:
    key = settings.dkim_key.get_secret_value() if settings.dkim_key else None
    return Signer.of(settings.dkim_domain, settings.dkim_selector, key, settings.mail_from)


def _sms_server(settings: Settings) -> SmppServer | HttpServer | None:
    if settings.sms_url is None:
        return None
    token = settings.sms_token.get_secret_value() if settings.sms_token else None
    return server_at(settings.sms_url.get_secret_value(), token, settings.sms_fields)


def kept_by(receiving: Receiving) -> Take:
    """Keeps what SMS centres say of messages."""

    async def keep(receipt: Receipt) -> None:
        """A centre that repeats a receipt says the same of the same message."""
        key = f"{receipt.reference} {receipt.code}"
        now = receiving.work.clock()
        came = report.Receipt(key, Happening(receipt.fate), now, reference=receipt.reference, code=receipt.code)
        await receiving.take("sms", [came])

    return keep
