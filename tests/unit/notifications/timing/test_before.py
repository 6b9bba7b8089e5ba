"""How long before a hearing, in hours, days and working days of the court."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.timing.before import read_before

ALMATY, NEW_YORK = ZoneInfo("Asia/Almaty"), ZoneInfo("America/New_York")
MONDAY_AT_NINE = datetime(2026, 12, 14, 9, tzinfo=ALMATY).astimezone(UTC)
HOLIDAY = date(2026, 12, 16)


FROM, TO = datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2028-01-01")


def works(day: date) -> bool:
    return day.weekday() < 5 and day != HOLIDAY


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3h", "2026-12-14T06:00"),
        ("1d", "2026-12-13T09:00"),
        ("7d", "2026-12-07T09:00"),
        ("1wd", "2026-12-11T09:00"),
        ("5wd", "2026-12-07T09:00"),
    ],
)
def test_a_distance_is_counted_by_the_courts_clocks_and_calendar(written: str, expected: str) -> None:
    found = read_before(written).at(MONDAY_AT_NINE, ALMATY, works)
    assert found.astimezone(ALMATY).replace(tzinfo=None) == datetime.fromisoformat(expected)


def test_a_holiday_is_no_working_day() -> None:
    friday = datetime(2026, 12, 18, 9, tzinfo=ALMATY)
    assert read_before("2wd").at(friday, ALMATY, works).date() == date(2026, 12, 15)


def test_a_court_that_never_opens_is_not_searched_for_ever() -> None:
    assert read_before("366wd").at(MONDAY_AT_NINE, ALMATY, lambda _: False) < MONDAY_AT_NINE


@pytest.mark.parametrize("written", ["", "0d", "1", "d", "1w", "1.5h", "-1d", " 1d", "367d", "9000h", "1D"])
def test_what_is_no_distance_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        read_before(written)


@given(
    st.datetimes(FROM, TO, timezones=st.just(UTC)),
    st.integers(1, 366),
    st.sampled_from(["d", "wd"]),
    st.sampled_from([ALMATY, NEW_YORK]),
)
def test_days_keep_the_hour_where_the_court_is(starts_at: datetime, number: int, unit: str, zone: ZoneInfo) -> None:
    found = read_before(f"{number}{unit}").at(starts_at, zone, works)
    local, then = starts_at.astimezone(zone), found.astimezone(zone)
    assert found < starts_at
    if not _is_left_out(then.date(), local, zone):
        assert then.time() == local.time()
    if unit == "wd":
        between = (local.date() - timedelta(days=days) for days in range(1, (local.date() - then.date()).days + 1))
        assert sum(map(works, between)) == number


def _is_left_out(day: date, local: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks jump over that time on that day."""
    wanted = datetime.combine(day, local.time(), zone)
    return wanted.astimezone(UTC).astimezone(zone).time() != local.time()
