"""Rules of the kind `quiet_hours`: when nobody is disturbed, by channel."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator
from tarazy_shared.contracts.fields import wrong

from tarazy_notifications.adapters.rules.fields import WEEKDAYS, Clock, Weekday
from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.domain.timing.quiet import EVERY_DAY, QuietHours, QuietRange, QuietRules, is_ever_open

ChannelCode = Annotated[str, Field(pattern=r"^[a-z_]{2,20}$")]


class RangeBody(BaseModel):
    """One quiet range."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    from_: Annotated[Clock, Field(alias="from")]
    """When it begins, by the clocks where the person lives."""
    until: Clock
    """When it ends: the next day where that is not later; the same time is a whole day."""
    days: Annotated[tuple[Weekday, ...], Field(max_length=7)] = ()
    """Days on which it begins; none named, every day."""

    @property
    def quiet(self) -> QuietRange:
        """As the domain has it."""
        days = frozenset(WEEKDAYS.index(day) for day in self.days) or EVERY_DAY
        return QuietRange(self.from_, self.until, days)


_NIGHT = RangeBody.model_validate({"from": "22:00", "until": "08:00"})


class QuietBody(RuleBody):
    """Quiet hours of every channel, for whoever has not chosen their own."""

    channels: Annotated[Mapping[ChannelCode, Annotated[tuple[RangeBody, ...], Field(max_length=21)]], Field()] = {
        "sms": (_NIGHT,)
    }
    """Ranges by channel; a channel that is not named has none."""
    spread_minutes: Annotated[int, Field(ge=0, le=120)] = 10
    """What waited for the end of quiet hours leaves within so many minutes of it, evenly."""

    @model_validator(mode="after")
    def _open_at_times(self) -> "QuietBody":
        for channel, ranges in self.channels.items():
            if not is_ever_open([one.quiet for one in ranges]):
                raise wrong("These ranges leave no time in which anything could be sent", f"channels.{channel}")
        return self


def _rules(body: QuietBody) -> QuietRules:
    hours = {channel: QuietHours(tuple(one.quiet for one in ranges)) for channel, ranges in body.channels.items()}
    return QuietRules(hours, timedelta(minutes=body.spread_minutes))


QUIET_HOURS: RuleKind[QuietRules] = RuleKind("quiet_hours", "When nobody is disturbed, by channel", QuietBody, _rules)
