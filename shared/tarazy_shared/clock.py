"""The clock: the only source of "now", passed to whoever needs it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present instant, aware and in UTC."""

_DURATION = re.compile(
    r"(?P<sign>[+-]?)P(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)


def system_clock(offset: timedelta = timedelta()) -> Clock:
    """The machine's clock, shifted by `offset` (for trials and teaching)."""
    return lambda: datetime.now(UTC) + offset


def parse_duration(text: str) -> timedelta:
    """Read an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as `PT15M` or `-P1D`.

    Years and months have no fixed length and are refused with `ValueError`, as is everything else.
    """
    match = _DURATION.fullmatch(text.strip())
    parts = {name: int(value) for name, value in match.groupdict().items() if name != "sign" and value} if match else {}
    if not match or not parts:
        raise ValueError(
            f"{text!r} is not an ISO 8601 duration of weeks, days, hours, minutes or seconds, such as PT15M"
        )
    duration = timedelta(**parts)
    return -duration if match["sign"] == "-" else duration
