"""A gateway before another: it plays what simulated recipients do, and lets everything else through."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import get_args

from tarazy_notifications.adapters import letters
from tarazy_notifications.adapters.channels.port import Wanted
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.texts.short import entry, text_message
from tarazy_notifications.app.sender import Gateway
from tarazy_notifications.domain.delivery.outcomes import (
    NO_GATEWAY,
    Accepted,
    NotTried,
    Outcome,
    Postponed,
    Refused,
    Sent,
)
from tarazy_notifications.domain.delivery.receipts import Happening, Receipt
from tarazy_notifications.domain.delivery.simulated import Behaviour, behaviour_of, is_simulated
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.people import ChannelName

SIMULATED = "simulated_address"
"""The reason of a notice to a simulated recipient where there are none."""
SLOW_SECONDS = 3.0

Report = Callable[[str, list[Receipt]], Awaitable[object]]
"""Takes receipts in as any gateway's: by channel."""

_REPORTS: Mapping[Behaviour, tuple[Happening, ...]] = {
    Behaviour.DELIVERED: (Happening.DELIVERED,),
    Behaviour.SLOW: (Happening.DELIVERED,),
    Behaviour.READ: (Happening.DELIVERED, Happening.READ),
    Behaviour.BOUNCED: (Happening.BOUNCED,),
}


@dataclass(frozen=True, slots=True)
class SimulatedGateway:
    """One lane's."""

    behind: Gateway | None
    """What everybody else is sent by; None where no such channel is set up."""
    allowed: bool
    report: Report
    sleep: Callable[[float], Awaitable[None]]

    async def send(self, claimed: Claimed, wanted: Wanted) -> Outcome:
        """Play the recipient, or hand over to the gateway behind."""
        notice = claimed.notice
        if not is_simulated(notice.channel, notice.address):
            return Refused(NO_GATEWAY) if self.behind is None else await self.behind.send(claimed, wanted)
        behaviour = behaviour_of(notice.channel, notice.address) if self.allowed else None
        if behaviour is None:
            return Refused(SIMULATED)
        return await self._play(behaviour, claimed, wanted)

    async def close(self) -> None:
        """End what is behind."""
        if self.behind is not None:
            await self.behind.close()

    async def _play(self, behaviour: Behaviour, claimed: Claimed, wanted: Wanted) -> Outcome:
        if behaviour is Behaviour.SLOW:
            await self.sleep(SLOW_SECONDS)
        if not await wanted():
            return NotTried(State.SUPERSEDED)
        if behaviour is Behaviour.BUSY:
            return Postponed("busy", "simulated_busy")
        if behaviour is Behaviour.REFUSED:
            return Refused("simulated_refusal")
        notice = claimed.notice
        reports = [
            Receipt(
                f"simulated {notice.notice_id} {happening}",
                happening,
                claimed.queued_at,
                notice_id=notice.notice_id,
                code="simulated_bounce" if happening is Happening.BOUNCED else None,
            )
            for happening in _REPORTS.get(behaviour, ())
        ]
        if reports:
            # Known before the answer is, they wait until the notice is written down as sent.
            await self.report(notice.channel, reports)
        return Accepted(f"simulated {notice.notice_id}", _sent(claimed))


def around(
    gateways: Mapping[ChannelName, Gateway],
    *,
    allowed: bool,
    report: Report,
    sleep: Callable[[float], Awaitable[None]],
) -> dict[ChannelName, Gateway]:
    """All channels of a lane, each behind a gateway that knows simulated recipients."""
    names: tuple[ChannelName, ...] = get_args(ChannelName)
    return {name: SimulatedGateway(gateways.get(name), allowed, report, sleep) for name in names}


def _sent(claimed: Claimed) -> Sent:
    """The words as they would have left; the hash is that of the words."""
    notice, story, court, terms = claimed.notice, claimed.story, claimed.court, claimed.terms
    if notice.channel == "sms":
        short = text_message(notice, story, court, terms=terms)
        return _of(None, short.sms.text, short.version)
    if notice.channel == "email":
        letter = letters.write(notice, story, court, terms=terms)
        return _of(letter.subject, letter.plain, letter.version)
    said = entry(notice, story, court, channel=notice.channel, terms=terms)
    return _of(said.title, said.body, said.version)


def _of(subject: str | None, text: str, version: str | None) -> Sent:
    digest = sha256(f"{subject or ''}\n{text}".encode()).hexdigest()
    return Sent(digest, version, subject, text)
