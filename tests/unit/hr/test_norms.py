"""Workload norms are never changed backwards."""

from datetime import date, timedelta

from tarazy_hr.domain.norm import Norm, SetNorm

from tests.unit.hr.staffing import COURT, NOW, TODAY, carry_out, court_with, refusal

TOMORROW = TODAY + timedelta(days=1)
LATER = NOW + timedelta(hours=1)


def _set(valid_from: date, minutes: int = 240, category: str = "civil.family", instance: str = "") -> SetNorm:
    return SetNorm(Norm(COURT.court_id, category, minutes, valid_from, instance))


def test_the_first_norms_of_a_category_may_lie_in_the_past_and_come_together() -> None:
    book = court_with()
    assert len(carry_out(book, _set(date(2026, 1, 1)))) == 1
    assert len(carry_out(book, _set(date(2025, 1, 1), 200))) == 1
    assert carry_out(book, _set(date(2026, 1, 1)), LATER) == ()


def test_once_there_is_a_norm_a_new_one_begins_today_at_the_earliest() -> None:
    book = court_with()
    carry_out(book, _set(date(2026, 1, 1)))
    assert refusal(book, _set(TODAY - timedelta(days=1)), LATER) == ("valid_from", "norm_backwards")
    assert refusal(book, _set(date(2025, 1, 1)), LATER) == ("valid_from", "norm_backwards")
    assert len(carry_out(book, _set(TODAY), LATER)) == 1


def test_a_norm_that_has_begun_stays_as_it_is() -> None:
    book = court_with()
    carry_out(book, _set(TODAY))
    assert refusal(book, _set(TODAY, 300), LATER) == ("valid_from", "norm_backwards")


def test_a_norm_that_has_not_begun_may_be_corrected() -> None:
    book = court_with()
    carry_out(book, _set(TOMORROW))
    assert [fact.version for fact in carry_out(book, _set(TOMORROW, 300), LATER)] == [2]


def test_categories_do_not_mind_each_other() -> None:
    book = court_with()
    carry_out(book, _set(date(2026, 1, 1)))
    assert len(carry_out(book, _set(date(2025, 6, 1), category="civil.labour"), LATER)) == 1


def test_today_is_the_day_of_the_court_not_of_greenwich() -> None:
    """At 20:00 UTC it is tomorrow in Almaty already."""
    book = court_with()
    carry_out(book, _set(date(2026, 1, 1)))
    evening = NOW.replace(hour=20)
    assert refusal(book, _set(TODAY), evening) == ("valid_from", "norm_backwards")
    assert len(carry_out(book, _set(TOMORROW), evening)) == 1


def test_a_norm_for_one_instance_changes_what_one_for_any_said_and_so_does_not_lie_in_the_past() -> None:
    book = court_with()
    carry_out(book, _set(date(2026, 1, 1)))
    assert refusal(book, _set(date(2026, 6, 1), instance="appeal"), LATER) == ("valid_from", "norm_backwards")
    assert len(carry_out(book, _set(TODAY, instance="appeal"), LATER)) == 1


def test_instances_do_not_mind_each_other() -> None:
    book = court_with()
    carry_out(book, _set(TODAY, instance="first"))
    assert len(carry_out(book, _set(date(2026, 6, 1), instance="appeal"), LATER)) == 1
    assert refusal(book, _set(TODAY, 300, instance="first"), LATER) == ("valid_from", "norm_backwards")
