"""Declared interests stand until they are ended."""

from datetime import date
from typing import Any

from tarazy_hr.domain.interest import DeclareInterest, EndInterest, Interest

from tests.unit.hr.staffing import COURT, an_id, carry_out, court_with, refusal


def _declare(person: str = "aigul", **changes: Any) -> DeclareInterest:
    given: dict[str, Any] = {"against": "ТОО «Береке»", "from_on": date(2026, 1, 5)} | changes
    return DeclareInterest(Interest(an_id("shares"), COURT.court_id, an_id(person), **given))


def _end(day: date = date(2026, 12, 31)) -> EndInterest:
    return EndInterest(COURT.court_id, an_id("shares"), day)


def test_an_interest_is_declared_once_corrected_and_ended() -> None:
    book = court_with("aigul")
    assert [fact.version for fact in carry_out(book, _declare())] == [1]
    assert carry_out(book, _declare()) == ()
    assert [fact.version for fact in carry_out(book, _declare(against="ТОО «Береке-2»"))] == [2]
    assert [fact.what for fact in carry_out(book, _end())] == ["ended"]
    assert carry_out(book, _end()) == ()


def test_declaring_again_does_not_undo_the_end() -> None:
    book = court_with("aigul")
    carry_out(book, _declare())
    carry_out(book, _end())
    assert carry_out(book, _declare()) == ()
    assert refusal(book, _declare(against="somebody else")) == ("interest_id", "interest_ended")


def test_an_interest_belongs_to_one_person_of_this_court() -> None:
    book = court_with("aigul", "berik")
    assert refusal(book, _declare("stranger")) == ("person_id", "unknown_person")
    carry_out(book, _declare())
    assert refusal(book, _declare("berik")) == ("interest_id", "id_taken")


def test_an_interest_ends_after_it_begins() -> None:
    book = court_with("aigul")
    assert refusal(book, _end()) == ("interest_id", "unknown_interest")
    assert refusal(book, _declare(to_on=date(2026, 1, 4))) == ("to_on", "ends_before_start")
    carry_out(book, _declare())
    assert refusal(book, _end(date(2026, 1, 4))) == ("to_on", "ends_before_start")
