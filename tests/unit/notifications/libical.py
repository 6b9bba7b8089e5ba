"""libical as an outside reader: its restriction tables and its way to classify updates.

Without it a test is skipped and says what to install; in CI, which installs it, the test fails.
"""

import ctypes
import ctypes.util
import os
import re
from functools import cache
from typing import Any

import pytest


@cache
def _load(name: str) -> Any:
    return ctypes.CDLL(ctypes.util.find_library(name))


def needed() -> None:
    """Ends the test that needs it where this machine lacks it."""
    if all(ctypes.util.find_library(name) for name in ("ical", "icalss")):
        return
    missing = "libical is missing on this machine: install Debian's package libical3"
    if os.environ.get("CI"):
        pytest.fail(f"{missing}; .ci/run should have done so", pytrace=False)
    pytest.skip(missing)


def errors(calendar: bytes) -> set[str]:
    """What libical has against a calendar object."""
    needed()
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
    needed()
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
