"""What holds for the country, where no court says otherwise."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

COUNTRY_ZONE = "Asia/Almaty"
"""IANA name of the zone of courts that name none, and of days that are no court's: all of Kazakhstan has one time."""
COUNTRY = ZoneInfo(COUNTRY_ZONE)


def country_day(at: datetime) -> date:
    """The day of an instant where it matters little which court's: rules may hold some hours sooner."""
    return at.astimezone(COUNTRY).date()
