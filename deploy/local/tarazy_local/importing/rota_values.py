"""Single values of a rota file: dates, yes and no, half-days. What cannot be read is said with its line."""

import re
from datetime import date

from tarazy_local.importing.finding import Finding
from tarazy_local.importing.rota_element import Element

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?", re.ASCII).fullmatch
_YES_NO = {"true": True, "1": True, "false": False, "0": False}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HALF_DAYS = {f"{day}{half}": (day[:3], half.lower()) for half in ("Am", "Pm") for day in _DAYS}
"""Elements of a sitting pattern, each with its weekday and half as the contract names them."""

WorkingPattern = dict[str, list[str]]


class WrongValueError(ValueError):
    """A value cannot be read."""

    def __init__(self, element: Element, text: str) -> None:
        super().__init__(text)
        self.element = element

    def at(self, where: str) -> Finding:
        """The finding about it, in the row `where`."""
        return Finding(where, f"{self.element.name} (line {self.element.line})", str(self))


def day(element: Element) -> date:
    """An XML Schema date, such as 2019-10-01; an offset does not change the day."""
    match = _DATE(element.text)
    if match:
        try:
            return date.fromisoformat(match[1])
        except ValueError:
            pass
    raise WrongValueError(element, f"{element.text!r} is not a date, YYYY-MM-DD")


def yes(element: Element | None) -> bool:
    """An XML Schema boolean; False where the element is missing."""
    if element is None:
        return False
    try:
        return _YES_NO[element.text.lower()]
    except KeyError:
        raise WrongValueError(element, f"{element.text!r} is neither true nor false") from None


def half_days(pattern: Element) -> frozenset[tuple[str, str]]:
    """The weekday halves that a sitting pattern says yes to."""
    return frozenset(HALF_DAYS[half.name] for half in pattern.children if half.name in HALF_DAYS and yes(half))


def working_pattern(halves: frozenset[tuple[str, str]]) -> WorkingPattern:
    """Half-days as the contract writes them."""
    pattern: WorkingPattern = {}
    for name in _DAYS:
        held = [half for half in ("am", "pm") if (name[:3], half) in halves]
        if held:
            pattern[name[:3]] = held
    return pattern
