"""Text messages by SMPP: each part a `submit_sm`, in order."""

import asyncio
from dataclasses import dataclass
from functools import partial

import structlog

from tarazy_notifications.adapters.channels.port import Wanted
from tarazy_notifications.adapters.channels.sms.gateway import Text
from tarazy_notifications.adapters.channels.sms.parts import parts
from tarazy_notifications.adapters.channels.sms.smpp import pdus
from tarazy_notifications.adapters.channels.sms.smpp.link import LinkLostError, SmppLink
from tarazy_notifications.adapters.channels.sms.smpp.pdus import Pdu
from tarazy_notifications.domain.delivery.outcomes import Accepted, NotTried, Outcome, Postponed, Refused
from tarazy_notifications.domain.delivery.states import State

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SmppWay:
    """One lane's part in the link of its process."""

    link: SmppLink
    sender: str | None
    timeout: float
    """Seconds for a whole message."""
    pause: float = 1.0
    """Seconds before a part is tried again, of a message whose first parts have been taken."""

    async def send(self, text: Text, wanted: Wanted) -> Outcome:
        """Submit it, unless `wanted` says no at the last moment.

        The reference is what the centre calls the last part.
        """
        leaving = False
        try:
            async with asyncio.timeout(self.timeout), self.link.window:
                await self.link.bound()
                if not await wanted():
                    return NotTried(State.SUPERSEDED)
                leaving = True
                return await self._submit(text)
        except (LinkLostError, TimeoutError):
            if not leaving:
                return Postponed("unreachable", "unreachable")
            # Whoever left one message without an answer will not answer the next.
            self.link.drop()
            return Postponed("unreachable", "no_answer", in_doubt=True, sent=text.sent)

    async def close(self) -> None:
        """The link is not this lane's alone."""

    async def _submit(self, text: Text) -> Outcome:
        # The same for every attempt, so that a telephone takes what comes twice for one.
        found = parts(text.sms, text.notice_id.int & 0xFF)
        names: list[str] = []
        for part in found:
            make = partial(pdus.submit, part, text.number, self.sender, text.sms.encoding)
            answer = await self._ask(make, begun=bool(names))
            if answer.status:
                return self._refusal(answer, text, begun=bool(names))
            names.append(answer.message_id)
        # A centre that does not name what it takes reports nothing that could be told apart.
        return Accepted(names[-1] or None, text.sent, tuple(names) if len(names) > 1 and all(names) else ())

    async def _ask(self, make: "partial[bytes]", *, begun: bool) -> Pdu:
        """Half a message is worth nothing: once begun, a centre that is given too many is asked again and again."""
        while True:
            answer = await self.link.ask(lambda sequence: make(sequence=sequence))
            if not (begun and answer.status and pdus.meaning(answer.status) == "throttled"):
                return answer
            await asyncio.sleep(self.pause)

    def _refusal(self, answer: Pdu, text: Text, *, begun: bool) -> Outcome:
        code, sent = pdus.code(answer.status), text.sent if begun else None
        match pdus.meaning(answer.status):
            case "never":
                return Refused(code)
            case "throttled":
                return Postponed("throttled", code, in_doubt=begun, sent=sent)
            case "busy":
                return Postponed("busy", code, in_doubt=begun, sent=sent)
            case "unbound":
                self.link.drop()
            case "misconfigured":
                log.error("sms_gateway_misconfigured", code=code, notice_id=str(text.notice_id))
        return Postponed("unreachable", code, in_doubt=begun, sent=sent)
