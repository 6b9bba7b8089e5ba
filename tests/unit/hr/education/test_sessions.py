"""Places, the waiting list, times that clash, and certificates for those who were there."""

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.education import commands, facts
from tarazy_hr.domain.education.deciding import decide
from tarazy_hr.domain.education.facts import Part
from tarazy_hr.domain.education.places import PlaceChange, WaitChange, place_changes
from tarazy_hr.domain.education.programme import Module, check
from tarazy_hr.domain.education.surroundings import Known
from tarazy_hr.domain.refusal import Refusal

from tests.unit.hr.education.teaching import JUDGE, NAME, OVER, PARTS, PEOPLE, PROGRAMME, STARTS, Playing, around, plan
from tests.unit.hr.staffing import COURT

ONE, TWO, THREE, FOUR = PEOPLE[:4]


def people(**changes: Known) -> dict[Any, Known]:
    """Everybody as a judge who is free, but for some by number."""
    return dict.fromkeys(PEOPLE, JUDGE) | {PEOPLE[int(name[1:])]: known for name, known in changes.items()}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"parts": ()}, "none_given"),
        ({"parts": (Part(STARTS, STARTS),)}, "ends_before_start"),
        ({"parts": (Part(STARTS, STARTS + timedelta(seconds=59)),)}, "part_too_short"),
        ({"parts": (PARTS[1], PARTS[0])}, "parts_overlap"),
        ({"parts": (Part(STARTS - timedelta(days=90), STARTS),)}, "in_the_past"),
        ({"places": 0}, "amount_outside"),
        ({"enrol_until": date(2026, 3, 1)}, "in_the_past"),
        ({"trainers": (ONE,)}, "unknown_person"),
    ],
)
def test_what_cannot_be_planned(changes: dict[str, Any], code: str) -> None:
    decided = decide(None, plan(**changes), around())
    assert isinstance(decided, Refusal)
    assert decided.code == code


def test_only_a_programme_that_stands_is_taught_and_a_session_keeps_it() -> None:
    decided = decide(None, plan(), around(programme=None))
    assert isinstance(decided, Refusal)
    assert decided.code == "unknown_programme"
    playing = Playing(programme=PROGRAMME)
    playing.changes = {"programme": replace(PROGRAMME, pass_mark=None)}
    playing.held(ONE)
    assert playing.stands.programme == PROGRAMME
    assert playing.do(plan()) == ()
    assert playing.refused(plan(programme="another")) == "id_taken"


def test_who_comes_when_all_places_are_taken_waits_and_moves_up_by_itself() -> None:
    playing = Playing().enrol(ONE, TWO, THREE, FOUR)
    assert (set(playing.stands.participants), list(playing.stands.waiting)) == ({ONE, TWO}, [THREE, FOUR])
    done = playing.do(commands.Withdraw(ONE))
    assert done == (facts.Withdrew(ONE), facts.MovedUp(THREE))
    assert playing.do(commands.Withdraw(ONE)) == ()
    assert playing.do(commands.Enrol(FOUR, COURT.court_id)) == ()


def test_more_places_go_to_who_waits_and_fewer_take_nobodys_away() -> None:
    playing = Playing().enrol(ONE, TWO, THREE, FOUR)
    said = playing.stands.planned
    more = commands.Change(said.parts, 3, said.mode, said.venue, said.enrol_until)
    assert playing.do(more)[-1] == facts.MovedUp(THREE)
    assert playing.do(more) == ()
    playing.do(replace(more, places=1))
    assert len(playing.stands.participants) == 3
    playing.do(commands.Withdraw(ONE))
    assert THREE in playing.stands.participants
    assert FOUR in playing.stands.waiting


def test_who_waits_but_does_something_else_by_now_is_passed_over_and_goes_on_waiting() -> None:
    playing = Playing().enrol(ONE, TWO, THREE, FOUR)
    busy = people(p2=Known("judge", (("leave", "leave"),)))
    done = playing.do(commands.Withdraw(ONE), people=busy)
    assert done[-1] == facts.MovedUp(FOUR)
    assert list(playing.stands.waiting) == [THREE]


