"""Absences: who decides what when, and what cannot be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.absence import Absence, AbsenceFact, DecideAbsence, Decision, EnterAbsence, RequestAbsence
from tarazy_hr.domain.appointment import AppointPerson
from tarazy_hr.domain.court_book import CourtBook
from tarazy_hr.domain.days import whole_days
from tarazy_hr.domain.deciding import decide
from tarazy_hr.domain.refusal import Refusal

from tests.unit.hr.staffing import COURT, NOW, absence, an_id, appointment, carry_out, court_with, refusal


def _decide(decision: Decision, name: str = "leave") -> DecideAbsence:
    return DecideAbsence(COURT.court_id, an_id("aigul"), an_id(name), decision)


def _requested() -> CourtBook:
    book = court_with("aigul")
    carry_out(book, RequestAbsence(absence()))
    return book


def test_a_request_waits_for_its_decision() -> None:
    book = court_with("aigul")
    (fact,) = carry_out(book, RequestAbsence(absence(), "family"))
    assert (fact.what, fact.version) == ("requested", 1)
    assert carry_out(book, RequestAbsence(absence(), "family")) == ()


@pytest.mark.parametrize(
    ("decision", "after"), [("approve", "approved"), ("refuse", "refused"), ("withdraw", "withdrawn")]
)
def test_a_request_is_decided_once(decision: Decision, after: str) -> None:
    book = _requested()
    assert [fact.what for fact in carry_out(book, _decide(decision))] == [after]
    assert carry_out(book, _decide(decision)) == ()
    for other in {"approve", "refuse", "withdraw"} - {decision}:
        assert refusal(book, _decide(other)) == ("absence_id", "not_requested")  # type: ignore[arg-type]


def test_only_an_approved_absence_is_cancelled() -> None:
    book = _requested()
    assert refusal(book, _decide("cancel")) == ("absence_id", "not_approved")
    carry_out(book, _decide("approve"))
    assert [fact.what for fact in carry_out(book, _decide("cancel"))] == ["cancelled"]
    assert refusal(book, _decide("approve")) == ("absence_id", "not_requested")


def test_an_absence_that_nobody_asked_for_cannot_be_decided() -> None:
    assert refusal(court_with("aigul"), _decide("approve")) == ("absence_id", "unknown_absence")


def test_an_absence_belongs_to_one_person() -> None:
    book = _requested()
    carry_out(book, AppointPerson(appointment("berik")))
    assert refusal(book, RequestAbsence(absence(person="berik"))) == ("absence_id", "id_taken")


def test_another_request_under_a_known_id_is_refused() -> None:
    later = absence(ends_at=datetime(2026, 12, 5, 19, tzinfo=UTC))
    assert refusal(_requested(), RequestAbsence(later)) == ("absence_id", "absence_known")


def test_overlapping_approved_absences_are_refused_with_the_one_in_the_way() -> None:
    book = _requested()
    carry_out(book, _decide("approve"))
    carry_out(book, RequestAbsence(absence("course", kind="training")))
    assert refusal(book, _decide("approve", "course")) == ("starts_at", "absence_overlaps")
    decision = decide(book, _decide("approve", "course"), NOW)
    assert isinstance(decision, Refusal)
    assert decision.particulars["absence"] == str(an_id("leave"))


def test_once_the_other_is_cancelled_the_absence_can_be_approved() -> None:
    book = _requested()
    carry_out(book, _decide("approve"))
    carry_out(book, RequestAbsence(absence("course")))
    carry_out(book, _decide("cancel"))
    assert [fact.what for fact in carry_out(book, _decide("approve", "course"))] == ["approved"]


def test_absences_that_touch_do_not_overlap() -> None:
    book = court_with("aigul")
    first = absence()
    carry_out(book, EnterAbsence(first))
    second = absence("next", starts_at=first.ends_at, ends_at=first.ends_at + timedelta(days=1))
    assert len(carry_out(book, EnterAbsence(second))) == 1


def test_an_absence_ends_after_it_begins() -> None:
    empty = absence(ends_at=absence().starts_at)
    assert refusal(court_with("aigul"), RequestAbsence(empty)) == ("ends_at", "ends_before_start")


def test_a_stranger_is_not_absent() -> None:
    assert refusal(court_with(), RequestAbsence(absence())) == ("person_id", "unknown_person")


def test_an_absence_after_the_last_day_in_post_is_refused_by_the_clock_of_the_court() -> None:
    book = court_with()
    carry_out(book, AppointPerson(appointment(to_on=date(2026, 12, 31))))
    _, end = whole_days(date(2026, 12, 31), date(2026, 12, 31), "Asia/Almaty")
    last_hour = absence(starts_at=end - timedelta(hours=1), ends_at=end)
    assert len(carry_out(book, RequestAbsence(last_hour))) == 1
    too_late = absence("late", starts_at=end, ends_at=end + timedelta(hours=1))
    assert refusal(book, RequestAbsence(too_late)) == ("starts_at", "outside_appointment")


def test_an_absence_approved_elsewhere_is_approved_as_it_comes() -> None:
    book = court_with("aigul")
    assert [fact.what for fact in carry_out(book, EnterAbsence(absence()))] == ["approved"]
    assert carry_out(book, EnterAbsence(absence())) == ()


def test_other_times_cancel_the_former_absence_first() -> None:
    book = court_with("aigul")
    carry_out(book, EnterAbsence(absence()))
    longer = absence(ends_at=datetime(2026, 12, 6, 19, tzinfo=UTC))
    facts = carry_out(book, EnterAbsence(longer))
    assert [(fact.what, fact.version) for fact in facts] == [("cancelled", 2), ("approved", 3)]
    assert isinstance(facts[0], AbsenceFact)
    assert facts[0].absence == absence()


def test_entering_again_does_not_undo_a_cancellation() -> None:
    book = court_with("aigul")
    carry_out(book, EnterAbsence(absence()))
    carry_out(book, _decide("cancel"))
    assert carry_out(book, EnterAbsence(absence())) == ()


def test_entering_a_refused_request_with_other_times_is_refused() -> None:
    book = _requested()
    carry_out(book, _decide("refuse"))
    longer = absence(ends_at=datetime(2026, 12, 6, 19, tzinfo=UTC))
    assert refusal(book, EnterAbsence(longer)) == ("absence_id", "not_requested")


hours = st.integers(0, 60 * 24)


@given(st.lists(st.tuples(hours, st.integers(1, 72)), max_size=12))
def test_whatever_is_entered_approved_absences_of_one_person_never_overlap(asked: list[tuple[int, int]]) -> None:
    """Over New Year, in hours from mid-December on."""
    book = court_with("aigul")
    start = datetime(2026, 12, 10, tzinfo=UTC)
    for number, (after, length) in enumerate(asked):
        begins = start + timedelta(hours=after)
        wanted = replace(absence(str(number)), starts_at=begins, ends_at=begins + timedelta(hours=length))
        decision = decide(book, EnterAbsence(wanted), NOW)
        if not isinstance(decision, Refusal):
            book.enter(decision)
    approved: list[Absence] = [fact.absence for fact in book.person(an_id("aigul")).absences if fact.what == "approved"]
    taken = [hour for each in approved for hour in range(_hour(each.starts_at), _hour(each.ends_at))]
    assert len(taken) == len(set(taken))
    assert bool(approved) == bool(asked)


def _hour(instant: datetime) -> int:
    return int(instant.timestamp()) // 3600
