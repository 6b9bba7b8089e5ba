"""For whom a page is written: days, times and numbers in a reader's language and a court's time zone."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

from tarazy_shared.contracts.fields import Language

Width = Literal["short", "medium", "long", "full"]

_LOCALES: dict[Language, str] = {"kk": "kk", "ru": "ru", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Formats by Babel on the server, because browsers do not know Kazakh months and days."""

    language: Language
    zone: str
    """IANA name of the court's time zone, such as `Asia/Almaty`."""

    def day(self, day: date, width: Width = "long") -> str:
        """A day: `1 December 2026`, with its weekday when `full`. An instant gives its day in the court's zone."""
        if isinstance(day, datetime):
            day = self.local(day).date()
        return _spaced(format_date(day, width, locale=self.locale))

    def short_day(self, day: date) -> str:
        """A day of this time of the year, such as `Tue, 1 Dec`."""
        return _spaced(format_skeleton("MMMEd", day, locale=self.locale))

    def month(self, day: date) -> str:
        """The month of a day, short, as on the tile of a calendar entry."""
        return format_date(day, "LLL", locale=self.locale)

    def weekday(self, day: date) -> str:
        """The weekday, short, as on the tile of a calendar entry."""
        return format_date(day, "ccc", locale=self.locale)

    def clock(self, at: datetime) -> str:
        """The time of day in the court's zone: `10:05`."""
        return f"{self.local(at):%H:%M}"

    def seconds(self, at: datetime) -> str:
        """The time of day in the court's zone to the second: `10:05:07`."""
        return f"{self.local(at):%H:%M:%S}"

    def instant(self, at: datetime) -> str:
        """Day and time in the court's zone: `1 December 2026, 10:05`."""
        return f"{self.day(at)}, {self.clock(at)}"

    def machine(self, at: datetime) -> str:
        """For the `datetime` attribute of a `time` element: `2026-12-01T10:05:00+05:00`."""
        return self.local(at).isoformat(timespec="seconds")

    def number(self, value: float) -> str:
        """A number with the language's own separators."""
        return _spaced(format_decimal(value, locale=self.locale))

    def percent(self, part: Fraction) -> str:
        """A part of a whole to a tenth of a per cent; never `0.0 %` for something nor `100.0 %` for less than all."""
        tenths = (2000 * part.numerator + part.denominator) // (2 * part.denominator)
        if tenths == 0 and part > 0:
            return f"<\u00a0{self._tenths(1)}"
        if tenths == 1000 and part < 1:
            return f">\u00a0{self._tenths(999)}"
        return self._tenths(tenths)

    def _tenths(self, tenths: int) -> str:
        return _spaced(format_percent(Decimal(tenths) / 1000, "#,##0.0\u00a0%", locale=self.locale))

    def local(self, at: datetime) -> datetime:
        """An aware instant in the court's zone. ValueError for one without an offset."""
        if at.tzinfo is None:
            raise ValueError(f"{at} has no offset: only instants can be shown in a court's time")
        return at.astimezone(ZoneInfo(self.zone))

    @property
    def locale(self) -> str:
        """Babel's name of the language."""
        return _LOCALES[self.language]


def _spaced(text: str) -> str:
    # Many fonts have an empty box for the narrow no-break space.
    return text.replace("\u202f", "\u00a0")
