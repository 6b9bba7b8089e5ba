"""What several changes come to in a digest, and when it leaves."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.planning.digests import DigestRules, together
from tarazy_notifications.domain.preferences.choices import NOTHING_CHOSEN, Choices
from tarazy_notifications.domain.topics import CANCELLED, FAREWELLS, RESCHEDULED, SCHEDULED, UNINVITED

ALMATY, NEW_YORK = ZoneInfo("Asia/Almaty"), ZoneInfo("America/New_York")
NOON = datetime(2026, 12, 1, 12, tzinfo=ALMATY).astimezone(UTC)


@pytest.mark.parametrize(
    ("waiting", "newer", "told"),
    [
        (None, RESCHEDULED, RESCHEDULED),
        (SCHEDULED, RESCHEDULED, SCHEDULED),
        (SCHEDULED, CANCELLED, None),
        (SCHEDULED, UNINVITED, None),
        (RESCHEDULED, RESCHEDULED, RESCHEDULED),
        (RESCHEDULED, CANCELLED, CANCELLED),
        (CANCELLED, SCHEDULED, RESCHEDULED),
        (UNINVITED, SCHEDULED, RESCHEDULED),
    ],
)
def test_changes_of_one_hearing_come_to_one(waiting: str | None, newer: str, told: str | None) -> None:
    assert together(waiting, newer) == told


@given(st.booleans(), st.lists(st.booleans(), min_size=1, max_size=6))
def test_whoever_reads_a_digest_knows_whether_to_come(knew: bool, stands: list[bool]) -> None:
    """Somebody knew of a hearing, or did not; then it stood or did not, change by change."""
    waiting: str | None = None
    believes = knew
    invited = knew
    for now in stands:
        if now == invited and not now:
            continue
        topic = (RESCHEDULED if invited else SCHEDULED) if now else CANCELLED
        waiting, invited = together(waiting, topic), now
    if waiting is not None:
        believes = waiting not in FAREWELLS
    assert believes == invited


def test_it_leaves_at_the_next_of_its_hours_where_the_reader_lives() -> None:
    rules = DigestRules(time(7))
    tomorrow = datetime(2026, 12, 2, 7, tzinfo=ALMATY)
    assert rules.next_at(NOON, NOTHING_CHOSEN, ALMATY) == tomorrow
    assert rules.next_at(NOON, Choices(digest_at=time(18, 30)), ALMATY) == datetime(2026, 12, 1, 18, 30, tzinfo=ALMATY)
    assert rules.next_at(tomorrow.astimezone(UTC), NOTHING_CHOSEN, ALMATY) == tomorrow + timedelta(days=1)


@given(st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-01-01"), timezones=st.just(UTC)))
def test_it_leaves_within_a_day_and_an_hour_wherever_clocks_jump(now: datetime) -> None:
    for at in (time(2, 30), time(7)):
        found = DigestRules(at).next_at(now, NOTHING_CHOSEN, NEW_YORK)
        assert now < found <= now + timedelta(hours=25)


def test_who_has_one_and_what_cannot_wait() -> None:
    by_rule = DigestRules(roles=frozenset({"judge"}))
    assert by_rule.is_for("judge", NOTHING_CHOSEN)
    assert not by_rule.is_for("clerk", NOTHING_CHOSEN)
    assert not by_rule.is_for("judge", Choices(digest="off"))
    assert DigestRules().is_for("clerk", Choices(digest="on"))
    assert not DigestRules().is_for("party", Choices(digest="on"))
    late = datetime(2026, 12, 2, 23, tzinfo=ALMATY)
    assert by_rule.is_near(late, NOON, ALMATY)
    assert not by_rule.is_near(late + timedelta(hours=2), NOON, ALMATY)
    assert by_rule.is_near(NOON - timedelta(days=3), NOON, ALMATY)
