"""What a code means on a day: dated entries, of all courts and of one."""

from datetime import date

import pytest
from tarazy_scheduling.domain.model.catalogue import HEAVIEST, Catalogue, weight_on
from tarazy_scheduling.domain.model.codes import Category, Norm

JANUARY, MARCH, MAY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)


def weight_of(day: date, *entries: Category) -> int | None:
    category = Catalogue.of(entries, [], []).category("civil", day)
    return category.weight_minutes if category else None


@pytest.mark.parametrize(("day", "days"), [(date(2025, 12, 31), None), (JANUARY, 5), (MARCH, 3)])
def test_the_entry_that_has_begun_last_counts(day: date, days: int | None) -> None:
    assert weight_of(day, Category("civil", 3, valid_from=MARCH), Category("civil", 5, valid_from=JANUARY)) == days


def test_an_entry_ends_with_its_last_day_and_no_older_one_comes_back() -> None:
    older, newer = Category("civil", 5), Category("civil", 3, valid_from=JANUARY, valid_to=MARCH)
    assert [weight_of(day, older, newer) for day in (MARCH, MAY)] == [3, None]


def test_a_courts_own_entry_goes_before_a_newer_one_of_all_courts() -> None:
    own = Category("civil", 1, valid_from=MARCH, is_own=True)
    everywhere = Category("civil", 5), Category("civil", 7, valid_from=MAY)
    assert [weight_of(day, own, *everywhere) for day in (JANUARY, MARCH, MAY)] == [5, 1, 1]


def test_a_norm_goes_before_the_catalogue_but_no_case_weighs_more_than_a_judge_can_carry() -> None:
    category = Category("civil.contract", 120)
    norms = [Norm("civil.contract", JANUARY, 240), Norm("civil.contract", MAY, 2**63 - 1), Norm("other", JANUARY, 1)]
    assert [weight_on(norms, category, "first", day) for day in (date(2025, 1, 1), MARCH, MAY)] == [120, 240, HEAVIEST]


def test_a_norm_for_the_instance_goes_before_one_for_any_even_where_that_is_newer() -> None:
    norms = [Norm("civil", JANUARY, 300, "appeal"), Norm("civil", MARCH, 240)]
    assert [weight_on(norms, Category("civil", 9), each, MAY) for each in ("first", "appeal")] == [240, 300]
    assert weight_on(norms, Category("civil", 9), "first", JANUARY) == 9


def test_what_the_court_says_itself_goes_before_a_norm_of_the_country_and_that_before_the_catalogue() -> None:
    country = Norm("civil", JANUARY, 200, country_wide=True)
    for_appeals = Norm("civil", MARCH, 500, "appeal", country_wide=True)
    own = Norm("civil", MARCH, 100)
    category, own_category = Category("civil", 9), Category("civil", 8, is_own=True)
    assert weight_on([country, for_appeals], category, "first", MAY) == 200
    assert weight_on([country, for_appeals], category, "appeal", MAY) == 500
    assert weight_on([country, for_appeals], own_category, "appeal", MAY) == 8
    assert weight_on([country, for_appeals, own], own_category, "appeal", MAY) == 100
