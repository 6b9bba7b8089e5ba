"""An exclusive post has one holder on any day."""

from datetime import date

from tarazy_hr.domain.appointment import AppointPerson, SeparatePerson
from tarazy_hr.domain.court_book import CourtBook
from tarazy_hr.domain.post import Post, RegisterPost

from tests.unit.hr.staffing import COURT, an_id, appointment, carry_out, court_with, refusal

CHAIR = an_id("chair")


def _register(*, exclusive: bool) -> RegisterPost:
    return RegisterPost(Post(COURT.court_id, CHAIR, "1", exclusive))


def _with_holder() -> CourtBook:
    book = court_with()
    carry_out(book, _register(exclusive=True))
    carry_out(book, AppointPerson(appointment("aigul", post_id=CHAIR)))
    return book


def test_a_second_holder_of_an_exclusive_post_is_refused() -> None:
    assert refusal(_with_holder(), AppointPerson(appointment("berik", post_id=CHAIR))) == ("post_id", "post_held")


def test_the_holder_of_an_exclusive_post_may_be_updated() -> None:
    renamed = appointment("aigul", post_id=CHAIR, name="Айгүл Серікқызы")
    assert len(carry_out(_with_holder(), AppointPerson(renamed))) == 1


def test_the_next_holder_begins_the_day_after_the_last_day_of_the_one_before() -> None:
    book = _with_holder()
    carry_out(book, SeparatePerson(COURT.court_id, an_id("aigul"), date(2026, 12, 31)))
    too_early = appointment("berik", post_id=CHAIR, from_on=date(2026, 12, 31))
    assert refusal(book, AppointPerson(too_early)) == ("post_id", "post_held")
    in_time = appointment("berik", post_id=CHAIR, from_on=date(2027, 1, 1))
    assert len(carry_out(book, AppointPerson(in_time))) == 1


def test_a_former_holder_who_comes_back_still_counts_in_the_former_days() -> None:
    book = _with_holder()
    carry_out(book, SeparatePerson(COURT.court_id, an_id("aigul"), date(2026, 6, 30)))
    carry_out(book, AppointPerson(appointment("aigul", from_on=date(2026, 9, 1))))
    in_those_days = appointment("berik", post_id=CHAIR, from_on=date(2026, 6, 1))
    assert refusal(book, AppointPerson(in_those_days)) == ("post_id", "post_held")


def test_a_post_that_is_not_exclusive_takes_several() -> None:
    book = court_with()
    for person in ("aigul", "berik"):
        carry_out(book, AppointPerson(appointment(person, post_id=CHAIR)))
    assert refusal(book, _register(exclusive=True)) == ("exclusive", "post_shared")
    assert carry_out(book, _register(exclusive=False))[0].what == "registered"
    assert carry_out(book, _register(exclusive=False)) == ()