def test_who_cannot_come_at_the_new_times_loses_the_place_to_whoever_waits_and_can() -> None:
    playing = Playing().enrol(ONE, TWO, THREE)
    said = playing.stands.planned
    later = tuple(Part(part.starts_at + timedelta(days=1), part.ends_at + timedelta(days=1)) for part in PARTS)
    change = commands.Change(later, said.places, said.mode, said.venue, said.enrol_until)
    sits = people(p0=Known("judge", (("hearing", "h"),)))
    kept = deepcopy(playing.stands)
    done = playing.do(change, people=sits)
    assert done[0] == facts.LostPlace(ONE, "hearing")
    assert done[2] == facts.MovedUp(THREE)
    told = [(one.number, one.place.person_id, one.what, one.reason) for one in place_changes(kept, done)]
    assert told == [
        (5, ONE, "taken", "clash_with_hearing"),
        (6, TWO, "changed", ""),
        (6, THREE, "changed", ""),
        (7, THREE, "given", ""),
    ]


def test_a_cancelled_session_gives_everybody_the_time_back_who_has_a_place() -> None:
    playing = Playing().enrol(ONE, TWO, THREE)
    kept = deepcopy(playing.stands)
    changes = place_changes(kept, playing.do(commands.Cancel("trainer_ill")))
    assert [(one.place.person_id, one.what, one.reason) for one in changes] == [
        (ONE, "taken", "session_cancelled"),
        (TWO, "taken", "session_cancelled"),
        (THREE, "ended", "session_cancelled"),
    ]
    assert place_changes(None, ()) == []


def test_whoever_waits_is_told_of_the_turn_and_of_what_changes() -> None:
    playing = Playing().enrol(ONE, TWO, THREE)
    before = deepcopy(playing.stands)
    (begun,) = place_changes(before, playing.do(commands.Enrol(FOUR, COURT.court_id)))
    assert begun == WaitChange(5, playing.stands.waiting[FOUR], "begun", 2)
    said = playing.stands.planned
    before = deepcopy(playing.stands)
    change = commands.Change(said.parts, said.places, "online", "https://learn.test", said.enrol_until)
    told = place_changes(before, playing.do(change))
    assert [(type(one), one.what, one.changes) for one in told] == [
        (PlaceChange, "changed", ("mode", "venue")),
        (PlaceChange, "changed", ("mode", "venue")),
        (WaitChange, "changed", ("mode", "venue")),
        (WaitChange, "changed", ("mode", "venue")),
    ]
    before = deepcopy(playing.stands)
    assert place_changes(before, playing.do(replace(change, enrol_until=date(2026, 3, 12)))) == []
    before = deepcopy(playing.stands)
    given = place_changes(before, playing.do(commands.Withdraw(ONE)))[-1]
    assert isinstance(given, PlaceChange)
    assert (given.place.person_id, given.waited) == (THREE, True)


def test_a_room_can_change_after_the_last_day_to_enrol() -> None:
    playing = Playing()
    playing.now += timedelta(days=9)
    said = playing.stands.planned
    change = commands.Change(said.parts, said.places, said.mode, "room 2", said.enrol_until)
    assert playing.do(change) != ()
    assert playing.refused(replace(change, enrol_until=said.enrol_until - timedelta(days=1))) == "in_the_past"


def test_a_session_that_was_called_off_can_be_held_after_all_by_those_who_can_still_come() -> None:
    playing = Playing().enrol(ONE, TWO, THREE)
    assert playing.do(commands.Reopen()) == ()
    playing.do(commands.Cancel("trainer_ill"))
    before = deepcopy(playing.stands)
    sits = people(p0=Known("judge", (("hearing", "h"),)))
    done = playing.do(commands.Reopen(), people=sits)
    assert done == (facts.Reopened((ONE,)), facts.MovedUp(THREE))
    told = [(one.place.person_id, one.what) for one in place_changes(before, done)]
    assert told == [(TWO, "given"), (THREE, "begun"), (THREE, "given")]
    assert set(playing.stands.participants) == {TWO, THREE}
    playing.do(commands.Cancel("no_room"))
    playing.now = STARTS
    assert playing.refused(commands.Reopen()) == "session_begun"


