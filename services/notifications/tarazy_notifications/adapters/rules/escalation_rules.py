"""Rules of the kind `escalation`: what proves that somebody was told, and when a clerk hears of who was not."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from pydantic import Field

from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.adapters.rules.quiet_rules import ChannelCode
from tarazy_notifications.domain.delivery.escalation import NEXT, EscalationRule, Proof
from tarazy_notifications.domain.people import ChannelName


class EscalationBody(RuleBody):
    """When somebody counts as told of a hearing, and what is done about who does not."""

    proof: Annotated[Mapping[ChannelCode, Proof], Field(max_length=20)] = {"inbox": "read"}
    """By channel: `accepted` by its gateway, `delivered` or `read`; a channel that is not named: `accepted`. Where a
    gateway gives no receipts, nothing more than `accepted` ever comes."""
    before_minutes: Annotated[int, Field(ge=15, le=60 * 24 * 30)] = 60 * 24
    """How long before the hearing a clerk hears of whom nothing proves to be told."""
    patience_minutes: Annotated[int, Field(ge=1, le=60 * 24 * 7)] = 60
    """How long a notice is given to reach its reader before it is looked at, and another channel before the clerk."""
    tells_of_no_contact: bool = True
    """Whether a clerk hears of who has no contact at all."""
    channels: Annotated[tuple[ChannelName, ...], Field(max_length=len(NEXT))] = NEXT
    """In which order channels are tried where a message does not reach its reader, after the one that the reader
    chose. A channel that is not named comes last."""


ESCALATION: RuleKind[EscalationRule] = RuleKind(
    "escalation",
    "What counts as proof that somebody was told, and when a clerk hears of who was not",
    EscalationBody,
    lambda body: EscalationRule(
        dict(body.proof),
        timedelta(minutes=body.before_minutes),
        timedelta(minutes=body.patience_minutes),
        body.tells_of_no_contact,
        body.channels,
    ),
)
