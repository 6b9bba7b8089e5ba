"""Which rules are about a hearing: dated, a court's own before all others, by what they name."""

from datetime import date

import pytest
from tarazy_scheduling.adapters.limits.rules_of_kazakhstan import shipped
from tarazy_scheduling.domain.limits.computing import ordinary_notice
from tarazy_scheduling.domain.limits.rules import LimitRules, names
from tarazy_scheduling.domain.model.limits import Applies

from tests.unit.scheduling.domain.limits.terms import CIVIL, TODAY, a_rule

JANUARY, MARCH, MAY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)


def amount_on(day: date, book: LimitRules) -> int | None:
    rule = book.rule("two-months", day)
    return rule.amount if rule else None


def test_the_rule_that_has_begun_last_counts_and_none_comes_back_when_it_has_ended() -> None:
    older, newer = a_rule(valid_from=JANUARY), a_rule(amount=3, valid_from=MARCH, valid_to=date(2026, 4, 30))
    book = LimitRules.of([newer, older])
    days = (date(2025, 12, 31), JANUARY, MARCH, date(2026, 4, 30), MAY)
    assert [amount_on(day, book) for day in days] == [None, 2, 3, 3, None]
    assert [book.changes_on(day) for day in days] == [False, True, True, False, True]


def test_a_courts_own_rule_goes_before_a_newer_one_of_all_courts() -> None:
    book = LimitRules.of(
        [a_rule(valid_from=JANUARY), a_rule(amount=9, valid_from=MAY)], [a_rule(amount=1, valid_from=MARCH)]
    )
    assert [amount_on(day, book) for day in (JANUARY, MARCH, MAY)] == [2, 1, 1]


@pytest.mark.parametrize(
    ("applies", "is_about"),
    [
        (Applies(), True),
        (Applies(categories=("civil.*",)), True),
        (Applies(categories=("civil",)), False),
        (Applies(categories=("criminal.*", "civil.contract")), True),
        (Applies(hearing_types=("first",)), False),
        (Applies(instances=("appeal",)), False),
        (Applies(priorities=("urgent",)), False),
        (Applies(custody=True), False),
        (Applies(custody=False, priorities=("normal",), hearing_types=("main",)), True),
    ],
)
def test_a_rule_is_about_what_it_names(applies: Applies, *, is_about: bool) -> None:
    assert bool(LimitRules.of([a_rule(applies=applies)]).about(CIVIL, TODAY)) is is_about


def test_a_beginning_of_codes_ends_at_the_dot() -> None:
    assert names(("civil.*",), "civil.contract")
    assert not names(("civil.*",), "civilian")
    assert not names(("civil.*",), "civil")


def test_what_ships_says_where_it_was_read_and_binds_only_what_is_safe() -> None:
    rules = shipped()
    assert len({rule.code for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.source, rule.code
        assert rule.name.keys() == {"kk", "ru", "en"}, rule.code
        assert rule.verified or not rule.binding or rule.limits == "notice", rule.code
        assert rule.roll_over == "stays" or rule.roll_over_source, rule.code
    assert {rule.code for rule in rules if rule.verified} == {"custody.limit"}


def test_the_catalogue_shows_the_ordinary_notice() -> None:
    book = LimitRules.of(shipped())
    assert [ordinary_notice(book, code, TODAY) for code in ("main", "judgment", "inspection")] == [5, 2, 0]