def test_who_teaches_a_session_is_in_post_and_takes_no_place_in_it() -> None:
    playing = Playing(plan(trainers=(ONE,)), staff=frozenset({ONE, TWO}))
    assert playing.refused(commands.Enrol(ONE, COURT.court_id)) == "teaches_it"
    playing.enrol(TWO)
    said = playing.stands.planned
    change = commands.Change(said.parts, said.places, said.mode, said.venue, said.enrol_until, (TWO,))
    assert playing.refused(change) == "teaches_it"
    before = deepcopy(playing.stands)
    (told,) = place_changes(before, playing.do(replace(change, trainers=())))
    assert told.changes == ("trainers",)


def test_the_place_of_whoever_left_goes_to_the_first_who_can_come_by_now() -> None:
    playing = Playing().enrol(ONE, TWO, THREE, FOUR)
    busy = {"p2": Known("judge", (("leave", "leave"),))}
    kept = deepcopy(playing.stands)
    done = playing.do(commands.LookAgain(), people=people(p0=Known(None), p1=Known(None), **busy))
    assert done == (facts.LostPlace(ONE, "left"), facts.LostPlace(TWO, "left"), facts.MovedUp(FOUR))
    assert [one.reason for one in place_changes(kept, done)] == ["left", "left", ""]
    assert playing.do(commands.LookAgain(), people=people(**busy)) == ()
    assert playing.do(commands.LookAgain()) == (facts.MovedUp(THREE),)
    playing.now = STARTS
    assert playing.do(commands.LookAgain(), people=people(p2=Known(None))) == ()


def test_by_a_programme_that_wants_it_a_place_is_kept_until_it_is_accepted_and_then_goes_on() -> None:
    playing = Playing(programme=replace(PROGRAMME, accept_hours=48)).enrol(ONE, TWO, THREE, FOUR)
    until = playing.now + timedelta(hours=48)
    before = deepcopy(playing.stands)
    done = playing.do(commands.Withdraw(ONE))
    assert done == (facts.Withdrew(ONE), facts.Offered(THREE, until))
    assert place_changes(before, done)[-1] == WaitChange(7, playing.stands.waiting[THREE], "offered", 1, until=until)
    assert (playing.stands.free, playing.do(commands.LookAgain())) == (0, ())
    assert playing.refused(commands.Accept(FOUR, COURT.court_id)) == "no_offer"
    assert playing.refused(commands.Accept(THREE, "kz-other")) == "no_offer"
    sits = people(p2=Known("judge", (("hearing", "1-26"),)))
    assert playing.refused(commands.Accept(THREE, COURT.court_id), people=sits) == "clash_with_hearing"
    playing.now = until
    assert playing.refused(commands.Accept(THREE, COURT.court_id)) == "offer_lapsed"
    before = deepcopy(playing.stands)
    done = playing.do(commands.LookAgain())
    assert done == (facts.OfferLapsed(THREE), facts.Offered(FOUR, until + timedelta(hours=48)))
    assert [(one.what, one.reason) for one in place_changes(before, done)] == [
        ("ended", "offer_lapsed"),
        ("offered", ""),
    ]
    assert playing.do(commands.Accept(FOUR, COURT.court_id)) == (facts.MovedUp(FOUR),)
    assert playing.do(commands.Accept(FOUR, COURT.court_id)) == ()
    assert set(playing.stands.participants) == {TWO, FOUR}


def test_a_place_is_kept_no_longer_than_until_the_session_begins() -> None:
    playing = Playing(programme=replace(PROGRAMME, accept_hours=720)).enrol(ONE, TWO, THREE)
    assert playing.do(commands.Withdraw(ONE))[-1] == facts.Offered(THREE, STARTS)
    playing.do(commands.Cancel("no_room"))
    assert playing.stands.offered == {}
    assert playing.do(commands.Reopen())[-1] == facts.Offered(THREE, STARTS)


