"""libical as an outside reader, where the machine has it: its restriction tables and its way to classify updates."""

import ctypes
import ctypes.util
import re
from functools import cache
from typing import Any


@cache
def _load(name: str) -> Any:
    path = ctypes.util.find_library(name)
    return ctypes.CDLL(path) if path else None


def missing() -> str | None:
    """Why it cannot be used here."""
    if _load("ical") is None or _load("icalss") is None:
        return "libical is not on this machine (Debian: apt-get install libical3)"
    return None


def errors(calendar: bytes) -> set[str]:
    """What libical has against a calendar object."""
    ical = _load("ical")
    ical.icalparser_parse_string.restype = ctypes.c_void_p
    ical.icalcomponent_as_ical_string_r.restype = ctypes.c_void_p
    component = ctypes.c_void_p(ical.icalparser_parse_string(calendar))
    ical.icalrestriction_check(component)
    text = ctypes.c_void_p(ical.icalcomponent_as_ical_string_r(component))
    written = ctypes.string_at(text.value or 0).decode()
    ical.icalcomponent_free(component)
    unfolded = written.replace("\r\n ", "")
    return set(re.findall(r"^X-LIC-ERROR[^:]*:(.*?)\r?$", unfolded, re.MULTILINE))


def classify(message: bytes, stored: bytes | None, reader: str) -> str:
    """What `message` is to a reader who holds `stored`, in libical's words, such as `REQUEST-RESCHEDULE`."""
    ical, icalss = _load("ical"), _load("icalss")
    ical.icalparser_parse_string.restype = ctypes.c_void_p
    new = ctypes.c_void_p(ical.icalparser_parse_string(message))
    old = ctypes.c_void_p(ical.icalparser_parse_string(stored)) if stored else None
    icalss.icalclassify.restype = ctypes.c_int
    found = icalss.icalclassify(new, old, f"mailto:{reader}".encode())
    ical.icalproperty_enum_to_string_r.restype = ctypes.c_void_p
    ical.icalproperty_enum_to_string_r.argtypes = [ctypes.c_int]
    name = ctypes.string_at(ical.icalproperty_enum_to_string_r(found)).decode()
    ical.icalcomponent_free(new)
    if old:
        ical.icalcomponent_free(old)
    return name
