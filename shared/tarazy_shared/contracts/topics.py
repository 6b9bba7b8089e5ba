"""The topics: their names, how many partitions they have and how long they keep records."""

from datetime import timedelta

CASES = "court.cases"
STAFF = "court.staff"
HEARINGS = "court.hearings"
NOTICES = "court.notices"

ALL = (CASES, STAFF, HEARINGS, NOTICES)

PARTITIONS = 12
"""The same for all four, so that one court's records lie in the partition of the same number everywhere."""

_RETENTION = {
    CASES: timedelta(days=30),
    STAFF: timedelta(days=365),
    HEARINGS: timedelta(days=30),
    NOTICES: timedelta(days=30),
}
_DEAD_LETTERS = ".dead-letters"
_DEAD_LETTER_RETENTION = timedelta(days=365)


def dead_letters(service: str) -> str:
    """The topic in which `service` parks what it cannot use."""
    return f"court.{service}{_DEAD_LETTERS}"


def retention(topic: str) -> timedelta:
    """How long `topic` keeps its records. Raises KeyError for a topic that is not ours."""
    if topic.startswith("court.") and topic.endswith(_DEAD_LETTERS):
        return _DEAD_LETTER_RETENTION
    return _RETENTION[topic]