def test_once_a_session_has_begun_nobody_waits_any_more_and_whoever_did_is_told() -> None:
    playing = Playing().enrol(ONE, TWO, THREE, FOUR)
    playing.now = STARTS
    before = deepcopy(playing.stands)
    done = playing.do(commands.LookAgain())
    assert done == (facts.ListClosed(),)
    assert [(one.place.person_id, one.what, one.reason) for one in place_changes(before, done)] == [
        (THREE, "ended", "session_begun"),
        (FOUR, "ended", "session_begun"),
    ]
    assert playing.do(commands.LookAgain()) == ()


def test_a_place_is_given_back_through_the_court_through_which_it_was_taken() -> None:
    playing = Playing().enrol(ONE, TWO, THREE)
    assert playing.refused(commands.Withdraw(ONE, "kz-other")) == "not_enrolled"
    kept = deepcopy(playing.stands)
    (change,) = place_changes(kept, playing.do(commands.Withdraw(THREE, COURT.court_id)))
    assert (type(change), change.what) == (WaitChange, "ended")


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (Known(None), "unknown_person"),
        (Known("clerk"), "programme_of_others"),
        (Known("judge", (("hearing", "h"),)), "clash_with_hearing"),
        (Known("judge", (("leave", "l"),)), "clash_with_leave"),
        (Known("judge", (("training", "t"),)), "clash_with_training"),
    ],
)
def test_who_cannot_take_part(known: Known, code: str) -> None:
    playing = Playing()
    assert playing.refused(commands.Enrol(ONE, COURT.court_id), people=people(p0=known)) == code


def test_hearings_can_be_asked_to_give_way_leave_cannot() -> None:
    sits = people(p0=Known("judge", (("hearing", "h"),)), p1=Known("judge", (("leave", "l"),)))
    playing = Playing()
    playing.do(commands.Enrol(ONE, COURT.court_id, move_hearings=True), people=sits)
    assert playing.refused(commands.Enrol(TWO, COURT.court_id, move_hearings=True), people=sits) == "clash_with_leave"


def test_what_a_programme_asks_for_has_to_be_completed_and_in_force_on_the_day() -> None:
    asks = replace(PROGRAMME, prerequisites=("basics",))
    playing = Playing(programme=asks)
    enrol = commands.Enrol(ONE, COURT.court_id)
    assert playing.refused(enrol) == "prerequisite_missing"
    expired = people(p0=Known("judge", completed={"basics": date(2026, 3, 16)}))
    assert playing.refused(enrol, people=expired) == "prerequisite_expired"
    playing.do(enrol, people=people(p0=Known("judge", completed={"basics": date(2026, 3, 17)})))


def test_nobody_enrols_too_late() -> None:
    playing = Playing()
    playing.now += timedelta(days=9)
    assert playing.refused(commands.Enrol(ONE, COURT.court_id)) == "enrolled_too_late"
    playing.now = STARTS
    assert playing.refused(commands.Enrol(ONE, COURT.court_id)) == "session_begun"


def test_a_cancelled_session_takes_nothing_more() -> None:
    playing = Playing().enrol(ONE)
    playing.do(commands.Cancel("trainer_ill"))
    assert playing.do(commands.Cancel("trainer_ill")) == ()
    assert playing.refused(commands.Enrol(TWO, COURT.court_id)) == "session_cancelled"
    assert Playing().held(ONE).refused(commands.Cancel("trainer_ill")) == "session_over"


