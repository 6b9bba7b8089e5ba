"""What leaves first."""

from datetime import UTC, datetime, timedelta

import pytest
from tarazy_notifications.domain.delivery.urgency import ROUTINE, URGENT, USUAL, urgency

NOW = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
SOON, TOMORROW, LATER = (NOW + timedelta(hours=hours) for hours in (3, 23, 200))


@pytest.mark.parametrize(
    ("topic", "begins_at", "expected"),
    [
        ("hearing_cancelled", LATER, URGENT),
        ("hearing_uninvited", None, URGENT),
        ("hearing_rescheduled", TOMORROW, URGENT),
        ("hearing_rescheduled", LATER, USUAL),
        ("hearing_scheduled", SOON, URGENT),
        ("hearing_scheduled", None, USUAL),
        ("hearing_reminder_1d", TOMORROW, ROUTINE),
        ("hearing_reminder_3h", SOON, USUAL),
        ("hearing_digest", None, ROUTINE),
        ("training_placed", None, ROUTINE),
        ("leave_decided", None, USUAL),
        ("operator_alert", None, URGENT),
    ],
)
def test_what_is_near_and_who_need_not_come_go_first(topic: str, begins_at: datetime | None, expected: int) -> None:
    assert urgency(topic, begins_at, NOW) == expected
