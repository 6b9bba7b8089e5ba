"""Records of service: tenures entered in any order, and what others are told of them."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.app.publication import event_of
from tarazy_hr.domain.appointment import (
    AppointmentFact,
    AppointPerson,
    CallOffAppointment,
    SeparatePerson,
    WorkingPattern,
)
from tarazy_hr.domain.court_book import CourtBook
from tarazy_hr.domain.days import day_after, overlap
from tarazy_hr.domain.deciding import decide
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.tenure import DescribePerson, EnterTenure, told_now, with_pattern

from tests.unit.hr.staffing import COURT, NOW, TODAY, an_id, appointment, carry_out, court_with, refusal


def _enter(first: date, last: date | None = None, **changes: Any) -> EnterTenure:
    return EnterTenure(appointment("aigul", from_on=first, to_on=last, **changes))


def _told(facts: tuple[Any, ...]) -> list[str]:
    return [event.TYPE.split(".")[2] for fact in facts if (event := event_of(fact)) is not None]


def test_what_was_over_before_is_kept_and_told_to_nobody() -> None:
    book = court_with("aigul")
    (past,) = carry_out(book, _enter(date(2015, 1, 1), date(2019, 12, 31), role="clerk"))
    assert isinstance(past, AppointmentFact)
    assert (past.what, past.version, past.tenure, _told((past,))) == ("appointed", 2, 2, [])
    assert carry_out(book, _enter(date(2015, 1, 1), date(2019, 12, 31), role="clerk")) == ()
    (corrected,) = carry_out(book, _enter(date(2015, 1, 1), date(2018, 12, 31), role="clerk"))
    assert (corrected.version, _told((corrected,))) == (3, [])
    stands = book.person(an_id("aigul")).appointment
    assert stands is not None
    assert stands.version == 1
    (renamed,) = carry_out(book, DescribePerson(COURT.court_id, an_id("aigul"), "Айгүл"))
    assert (renamed.version, _told((renamed,))) == (4, ["updated"])


def test_tenures_never_have_a_day_in_common() -> None:
    book = court_with("aigul")
    assert refusal(book, _enter(date(2015, 1, 1), date(2026, 1, 5))) == ("from_on", "tenure_overlaps")
    assert refusal(book, _enter(date(2015, 1, 1), date(2014, 1, 1))) == ("to_on", "ends_before_start")
    assert refusal(book, DescribePerson(COURT.court_id, an_id("nobody"), "x")) == ("person_id", "unknown_person")


def test_a_tenure_to_come_is_told_again_after_the_one_that_is_entered_before_it() -> None:
    """Others know the newest version: what comes afterwards needs one above it, told when its day has come."""
    book = court_with()
    assert _told(carry_out(book, _enter(TODAY + timedelta(days=30)))) == ["appointed"]
    stands, later = carry_out(book, _enter(date(2026, 1, 5), TODAY + timedelta(days=10)))
    assert (_told((stands,)), _told((later,)), later.version) == (["appointed"], [], 3)
    assert isinstance(later, AppointmentFact)
    assert later.held_until == TODAY + timedelta(days=10)


def test_an_end_that_the_record_gives_is_the_one_of_a_separation() -> None:
    book = court_with("aigul")
    carry_out(book, SeparatePerson(COURT.court_id, an_id("aigul"), date(2026, 6, 30)))
    assert carry_out(book, _enter(date(2026, 1, 5), date(2026, 6, 30))) == ()
    assert carry_out(book, _enter(date(2026, 1, 5))) == ()
    (corrected,) = carry_out(book, _enter(date(2026, 1, 5), date(2026, 7, 31)))
    assert isinstance(corrected, AppointmentFact)
    assert (corrected.what, corrected.last_on, corrected.separated_on) == ("updated", date(2026, 7, 31), None)


_days = st.integers(-60, 60).map(lambda offset: TODAY + timedelta(days=offset))
_entered = st.builds(
    lambda first, length, name: _enter(first, None if length > 50 else first + timedelta(days=length), name=name),
    _days,
    st.integers(0, 60),
    st.sampled_from(["A", "B"]),
)
_asked = st.one_of(
    _entered,
    _entered,
    st.builds(lambda day: SeparatePerson(COURT.court_id, an_id("aigul"), day), _days),
    st.builds(
        lambda first, name: AppointPerson(appointment("aigul", from_on=first, name=name)),
        _days,
        st.text("A", min_size=1),
    ),
    st.builds(lambda name: DescribePerson(COURT.court_id, an_id("aigul"), name), st.sampled_from(["A", "B"])),
)


def _last_version(book: CourtBook) -> int:
    return max((fact.version for fact in book.person(an_id("aigul")).tenures), default=0)


@given(st.lists(_asked, max_size=12))
def test_whatever_is_entered_tenures_stay_apart_and_versions_count_on(asked: list[Any]) -> None:
    book = court_with()
    for command in asked:
        before = _last_version(book)
        decision = decide(book, command, NOW)
        if isinstance(decision, Refusal):
            continue
        assert [fact.version for fact in decision] == list(range(before + 1, before + 1 + len(decision)))
        book.enter(decision)
        assert decide(book, command, NOW) == ()
        tenures = book.person(an_id("aigul")).tenures
        for earlier, later in pairwise(tenures):
            assert not overlap(
                earlier.appointment.from_on,
                day_after(earlier.last_on),
                later.appointment.from_on,
                day_after(later.last_on),
            )


def test_who_is_told_of_again_with_a_pattern_is_the_tenure_that_others_know() -> None:
    """What waits for the end of that one is told afterwards, by a version above."""
    book = court_with()
    carry_out(book, _enter(date(2026, 1, 5), TODAY + timedelta(days=10)))
    carry_out(book, _enter(TODAY + timedelta(days=30)))
    tenures = book.person(an_id("aigul")).tenures
    known = told_now(tenures, TODAY)
    assert known is tenures[0]
    again, later = with_pattern(tenures, known, WorkingPattern((("mon", ("am",)),)), TODAY)
    assert (again.appointment.working_pattern, again.held_until) == (WorkingPattern((("mon", ("am",)),)), None)
    assert (later.appointment, later.held_until) == (tenures[1].appointment, TODAY + timedelta(days=10))
    assert tenures[1].version < again.version < later.version
    assert told_now(tenures, TODAY + timedelta(days=11)) is tenures[1], "nobody is in post between the two"
    assert told_now((), TODAY) is None


def test_a_pattern_undoes_no_separation() -> None:
    book = court_with("aigul")
    carry_out(book, SeparatePerson(COURT.court_id, an_id("aigul"), TODAY + timedelta(days=60)))
    tenures = book.person(an_id("aigul")).tenures
    (again,) = with_pattern(tenures, tenures[0], None, TODAY)
    assert (again.what, again.last_on) == ("updated", TODAY + timedelta(days=60))


def _off(first: date) -> CallOffAppointment:
    return CallOffAppointment(COURT.court_id, an_id("aigul"), first)


def test_an_appointment_to_come_is_called_off_and_its_version_is_not_used_again() -> None:
    book, first = court_with(), TODAY + timedelta(days=30)
    carry_out(book, _enter(first))
    (off,) = carry_out(book, _off(first))
    assert (off.what, off.version, _told((off,))) == ("called_off", 2, ["separated"])
    event = event_of(off)
    assert event is not None
    assert event.model_dump()["to_on"] is None
    assert isinstance(off, AppointmentFact)
    assert not book.holders(off.appointment.post_id)
    assert carry_out(book, _off(first)) == (), "once more changes nothing"
    (again,) = carry_out(book, _enter(first))
    assert isinstance(again, AppointmentFact)
    assert (again.version, again.tenure) == (3, 2)


def test_what_comes_after_an_appointment_that_is_called_off_is_told_in_its_place() -> None:
    book, first = court_with("aigul"), TODAY + timedelta(days=30)
    carry_out(book, SeparatePerson(COURT.court_id, an_id("aigul"), TODAY + timedelta(days=10)))
    carry_out(book, _enter(first, first + timedelta(days=5)))
    carry_out(book, _enter(first + timedelta(days=60)))
    off, later = carry_out(book, _off(first))
    assert (_told((off,)), _told((later,))) == ([], []), "others know the one that lasts"
    assert isinstance(later, AppointmentFact)
    assert later.held_until == TODAY + timedelta(days=10)
    assert refusal(book, _off(TODAY)) == ("from_on", "unknown_appointment")
    held = book.person(an_id("aigul")).tenures[0].appointment.from_on
    assert refusal(book, _off(held)) == ("from_on", "appointment_begun")


def test_an_appointment_that_is_not_the_last_ends_and_the_next_one_is_told_by_a_version_above() -> None:
    book = court_with("aigul")
    last = TODAY + timedelta(days=20)
    carry_out(book, SeparatePerson(COURT.court_id, an_id("aigul"), last))
    carry_out(book, _enter(last + timedelta(days=20)))
    begins = book.person(an_id("aigul")).tenures[0].appointment.from_on
    sooner = SeparatePerson(COURT.court_id, an_id("aigul"), TODAY + timedelta(days=3), begins)
    separated, later = carry_out(book, sooner)
    assert (separated.what, _told((separated,)), later.version) == ("separated", ["separated"], separated.version + 1)
    assert isinstance(later, AppointmentFact)
    assert later.held_until == TODAY + timedelta(days=3)
    nobody = SeparatePerson(COURT.court_id, an_id("aigul"), TODAY, TODAY + timedelta(days=1))
    assert refusal(book, nobody) == ("from_on", "unknown_appointment")
