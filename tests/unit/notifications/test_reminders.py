"""When people are reminded."""

from dataclasses import replace
from datetime import timedelta

from tarazy_notifications.domain.hearings import Hearing
from tarazy_notifications.domain.notices import notice_id
from tarazy_notifications.domain.reminders import reminders
from tarazy_notifications.domain.telling import tell

from tests.unit.notifications.people import COURT, SAID, STAFF, STARTS, case, change, number, placing, sitting

DAY = timedelta(days=1)


def standing(**fields: object) -> Hearing:
    return tell(change("scheduled", 3, placing=placing(**fields)), None, case(), COURT, STAFF).hearing  # type: ignore[arg-type]


def test_a_reminder_is_due_a_day_before_the_first_sitting_of_that_version() -> None:
    two_days = (sitting(STARTS + DAY), sitting(STARTS))
    (reminder,) = reminders(standing(sittings=two_days), SAID)
    assert (reminder.due_at, reminder.version, reminder.tier) == (STARTS - DAY, 3, "1d")


def test_none_when_the_notice_itself_goes_out_later() -> None:
    assert reminders(standing(), STARTS - DAY) == []
    assert len(reminders(standing(), STARTS - DAY - timedelta(seconds=1))) == 1


def test_none_for_a_hearing_that_does_not_stand() -> None:
    assert reminders(replace(standing(), placing=None), SAID) == []


def test_notice_ids_follow_from_what_they_are_about() -> None:
    one = notice_id(number(1), 1, number(2), "email", "hearing_scheduled")
    assert one == notice_id(number(1), 1, number(2), "email", "hearing_scheduled")
    others = {
        notice_id(number(3), 1, number(2), "email", "hearing_scheduled"),
        notice_id(number(1), 2, number(2), "email", "hearing_scheduled"),
        notice_id(number(1), 1, number(3), "email", "hearing_scheduled"),
        notice_id(number(1), 1, number(2), "sms", "hearing_scheduled"),
        notice_id(number(1), 1, number(2), "email", "hearing_reminder_1d"),
    }
    assert one not in others
    assert len(others) == 5
