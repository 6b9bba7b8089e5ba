"""Rules of the kind `limits`: how much may be sent through a gateway and to an address. They hold for all courts."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.adapters.rules.quiet_rules import ChannelCode
from tarazy_notifications.domain.delivery.limits import DAY, DEFAULT_LIMITS, HOUR, SECOND, Limit, Whose

AtMost = Annotated[int, Field(ge=1, le=1_000_000_000)] | None


class ChannelLimits(BaseModel):
    """Limits of one channel; what is left out is not limited."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    per_second: AtMost = None
    """Through the gateway. A tenth of it is kept for what is urgent."""
    per_day: AtMost = None
    """Through the gateway in any 24 hours; a tenth is kept for what is urgent."""
    per_recipient_hour: AtMost = None
    """To one address in any hour."""
    equal_per_recipient_hour: AtMost = None
    """To one address in any hour, about the same subject and on the same topic."""

    def limits(self, channel: str) -> list[Limit]:
        """As the domain has them."""
        asked: list[tuple[Whose, int | None, int]] = [
            ("gateway", self.per_second, SECOND),
            ("gateway", self.per_day, DAY),
            ("recipient", self.per_recipient_hour, HOUR),
            ("equal", self.equal_per_recipient_hour, HOUR),
        ]
        return [Limit(channel, whose, at_most, seconds) for whose, at_most, seconds in asked if at_most is not None]


def _default() -> dict[str, ChannelLimits]:
    names = {"recipient": "per_recipient_hour", "equal": "equal_per_recipient_hour"}
    found: dict[str, dict[str, int]] = {}
    for one in DEFAULT_LIMITS:
        found.setdefault(one.channel, {})[names[one.whose]] = one.at_most
    return {channel: ChannelLimits(**limits) for channel, limits in found.items()}


class LimitsBody(RuleBody):
    """Limits by channel. What is above them waits, and nothing is dropped."""

    channels: Annotated[Mapping[ChannelCode, ChannelLimits], Field(max_length=20)] = _default()
    """A channel that is not named has no limits."""


LIMITS: RuleKind[tuple[Limit, ...]] = RuleKind(
    "limits",
    "How much may be sent by a channel and to an address",
    LimitsBody,
    lambda body: tuple(limit for channel, of in body.channels.items() for limit in of.limits(channel)),
    is_for_courts=False,
)