def test_a_certificate_is_for_who_was_there_and_passed() -> None:
    playing = Playing().enrol(ONE)
    certify = commands.Certify(ONE, "CODE")
    assert playing.refused(commands.Attend(ONE, 10)) == "session_not_begun"
    assert playing.refused(certify) == "session_not_over"
    playing.now = OVER
    assert playing.refused(certify) == "was_not_there"
    playing.do(commands.Attend(ONE, 383))
    assert playing.refused(certify) == "was_not_there"
    playing.do(commands.Attend(ONE, 384))
    assert playing.refused(certify) == "not_passed"
    playing.do(commands.Test(ONE, Decimal("59.9")))
    assert playing.refused(certify) == "not_passed"
    playing.do(commands.Test(ONE, Decimal(60)))
    assert playing.do(certify) == (facts.Certified(ONE, "CODE", date(2026, 3, 17), date(2029, 3, 17)),)
    assert playing.do(certify) == ()
    assert playing.refused(commands.Attend(ONE, 383)) == "certificate_stands"
    assert playing.refused(commands.Test(ONE, Decimal("59.9"))) == "certificate_stands"
    assert playing.do(commands.Attend(ONE, 480)) != ()
    assert playing.refused(commands.Certify(TWO, "CODE")) == "not_enrolled"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (commands.Attend(TWO, 10), "not_enrolled"),
        (commands.Attend(ONE, 481), "amount_outside"),
        (commands.Test(ONE, Decimal(101)), "score_outside"),
        (commands.Revoke(ONE, "error"), "no_certificate"),
        (commands.Rate((1, 1, 0, 0, 0)), "more_answers_than_people"),
        (commands.Withdraw(ONE), "session_begun"),
    ],
)
def test_what_is_entered_afterwards_fits_who_was_there(command: commands.Command, code: str) -> None:
    assert Playing().held(ONE).refused(command) == code


def test_without_a_pass_mark_there_is_no_test() -> None:
    playing = Playing(programme=replace(PROGRAMME, pass_mark=None, valid_months=None)).held(ONE)
    assert playing.refused(commands.Test(ONE, Decimal(1))) == "no_test"
    (certified,) = playing.do(commands.Certify(ONE, "CODE"))
    assert isinstance(certified, facts.Certified)
    assert certified.expires_on is None
    playing.do(commands.Revoke(ONE, "error"))
    assert not playing.stands.certificates


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"modules": ()}, "modules", "none_given"),
        ({"modules": (Module("a", NAME, 0),)}, "modules[0].minutes", "amount_outside"),
        ({"modules": (Module("a", NAME, 1), Module("a", NAME, 1))}, "modules", "code_repeated"),
        ({"attendance_percent": 101}, "attendance_percent", "amount_outside"),
        ({"pass_mark": Decimal(0)}, "pass_mark", "amount_outside"),
        ({"valid_months": 0}, "valid_months", "amount_outside"),
        ({"accept_hours": 0}, "accept_hours", "amount_outside"),
        ({"prerequisites": ("nothing",)}, "prerequisites[0]", "unknown_programme"),
        ({"prerequisites": ("drafting",)}, "prerequisites[0]", "prerequisite_circular"),
        ({"prerequisites": ("asks back",)}, "prerequisites[0]", "prerequisite_circular"),
    ],
)
def test_programmes_that_nobody_could_go_through(changes: dict[str, Any], field: str, code: str) -> None:
    back = replace(PROGRAMME, code="asks back", prerequisites=("between",))
    between = replace(PROGRAMME, code="between", prerequisites=("drafting",))
    refused = check(replace(PROGRAMME, **changes), {"asks back": back, "between": between})
    assert refused is not None
    assert (refused.field, refused.code) == (field, code)


moves = st.lists(st.tuples(st.sampled_from(["enrol", "withdraw", "places"]), st.integers(0, 5)), max_size=25)


@given(moves)
def test_whatever_comes_no_place_stays_free_while_somebody_waits(steps: list[tuple[str, int]]) -> None:
    playing = Playing()
    for what, number in steps:
        session = playing.stands
        before = len(session.participants)
        said = session.planned
        if what == "enrol":
            playing.do(commands.Enrol(PEOPLE[number], COURT.court_id))
        elif what == "withdraw":
            playing.do(commands.Withdraw(PEOPLE[number]))
        else:
            playing.do(commands.Change(said.parts, number + 1, said.mode, said.venue, said.enrol_until))
        session = playing.stands
        assert not (session.free and session.waiting)
        assert not set(session.participants) & set(session.waiting)
        assert len(session.participants) <= max(session.planned.places, before)
