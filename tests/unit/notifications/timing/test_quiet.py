"""Quiet hours: by the clocks where the person lives, over midnight, on some weekdays, where clocks jump."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.timing.quiet import QuietHours, QuietRange, is_ever_open

ALMATY = ZoneInfo("Asia/Almaty")
ZONES = [ALMATY, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")]
FROM, TO = datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-01-01")
NIGHT = QuietHours((QuietRange(time(22), time(8)),))


def at(text: str, zone: ZoneInfo = ALMATY) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def test_what_comes_at_night_waits_for_the_morning() -> None:
    assert NIGHT.open_from(at("2026-12-01T23:30"), ALMATY) == at("2026-12-02T08:00")
    assert NIGHT.open_from(at("2026-12-02T03:00"), ALMATY) == at("2026-12-02T08:00")
    assert NIGHT.open_from(at("2026-12-02T07:59"), ALMATY) == at("2026-12-02T08:00")


def test_what_comes_by_day_does_not_wait() -> None:
    for text in ("2026-12-02T08:00", "2026-12-02T21:59"):
        assert NIGHT.open_from(at(text), ALMATY) == at(text)


def test_the_clocks_are_those_of_the_person() -> None:
    evening = at("2026-12-01T18:00")
    assert NIGHT.open_from(evening, ALMATY) == evening
    # 18:00 in Almaty is 22:00 in Tokyo.
    tokyo = ZoneInfo("Asia/Tokyo")
    assert NIGHT.open_from(evening, tokyo) == at("2026-12-02T08:00", tokyo)


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    monday_nights = QuietHours((QuietRange(time(22), time(6), frozenset({0})),))
    early_monday, early_tuesday = at("2026-12-07T03:00"), at("2026-12-08T03:00")
    assert monday_nights.open_from(early_monday, ALMATY) == early_monday
    assert monday_nights.open_from(early_tuesday, ALMATY) == at("2026-12-08T06:00")


def test_a_range_that_ends_when_it_begins_is_a_whole_day() -> None:
    sundays = QuietHours((QuietRange(time(0), time(0), frozenset({6})), QuietRange(time(22), time(8))))
    assert sundays.open_from(at("2026-12-05T23:00"), ALMATY) == at("2026-12-07T08:00")


def test_nobody_is_kept_from_everything() -> None:
    always = QuietHours((QuietRange(time(0), time(0)),))
    assert always.open_from(at("2026-12-05T23:00"), ALMATY) == at("2026-12-05T23:00")
    assert not is_ever_open(always.ranges)
    assert is_ever_open(NIGHT.ranges)


clocks = st.times().map(lambda value: value.replace(second=0, microsecond=0))
ranges = st.lists(
    st.builds(QuietRange, clocks, clocks, st.sets(st.integers(0, 6), min_size=1).map(frozenset)), max_size=3
).map(tuple)


def quiet_by_hand(found: tuple[QuietRange, ...], local: datetime) -> bool:
    """Minute by minute, as a person reads it off the clock."""
    now, today, yesterday = local.time(), local.weekday(), (local.weekday() - 1) % 7
    return any(
        (one.from_ <= now < one.until and today in one.days)
        if one.from_ < one.until
        else (now >= one.from_ and today in one.days) or (now < one.until and yesterday in one.days)
        for one in found
    )


@given(ranges.filter(is_ever_open), st.datetimes(FROM, TO))
def test_it_is_the_first_open_minute(found: tuple[QuietRange, ...], when: datetime) -> None:
    start = when.replace(second=0, microsecond=0, tzinfo=ALMATY)
    opened = QuietHours(found).open_from(start.astimezone(UTC), ALMATY)
    assert not quiet_by_hand(found, opened.astimezone(ALMATY))
    closed = (start + timedelta(minutes=minute) for minute in range(int((opened - start) / timedelta(minutes=1))))
    assert all(quiet_by_hand(found, one) for one in closed)


@given(
    ranges.filter(is_ever_open),
    st.sampled_from(ZONES),
    st.datetimes(FROM, TO, timezones=st.just(UTC)),
)
def test_wherever_clocks_jump_it_defers_and_never_loses(
    found: tuple[QuietRange, ...], zone: ZoneInfo, when: datetime
) -> None:
    hours = QuietHours(found)
    opened = hours.open_from(when, zone)
    assert when <= opened <= when + timedelta(days=8)
    assert hours.open_from(opened, zone) == opened


def test_nights_in_which_clocks_jump_end_by_the_clock() -> None:
    new_york = ZoneInfo("America/New_York")
    for day in (date(2026, 3, 8), date(2026, 11, 1)):
        for hour in (0, 1, 2, 3, 7):
            start = datetime.combine(day, time(hour), new_york).astimezone(UTC)
            assert NIGHT.open_from(start, new_york) == datetime.combine(day, time(8), new_york)
