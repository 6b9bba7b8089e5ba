"""E-mail: one connection to a mail server, kept open and made again when it breaks."""

import asyncio
import re
import ssl
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal
from urllib.parse import unquote, urlsplit

import aiosmtplib
from tarazy_shared.errors import ConfigurationError

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
        self._client: aiosmtplib.SMTP | None = None

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
        for reused in (self._client is not None and self._client.is_connected, False):
            try:
                client = await self._connected()
            except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
                self._drop()
                return Postponed("unreachable", _code("unreachable", error))
            try:
                return await self._hand_over(client, mail, wanted)
            except aiosmtplib.SMTPServerDisconnected:
                self._drop()
                # A server may have closed a connection that was idle: nothing was said yet, so say it on a new one.
                if not reused:
                    break
            except aiosmtplib.SMTPTimeoutError:
                self._drop()
                return Postponed("unreachable", "no_answer")
        return Postponed("unreachable", "unreachable")

    async def close(self) -> None:
        """Say goodbye to the server, if it still listens."""
        client, self._client = self._client, None
        if client is not None and client.is_connected:
            try:
                await client.quit(timeout=2)
            except (aiosmtplib.SMTPException, OSError):
                client.close()

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._client is not None and self._client.is_connected:
            return self._client
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
        self._client = client
        return client

    async def _hand_over(self, client: aiosmtplib.SMTP, mail: Mail, wanted: Wanted) -> Outcome:
        options, notify = _options(client, mail)
        if mail.international and not client.supports_extension("smtputf8"):
            return Refused("smtputf8_unsupported")
        encoding = "utf-8" if mail.international else "ascii"
        try:
            await client.mail(mail.sender, options=options, encoding=encoding)
        except aiosmtplib.SMTPResponseException as error:
            answer = await self._answer(client, error)
            # What is refused before anybody is named is ours to mend; only that it is too long is wrong with this mail.
            if isinstance(answer, Refused) and error.code != _TOO_LONG:
                return Postponed("unreachable", answer.code)
            return answer
        try:
            await client.rcpt(mail.recipient, options=notify, encoding=encoding)
        except aiosmtplib.SMTPResponseException as error:
            return await self._answer(client, error)
        if not await wanted():
            await self._reset(client)
            return NotTried(State.SUPERSEDED)
        self._leaving = sent = Sent(_digest(mail), mail.text_version, mail.subject, mail.text)
        try:
            response = await client.data(mail.content)
        except aiosmtplib.SMTPResponseException as error:
            return await self._answer(client, error)
        except aiosmtplib.SMTPException:
            self._drop()
            return Postponed("unreachable", "no_answer", in_doubt=True, sent=sent)
        return Accepted(_reference(response.message), sent)

    async def _answer(self, client: aiosmtplib.SMTP, error: aiosmtplib.SMTPResponseException) -> Outcome:
        code = f"smtp_{error.code}"
        if error.code == _TOO_LATE:
            self._drop()
            return Postponed("unreachable", code)
        await self._reset(client)
        return Refused(code) if _is_for_ever(error) else Postponed("busy", code)

    async def _reset(self, client: aiosmtplib.SMTP) -> None:
        try:
            await client.rset()
        except (aiosmtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()


def _digest(mail: Mail) -> str:
    return NOT_KEPT if mail.holds_secret else sha256(mail.content).hexdigest()


def _options(client: aiosmtplib.SMTP, mail: Mail) -> tuple[list[str], list[str]]:
    """Of the sender and of the recipient: what it takes, and what is to be told of it (RFC 3461)."""
    options = ["SMTPUTF8"] if mail.international else []
    if mail.envelope_id is None or not client.supports_extension("dsn"):
        return options, []
    return [*options, "RET=HDRS", f"ENVID={mail.envelope_id}"], ["NOTIFY=FAILURE,DELAY"]


def _is_for_ever(error: aiosmtplib.SMTPResponseException) -> bool:
    """By the class of the status where the server gives one (RFC 3463), else by that of its answer (RFC 5321)."""
    found = _STATUS.match(error.message)
    return (found[1] if found else str(error.code)[0]) == "5"


def _code(otherwise: str, error: BaseException) -> str:
    return f"smtp_{error.code}" if isinstance(error, aiosmtplib.SMTPResponseException) else otherwise


def _reference(answer: str) -> str | None:
    """What the server calls the message: its answer without anything that could be an address."""
    words = [word for word in re.sub(r"[^\x21-\x7e]+", " ", answer).split() if "@" not in word]
    return " ".join(words)[:200] or None
