"""Whose evaluation comes when: nobody twice, nobody who is away or has left, and only the last of what was missed."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.evaluation.cycles import Serving, coming, cycles
from tarazy_hr.domain.evaluation.rules import check
from tarazy_hr.domain.refusal import Refusal

from tests.unit.hr.evaluation.evaluating import JUDGE, RULES
from tests.unit.hr.staffing import COURT, an_id

NEW = Serving(JUDGE, date(2025, 3, 10), None, date(2025, 3, 1))
DUE = date(2026, 3, 10)


def states(serving: Serving, today: date, ahead: int = 0) -> list[tuple[str, date, str]]:
    until = today + timedelta(days=ahead)
    found = coming(COURT.court_id, serving, RULES, today, until)
    return [(one.cycle.kind, one.cycle.due_on, one.state) for one in found]


def test_the_first_comes_after_a_year_and_then_one_every_five_years() -> None:
    found = list(islice(cycles(NEW, RULES), 3))
    assert [(one.kind, one.from_on, one.due_on) for one in found] == [
        ("first_year", date(2025, 3, 10), DUE),
        ("periodic", DUE, date(2031, 3, 10)),
        ("periodic", date(2031, 3, 10), date(2036, 3, 10)),
    ]
    assert found[0].last_on == date(2026, 3, 9)


def test_it_is_due_on_its_day_and_not_before() -> None:
    assert states(NEW, DUE - timedelta(days=1)) == []
    assert states(NEW, DUE - timedelta(days=30), ahead=30) == [("first_year", DUE, "ahead")]
    assert states(NEW, DUE) == [("first_year", DUE, "due")]
    assert states(NEW, DUE + timedelta(days=400)) == [("first_year", DUE, "due")]


def test_the_next_is_counted_from_the_last_period_that_was_looked_at() -> None:
    evaluated = replace(NEW, evaluated_to=date(2027, 1, 1))
    assert states(evaluated, date(2031, 12, 31), ahead=10) == [("periodic", date(2032, 1, 1), "ahead")]


def test_what_was_opened_once_is_never_opened_again_even_if_it_was_abandoned() -> None:
    first = next(cycles(NEW, RULES))
    opened = replace(NEW, opened=frozenset({first.evaluation_id(COURT.court_id, JUDGE)}))
    assert states(opened, DUE) == []
    # Another court to which the judge moved meanwhile opens its own.
    elsewhere = replace(NEW, opened=frozenset({first.evaluation_id("kz-astana-1", JUDGE)}))
    assert states(elsewhere, DUE) == [("first_year", DUE, "due")]


def test_of_several_that_were_missed_the_last_alone_is_opened() -> None:
    assert states(NEW, date(2036, 5, 1)) == [("periodic", date(2036, 3, 10), "due")]


def test_what_was_due_before_the_judge_was_known_is_for_people_to_open() -> None:
    assert states(replace(NEW, known_on=DUE), DUE) == [("first_year", DUE, "earlier")]
    old = replace(NEW, served_from=date(2001, 3, 10))
    assert states(old, date(2026, 5, 1)) == [("periodic", date(2022, 3, 10), "earlier")]
    assert states(old, date(2026, 5, 1), ahead=400) == [
        ("periodic", date(2022, 3, 10), "earlier"),
        ("periodic", date(2027, 3, 10), "ahead"),
    ]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"back_on": DUE + timedelta(days=90)}, "away"),
        ({"back_on": date.max}, "away"),
        ({"back_on": DUE}, "due"),
        ({"running": an_id("another")}, "running"),
    ],
)
def test_whoever_is_away_or_evaluated_already_is_put_off(changes: dict[str, object], state: str) -> None:
    assert states(replace(NEW, **changes), DUE) == [("first_year", DUE, state)]  # type: ignore[arg-type]


def test_whoever_leaves_before_the_day_is_not_evaluated() -> None:
    assert states(replace(NEW, last_on=DUE - timedelta(days=1)), DUE - timedelta(days=10), ahead=30) == []
    assert states(replace(NEW, last_on=DUE), DUE - timedelta(days=10), ahead=30) == [("first_year", DUE, "ahead")]


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 24), st.integers(1, 120), st.integers(0, 365 * 40))
def test_periods_follow_each_other_and_each_day_of_service_is_in_one(
    served_from: date, first: int, every: int, passed: int
) -> None:
    rules = replace(RULES, first_after_months=first, every_months=every)
    serving = replace(NEW, served_from=served_from, known_on=served_from)
    found = list(islice(cycles(serving, rules), 5))
    assert found[0].from_on == served_from
    assert all(one.due_on == other.from_on and one.from_on < one.due_on for one, other in pairwise(found))
    today = served_from + timedelta(days=passed)
    due = [one for one in coming(COURT.court_id, serving, rules, today, today) if one.state == "due"]
    assert len(due) <= 1
    assert all(one.cycle.due_on <= today for one in due)


@pytest.mark.parametrize("field", ["quorum", "first_after_months", "every_months", "long_leave_days"])
def test_rules_by_which_nothing_would_ever_come_are_refused(field: str) -> None:
    refused = check(replace(RULES, **{field: 0}))  # type: ignore[arg-type]
    assert isinstance(refused, Refusal)
    assert (refused.field, refused.code) == (field, "amount_outside")
