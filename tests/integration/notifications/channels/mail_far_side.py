"""A mail server as the far side of e-mail."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tarazy_notifications.adapters.channels.email.gateway import EmailGateway
from tarazy_notifications.adapters.channels.email.smtp import MailServer, SmtpConnection
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.mail import MailBuilder

from tests.integration.notifications.channels.far_side import Does, claimed
from tests.integration.notifications.mail_server import MailServerStub, hang, serving


class MailFarSide:
    """Answers as SMTP servers do."""

    def __init__(self, server: MailServerStub) -> None:
        self.server = server

    def next(self, does: Does) -> None:
        server = self.server
        match does:
            case Does.REFUSE:
                server.to_data.append("550 5.7.1 No")
            case Does.BE_BUSY:
                server.to_data.append("451 4.3.2 Later")
            case Does.THROTTLE:
                server.to_rcpt.append("450 4.7.1 Too many")
            case Does.HANG_BEFORE:
                server.to_rcpt.append(hang)
            case Does.HANG_AFTER:
                server.after_data.append(hang)
            case Does.DROP_BEFORE:
                server.to_rcpt.append(server.cut_now)
            case Does.DROP_AFTER:
                server.after_data.append(server.cut_now)

    def gateway(self, timeout: float = 2.0) -> EmailGateway:
        server = MailServer("127.0.0.1", self.server.port, "offered")
        connection = SmtpConnection(server, command_timeout=timeout, timeout=timeout, name="test")
        return EmailGateway(MailBuilder("notices@tarazy.test"), connection)

    def claimed(self) -> Claimed:
        return claimed()

    def taken(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.server.accepted]

    @asynccontextmanager
    async def gone(self) -> AsyncIterator[None]:
        port = self.server.port
        async with serving() as other:
            self.server.port = other.port
        yield
        self.server.port = port


@asynccontextmanager
async def mail() -> AsyncIterator[MailFarSide]:
    async with serving() as server:
        yield MailFarSide(server)
