"""How a file writes its dates and times: said by whoever imports it, or provable from all of its rows."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import TypeVar

from tarazy_local.importing.finding import Finding, UnreadableFile

DATES = (
    "YYYY-MM-DD",
    "YYYY/MM/DD",
    "YYYY.MM.DD",
    "DD.MM.YYYY",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD-MM-YYYY",
    "MM-DD-YYYY",
    "DD.MM.YY",
    "DD/MM/YY",
    "MM/DD/YY",
    "YY-MM-DD",
    "YYYYMMDD",
)
TIMES = ("HH:mm", "HH:mm:ss", "hh:mm a", "hh:mm:ss a", "HH.mm", "HH-mm", "HHmm")
"""What is tried when nobody says; hh is the hour of twelve, with a for am or pm."""

_DIRECTIVES = {
    "YYYY": "%Y",
    "YY": "%y",
    "MM": "%m",
    "M": "%m",
    "DD": "%d",
    "D": "%d",
    "HH": "%H",
    "H": "%H",
    "hh": "%I",
    "h": "%I",
    "mm": "%M",
    "ss": "%S",
    "a": "%p",
}
_TOKEN = re.compile("|".join(sorted(_DIRECTIVES, key=len, reverse=True)))
_MERIDIEM = re.compile(r"\s*([ap])\.?\s*m\.?$", re.IGNORECASE)
_COMPACT = {"YYYYMMDD": 8, "HHmm": 4}
Read = TypeVar("Read", date, time, datetime)


def strptime_format(text: str) -> str:
    """A format such as `DD.MM.YYYY HH:mm` in the directives of `strptime`; one with `%` is taken as it is."""
    return text if "%" in text else _TOKEN.sub(lambda match: _DIRECTIVES[match[0]], text)


def checked_format(option: str, text: str, *needed: str) -> str:
    """The format, if it names all of the directives needed, such as `%Y|%y`. Raises `UnreadableFile`."""
    directives = strptime_format(text)
    for alternatives in needed:
        if not any(one in directives for one in alternatives.split("|")):
            raise UnreadableFile(Finding(option, text, "Must say every part, such as DD.MM.YYYY and HH:mm"))
    try:
        datetime.strptime(datetime(2000, 1, 2).strftime(directives), directives)  # noqa: DTZ001, DTZ007
    except (ValueError, re.error) as error:
        raise UnreadableFile(Finding(option, text, f"Is no format: {error}")) from None
    return text


def read_date(text: str, written: str) -> date:
    """The date that `text` is when written so. ValueError otherwise."""
    return _parsed(text, written).date()


def read_time(text: str, written: str) -> time:
    """The time of day that `text` is when written so. ValueError otherwise."""
    return _parsed(text, written).time()


def read_instant(text: str, written: str) -> datetime:
    """Date and time in one; without a zone, as the file has them. ValueError otherwise."""
    return _parsed(text, written)


def the_only_format(
    texts: Sequence[str], candidates: Sequence[str], read: Callable[[str, str], Read], *, field: str, option: str
) -> str:
    """The one of the candidates in which all the texts are written.

    Raises `UnreadableFile` when several fit, or none does: then somebody has to say.
    """
    fitting = [written for written in candidates if _all_fit(texts, written, read)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        text = f"Every row fits {' and '.join(fitting)}: say {option}, for the file cannot tell"
    else:
        text = f"No known format fits every row, such as {_sample(texts)!r}: say {option}"
    raise UnreadableFile(Finding("", field, text))


def _sample(texts: Sequence[str]) -> str:
    return next((text for text in texts if text.strip()), "")


def _all_fit(texts: Sequence[str], written: str, read: Callable[[str, str], Read]) -> bool:
    if not texts:
        return False
    for text in texts:
        try:
            read(text, written)
        except ValueError:
            return False
    return True


def _parsed(text: str, written: str) -> datetime:
    cleaned = " ".join(text.split())
    if len(cleaned) != _COMPACT.get(written, len(cleaned)):
        raise ValueError(f"{text!r} is not written {written}")
    # strptime's %p needs the letters "AM" or "PM"; lists write them in many ways.
    cleaned = _MERIDIEM.sub(lambda match: f" {match[1].upper()}M", cleaned)
    try:
        return datetime.strptime(cleaned, strptime_format(written))  # noqa: DTZ007  a wall clock's reading
    except ValueError:
        raise ValueError(f"{text!r} is not written {written}") from None
