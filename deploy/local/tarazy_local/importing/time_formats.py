"""How a file writes its dates and times: said by whoever imports it, or provable from all of its rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
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
    "DD-MM-YY",
    "MM-DD-YY",
    "DD.MM.YY",
    "DD/MM/YY",
    "MM/DD/YY",
    "YY-MM-DD",
    "YYYYMMDD",
)
TIMES = ("HH:mm", "HH:mm:ss", "hh:mm a", "hh:mm:ss a", "hh a", "HH.mm", "HH-mm", "HHmm")
"""What is tried when nobody says; hh is the hour of twelve, with a for am or pm."""
INSTANTS = (
    *(f"{day}{between}{clock}" for day in DATES for clock in TIMES for between in (" ", "T")),
    *(
        f"YYYY-MM-DD{between}{clock}"
        for clock in ("HH:mmZ", "HH:mm:ssZ", "HH:mm:ss.SSSZ", "HH:mm:ss.SSS")
        for between in (" ", "T")
    ),
)
"""Day and time in one; Z is an offset from UTC, or Z itself."""

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
    "SSS": "%f",
    "a": "%p",
    "Z": "%z",
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
        datetime.strptime(datetime(2000, 1, 2, tzinfo=UTC).strftime(directives), directives)  # noqa: DTZ007
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
    """Date and time in one; with a zone only where the file says an offset. ValueError otherwise."""
    return _parsed(text, written)


def proven_format(
    texts: Mapping[str, str], candidates: Sequence[str], read: Callable[[str, str], Read], *, field: str, option: str
) -> str:
    """The one of the candidates in which all texts are written; `texts` says where each stands first.

    A text in none of them proves nothing and is left for its row to be reported. Raises `UnreadableFile` when the rest
    fits several candidates, or is written in several ways, or there is no rest: then somebody has to say.
    """
    fitting = list(candidates)
    proof = ""
    for text, where in texts.items():
        narrowed = _fitting(text, fitting, read)
        if narrowed:
            fitting, proof = narrowed, proof or text
        elif proof and _fitting(text, candidates, read):
            both = f"{proof!r} in {texts[proof]} and {text!r} in {where} are written in different ways"
            raise UnreadableFile(Finding("", field, f"{both}: say {option}"))
    if not proof:
        raise UnreadableFile(Finding("", field, f"No known format fits any row{_sample(texts)}: say {option}"))
    if len(fitting) > 1:
        text = f"Every row fits {' and '.join(fitting)}: say {option}, for the file cannot tell"
        raise UnreadableFile(Finding("", field, text))
    return fitting[0]


def _sample(texts: Mapping[str, str]) -> str:
    return next((f", such as {text!r} in {where}" for text, where in texts.items() if text), "")


def _fitting(text: str, candidates: Sequence[str], read: Callable[[str, str], Read]) -> list[str]:
    return [written for written in candidates if _fits(text, written, read)]


def _fits(text: str, written: str, read: Callable[[str, str], Read]) -> bool:
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
