"""For what somebody may sit, and how lists and single commands live together."""

from datetime import date

from tarazy_hr.domain.appointment import AppointPerson, SeparatePerson
from tarazy_hr.domain.authorisation import Authorisation, AuthorisationFact, AuthorisePerson, EndAuthorisation
from tarazy_hr.domain.court_book import CourtBook

from tests.unit.hr.staffing import COURT, NOW, TODAY, an_id, appointment, carry_out, court_with, refusal


def _authorise(specialism: str = "juvenile", from_on: date = TODAY, to_on: date | None = None) -> AuthorisePerson:
    return AuthorisePerson(Authorisation(COURT.court_id, an_id("aigul"), specialism, from_on, to_on))


def _end(to_on: date, specialism: str = "juvenile") -> EndAuthorisation:
    return EndAuthorisation(COURT.court_id, an_id("aigul"), specialism, to_on)


def _list(book: CourtBook, *specialisms: str, **changes: object) -> list[tuple[str, str]]:
    facts = carry_out(book, AppointPerson(appointment("aigul", **changes), specialisms), NOW)
    return [(f.what, f.authorisation.specialism) for f in facts if isinstance(f, AuthorisationFact)]


def test_a_stranger_cannot_be_authorised() -> None:
    assert refusal(court_with(), _authorise()) == ("person_id", "unknown_person")
    assert refusal(court_with(), _end(TODAY)) == ("person_id", "unknown_person")


def test_an_authorisation_is_given_once_and_ended_once() -> None:
    book = court_with("aigul")
    assert [fact.what for fact in carry_out(book, _authorise())] == ["authorised"]
    assert carry_out(book, _authorise()) == ()
    assert [fact.what for fact in carry_out(book, _end(date(2026, 12, 31)))] == ["ended"]
    assert carry_out(book, _end(date(2026, 12, 31))) == ()


def test_repeating_an_authorisation_does_not_undo_its_end() -> None:
    book = court_with("aigul")
    carry_out(book, _authorise())
    carry_out(book, _end(date(2026, 12, 31)))
    assert carry_out(book, _authorise()) == ()


def test_periods_of_one_specialism_never_overlap() -> None:
    book = court_with("aigul")
    carry_out(book, _authorise(to_on=date(2026, 12, 31)))
    assert refusal(book, _authorise(from_on=date(2026, 12, 31))) == ("from_on", "authorised_already")
    assert len(carry_out(book, _authorise(from_on=date(2027, 1, 1)))) == 1
    assert len(carry_out(book, _authorise("family", date(2026, 12, 1)))) == 1


def test_ranges_that_end_before_they_begin_are_refused() -> None:
    book = court_with("aigul")
    assert refusal(book, _authorise(to_on=date(2026, 11, 23))) == ("to_on", "ends_before_start")
    carry_out(book, _authorise(to_on=date(2026, 12, 31)))
    assert refusal(book, _end(date(2026, 11, 23))) == ("to_on", "ends_before_start")
    assert refusal(book, _end(date(2027, 1, 1))) == ("to_on", "after_authorisation")
    assert refusal(book, _end(TODAY, "family")) == ("specialism", "unknown_authorisation")


def test_a_list_authorises_from_the_first_day_in_post() -> None:
    book = court_with()
    assert _list(book, "juvenile", "family", "juvenile") == [("authorised", "juvenile"), ("authorised", "family")]
    given = book.person(an_id("aigul")).authorisations
    assert {fact.authorisation.from_on for fact in given} == {date(2026, 1, 5)}
    assert _list(book, "juvenile", "family") == []


def test_a_list_that_leaves_one_out_ends_it_today_but_not_what_was_given_by_itself() -> None:
    book = court_with()
    _list(book, "juvenile", "family")
    carry_out(book, _authorise("labour"))
    assert _list(book, "family") == [("ended", "juvenile")]
    ended = next(f for f in book.person(an_id("aigul")).authorisations if f.what == "ended")
    assert ended.last_on == TODAY
    assert _list(book, "family") == []


def test_no_list_leaves_authorisations_alone() -> None:
    book = court_with()
    _list(book, "juvenile")
    assert carry_out(book, AppointPerson(appointment("aigul"))) == ()


def test_the_same_list_again_does_not_undo_an_ending() -> None:
    book = court_with()
    _list(book, "juvenile")
    carry_out(book, _end(TODAY))
    assert _list(book, "juvenile") == []


def test_who_comes_back_is_authorised_again_from_the_new_first_day() -> None:
    book = court_with()
    _list(book, "juvenile")
    carry_out(book, _end(date(2026, 6, 30)))
    carry_out(book, SeparatePerson(COURT.court_id, an_id("aigul"), date(2026, 6, 30)))
    assert _list(book, "juvenile", from_on=date(2027, 1, 1)) == [("authorised", "juvenile")]
    last = max(f.authorisation.from_on for f in book.person(an_id("aigul")).authorisations)
    assert last == date(2027, 1, 1)


def test_a_list_left_out_on_the_day_it_begins_still_ends_after_it_begins() -> None:
    book = court_with()
    _list(book, "juvenile", from_on=date(2027, 1, 1))
    assert _list(book, from_on=date(2027, 1, 1)) == [("ended", "juvenile")]
    (ended,) = book.person(an_id("aigul")).authorisations
    assert ended.last_on == ended.authorisation.from_on
