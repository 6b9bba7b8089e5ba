"""When a notice leaves: quiet hours put it off, never past the time by which it must have reached people."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.planning.leaving import Limits, Quiet, leaving, may_be_muted
from tarazy_notifications.domain.preferences.choices import NOTHING_CHOSEN, Choices, Mute, OwnQuiet
from tarazy_notifications.domain.timing.quiet import QuietHours, QuietRange
from tarazy_notifications.domain.timing.topic_rules import TopicRule

ALMATY = ZoneInfo("Asia/Almaty")
SPREAD = timedelta(minutes=10)
NIGHT = Quiet(QuietHours((QuietRange(time(22), time(8)),)), ALMATY, SPREAD)
EVENING = datetime(2026, 12, 1, 23, tzinfo=ALMATY).astimezone(UTC)
MORNING = datetime(2026, 12, 2, 8, tzinfo=ALMATY).astimezone(UTC)
RULE = TopicRule("hearing_scheduled", reach_before=timedelta(hours=3))
FAR = MORNING + timedelta(days=30)
ID = uuid4()


def limits(starts_at: datetime | None = FAR, expires_at: datetime = FAR) -> Limits:
    return Limits(starts_at, expires_at)


def test_at_night_it_waits_for_the_morning_and_leaves_within_the_spread() -> None:
    found = leaving(ID, EVENING, NIGHT, RULE, limits())
    assert found.reason == "quiet_hours"
    assert MORNING <= found.due_at < MORNING + SPREAD
    assert leaving(ID, EVENING, NIGHT, RULE, limits()) == found


def test_notices_of_one_night_leave_all_over_the_spread() -> None:
    ids = [UUID(int=number * 2**120) for number in range(256)]
    due = sorted(leaving(one, EVENING, NIGHT, RULE, limits()).due_at for one in ids)
    gaps = [later - sooner for sooner, later in pairwise(due)]
    assert max(gaps) <= SPREAD / 256 + timedelta(milliseconds=1)


def test_by_day_it_leaves_at_once() -> None:
    noon = MORNING + timedelta(hours=4)
    assert leaving(ID, noon, NIGHT, RULE, limits()).due_at == noon


def test_a_hearing_tomorrow_at_nine_is_told_at_night() -> None:
    tomorrow_at_nine = MORNING + timedelta(hours=1)
    assert leaving(ID, EVENING, NIGHT, RULE, limits(tomorrow_at_nine)).due_at == EVENING
    in_the_afternoon = MORNING + timedelta(hours=6)
    assert leaving(ID, EVENING, NIGHT, RULE, limits(in_the_afternoon)).due_at >= MORNING


def test_what_would_have_to_reach_people_within_the_spread_does() -> None:
    just_in_time = limits(MORNING + timedelta(hours=3, seconds=1))
    assert (
        MORNING
        <= leaving(UUID(int=2**128 - 1), EVENING, NIGHT, RULE, just_in_time).due_at
        <= MORNING + timedelta(seconds=1)
    )


def test_what_is_urgent_or_of_no_use_in_the_morning_leaves_at_once() -> None:
    assert leaving(ID, EVENING, NIGHT, TopicRule("operator_alert", urgent=True), limits(None)).due_at == EVENING
    gone_by_then = limits(None, MORNING)
    assert leaving(ID, EVENING, NIGHT, TopicRule("leave_decided"), gone_by_then).due_at == EVENING


moments = st.datetimes(
    datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-01-01"), timezones=st.just(UTC)
)
zones = st.sampled_from([ALMATY, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")])
clocks = st.times().map(lambda value: value.replace(second=0, microsecond=0))


@given(moments, moments, zones, clocks, clocks, st.uuids(), st.integers(0, 72))
def test_it_is_never_dropped_and_never_put_off_too_long(
    now: datetime, starts_at: datetime, zone: ZoneInfo, begins: time, ends: time, notice_id: UUID, hours: int
) -> None:
    quiet = Quiet(QuietHours((QuietRange(begins, ends),)), zone, SPREAD)
    rule = TopicRule("hearing_scheduled", reach_before=timedelta(hours=hours))
    found = leaving(notice_id, now, quiet, rule, limits(starts_at, starts_at + timedelta(hours=2)))
    latest = starts_at - timedelta(hours=hours)
    assert found.due_at >= now
    assert found.due_at == now or found.due_at <= latest
    if found.due_at > now:
        assert quiet.hours.open_from(found.due_at, zone) == found.due_at


def test_own_quiet_hours_stand_in_place_of_the_courts() -> None:
    ruled = NIGHT.hours
    midday = OwnQuiet((QuietRange(time(12), time(14)),), frozenset({"sms", "email"}))
    chosen = Choices(quiet=midday)
    assert NOTHING_CHOSEN.quiet_hours("sms", ruled) == ruled
    assert chosen.quiet_hours("sms", ruled) == QuietHours(midday.ranges)
    assert chosen.quiet_hours("email", QuietHours()) == QuietHours(midday.ranges)
    assert chosen.quiet_hours("chat", ruled) == QuietHours()
    assert Choices(quiet=OwnQuiet(())).quiet_hours("sms", ruled) == QuietHours()


def test_only_what_is_optional_is_muted_by_the_channels_that_were_named() -> None:
    chosen = Choices(muted=(Mute("training_*", "sms"), Mute("hearing_reminder_*"), Mute("*")))
    assert may_be_muted(chosen, TopicRule("training_*", mandatory=False))
    assert not may_be_muted(chosen, TopicRule("hearing_reminder_*"))
    assert Choices(muted=(Mute("training_*", "sms"),)).mutes("training_offered", "sms")
    assert not Choices(muted=(Mute("training_*", "sms"),)).mutes("training_offered", "email")
    assert not chosen.mutes("hearing_cancelled", "email")
    assert not chosen.mutes("discipline_charged", "email")
