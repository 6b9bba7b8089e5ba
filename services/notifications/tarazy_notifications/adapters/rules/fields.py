"""Fields that several kinds of rule are made of."""

from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

RoleName = Literal["judge", "clerk", "interpreter", "party", "representative", "staff", "operator"]
HearingForm = Literal["in_person", "video", "hybrid"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _clock(value: object) -> time:
    if isinstance(value, time):
        return value
    try:
        found = time.fromisoformat(str(value))
    except ValueError:
        found = time.max
    if found.second or found.microsecond or found.tzinfo or not isinstance(value, str) or len(value) != 5:
        raise ValueError("must be a time of day such as 08:00")
    return found


Clock = Annotated[
    time, BeforeValidator(_clock), PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str)
]
"""A time of day to the minute."""


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(values)) < len(values):
        raise ValueError("names something twice")
    return values


Roles = Annotated[tuple[RoleName, ...], AfterValidator(_each_once), Field(max_length=7)]
TopicPattern = Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{0,63}\*?|\*)$")]
"""A topic, or the beginning of several with `*` behind it."""
