"""E-mail: one connection to a mail server, kept open and made again when it breaks."""

import asyncio
import re
import ssl
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, cast
from urllib.parse import unquote, urlsplit

import aiosmtplib
from tarazy_shared.errors import ConfigurationError

from tarazy_notifications.adapters.channels.email.conversation import GO_ON, Answer, Conversation, HungUp
from tarazy_notifications.adapters.channels.port import Wanted
from tarazy_notifications.adapters.mail import Mail
from tarazy_notifications.domain.delivery.outcomes import (
    NOT_KEPT,
    Accepted,
    NotTried,
    Outcome,
    Postponed,
    Refused,
    Sent,
)
from tarazy_notifications.domain.delivery.states import State

Security = Literal["offered", "required", "from_start"]

_SCHEMES: dict[str, tuple[Security, int]] = {
    "smtp": ("offered", 25),
    "smtp+starttls": ("required", 587),
    "smtps": ("from_start", 465),
}
_TOO_LATE = 421
"""The server is closing: nothing is wrong with the message."""
_TOO_LONG = 552
_STATUS = re.compile(r"\s*([245])\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed over."""

    host: str
    port: int
    security: Security
    """TLS when the server offers it, TLS or nothing, or TLS from the first byte."""
    user: str | None = None
    password: str | None = None

    @classmethod
    def at(cls, url: str) -> "MailServer":
        """Read `smtp://`, `smtp+starttls://` or `smtps://`, `[user:password@]host[:port]`.

        Raises `ConfigurationError` for anything else.
        """
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ConfigurationError("TARAZY_SMTP_URL: the port is not a number") from None
        if parts.scheme not in _SCHEMES or not parts.hostname:
            raise ConfigurationError(
                "TARAZY_SMTP_URL must be smtp://host:port, smtp+starttls://host:port or smtps://host:port, "
                "with user:password@ before the host where the server asks for it"
            )
        security, usual_port = _SCHEMES[parts.scheme]
        user = unquote(parts.username) if parts.username else None
        password = unquote(parts.password) if parts.password else None
        return cls(parts.hostname, port or usual_port, security, user, password)


class SmtpConnection:
    """Hands mails over one after the other; not for use by two at once."""

    def __init__(
        self,
        server: MailServer,
        *,
        command_timeout: float,
        timeout: float,
        name: str | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Seconds allowed for one command and for a whole mail; `name` is how this machine greets the server.

        `tls` says which certificates are trusted; without it those that this machine trusts.
        """
        self._server = server
        self._command_timeout = command_timeout
        self._timeout = timeout
        self._name = name
        self._tls = tls
        self._leaving: Sent | None = None
        self._open: Conversation | None = None

    async def send(self, mail: Mail, wanted: Wanted) -> Outcome:
        """Hand one mail over, unless `wanted` says no at the last moment. Raises only what `wanted` raises."""
        self._leaving = None
        try:
            async with asyncio.timeout(self._timeout):
                return await self._send(mail, wanted)
        except TimeoutError:
            self._drop()
            return Postponed("unreachable", "no_answer", in_doubt=self._leaving is not None, sent=self._leaving)
        except BaseException:
            # In the middle of a conversation, which the next mail cannot go on with.
            self._drop()
            raise

    async def _send(self, mail: Mail, wanted: Wanted) -> Outcome:
        for reused in (self._open is not None and self._open.is_open, False):
            try:
                server = await self._connected()
            except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
                self._drop()
                return Postponed("unreachable", _code("unreachable", error))
            try:
                return await self._hand_over(server, mail, wanted)
            except HungUp:
                self._drop()
                # A server may have closed a connection that was idle: nothing was said yet, so say it on a new one.
                if not reused:
                    break
        return Postponed("unreachable", "unreachable")

    async def close(self) -> None:
        """Say goodbye to the server, if it still listens."""
        server = self._open
        if server is not None and server.is_open:
            try:
                async with asyncio.timeout(2):
                    await server.say("QUIT")
            except (HungUp, TimeoutError):
                pass
        self._drop()

    async def _connected(self) -> Conversation:
        if self._open is not None and self._open.is_open:
            return self._open
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            timeout=self._command_timeout,
            use_tls=server.security == "from_start",
            start_tls={"offered": None, "required": True, "from_start": False}[server.security],
            local_hostname=self._name,
            tls_context=self._tls,
        )
        await client.connect()
        if client.is_ehlo_or_helo_needed:
            await client.ehlo()
        transport = cast(asyncio.Transport, client.transport)
        self._open = Conversation(transport, frozenset(client.esmtp_extensions), self._command_timeout)
        return self._open

    async def _hand_over(self, server: Conversation, mail: Mail, wanted: Wanted) -> Outcome:
        if mail.international and "smtputf8" not in server.offers:
            return Refused("smtputf8_unsupported")
        for number, answer in enumerate(await server.say(*envelope(server, mail))):
            if answer.refuses:
                return await self._not_named(server, answer, is_sender=number == 0)
        if not await wanted():
            await self._reset(server)
            return NotTried(State.SUPERSEDED)
        (answer,) = await server.say("DATA")
        if answer.refuses:
            return await self._refused(server, answer)
        if answer.code != GO_ON:
            raise HungUp
        self._leaving = sent = Sent(_digest(mail), mail.text_version, mail.subject, mail.text)
        try:
            answer = await server.hand_over(mail.content)
        except HungUp:
            self._drop()
            return Postponed("unreachable", "no_answer", in_doubt=True, sent=sent)
        return await self._refused(server, answer) if answer.refuses else Accepted(_reference(answer.text), sent)

    async def _not_named(self, server: Conversation, answer: Answer, *, is_sender: bool) -> Outcome:
        outcome = await self._refused(server, answer)
        # What is refused before anybody is named is ours to mend; only that it is too long is wrong with this mail.
        if is_sender and isinstance(outcome, Refused) and answer.code != _TOO_LONG:
            return Postponed("unreachable", outcome.code)
        return outcome

    async def _refused(self, server: Conversation, answer: Answer) -> Outcome:
        code = f"smtp_{answer.code}"
        if answer.code == _TOO_LATE:
            self._drop()
            return Postponed("unreachable", code)
        await self._reset(server)
        return Refused(code) if _is_for_ever(answer) else Postponed("busy", code)

    async def _reset(self, server: Conversation) -> None:
        try:
            await server.say("RSET")
        except (HungUp, TimeoutError):
            self._drop()

    def _drop(self) -> None:
        server, self._open = self._open, None
        if server is not None:
            server.close()


def _digest(mail: Mail) -> str:
    return NOT_KEPT if mail.holds_secret else sha256(mail.content).hexdigest()


def envelope(server: Conversation, mail: Mail) -> tuple[str, str]:
    """Who it is from and to, with what it takes, and what is to be told of it (RFC 3461)."""
    sender, recipient = f"MAIL FROM:<{mail.sender}>", f"RCPT TO:<{mail.recipient}>"
    if mail.international:
        sender += " SMTPUTF8"
    if "dsn" not in server.offers:
        return sender, recipient
    if mail.envelope_id is not None or mail.holds_secret:
        # A mail that comes back must not bring a secret into the mailbox of whoever sent it.
        sender += " RET=HDRS"
    if mail.envelope_id is None:
        return sender, recipient
    return f"{sender} ENVID={mail.envelope_id}", f"{recipient} NOTIFY=FAILURE,DELAY"


def _is_for_ever(answer: Answer) -> bool:
    """By the class of the status where the server gives one (RFC 3463), else by that of its answer (RFC 5321)."""
    found = _STATUS.match(answer.text)
    return (found[1] if found else str(answer.code)[0]) == "5"


def _code(otherwise: str, error: BaseException) -> str:
    return f"smtp_{error.code}" if isinstance(error, aiosmtplib.SMTPResponseException) else otherwise


def _reference(answer: str) -> str | None:
    """What the server calls the message: its answer without anything that could be an address."""
    words = [word for word in re.sub(r"[^\x21-\x7e]+", " ", answer).split() if "@" not in word]
    return " ".join(words)[:200] or None
