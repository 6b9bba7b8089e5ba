"""Terms counted as the codes count them: worked examples, day by day."""

from datetime import date, timedelta

import pytest
from tarazy_scheduling.domain.limits.computing import Question, limits_of
from tarazy_scheduling.domain.limits.rules import LimitRules
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.limits import Applies, Extension

from tests.unit.scheduling.domain.courts import RULES, an_id
from tests.unit.scheduling.domain.limits.terms import (
    CALENDAR,
    CIVIL,
    TODAY,
    a_rule,
    a_ruling,
    computed,
    steps,
)


@pytest.mark.parametrize(
    ("filed", "months", "ends"),
    [
        ("2026-01-15", 2, "2026-03-16"),  # 15 March is a Sunday
        ("2025-12-31", 2, "2026-03-02"),  # February has no 31st: its last day, a Saturday
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2026-01-09", 2, "2026-03-10"),  # 9 March is off for the holiday on Sunday
        ("2025-11-03", 14, "2027-01-04"),  # over the end of two years; 3 January is a Sunday
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month_and_move_over_days_off(
    filed: str, months: int, ends: str
) -> None:
    rule = a_rule(amount=months)
    assert computed(rule, filed=date.fromisoformat(filed)).latest_on == date.fromisoformat(ends)


def test_an_end_on_a_day_off_stays_where_the_rule_does_not_move_it() -> None:
    limits = computed(a_rule(unit="days", amount=13, roll_over="stays"), filed=date(2026, 3, 2))
    assert limits.latest_on == date(2026, 3, 15)
    assert steps(limits) == [
        ("runs_from", "2026-03-02"),
        ("ends", "2026-03-15"),
        ("ends_on_day_off", "2026-03-15"),
    ]


def test_ten_working_days_skip_the_weekend_and_the_holiday() -> None:
    limits = computed(a_rule(unit="working_days", amount=10), filed=date(2026, 3, 2))
    assert limits.latest_on == date(2026, 3, 17)


def test_the_days_of_a_suspension_follow_the_term() -> None:
    """Filed 12 January, two months: 12 March. From 1 to 20 February nothing runs: 20 days follow."""
    still = a_ruling("suspended", from_on=date(2026, 2, 1), until_on=date(2026, 2, 21))
    limits = computed(a_rule(), filed=date(2026, 1, 12), rulings=(still,))
    assert steps(limits) == [
        ("runs_from", "2026-01-12"),
        ("ends", "2026-03-12"),
        ("stood_still", "2026-04-01"),
    ]
    assert limits.latest_on == date(2026, 4, 1)


def test_a_term_stands_still_until_the_proceedings_are_resumed() -> None:
    still = a_ruling("suspended", from_on=date(2026, 2, 2))
    limits = computed(a_rule(), filed=date(2026, 1, 12), rulings=(still,))
    assert limits.latest_on is None
    assert steps(limits)[-1] == ("stands_still", None)
    resumed = a_ruling("resumed", from_on=date(2026, 3, 2))
    limits = computed(a_rule(), filed=date(2026, 1, 12), rulings=(still, resumed))
    assert limits.latest_on == date(2026, 4, 9), "28 days later than 12 March"


def test_a_suspension_that_begins_after_the_end_changes_nothing() -> None:
    still = a_ruling("suspended", from_on=date(2026, 3, 13), until_on=date(2026, 5, 1))
    assert computed(a_rule(), filed=date(2026, 1, 12), rulings=(still,)).latest_on == date(2026, 3, 12)


def test_suspensions_that_overlap_count_once() -> None:
    both = (
        a_ruling("suspended", "one", from_on=date(2026, 2, 1), until_on=date(2026, 2, 11)),
        a_ruling("suspended", "other", from_on=date(2026, 2, 6), until_on=date(2026, 2, 21)),
    )
    assert computed(a_rule(), filed=date(2026, 1, 12), rulings=both).latest_on == date(2026, 4, 1)


def test_working_days_of_a_suspension_are_not_counted() -> None:
    still = a_ruling("suspended", from_on=date(2026, 3, 5), until_on=date(2026, 3, 12))
    limits = computed(a_rule(unit="working_days", amount=5), filed=date(2026, 3, 2), rulings=(still,))
    assert limits.latest_on == date(2026, 3, 16), "3, 4, 12, 13 and 16 March"


def test_an_extension_sets_the_last_day_and_never_an_earlier_one() -> None:
    rule = a_rule(extension=Extension("judge", 1))
    longer = a_ruling("extended", rule="two-months", authority="judge", until_on=date(2026, 4, 10))
    limits = computed(rule, filed=date(2026, 1, 12), rulings=(longer,))
    assert (limits.latest_on, steps(limits)[-1]) == (date(2026, 4, 10), ("extended", "2026-04-10"))
    shorter = a_ruling("extended", rule="two-months", authority="judge", until_on=date(2026, 3, 1))
    assert computed(rule, filed=date(2026, 1, 12), rulings=(shorter,)).latest_on == date(2026, 3, 12)
    of_another = a_ruling("extended", rule="other", authority="judge", until_on=date(2026, 4, 10))
    assert computed(rule, filed=date(2026, 1, 12), rulings=(of_another,)).latest_on == date(2026, 3, 12)


def test_a_withdrawn_ruling_counts_no_more() -> None:
    still = a_ruling("suspended", from_on=date(2026, 2, 1), until_on=date(2026, 2, 21))
    taken_back = a_ruling("withdrawn", withdraws=an_id("suspended"))
    assert computed(a_rule(), filed=date(2026, 1, 12), rulings=(still, taken_back)).latest_on == date(2026, 3, 12)


def test_a_term_runs_once_its_trigger_is_recorded() -> None:
    rule = a_rule(trigger="preparation_ended")
    limits = computed(rule, filed=date(2026, 1, 12))
    assert (limits.latest_on, steps(limits)) == (None, [("has_not_begun", None)])
    began = a_ruling("began", trigger="preparation_ended", from_on=date(2026, 2, 2))
    assert computed(rule, filed=date(2026, 1, 12), rulings=(began,)).latest_on == date(2026, 4, 2)


def test_the_earliest_limit_decides_and_one_that_does_not_bind_is_only_shown() -> None:
    shown_only = a_rule(code="unverified", amount=1, binding=False)
    limits = computed(a_rule(), a_rule(code="longer", amount=3), shown_only, filed=date(2026, 1, 12))
    assert (limits.latest_on, limits.latest_by) == (date(2026, 3, 12), "two-months")
    assert {one.rule.code: one.counts for one in limits.computations} == {
        "longer": True, "two-months": True, "unverified": False,
    }  # fmt: skip


def test_a_special_rule_goes_before_the_one_that_it_names() -> None:
    special = a_rule(code="special", amount=6, applies=Applies(categories=("civil.*",)), instead_of=("two-months",))
    limits = computed(a_rule(), special, filed=date(2026, 1, 12))
    assert (limits.latest_on, limits.latest_by) == (date(2026, 7, 13), "special")
    assert [one.gives_way_to for one in limits.computations] == [None, "special"]


def test_a_term_at_the_end_of_time_ends_there() -> None:
    for unit in ("days", "working_days", "months"):
        rule = a_rule(unit=unit, amount=3, roll_over="stays")
        assert computed(rule, filed=date.max - timedelta(days=1)).latest_on == date.max
    assert computed(a_rule(roll_over="next_working_day"), filed=date(9999, 12, 30)).latest_on == date.max


def test_a_court_that_never_works_is_no_endless_count() -> None:
    closed = Calendar(weekdays=frozenset())
    rule = a_rule(unit="working_days", amount=1)
    limits = limits_of(LimitRules.of([rule]), Question(CIVIL, {"filed": TODAY}), closed, TODAY)
    assert limits.latest_on is not None


@pytest.mark.parametrize(
    ("hearing_type", "priority", "first"),
    [
        ("preparatory", "normal", "2026-03-06"),
        ("first", "normal", "2026-03-11"),
        ("main", "low", "2026-03-11"),
        ("continued", "normal", "2026-03-05"),
        ("judgment", "normal", "2026-03-05"),
        ("appeal", "normal", "2026-03-11"),
        ("conciliation", "normal", "2026-03-06"),
        ("custody_review", "normal", "2026-03-02"),
        ("main", "urgent", "2026-03-02"),
        ("appeal", "custody", "2026-03-02"),
    ],
)
def test_the_notice_that_ships(hearing_type: str, priority: str, first: str) -> None:
    subject = CIVIL._replace(hearing_type=hearing_type, priority=priority)
    limits = limits_of(RULES, Question(subject, {"filed": TODAY}), CALENDAR, TODAY)
    assert limits.first_on == date.fromisoformat(first)
    assert limits.latest_on is None, "what nobody has verified binds nobody"


def test_a_request_that_names_its_notice_has_it() -> None:
    limits = limits_of(RULES, Question(CIVIL, {}, notice_days=1), CALENDAR, TODAY)
    assert (limits.first_on, limits.notice_by, limits.asked_days) == (date(2026, 3, 4), None, 1)


def test_notice_in_calendar_days_leaves_so_many_days_between() -> None:
    rule = a_rule(code="notice.days", limits="notice", unit="days", amount=3, trigger="told")
    assert computed(rule, filed=TODAY).first_on == date(2026, 3, 6)


def test_custody_ends_on_the_day_that_the_case_names() -> None:
    subject = CIVIL._replace(custody=True)
    sunday = date(2026, 3, 15)
    limits = limits_of(RULES, Question(subject, {"custody_limit": sunday}), CALENDAR, TODAY)
    assert (limits.latest_on, limits.latest_by) == (sunday, "custody.limit")
