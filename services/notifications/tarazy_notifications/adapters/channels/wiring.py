"""The channels of one installation: which of them can send, and the gateways of a lane."""

import socket
from dataclasses import dataclass
from typing import Self

from tarazy_notifications.adapters.channels.email.gateway import EmailGateway
from tarazy_notifications.adapters.channels.email.smtp import MailServer, SmtpConnection
from tarazy_notifications.adapters.mail import MailBuilder
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.settings import Settings


@dataclass(frozen=True, slots=True)
class Channels:
    """What the settings say of each channel, read once at the start."""

    settings: Settings
    mail_server: MailServer | None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Raises `ConfigurationError` for what cannot work."""
        return cls(settings, MailServer.at(settings.smtp_url.get_secret_value()) if settings.smtp_url else None)

    @property
    def names(self) -> frozenset[ChannelName]:
        """Channels by which something can be sent."""
        return frozenset({"email"}) if self.mail_server else frozenset()

    def gateways(self) -> dict[ChannelName, EmailGateway]:
        """Those of one lane, with connections of its own."""
        return {"email": self._email(self.mail_server)} if self.mail_server else {}

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
