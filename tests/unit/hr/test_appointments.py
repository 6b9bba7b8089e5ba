"""Who is in post, and what becomes of it when more is said."""

from dataclasses import replace
from datetime import date, timedelta

from tarazy_hr.app.publication import event_of
from tarazy_hr.domain.appointment import (
    AppointmentFact,
    AppointPerson,
    Contact,
    SeparatePerson,
    WorkingPattern,
)
from tarazy_hr.domain.court import RegisterCourt, Trilingual
from tarazy_hr.domain.court_book import CourtBook

from tests.unit.hr.staffing import COURT, TODAY, an_id, appointment, carry_out, court_with, refusal


def _versions(facts: object) -> list[tuple[str, int]]:
    assert isinstance(facts, tuple)
    return [(fact.what, fact.version) for fact in facts]


def _separate(day: date) -> SeparatePerson:
    return SeparatePerson(COURT.court_id, an_id("aigul"), day)


def test_a_court_is_registered_once_and_then_updated() -> None:
    book = CourtBook(COURT.court_id)
    assert _versions(carry_out(book, RegisterCourt(COURT))) == [("registered", 1)]
    assert carry_out(book, RegisterCourt(COURT)) == ()
    renamed = replace(COURT, name=Trilingual("Сот", "Суд", "Court"))
    assert _versions(carry_out(book, RegisterCourt(renamed))) == [("updated", 2)]
    assert _versions(carry_out(book, RegisterCourt(COURT))) == [("updated", 3)]


def test_nobody_is_appointed_in_a_court_that_is_not_registered() -> None:
    book = CourtBook(COURT.court_id)
    assert refusal(book, AppointPerson(appointment())) == ("court_id", "unknown_court")


def test_an_appointment_is_first_made_and_then_updated_only_on_a_change() -> None:
    book = court_with()
    assert _versions(carry_out(book, AppointPerson(appointment()))) == [("appointed", 1)]
    assert carry_out(book, AppointPerson(appointment())) == ()
    reachable = appointment(contacts=(Contact("email", "aigul@court.kz"),))
    assert _versions(carry_out(book, AppointPerson(reachable))) == [("updated", 2)]


def test_an_appointment_that_ends_before_it_begins_is_refused() -> None:
    wanted = appointment(to_on=date(2026, 1, 4))
    assert refusal(court_with(), AppointPerson(wanted)) == ("to_on", "ends_before_start")


def test_an_appointment_for_one_day_stands() -> None:
    wanted = appointment(to_on=date(2026, 1, 5))
    assert _versions(carry_out(court_with(), AppointPerson(wanted))) == [("appointed", 1)]


def test_a_working_pattern_without_hours_is_refused() -> None:
    wanted = appointment(working_pattern=WorkingPattern(()))
    assert refusal(court_with(), AppointPerson(wanted)) == ("working_pattern", "pattern_without_hours")


def test_a_separation_keeps_the_appointment_and_sets_the_last_day() -> None:
    book = court_with("aigul")
    (fact,) = carry_out(book, _separate(date(2026, 12, 31)))
    assert isinstance(fact, AppointmentFact)
    assert (fact.what, fact.version, fact.last_on) == ("separated", 2, date(2026, 12, 31))
    assert fact.appointment.to_on is None
    assert carry_out(book, _separate(date(2026, 12, 31))) == ()
    assert _versions(carry_out(book, _separate(date(2027, 1, 31)))) == [("separated", 3)]


def test_a_separation_lies_inside_the_appointment() -> None:
    book = court_with()
    carry_out(book, AppointPerson(appointment(to_on=date(2026, 6, 30))))
    assert refusal(book, _separate(date(2026, 1, 4))) == ("to_on", "ends_before_start")
    assert refusal(book, _separate(date(2026, 7, 1))) == ("to_on", "after_appointment")


def test_somebody_never_appointed_cannot_be_separated() -> None:
    assert refusal(court_with(), _separate(date(2026, 6, 30))) == ("person_id", "unknown_person")


def test_importing_the_old_appointment_again_does_not_undo_the_separation() -> None:
    book = court_with("aigul")
    carry_out(book, _separate(date(2026, 12, 31)))
    assert carry_out(book, AppointPerson(appointment())) == ()


def test_who_has_left_is_appointed_anew_only_from_a_later_day_and_no_version_is_used_twice() -> None:
    book = court_with("aigul")
    carry_out(book, _separate(date(2026, 12, 31)))
    on_the_last_day = appointment(from_on=date(2026, 12, 31))
    assert refusal(book, AppointPerson(on_the_last_day)) == ("from_on", "separated")
    (fact,) = carry_out(book, AppointPerson(appointment(from_on=date(2027, 1, 1))))
    assert isinstance(fact, AppointmentFact)
    assert (fact.what, fact.version, fact.tenure, fact.separated_on) == ("appointed", 3, 2, None)


def test_who_came_back_is_not_moved_into_the_former_tenure_and_its_file_changes_nothing() -> None:
    book = court_with("aigul")
    carry_out(book, _separate(date(2026, 6, 30)))
    carry_out(book, AppointPerson(appointment(from_on=date(2026, 9, 1))))
    assert carry_out(book, AppointPerson(appointment())) == ()
    earlier = appointment(from_on=date(2026, 6, 30), role="chair")
    assert refusal(book, AppointPerson(earlier)) == ("from_on", "separated")
    assert _versions(carry_out(book, AppointPerson(appointment(from_on=date(2026, 7, 1))))) == [("updated", 4)]


def test_an_appointment_entered_while_the_one_before_lasts_is_held_back_until_its_last_day() -> None:
    book = court_with("aigul")
    carry_out(book, _separate(date(2026, 12, 31)))
    again = AppointPerson(appointment(from_on=date(2027, 2, 1)))
    (to_come,) = carry_out(book, again)
    assert isinstance(to_come, AppointmentFact)
    assert (to_come.held_until, event_of(to_come)) == (date(2026, 12, 31), None)
    (changed,) = carry_out(book, AppointPerson(replace(again.appointment, role="chair")))
    assert isinstance(changed, AppointmentFact)
    assert changed.held_until == date(2026, 12, 31)


def test_an_appointment_after_one_that_is_over_is_told_at_once() -> None:
    book = court_with("aigul")
    carry_out(book, _separate(TODAY - timedelta(days=1)))
    (made,) = carry_out(book, AppointPerson(appointment(from_on=date(2027, 2, 1))))
    assert isinstance(made, AppointmentFact)
    assert made.held_until is None
