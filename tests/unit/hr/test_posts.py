"""What a post takes: its share on any day, while it exists; who acts in it is counted apart."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tarazy_hr.domain.appointment import AppointPerson, SeparatePerson
from tarazy_hr.domain.court_book import CourtBook
from tarazy_hr.domain.post import AbolishPost, Post, RegisterPost

from tests.unit.hr.staffing import COURT, an_id, appointment, carry_out, court_with, refusal

CHAIR = an_id("chair")
HALF = Decimal("0.5")


def _register(**changes: Any) -> RegisterPost:
    return RegisterPost(Post(COURT.court_id, CHAIR, "1", **changes))


def _appoint(who: str, **changes: Any) -> AppointPerson:
    return AppointPerson(appointment(who, post_id=CHAIR, **changes))


def _with_holder(**post: Any) -> CourtBook:
    book = court_with()
    carry_out(book, _register(**post))
    carry_out(book, _appoint("aigul"))
    return book


def test_a_second_holder_of_an_exclusive_post_is_refused_whatever_the_shares() -> None:
    book = _with_holder(exclusive=True, share=Decimal(2))
    assert refusal(book, _appoint("berik", full_time_share=HALF)) == ("post_id", "post_held")


def test_the_holder_of_an_exclusive_post_may_be_updated() -> None:
    renamed = _appoint("aigul", name="Айгүл Серікқызы")
    assert len(carry_out(_with_holder(exclusive=True), renamed)) == 1


def test_the_next_holder_begins_the_day_after_the_last_day_of_the_one_before() -> None:
    book = _with_holder()
    carry_out(book, SeparatePerson(COURT.court_id, an_id("aigul"), date(2026, 12, 31)))
    assert refusal(book, _appoint("berik", from_on=date(2026, 12, 31))) == ("post_id", "post_overfilled")
    assert len(carry_out(book, _appoint("berik", from_on=date(2027, 1, 1)))) == 1


def test_a_former_holder_who_comes_back_still_counts_in_the_former_days() -> None:
    book = _with_holder()
    carry_out(book, SeparatePerson(COURT.court_id, an_id("aigul"), date(2026, 6, 30)))
    carry_out(book, AppointPerson(appointment("aigul", from_on=date(2026, 9, 1))))
    assert refusal(book, _appoint("berik", from_on=date(2026, 6, 1))) == ("post_id", "post_overfilled")


def test_two_halves_fill_a_post_and_a_third_is_too_much() -> None:
    book = court_with()
    carry_out(book, _register())
    for who in ("aigul", "berik"):
        carry_out(book, _appoint(who, full_time_share=HALF))
    assert refusal(book, _appoint("gulnar", full_time_share=HALF)) == ("post_id", "post_overfilled")
    assert refusal(book, _register(share=HALF)) == ("share", "post_overfilled")
    assert refusal(book, _register(exclusive=True)) == ("exclusive", "post_shared")
    assert refusal(book, _appoint("berik", full_time_share=Decimal("0.6"))) == ("post_id", "post_overfilled")
    assert carry_out(book, _register()) == ()


def test_a_post_that_is_not_listed_takes_several() -> None:
    book = court_with()
    for who in ("aigul", "berik"):
        carry_out(book, _appoint(who))
    assert refusal(book, _register()) == ("share", "post_overfilled")
    assert carry_out(book, _register(share=Decimal(2)))[0].what == "registered"


def test_who_acts_in_a_post_takes_nothing_of_its_share_and_there_is_one() -> None:
    book = _with_holder(exclusive=True)
    carry_out(book, _appoint("berik", acting=True))
    assert refusal(book, _appoint("gulnar", acting=True)) == ("post_id", "post_held")
    carry_out(book, _register())
    assert refusal(book, _appoint("gulnar", acting=True)) == ("post_id", "post_overfilled")
    assert refusal(book, _appoint("berik", acting=False)) == ("post_id", "post_overfilled")


@pytest.mark.parametrize(
    "changes", [{"from_on": date(2026, 1, 31)}, {"to_on": None}, {"to_on": date(2026, 7, 1)}], ids=str
)
def test_a_post_is_held_only_while_it_exists(changes: dict[str, Any]) -> None:
    book = court_with()
    carry_out(book, _register(from_on=date(2026, 2, 1), to_on=date(2026, 6, 30)))
    within = {"from_on": date(2026, 2, 1), "to_on": date(2026, 6, 30)}
    assert refusal(book, _appoint("aigul", **(within | changes))) == ("post_id", "post_not_there")
    assert len(carry_out(book, _appoint("aigul", **within))) == 1


def test_a_post_is_abolished_once_nobody_holds_it() -> None:
    book = _with_holder()
    last = date(2026, 12, 31)
    assert refusal(book, AbolishPost(COURT.court_id, CHAIR, last)) == ("to_on", "post_still_held")
    carry_out(book, SeparatePerson(COURT.court_id, an_id("aigul"), last))
    (fact,) = carry_out(book, AbolishPost(COURT.court_id, CHAIR, last))
    assert (fact.what, fact.version) == ("abolished", 2)
    assert carry_out(book, AbolishPost(COURT.court_id, CHAIR, last)) == ()
    assert refusal(book, _appoint("berik", from_on=date(2027, 1, 1))) == ("post_id", "post_not_there")
    assert refusal(book, AbolishPost(COURT.court_id, an_id("none"), last)) == ("post_id", "unknown_post")
    assert refusal(book, _register(from_on=last, to_on=date(2026, 1, 1))) == ("to_on", "ends_before_start")
    assert refusal(book, _register(from_on=last)) == ("from_on", "post_still_held")


def test_a_post_is_filled_by_its_own_court_and_by_those_whom_it_is_for() -> None:
    book = court_with()
    carry_out(book, _register(role="chair"))
    assert refusal(book, _appoint("aigul")) == ("role", "post_of_another_role")
    book.posts_elsewhere[an_id("theirs")] = "another"
    theirs = AppointPerson(appointment("aigul", post_id=an_id("theirs")))
    assert refusal(book, theirs) == ("post_id", "post_of_another_court")
    register = RegisterPost(Post(COURT.court_id, an_id("theirs")))
    assert refusal(book, register) == ("post_id", "id_taken")
