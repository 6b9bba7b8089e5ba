"""What is said beside a file, checked before anything is asked of a service."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tarazy_local.importing.finding import Finding, UnreadableFile

_COURT_ID = re.compile(r"[a-z0-9-]{2,40}", re.ASCII).fullmatch


def is_court_id(text: str) -> bool:
    """A short stable code."""
    return _COURT_ID(text) is not None


def court_option(text: str) -> str:
    """The court that `--court` names. Raises `UnreadableFile`."""
    if not is_court_id(text):
        raise UnreadableFile(Finding("--court", text, "Must be 2 to 40 of the characters a-z, 0-9 and -"))
    return text


def zone_option(name: str, option: str = "--zone") -> ZoneInfo:
    """The zone that an option names. Raises `UnreadableFile`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnreadableFile(Finding(option, name, "Is no zone such as Asia/Almaty")) from None
