"""What judges have to learn is told of groups that are large enough, and of nobody in between."""

from datetime import date

import pytest
from tarazy_hr.adapters.evaluation.needing import Needing
from tarazy_hr.app.evaluation.needs import as_of, by_place, by_role

from tests.unit.hr.staffing import an_id


def judges(number: int, court: str, *subjects: str, region: str = "west", role: str = "judge") -> list[Needing]:
    return [
        Needing(an_id(f"{court} {role} {subjects} {one}"), region, court, role, frozenset(subjects))
        for one in range(number)
    ]


def test_a_sum_says_how_many_of_how_many() -> None:
    found = by_place([*judges(3, "a", "drafting"), *judges(2, "a", "drafting", "law"), *judges(1, "a")])
    assert [one.path for one in found] == [(), ("west",), ("west", "a")]
    assert (found[2].judges, found[2].subjects) == (6, {"drafting": 5, "law": 2})


def test_a_small_court_is_not_told_of_nor_what_would_leave_it_over() -> None:
    assert by_place(judges(4, "a", "law")) == []
    # Five of one court and four of another: the region without the first would be the four.
    assert [one.path for one in by_place([*judges(5, "a", "law"), *judges(4, "b")])] == [(), ("west",)]
    paths = [one.path for one in by_place([*judges(5, "a", "law"), *judges(5, "b")])]
    assert paths == [(), ("west",), ("west", "a"), ("west", "b")]


def test_a_role_that_few_have_is_not_told_of_nor_the_others_without_it() -> None:
    assert by_role([*judges(9, "a", "law"), *judges(1, "a", "ethics", role="chair")]) == []
    found = by_role([*judges(5, "a", "law"), *judges(5, "a", "ethics", role="chair")])
    assert [(one.path, one.subjects) for one in found] == [(("chair",), {"ethics": 5}), (("judge",), {"law": 5})]


@pytest.mark.parametrize(
    ("today", "since"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 11, 26), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_sums_change_once_a_quarter(today: date, since: date) -> None:
    assert as_of(today) == since
