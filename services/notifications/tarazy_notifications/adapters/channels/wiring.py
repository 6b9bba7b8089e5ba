"""The channels of one installation: which of them can send, and the gateways of a lane."""

import socket
import ssl
from dataclasses import dataclass
from typing import Self

from fastapi import APIRouter
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.channels.email.gateway import EmailGateway
from tarazy_notifications.adapters.channels.email.smtp import MailServer, SmtpConnection
from tarazy_notifications.adapters.channels.web.dialling import PublicOnly
from tarazy_notifications.adapters.channels.web.posting import Posting
from tarazy_notifications.adapters.channels.webhook.endpoints import StoredReceivers
from tarazy_notifications.adapters.channels.webhook.gateway import WebhookGateway
from tarazy_notifications.adapters.channels.webhook.http import webhooks_router
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.mail import MailBuilder
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.settings import Settings

Gateways = dict[ChannelName, EmailGateway | WebhookGateway]


@dataclass(frozen=True, slots=True)
class Channels:
    """What the settings say of each channel, read once at the start."""

    settings: Settings
    mail_server: MailServer | None
    tls: ssl.SSLContext
    """For connections to the web: what this machine trusts, which takes a while to read."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Raises `ConfigurationError` for what cannot work."""
        mail_server = MailServer.at(settings.smtp_url.get_secret_value()) if settings.smtp_url else None
        return cls(settings, mail_server, ssl.create_default_context())

    @property
    def names(self) -> frozenset[ChannelName]:
        """Channels by which something can be sent."""
        found: dict[ChannelName, object] = {"email": self.mail_server, "webhook": self.settings.webhook_key}
        return frozenset(name for name, setting in found.items() if setting)

    def gateways(self, work: Work) -> Gateways:
        """Those of one lane, with connections of its own."""
        found: Gateways = {"webhook": self._webhook(work)}
        if self.mail_server:
            found["email"] = self._email(self.mail_server)
        return found

    def routers(self, door: Door) -> list[APIRouter]:
        """What channels have over HTTP."""
        return [webhooks_router(door, self.settings.webhook_key)]

    def _email(self, server: MailServer) -> EmailGateway:
        settings = self.settings
        connection = SmtpConnection(
            server,
            command_timeout=settings.smtp_timeout,
            timeout=settings.send_lease.total_seconds() / 2 - 1,
            name=socket.gethostname(),
        )
        builder = MailBuilder(settings.mail_from, settings.replies_to, reads_answers=settings.replies_at is not None)
        return EmailGateway(builder, connection)

    def _webhook(self, work: Work) -> WebhookGateway:
        settings = self.settings
        posting = Posting(
            # Receivers get 15 to 30 s (Standard Webhooks 1.0.0), as far as the lease allows.
            timeout=settings.send_lease.total_seconds() * 2 / 3,
            clock=work.clock,
            tls=self.tls,
            backend=None if settings.webhook_trials else PublicOnly(),
        )
        key = settings.webhook_key.get_secret_value() if settings.webhook_key else None
        return WebhookGateway(key, posting, StoredReceivers(work.pool), work.clock, trials=settings.webhook_trials)
