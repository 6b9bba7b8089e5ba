"""What somebody has chosen about their notices."""

from dataclasses import dataclass
from datetime import time
from typing import Literal

from tarazy_notifications.domain.people import ChannelName, Language
from tarazy_notifications.domain.timing.quiet import QuietHours, QuietRange
from tarazy_notifications.domain.timing.topic_rules import matches, never_optional

DISTURBING: frozenset[ChannelName] = frozenset({"sms", "chat", "email"})
"""Channels that somebody can have quiet hours of their own for."""


@dataclass(frozen=True, slots=True)
class Mute:
    """A topic that somebody does without, by one channel or by all."""

    topic: str
    """A topic, or the beginning of several with `*` behind it."""
    channel: ChannelName | None = None

    def is_about(self, topic: str, channel: ChannelName) -> bool:
        """Whether it means a notice of this topic by this channel."""
        return matches(self.topic, topic) and self.channel in (None, channel)


@dataclass(frozen=True, slots=True)
class OwnQuiet:
    """Quiet hours of one's own, in place of those that the court rules."""

    ranges: tuple[QuietRange, ...]
    """None at all: to be disturbed at any hour."""
    channels: frozenset[ChannelName] = frozenset({"sms", "chat"})


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that somebody has chosen; what is None or empty is as the court has it."""

    language: Language | None = None
    zone: str | None = None
    """IANA name of the time zone where the person lives."""
    quiet: OwnQuiet | None = None
    digest: Literal["on", "off"] | None = None
    digest_at: time | None = None
    muted: tuple[Mute, ...] = ()
    inbox: bool = False
    """Whether the court's own people read in their inbox here what others get by e-mail."""
    channels: tuple[ChannelName, ...] = ()
    """Which are tried before others where a message does not reach them, in this order."""

    def mutes(self, topic: str, channel: ChannelName) -> bool:
        """Whether the person does without a notice; whether they may is for the rules to say."""
        return not never_optional(topic) and any(one.is_about(topic, channel) for one in self.muted)

    def quiet_hours(self, channel: ChannelName, ruled: QuietHours) -> QuietHours:
        """When the person is not to be disturbed by a channel for which the court rules `ruled`."""
        if self.quiet is None:
            return ruled
        return QuietHours(self.quiet.ranges) if channel in self.quiet.channels else QuietHours()


NOTHING_CHOSEN = Choices()
