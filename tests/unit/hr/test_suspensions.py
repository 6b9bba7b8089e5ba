"""Suspensions begin and end by days, one at a time."""

from datetime import date

from tarazy_hr.domain.suspension import ReinstatePerson, SuspendPerson

from tests.unit.hr.staffing import COURT, an_id, carry_out, court_with, refusal

OUT, BACK = date(2026, 12, 1), date(2027, 1, 1)


def _suspend(day: date = OUT) -> SuspendPerson:
    return SuspendPerson(COURT.court_id, an_id("aigul"), day)


def _reinstate(day: date = BACK) -> ReinstatePerson:
    return ReinstatePerson(COURT.court_id, an_id("aigul"), day)


def test_a_suspension_begins_once_and_ends_once() -> None:
    book = court_with("aigul")
    assert [fact.what for fact in carry_out(book, _suspend())] == ["suspended"]
    assert carry_out(book, _suspend()) == ()
    assert [(fact.what, fact.version) for fact in carry_out(book, _reinstate())] == [("reinstated", 2)]
    assert carry_out(book, _reinstate()) == ()


def test_only_the_suspended_are_reinstated_and_not_before_they_were_suspended() -> None:
    book = court_with("aigul")
    assert refusal(book, _reinstate()) == ("person_id", "not_suspended")
    carry_out(book, _suspend())
    assert refusal(book, _reinstate(date(2026, 11, 30))) == ("from_on", "ends_before_start")


def test_one_suspension_at_a_time() -> None:
    book = court_with("aigul")
    carry_out(book, _suspend())
    assert refusal(book, _suspend(date(2026, 12, 2))) == ("from_on", "suspended_already")
    carry_out(book, _reinstate())
    assert refusal(book, _suspend(date(2026, 12, 31))) == ("from_on", "suspended_already")
    assert [fact.what for fact in carry_out(book, _suspend(BACK))] == ["suspended"]


def test_a_stranger_is_not_suspended() -> None:
    assert refusal(court_with(), _suspend()) == ("person_id", "unknown_person")
    assert refusal(court_with(), _reinstate()) == ("person_id", "unknown_person")
