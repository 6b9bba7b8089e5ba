"""When lists of hearings are published: drafts ahead, final ones on the sitting day before, amended ones after."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from tarazy_scheduling.domain.publishing import Edition, due, last_publication

ALMATY = ZoneInfo("Asia/Almaty")
FIVE = time(17)
FRIDAY, MONDAY, TUESDAY = date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)


def sits(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("local", "day"),
    [
        (datetime(2026, 3, 9, 16, 59, tzinfo=ALMATY), date(2026, 3, 8)),
        (datetime(2026, 3, 9, 17, 0, tzinfo=ALMATY), MONDAY),
        (datetime(2026, 3, 10, 0, 0, tzinfo=ALMATY), MONDAY),
    ],
)
def test_lists_are_out_from_the_hour_on(local: datetime, day: date) -> None:
    assert last_publication(local, FIVE) == day


def test_on_friday_evening_mondays_list_is_final_and_the_week_has_drafts() -> None:
    out = due(FRIDAY, FRIDAY, sits)
    assert (out.final_until, out.draft_until) == (MONDAY, date(2026, 3, 13))
    assert list(out.days()) == [FRIDAY + timedelta(n) for n in range(8)]


def test_in_the_morning_todays_list_alone_is_final() -> None:
    out = due(MONDAY, MONDAY - timedelta(1), sits)
    assert (out.final_until, out.draft_until) == (MONDAY, date(2026, 3, 13))


def test_a_court_that_never_sits_has_the_list_of_today_alone() -> None:
    out = due(MONDAY, MONDAY, lambda day: False)
    assert list(out.days()) == [MONDAY]


@pytest.mark.parametrize(
    ("day", "last", "is_other", "edition"),
    [
        (TUESDAY, None, True, "draft"),
        (TUESDAY, "draft", True, None),
        (MONDAY, None, True, "final"),
        (MONDAY, "draft", False, "final"),
        (MONDAY, "final", False, None),
        (MONDAY, "final", True, "amended"),
        (MONDAY, "amended", True, "amended"),
        (MONDAY, "amended", False, None),
    ],
)
def test_which_edition_follows(day: date, last: Edition | None, is_other: bool, edition: Edition | None) -> None:
    assert due(FRIDAY, FRIDAY, sits).edition(day, last, is_other=is_other) == edition
