"""TLS to the mail server: asked for, offered, from the first byte; and certificates that are not to be trusted."""

import ssl
from functools import cache

import pytest
import trustme
from tarazy_notifications.adapters.channels.email.smtp import MailServer, Security, SmtpConnection
from tarazy_notifications.domain.delivery.outcomes import Accepted, Outcome, Postponed

from tests.integration.notifications.channels.far_side import yes
from tests.integration.notifications.mail_server import serving
from tests.unit.notifications.letters_of import mail

STRANGER = trustme.CA()
OURS = trustme.CA()


@cache
def certified(authority: trustme.CA, name: str) -> ssl.SSLContext:
    """A server's side."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@cache
def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cadata=OURS.cert_pem.bytes().decode())


async def send(port: int, security: Security, user: str | None = None) -> Outcome:
    server = MailServer("127.0.0.1", port, security, user, "secret" if user else None)
    connection = SmtpConnection(server, command_timeout=2, timeout=3, name="test", tls=trusting())
    try:
        return await connection.send(mail(), yes)
    finally:
        await connection.close()


@pytest.mark.parametrize("security", ["offered", "required"])
async def test_starttls_is_used_where_it_is_offered(security: Security) -> None:
    async with serving(tls_context=certified(OURS, "127.0.0.1"), require_starttls=True) as server:
        assert isinstance(await send(server.port, security), Accepted)
        assert len(server.accepted) == 1


async def test_tls_from_the_first_byte() -> None:
    async with serving(ssl=certified(OURS, "127.0.0.1")) as server:
        assert isinstance(await send(server.port, "from_start"), Accepted)


@pytest.mark.parametrize("security", ["offered", "required", "from_start"])
@pytest.mark.parametrize("wrong", ["authority", "name"])
async def test_a_certificate_of_a_stranger_or_of_another_name_gets_neither_password_nor_mail(
    security: Security, wrong: str
) -> None:
    context = certified(STRANGER, "127.0.0.1") if wrong == "authority" else certified(OURS, "mail.other.test")
    options = {"ssl": context} if security == "from_start" else {"tls_context": context}
    async with serving(**options) as server:
        outcome = await send(server.port, security, user="court")
        assert isinstance(outcome, Postponed)
        assert (outcome.fault, outcome.in_doubt) == ("unreachable", False)
        assert (server.accepted, server.envelopes) == ([], [])


async def test_where_it_is_not_offered_it_is_done_without_only_if_that_was_said() -> None:
    async with serving() as server:
        assert isinstance(await send(server.port, "offered"), Accepted)
        assert isinstance(await send(server.port, "required"), Postponed)
        assert len(server.accepted) == 1
