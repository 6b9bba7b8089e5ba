"""Choices as JSON, as the database keeps them and the interface shows them."""

from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from tarazy_shared.contracts.fields import Language, wrong

from tarazy_notifications.adapters.rules.fields import Clock, TopicPattern
from tarazy_notifications.adapters.rules.quiet_rules import RangeBody
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.domain.preferences.choices import DISTURBING, Choices, Mute, OwnQuiet
from tarazy_notifications.domain.timing.quiet import is_ever_open
from tarazy_notifications.domain.timing.topic_rules import never_optional


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is no time zone")
    return name


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class MuteBody(_Strict):
    """A topic that somebody does without."""

    topic: TopicPattern
    channel: ChannelName | None = None
    """By this channel alone; by all where none is named."""


class OwnQuietBody(_Strict):
    """Quiet hours of one's own."""

    ranges: Annotated[tuple[RangeBody, ...], Field(max_length=21)] = ()
    channels: Annotated[tuple[Literal["sms", "chat", "email"], ...], Field(max_length=3)] = ("sms", "chat")


class ChoicesBody(_Strict):
    """What somebody has chosen; what is left out is as the court has it."""

    language: Language | None = None
    zone: Annotated[str, AfterValidator(_known_zone)] | None = None
    """IANA name, such as `Asia/Almaty`."""
    quiet: OwnQuietBody | None = None
    digest: Literal["on", "off"] | None = None
    digest_at: Clock | None = None
    inbox: bool = False
    """Read in the inbox here what others get by e-mail; for judges, clerks and interpreters alone."""
    muted: Annotated[tuple[MuteBody, ...], Field(max_length=100)] = ()
    channels: Annotated[tuple[ChannelName, ...], Field(max_length=5)] = ()
    """Which are tried before others where a message does not reach them."""

    @model_validator(mode="after")
    def _possible(self) -> "ChoicesBody":
        for place, one in enumerate(self.muted):
            if never_optional(one.topic):
                raise wrong("This is word of hearings or of discipline, which nobody can mute", f"muted[{place}].topic")
        if self.quiet and not is_ever_open([one.quiet for one in self.quiet.ranges]):
            raise wrong("These ranges leave no time in which anything could be sent", "quiet.ranges")
        return self

    def choices(self) -> Choices:
        """As the domain has them."""
        quiet = self.quiet
        return Choices(
            self.language,
            self.zone,
            OwnQuiet(tuple(one.quiet for one in quiet.ranges), frozenset(quiet.channels) & DISTURBING)
            if quiet
            else None,
            self.digest,
            self.digest_at,
            tuple(Mute(one.topic, one.channel) for one in self.muted),
            self.inbox,
            self.channels,
        )


def read_choices(document: str) -> Choices:
    """The choices in a stored document."""
    return ChoicesBody.model_validate_json(document).choices()
