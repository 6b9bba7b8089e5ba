"""Leave is asked for, recorded, approved, cut short, prolonged, certified; and what cannot be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tarazy_hr.domain.absence import AbsenceFact, DecideAbsence, Decision, EnterAbsence
from tarazy_hr.domain.court_book import CourtBook
from tarazy_hr.domain.leave.adjustment import AdjustLeave, Adjustment, WithdrawAdjustment
from tarazy_hr.domain.leave.cover import CoverRule, LayDownCover
from tarazy_hr.domain.leave.leave_type import Entitlement, LayDownLeaveType
from tarazy_hr.domain.leave.requests import CertifyLeave, EndLeave, NameSubstitute, ProlongLeave
from tarazy_hr.domain.suspension import SuspendPerson

from tests.unit.hr.leave.leave_court import SICKNESS, asks, in_post, leave_court, leave_type, service, sick, whose
from tests.unit.hr.staffing import COURT, NOW, absence, an_id, carry_out, refusal

MON, FRI = date(2026, 12, 14), date(2026, 12, 18)


def _decide(decision: Decision, name: str = "leave", person: str = "aigul") -> DecideAbsence:
    return DecideAbsence(*whose(name, person), decision)


def _granted(book: CourtBook, first: date = MON, last: date = FRI, name: str = "leave", **changes: Any) -> CourtBook:
    carry_out(book, asks(first, last, name, **changes))
    carry_out(book, _decide("approve", name, changes.get("person", "aigul")))
    return book


def _away(book: CourtBook, name: str = "leave", person: str = "aigul") -> AbsenceFact:
    return next(one for one in book.person(an_id(person)).absences if one.absence.absence_id == an_id(name))


def test_a_request_waits_and_is_decided_once() -> None:
    book = leave_court("aigul")
    (asked,) = carry_out(book, asks(MON, FRI))
    assert asked.what == "requested"
    assert carry_out(book, asks(MON, FRI)) == ()
    assert refusal(book, asks(MON, date(2026, 12, 21))) == ("absence_id", "absence_known")
    (approved,) = carry_out(book, _decide("approve"))
    assert isinstance(approved, AbsenceFact)
    assert (approved.what, approved.version, approved.absence.kind) == ("approved", 2, "leave")
    assert approved.absence.starts_at == datetime(2026, 12, 13, 19, tzinfo=UTC)
    assert approved.absence.ends_at == datetime(2026, 12, 18, 19, tzinfo=UTC)
    assert carry_out(book, _decide("approve")) == ()


@pytest.mark.parametrize(
    ("first", "last", "field", "code"),
    [
        (FRI, MON, "last_on", "ends_before_start"),
        (date(2026, 1, 2), date(2026, 1, 9), "first_on", "not_in_post"),
        (date(2026, 12, 29), date(2027, 1, 9), "last_on", "not_in_post"),
        (date(2026, 12, 19), date(2026, 12, 20), "last_on", "no_day_counts"),
        (date(2026, 11, 2), date(2026, 12, 11), "last_on", "not_enough_days"),
    ],
)
def test_a_leave_lies_in_the_time_in_post_and_in_the_balance(first: date, last: date, field: str, code: str) -> None:
    book = leave_court("aigul")
    book.leave.service = {an_id("aigul"): service(in_post(last_on=date(2026, 12, 31)))}
    assert refusal(book, asks(first, last)) == (field, code)


def test_the_rules_of_the_type_are_kept() -> None:
    strict = leave_type(notice_days=10, longest=Decimal(5), half_days=False, needs_substitute=True)
    book = leave_court("aigul", "berik", types=(strict, SICKNESS))
    assert refusal(book, asks(date(2026, 12, 3), date(2026, 12, 4))) == ("first_on", "too_short_notice")
    assert refusal(book, asks(MON, date(2026, 12, 22))) == ("last_on", "too_long")
    assert refusal(book, asks(MON, FRI, first_half="pm")) == ("first_half", "no_half_days")
    assert refusal(book, asks(MON, None)) == ("last_on", "end_missing")
    assert refusal(book, asks(MON, FRI, leave_type="sabbatical")) == ("leave_type", "unknown_leave_type")
    assert refusal(book, asks(MON, FRI, is_recorded=True)) == ("leave_type", "is_asked_for")
    assert refusal(book, asks(MON, FRI, leave_type="sickness")) == ("leave_type", "is_recorded")
    carry_out(book, asks(MON, FRI))
    assert refusal(book, _decide("approve")) == ("substitute_id", "substitute_needed")
    carry_out(book, NameSubstitute(*whose(), an_id("berik")))
    assert [fact.what for fact in carry_out(book, _decide("approve"))] == ["approved"]


def test_whoever_stands_in_is_there_on_all_those_days() -> None:
    book = leave_court("aigul", "berik", "daniyar", "gulnar")
    _granted(book, date(2026, 12, 17), FRI, "his", person="berik")
    book.leave.service[an_id("daniyar")] = service(in_post(last_on=date(2026, 12, 17)))
    carry_out(book, SuspendPerson(COURT.court_id, an_id("gulnar"), FRI))
    for who, code in {
        "aigul": "own_substitute",
        "berik": "substitute_away",
        "daniyar": "substitute_not_in_post",
        "gulnar": "substitute_suspended",
        "nobody": "unknown_person",
    }.items():
        assert refusal(book, asks(MON, FRI, substitute_id=an_id(who))) == ("substitute_id", code)
    carry_out(book, asks(MON, date(2026, 12, 16), substitute_id=an_id("berik")))
    # Away since it was asked for: looked at again when it is approved.
    _granted(book, MON, MON, "another", person="berik")
    assert refusal(book, _decide("approve")) == ("substitute_id", "substitute_away")


def test_overlaps_are_refused_and_neighbours_are_not() -> None:
    book = _granted(leave_court("aigul"))
    assert refusal(book, asks(FRI, date(2026, 12, 21), "next")) == ("starts_at", "absence_overlaps")
    half = _granted(leave_court("aigul"), MON, FRI, last_half="am")
    carry_out(half, asks(FRI, date(2026, 12, 21), "next", first_half="pm"))
    carry_out(half, _decide("approve", "next"))


def test_two_requests_together_may_not_take_more_than_there_is() -> None:
    book = leave_court("aigul")
    carry_out(book, asks(date(2026, 11, 30), date(2026, 12, 11)))
    carry_out(book, asks(MON, date(2026, 12, 31), "second"))
    carry_out(book, _decide("approve", "second"))
    assert refusal(book, _decide("approve")) == ("last_on", "not_enough_days")


def test_a_leave_is_cut_short_and_the_rest_comes_back() -> None:
    book = _granted(leave_court("aigul"), MON, date(2026, 12, 31))
    tuesday = datetime(2026, 12, 15, 6, tzinfo=UTC)
    assert refusal(book, _decide("cancel"), tuesday) == ("absence_id", "leave_begun")
    (cut,) = carry_out(book, EndLeave(*whose(), date(2026, 12, 16), "am", "called back"), tuesday)
    assert isinstance(cut, AbsenceFact)
    # Told anew under its id: what takes its place holds instead.
    assert (cut.what, cut.version, cut.absence.absence_id) == ("approved", 3, an_id("leave"))
    assert cut.absence.ends_at == datetime(2026, 12, 16, 8, tzinfo=UTC)
    assert carry_out(book, EndLeave(*whose(), date(2026, 12, 16), "am"), tuesday) == ()
    assert refusal(book, EndLeave(*whose(), FRI), tuesday) == ("last_on", "only_shorter")
    assert refusal(book, EndLeave(*whose(), date(2026, 12, 13)), tuesday) == ("last_on", "ends_before_start")
    assert refusal(book, EndLeave(*whose(), MON), datetime(2027, 1, 5, tzinfo=UTC)) == ("absence_id", "leave_over")


def test_a_leave_that_has_not_begun_is_undone() -> None:
    book = _granted(leave_court("aigul"))
    assert [fact.what for fact in carry_out(book, _decide("cancel"))] == ["cancelled"]
    carry_out(book, asks(MON, FRI, "again"))
    carry_out(book, _decide("approve", "again"))


def test_sickness_holds_at_once_and_is_put_off_until_its_end_is_known() -> None:
    book = leave_court("aigul")
    (recorded,) = carry_out(book, sick(date(2026, 11, 23), None))
    assert isinstance(recorded, AbsenceFact)
    assert recorded.what == "approved"
    assert recorded.terms is not None
    assert (recorded.terms.is_open, recorded.terms.span.last_on) == (True, date(2026, 11, 30))
    later = NOW + timedelta(days=6)
    assert carry_out(book, sick(date(2026, 11, 23), None), later) == ()
    (longer,) = carry_out(book, ProlongLeave(*whose("sick")), later)
    assert isinstance(longer, AbsenceFact)
    assert longer.terms is not None
    assert longer.terms.span.last_on == date(2026, 12, 6)
    carry_out(book, EndLeave(*whose("sick"), date(2026, 12, 2)), later)
    assert not (_away(book, "sick").terms or recorded.terms).is_open
    assert refusal(book, ProlongLeave(*whose("sick")), later) == ("absence_id", "end_is_known")
    # What is only recorded may turn out longer as well.
    carry_out(book, EndLeave(*whose("sick"), date(2026, 12, 4)), later)


def test_open_sickness_ends_with_the_post() -> None:
    book = leave_court("aigul")
    book.leave.service = {an_id("aigul"): service(in_post(last_on=date(2026, 11, 26)))}
    (recorded,) = carry_out(book, sick(date(2026, 11, 24), None))
    assert isinstance(recorded, AbsenceFact)
    assert recorded.terms is not None
    assert recorded.terms.span.last_on == date(2026, 11, 26)
    assert carry_out(book, ProlongLeave(*whose("sick"))) == ()


def test_sickness_lies_over_a_leave_but_not_over_sickness() -> None:
    book = _granted(leave_court("aigul"))
    carry_out(book, sick(date(2026, 12, 16), date(2026, 12, 21)))
    assert refusal(book, sick(FRI, FRI, "more")) == ("starts_at", "absence_overlaps")
    # Leave over what is sickness is refused: somebody who is ill takes no leave.
    assert refusal(book, asks(date(2026, 12, 21), date(2026, 12, 22), "next")) == ("starts_at", "absence_overlaps")


def test_a_late_certificate_says_which_days_it_was() -> None:
    book = leave_court("aigul")
    carry_out(book, sick(date(2026, 11, 23), None))
    (certified,) = carry_out(book, CertifyLeave(*whose("sick"), "118-44", date(2026, 11, 20), date(2026, 11, 27)))
    assert isinstance(certified, AbsenceFact)
    assert certified.terms is not None
    assert (certified.terms.certificate, certified.terms.is_open) == ("118-44", False)
    assert certified.absence.starts_at == datetime(2026, 11, 19, 19, tzinfo=UTC)
    again = CertifyLeave(*whose("sick"), "118-44", date(2026, 11, 20), date(2026, 11, 27))
    assert carry_out(book, again) == ()
    _granted(book)
    assert refusal(book, CertifyLeave(*whose(), "1")) == ("absence_id", "needs_no_certificate")


def test_a_leave_is_not_changed_as_an_absence_that_was_entered() -> None:
    book = _granted(leave_court("aigul"))
    assert refusal(book, EnterAbsence(absence("leave"))) == ("absence_id", "is_leave")
    carry_out(book, EnterAbsence(absence("entered")))
    assert refusal(book, EndLeave(*whose("entered"), FRI)) == ("absence_id", "unknown_leave")


def test_an_id_of_somebody_elses_absence_is_taken() -> None:
    book = _granted(leave_court("aigul", "berik"))
    assert refusal(book, asks(MON, FRI, "leave", "berik")) == ("absence_id", "id_taken")


def test_types_rules_and_adjustments_are_laid_down_once() -> None:
    book = leave_court("aigul")
    wanted = LayDownLeaveType(COURT.court_id, replace(leave_type(), valid_from=date(2027, 1, 1)))
    assert [fact.version for fact in carry_out(book, wanted)] == [1]
    assert carry_out(book, wanted) == ()
    wrong = replace(leave_type(entitlements=()), valid_from=date(2027, 1, 1))
    assert refusal(book, LayDownLeaveType(COURT.court_id, wrong)) == ("rules.entitlements", "entitlement_missing")
    twice = leave_type(entitlements=(Entitlement(Decimal(1)), Entitlement(Decimal(2))))
    assert refusal(book, LayDownLeaveType(COURT.court_id, twice)) == ("rules.entitlements", "entitlement_twice")
    rule = LayDownCover(COURT.court_id, CoverRule("juvenile", date(2027, 1, 1), 2))
    assert len(carry_out(book, rule)) == 1
    assert carry_out(book, rule) == ()
    made = Adjustment(an_id("card"), *whose()[:2], "annual", MON, "opening", Decimal("3.5"), "card")
    assert len(carry_out(book, AdjustLeave(made))) == 1
    assert carry_out(book, AdjustLeave(made)) == ()
    assert refusal(book, AdjustLeave(replace(made, days=Decimal(4)))) == ("adjustment_id", "id_taken")
    assert (
        refusal(book, AdjustLeave(replace(made, adjustment_id=an_id("x"), leave_type="x")))[1] == "unknown_leave_type"
    )
    assert [fact.what for fact in carry_out(book, WithdrawAdjustment(*whose("card")))] == ["withdrawn"]
    assert refusal(book, WithdrawAdjustment(*whose("none"))) == ("adjustment_id", "unknown_adjustment")
