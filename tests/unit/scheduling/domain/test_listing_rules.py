"""Of dated rules the last ones begun count."""

from datetime import date

from tarazy_scheduling.domain.model.listing_rules import DEFAULT, ListingRules, RuleBook

SPRING, SUMMER = ListingRules(changeover_minutes=10), ListingRules(sitting_limit_minutes=300)
BOOK = RuleBook((date(2026, 3, 1), date(2026, 6, 1)), (SPRING, SUMMER))


def test_a_day_has_the_rules_begun_last() -> None:
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31), date(2026, 6, 1), date(2030, 1, 1)]
    assert [BOOK.on(day) for day in days] == [DEFAULT, SPRING, SPRING, SUMMER, SUMMER]


def test_without_rules_there_are_no_gaps_and_no_limit() -> None:
    rules = RuleBook().on(date(2026, 3, 1))
    assert (rules.changeover_minutes, rules.travel_minutes, rules.sitting_limit_minutes) == (0, 0, None)
    assert (rules.fence_days, rules.change_penalty) == (5, 6)
