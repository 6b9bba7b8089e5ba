"""Turns are fair: whoever is there takes the next week, whoever is not comes next time."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.leave.rotation import ONE_DAY, SIX_DAYS, WEEK, InTurn, Member, Passed, Place, Plan, plan
from tarazy_hr.domain.leave.service import InPost, Service
from tarazy_hr.domain.refusal import Refusal

COURT, HOST = Place("kz-1"), Place("kz-2", UUID(int=99))
MONDAY = date(2026, 12, 14)
"""Two weeks before a year ends."""
TODAY = MONDAY - timedelta(days=10)
SINCE_LONG = Service((InPost(date(2020, 1, 1), None, "judge"),))


def _one(number: int, *away: tuple[date, date], service: Service = SINCE_LONG) -> InTurn:
    return InTurn(UUID(int=number), "kz-1", service, away)


def _planned(turn: list[InTurn], weeks: int, places: tuple[Place, ...] = (COURT,)) -> Plan:
    made = plan(turn, places, MONDAY, weeks, TODAY)
    assert isinstance(made, Plan), made
    return made


def _who(made: Plan) -> list[int]:
    return [duty.person_id.int for duty in made.duties]


def _refusal(made: object) -> tuple[str, str]:
    assert isinstance(made, Refusal)
    return made.field, made.code


mondays = st.integers(date(2023, 1, 1).toordinal() // 7, date(2028, 1, 1).toordinal() // 7).map(
    lambda week: date.fromordinal(7 * week + 1)
)
stretches = st.lists(st.tuples(st.integers(-20, 300), st.integers(0, 60)), max_size=6)


@given(mondays, st.lists(stretches, max_size=4), st.integers(2, 6), st.integers(1, 53), st.integers(1, 2))
def test_people_who_are_always_there_differ_by_one_week_at_most(
    monday: date, others: list[list[tuple[int, int]]], steady: int, weeks: int, places: int
) -> None:
    turn = [_one(number) for number in range(1, steady + 1)]
    for number, away in enumerate(others, steady + 1):
        ranges = [(monday + ONE_DAY * start, monday + ONE_DAY * (start + length)) for start, length in away]
        turn.insert(number % len(turn), _one(number, *ranges))
    made = plan(turn, (COURT, HOST)[:places], monday, weeks, monday)
    assert isinstance(made, Plan)
    counts = Counter(_who(made))
    steady_counts = [counts[number] for number in range(1, steady + 1)]
    assert max(steady_counts) - min(steady_counts) <= 1
    known = {one.person_id: one for one in turn}
    for duty in made.duties:
        assert known[duty.person_id].hindered(duty.monday) is None
        assert duty.monday.weekday() == 0
        for passed in duty.passed:
            assert passed.why == (known[passed.person_id].hindered(duty.monday) or "on_duty")
    assert len({(duty.person_id, duty.monday) for duty in made.duties}) == len(made.duties) == weeks * places
    assert sorted(made.turn) == sorted(known)


@given(mondays, st.integers(2, 5), st.integers(1, 25), st.integers(1, 25))
def test_a_plan_goes_on_where_the_one_before_ended(monday: date, people: int, weeks: int, more: int) -> None:
    turn = [_one(number) for number in range(people)]
    whole = plan(turn, [COURT], monday, weeks + more, monday)
    first = plan(turn, [COURT], monday, weeks, monday)
    assert isinstance(whole, Plan)
    assert isinstance(first, Plan)
    known = {one.person_id: one for one in turn}
    rest = plan([known[who] for who in first.turn], [COURT], monday + WEEK * weeks, more, monday)
    assert isinstance(rest, Plan)
    assert first.duties + rest.duties == whole.duties


def test_whoever_is_away_comes_next_time() -> None:
    away = _one(2, (date(2026, 12, 27), date(2026, 12, 27)))
    made = _planned([_one(1), away, _one(3)], 6)
    assert _who(made) == [1, 3, 2, 1, 3, 2]
    assert made.duties[1].passed == (Passed(UUID(int=2), "away"),)
    assert [duty.monday for duty in made.duties][2:4] == [date(2026, 12, 28), date(2027, 1, 4)]


@given(st.integers(-10, 20))
def test_a_day_away_counts_for_the_week_that_it_lies_in(days: int) -> None:
    day = MONDAY + ONE_DAY * days
    assert (_one(1, (day, day)).hindered(MONDAY) == "away") is (MONDAY <= day <= MONDAY + SIX_DAYS)


def test_a_week_is_whole_in_post_or_not_at_all() -> None:
    until_new_year = _one(1, service=Service((InPost(date(2026, 1, 1), date(2026, 12, 31), "judge"),)))
    assert until_new_year.hindered(date(2026, 12, 21)) is None
    assert until_new_year.hindered(date(2026, 12, 28)) == "not_in_post"
    assert _who(_planned([until_new_year, _one(2)], 4)) == [1, 2, 2, 2]


def test_two_places_of_a_week_have_two_people() -> None:
    made = _planned([_one(1), _one(2), _one(3)], 3, (COURT, HOST))
    assert _who(made) == [1, 2, 3, 1, 2, 3]
    assert [one.person_id.int for one in made.duties[0].turn] == [2, 3, 1]
    assert made.duties[0].turn[0] == Member("kz-1", UUID(int=2))
    assert [duty.is_elsewhere for duty in made.duties] == [False, True] * 3
    busy = replace(_one(1), on_duty=frozenset({MONDAY}))
    assert _who(_planned([busy, _one(2)], 2)) == [2, 1]


def test_plans_that_cannot_be_are_refused() -> None:
    turn, stranger = [_one(1), _one(2)], _one(3, service=Service())
    assert _refusal(plan(turn, [COURT], MONDAY + ONE_DAY, 1, TODAY)) == ("first_on", "not_monday")
    assert _refusal(plan(turn, [COURT], MONDAY, 1, MONDAY + WEEK)) == ("first_on", "weeks_past")
    assert isinstance(plan(turn, [COURT], MONDAY, 1, MONDAY + SIX_DAYS), Plan)
    assert _refusal(plan([*turn, turn[0]], [COURT], MONDAY, 1, TODAY)) == ("turn.2.person_id", "twice_in_turn")
    assert _refusal(plan([*turn, stranger], [COURT], MONDAY, 1, TODAY)) == ("turn.2.person_id", "not_in_post")
    assert _refusal(plan(turn, [COURT, COURT], MONDAY, 1, TODAY)) == ("places.1", "place_twice")
    assert _refusal(plan(turn, [Place("kz-2")], MONDAY, 1, TODAY)) == ("places.0.post_id", "post_needed")
    assert _refusal(plan(turn[:1], [COURT, HOST], MONDAY, 1, TODAY)) == ("places.1", "nobody_free")
