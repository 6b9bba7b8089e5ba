"""What leaves first when more is due than can leave at once."""

from datetime import datetime, timedelta

from tarazy_notifications.domain.topics import FAREWELLS, INVITATIONS, REMINDER

URGENT, USUAL, ROUTINE = 0, 1, 2

NEAR = timedelta(hours=24)
"""Word of a hearing that begins, or was to begin, within it overtakes the rest."""
VERY_NEAR = timedelta(hours=4)
"""A reminder of a hearing this near is no routine: there is hardly time to make good what is late."""

_URGENT_TOPICS = frozenset({"operator_alert"})
_ROUTINE = ("hearing_digest", "training_", "survey_", "evaluation_")


def urgency(topic: str, begins_at: datetime | None, now: datetime) -> int:
    """0 to 2. `begins_at` is the earliest of the times that the notice is about, the old and the new, if there are any.

    Who need not come is told first: they may be on their way.
    """
    if topic in FAREWELLS or topic in _URGENT_TOPICS:
        return URGENT
    if topic in INVITATIONS:
        return URGENT if begins_at is not None and begins_at - now <= NEAR else USUAL
    if topic.startswith(REMINDER):
        return USUAL if begins_at is not None and begins_at - now <= VERY_NEAR else ROUTINE
    return ROUTINE if topic.startswith(_ROUTINE) else USUAL
