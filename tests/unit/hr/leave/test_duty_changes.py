"""Duties change hands only where somebody is free, and what nobody can take is a gap."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.leave.duty_changes import Change, call_off, give_up, hand_over, move, swap
from tarazy_hr.domain.leave.rotation import ONE_DAY, SIX_DAYS, WEEK, Duty, InTurn, Passed, Place, Plan, plan
from tarazy_hr.domain.leave.service import InPost, Service
from tarazy_hr.domain.refusal import Refusal

COURT, HOST = Place("kz-1"), Place("kz-2", UUID(int=99))
MONDAY = date(2026, 12, 14)
WEDNESDAY, SUNDAY = MONDAY + 2 * ONE_DAY, MONDAY + SIX_DAYS
TODAY = MONDAY - timedelta(days=10)
SINCE_LONG = Service((InPost(date(2020, 1, 1), None, "judge"),))
TOLD = UUID(int=500)


def _one(number: int, *away: tuple[date, date], service: Service = SINCE_LONG) -> InTurn:
    return InTurn(UUID(int=number), "kz-1", service, away)


def _two_weeks(place: Place = COURT) -> list[Duty]:
    made = plan([_one(1), _one(2)], (place,), MONDAY, 2, TODAY)
    assert isinstance(made, Plan)
    return list(made.duties)


def _told() -> Duty:
    return replace(_two_weeks(HOST)[0], absence_id=TOLD)


def _refusal(made: object) -> tuple[str, str]:
    assert isinstance(made, Refusal)
    return made.field, made.code


def _swap(one: InTurn, other: InTurn, *, today: date = TODAY, duties: list[Duty] | None = None) -> object:
    pair = (replace(one, on_duty=frozenset({MONDAY})), replace(other, on_duty=frozenset({MONDAY + WEEK})))
    return swap(duties or _two_weeks(), (pair[0], MONDAY), (pair[1], MONDAY + WEEK), today)


def test_a_swap_exchanges_two_people_and_nothing_else() -> None:
    swapped = _swap(_one(1), _one(2))
    assert isinstance(swapped, tuple)
    now = [one.after for one in swapped]
    assert [(duty.monday, duty.person_id.int) for duty in now if duty] == [(MONDAY, 2), (MONDAY + WEEK, 1)]


def test_weeks_that_were_told_can_be_swapped() -> None:
    first, second = _two_weeks(HOST)
    swapped = _swap(_one(1), _one(2), duties=[first, replace(second, absence_id=TOLD)])
    assert isinstance(swapped, tuple)
    assert [one.last_on for one in swapped] == [None, None], "neither has begun"
    assert [one.before.absence_id for one in swapped] == [None, TOLD]


def test_swaps_that_cannot_be_are_refused() -> None:
    away = (MONDAY + WEEK + SIX_DAYS, MONDAY + WEEK + SIX_DAYS)
    assert _refusal(_swap(_one(1, away), _one(2))) == ("person_id", "duty_away")
    assert _refusal(_swap(_one(1), _one(2, (MONDAY, MONDAY)))) == ("other_person_id", "duty_away")
    assert _refusal(_swap(_one(1), _one(3))) == ("other_person_id", "unknown_duty")
    assert _refusal(_swap(_one(1), _one(2), today=MONDAY)) == ("first_on", "duty_begun")
    assert _refusal(_swap(_one(1), _one(2, service=Service()))) == ("other_person_id", "duty_not_in_post")
    first, second = _two_weeks()
    elsewhere = replace(_one(2), court_id="kz-3")
    assert _refusal(_swap(_one(1), elsewhere)) == ("other_person_id", "post_needed")
    same = [first, replace(second, person_id=UUID(int=1))]
    assert _refusal(_swap(_one(1), _one(1), duties=same)) == ("other_person_id", "same_person")
    gap = [first, replace(second, is_gap=True)]
    assert _refusal(_swap(_one(1), _one(2), duties=gap)) == ("other_person_id", "unknown_duty")
    busy = replace(_one(1), on_duty=frozenset({MONDAY, MONDAY + WEEK}))
    refused = swap([first, second], (busy, MONDAY), (_one(2), MONDAY + WEEK), TODAY)
    assert _refusal(refused) == ("person_id", "duty_on_duty")


def _handed(duty: Duty, today: date, taker: InTurn | None = None) -> Change:
    made = hand_over(duty, taker or _one(3), today)
    assert isinstance(made, Change), made
    return made


def test_a_week_is_handed_over_whole_before_it_begins_and_from_then_on_in_part() -> None:
    ahead = _handed(_told(), TODAY)
    assert ahead.after is not None
    assert (ahead.last_on, ahead.after.first_on, ahead.after.person_id.int) == (None, MONDAY, 3)
    running = _handed(_told(), WEDNESDAY)
    assert running.after is not None
    assert (running.last_on, running.after.first_on) == (WEDNESDAY - ONE_DAY, WEDNESDAY)
    begun_today = _handed(_told(), MONDAY)
    assert begun_today.after is not None
    assert (begun_today.last_on, begun_today.after.first_on) == (MONDAY, MONDAY + ONE_DAY), "the first day is had"
    back = _handed(replace(running.after, absence_id=TOLD), WEDNESDAY + ONE_DAY, _one(1))
    assert (back.last_on, back.after and back.after.person_id.int) == (WEDNESDAY, 1)


def test_what_cannot_be_handed_over_or_called_off_is_refused() -> None:
    assert _refusal(hand_over(_told(), _one(3), SUNDAY + ONE_DAY)) == ("first_on", "weeks_past")
    assert _refusal(hand_over(_told(), _one(1), TODAY)) == ("to_person_id", "same_taker")
    assert _refusal(hand_over(_told(), _one(3, (SUNDAY, SUNDAY)), TODAY)) == ("to_person_id", "duty_away")
    assert _refusal(call_off(_told(), MONDAY)) == ("first_on", "duty_begun")
    assert call_off(_told(), TODAY) == Change(_told(), None)


def test_the_next_in_turn_who_is_free_takes_over() -> None:
    ill = _one(1, (MONDAY, MONDAY))
    change = move(_told(), ill, [_one(2, (SUNDAY, SUNDAY)), _one(3), _one(1)], TODAY)
    assert change is not None
    assert change.after is not None
    assert (change.after.person_id.int, change.after.instead_of, change.after.why) == (3, ill.person_id, "away")
    assert change.after.passed == (Passed(UUID(int=1), "away"), Passed(UUID(int=2), "away"))
    assert move(_told(), _one(1), [_one(2)], TODAY) is None, "whoever can be there stays"


def test_a_running_week_goes_on_with_somebody_else_from_the_day_on_which_the_first_cannot() -> None:
    ill = _one(1, (WEDNESDAY, SUNDAY + WEEK))
    change = move(_told(), ill, [_one(2)], MONDAY + ONE_DAY)
    assert change is not None
    assert change.after is not None
    assert (change.last_on, change.after.first_on, change.after.last_on) == (MONDAY + ONE_DAY, WEDNESDAY, SUNDAY)
    assert move(_told(), _one(1, (MONDAY, MONDAY)), [_one(2)], WEDNESDAY) is None, "what is over is over"


def test_a_week_that_nobody_can_take_is_a_gap_until_somebody_can() -> None:
    ill, also_ill = _one(1, (MONDAY, MONDAY)), _one(2, (MONDAY, SUNDAY))
    change = move(_told(), ill, [also_ill], TODAY)
    assert change is not None
    gap = change.after
    assert gap is not None
    assert (gap.is_gap, gap.person_id.int, gap.absence_id) == (True, 1, TOLD)
    assert move(gap, ill, [also_ill], TODAY) is None
    filled = move(gap, ill, [also_ill, _one(3)], TODAY)
    assert filled is not None
    assert (filled.last_on, filled.after and filled.after.person_id.int) == (None, 3)
    well_again = move(gap, _one(1), [_one(3)], TODAY)
    assert well_again is not None
    assert well_again.after is not None
    assert (well_again.after.is_gap, well_again.after.person_id.int) == (False, 1), "theirs before all others"


def test_leave_that_is_granted_leaves_a_gap_for_the_days_of_the_leave() -> None:
    whole = give_up(_told(), WEDNESDAY, TODAY)
    assert (whole.last_on, whole.after and whole.after.first_on) == (None, MONDAY)
    rest = give_up(_told(), WEDNESDAY, MONDAY + ONE_DAY)
    assert (rest.last_on, rest.after and rest.after.first_on) == (WEDNESDAY - ONE_DAY, WEDNESDAY)


days = st.integers(-3, 9).map(lambda number: MONDAY + ONE_DAY * number)
stretches = st.lists(st.tuples(days, st.integers(0, 4)), max_size=2)


@given(days, st.lists(stretches, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_whoever_takes_over_can_be_there_and_no_day_is_had_twice(
    today: date, away: list[list[tuple[date, int]]], told: bool, is_gap: bool
) -> None:
    people = [
        _one(number, *((first, first + ONE_DAY * length) for first, length in each))
        for number, each in enumerate(away, 1)
    ]
    duty = replace(_told(), absence_id=TOLD if told else None, is_gap=is_gap)
    change = move(duty, people[0], people[1:], today)
    if change is None or change.after is None:
        return
    after = change.after
    assert MONDAY <= after.first_on <= after.last_on == SUNDAY
    if not after.is_gap:
        known = {one.person_id: one for one in people}
        assert known[after.person_id].hindered(MONDAY, max(after.first_on, today)) is None
    if change.last_on is not None:
        assert MONDAY <= change.last_on < after.first_on
