"""Days and times as people in Kazakhstan read them, in the court's own zone, always with the offset said."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from tarazy_notifications.domain.hearings import Sitting
from tarazy_notifications.domain.people import Language

_LOCALES: dict[Language, str] = {"kk": "kk", "ru": "ru", "en": "en_GB"}


def day(at: datetime, zone: str, language: Language) -> str:
    """Such as `Tuesday, 24 November 2026`."""
    return _day(at.astimezone(ZoneInfo(zone)).date().isoformat(), "full", language)


def short_day(at: datetime, zone: str, language: Language) -> str:
    """Such as `24 November 2026`."""
    return _day(at.astimezone(ZoneInfo(zone)).date().isoformat(), "long", language)


def clock(at: datetime, zone: str) -> str:
    """Such as `10:05`."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def day_and_clock(at: datetime, zone: str, language: Language) -> str:
    """Such as `24 November 2026, 10:05`."""
    return f"{short_day(at, zone, language)}, {clock(at, zone)}"


def sitting(one: Sitting, zone: str, language: Language) -> str:
    """Such as `Tuesday, 24 November 2026, 10:00–13:00 (UTC+05:00)`; a sitting never runs past midnight."""
    starts = one.starts_at.astimezone(ZoneInfo(zone))
    return f"{day(one.starts_at, zone, language)}, {starts:%H:%M}–{clock(one.ends_at, zone)} ({offset(starts)})"


def days(first: date, last: date, language: Language) -> str:
    """Such as `13 April 2026 – 17 April 2026`; one day as `13 April 2026`."""
    return " – ".join(_day(one.isoformat(), "long", language) for one in dict.fromkeys((first, last)))


def numeric_day_and_clock(at: datetime, zone_name: str) -> str:
    """Such as `24.11.2026 10:05`, the same in all three languages: for a telephone, where each letter counts."""
    return f"{at.astimezone(zone(zone_name)):%d.%m.%Y %H:%M}"


def numeric_days(first: date, last: date) -> str:
    """Such as `13.04.2026-17.04.2026`."""
    return f"{first:%d.%m.%Y}-{last:%d.%m.%Y}"


def zone(name: str) -> ZoneInfo:
    """The zone of that name."""
    return ZoneInfo(name)


def in_order(sittings: Iterable[Sitting]) -> list[Sitting]:
    """Sittings by their time."""
    return sorted(sittings, key=lambda one: one.starts_at)


def offset(local: datetime) -> str:
    """Such as `UTC+05:00`."""
    text = f"{local:%z}"
    return f"UTC{text[:3]}:{text[3:5]}"


@lru_cache(maxsize=4096)
def _day(iso: str, width: str, language: Language) -> str:
    text = format_date(datetime.fromisoformat(iso), width, locale=_LOCALES[language])
    # A narrow no-break space is an empty box in many fonts.
    return text.replace("\u202f", "\u00a0")
