"""When people are reminded."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tarazy_notifications.domain.hearings import Hearing, Matter
from tarazy_notifications.domain.notices import notice_id
from tarazy_notifications.domain.telling import tell
from tarazy_notifications.domain.timing.reminders import Ladders, Standing, reminders

from tests.unit.notifications.ladders import ALMATY, BY_DEFAULT, LONG_AGO, ladder
from tests.unit.notifications.people import COURT, SAID, STAFF, STARTS, case, change, number, placing, sitting

DAY = timedelta(days=1)


def standing(**fields: object) -> Hearing:
    return tell(change("scheduled", 3, placing=placing(**fields)), None, case(), COURT, STAFF).hearing  # type: ignore[arg-type]


def due(hearing: Hearing, told_at: datetime = SAID, ladders: Ladders = BY_DEFAULT) -> dict[str, datetime]:
    """When its reminders are due, by tier."""
    stands = Standing.of(hearing)
    found = reminders(stands, told_at, ladders, ALMATY) if stands else []
    assert {one.version for one in found} <= {hearing.version}
    assert len({one.tier for one in found}) == len(found)
    return {one.tier: one.due_at for one in found}


def test_reminders_are_due_before_the_first_sitting_of_that_version() -> None:
    two_days = (sitting(STARTS + DAY), sitting(STARTS))
    assert due(standing(sittings=two_days)) == {"7d": STARTS - 7 * DAY, "1d": STARTS - DAY}


def test_a_video_hearing_has_one_more() -> None:
    by_video = replace(standing(), matter=Matter("main", "2-1", "video"))
    assert due(by_video)["3h"] == STARTS - timedelta(hours=3)
    of_one_type = [(LONG_AGO, ladder({"before": "2h", "hearing_types": ["first"]}))]
    assert due(by_video, ladders=of_one_type) == {}
    assert due(replace(by_video, matter=Matter("first", "2-1", "video")), ladders=of_one_type).keys() == {"2h"}


def test_none_whose_time_has_come_when_the_notice_itself_goes_out() -> None:
    assert due(standing(), STARTS - 7 * DAY).keys() == {"1d"}
    assert due(standing(), STARTS - DAY) == {}
    assert due(standing(), STARTS - DAY - timedelta(seconds=1)).keys() == {"1d"}
    assert due(standing(), STARTS + DAY) == {}


def test_none_for_a_hearing_that_does_not_stand() -> None:
    assert due(replace(standing(), placing=None)) == {}


def test_working_days_leave_out_holidays_and_days_that_the_court_names() -> None:
    # 15.12.2026 is a Tuesday, the day after it Independence Day.
    on_friday = standing(sittings=(sitting(datetime(2026, 12, 18, 5, tzinfo=UTC)),))
    two_days = ladder({"before": "2wd"})
    found = due(on_friday, ladders=[(LONG_AGO, two_days)])
    assert found["2wd"].astimezone(ALMATY).date() == date(2026, 12, 15)
    works = replace(two_days, open=frozenset({date(2026, 12, 16)}))
    assert due(on_friday, ladders=[(LONG_AGO, works)])["2wd"].astimezone(ALMATY).date() == date(2026, 12, 16)


def test_each_reminder_follows_from_the_ladder_of_its_own_day() -> None:
    first_day = (STARTS - 3 * DAY).astimezone(ALMATY).date()
    ladders = [
        (LONG_AGO, ladder({"before": "7d"}, {"before": "1d"})),
        (first_day, ladder({"before": "5d"}, {"before": "2h"})),
    ]
    assert due(standing(), ladders=ladders) == {"7d": STARTS - 7 * DAY, "2h": STARTS - timedelta(hours=2)}


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
