"""Three judges sit where three are asked for; the seats beside the presiding judge are drawn."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.allocation.foreseeing import chances
from tarazy_scheduling.domain.commands import ChangePost, GrantRecusal, Suspend
from tarazy_scheduling.domain.facts import CaseReallocated
from tarazy_scheduling.domain.outcome import Waits
from tarazy_scheduling.domain.pool.balances import standings_of
from tarazy_shared.tickets import Standing, holder, number_below, picked, tickets

from tests.unit.scheduling.domain.courts import (
    A_CLOCK,
    MONDAY,
    World,
    a_post,
    a_request,
    an_id,
    codes,
    draws,
    leave,
    starts,
)
from tests.unit.scheduling.domain.panels import a_world, case_of


def test_two_are_drawn_beside_the_judge_once_three_are_asked_for() -> None:
    world = a_world()
    world.registers()
    answer = world.asks(judges=3)
    first, panel = draws(world)
    assert (panel.version, panel.reason, panel.person_id) == (2, "panel_asked", first.person_id)
    assert len({panel.person_id, *panel.panel}) == 3
    assert first.person_id not in {one.person_id for one in panel.proof.candidates}, "who presides is no candidate"
    assert answer.placing.judges == (first.person_id, *panel.panel)
    assert panel.proof.previous_hash == first.proof.hash


def test_the_panel_is_drawn_once_for_a_case() -> None:
    world = a_world()
    world.registers()
    first, second = world.asks(judges=3), world.asks("second", judges=3)
    assert len(draws(world)) == 2
    assert first.placing.judges == second.placing.judges


def test_one_judge_sits_where_one_is_asked_for_though_the_case_has_a_panel() -> None:
    world = a_world()
    world.registers()
    world.asks(judges=3)
    assert world.asks("alone").placing.judges == (case_of(world).judge_id,)


def test_lay_judges_sit_beside_and_never_preside() -> None:
    world = a_world(judges=1, lay_judges=2)
    world.registers()
    answer = world.asks(judges=3)
    assert answer.placing.judges[0] == an_id("judge1")
    assert set(answer.placing.judges[1:]) == {an_id("lay_judge1"), an_id("lay_judge2")}


def test_too_few_beside_leave_the_hearing_unlisted_and_say_who_could_be_drawn() -> None:
    world = a_world(judges=2, lay_judges=1)
    world.does(Suspend(an_id("lay_judge1"), MONDAY))
    world.registers()
    answer = world.asks(judges=3)
    assert codes(answer) == ["no_judge"]
    text = "2 more judges are needed beside the one who presides, 1 can be drawn, 1 suspended"
    assert answer.conflicts[0].text == text
    assert len(draws(world)) == 1


def test_the_panel_is_drawn_when_enough_can_be() -> None:
    world = a_world(judges=2)
    world.registers()
    world.asks(judges=3)
    told = world.does(ChangePost(a_post("judge", 3)))
    panel, scheduled = [one for one in told if isinstance(one, CaseReallocated) or hasattr(one, "placing")]
    assert panel.reason == "panel_asked"
    assert scheduled.placing.judges == (panel.person_id, *panel.panel)


def test_a_case_that_waited_for_its_judge_gets_its_panel_with_the_judge() -> None:
    world = a_world(judges=0)
    world.registers()
    assert codes(world.asks(judges=3)) == ["case_unallocated"]
    for number in (1, 2, 3):
        world.does(ChangePost(a_post("judge", number)))
    hearing = world.court.hearings[an_id("hearing")]
    assert hearing.placing
    assert set(hearing.placing.judges) == {an_id(f"judge{number}") for number in (1, 2, 3)}


def test_a_hearing_sits_only_where_all_three_are_free() -> None:
    world = a_world(judges=3)
    world.does(leave(2))
    world.registers()
    answer = world.asks(judges=3, min_notice_days=0)
    assert starts(answer) == [f"{MONDAY + timedelta(days=2)} 09:00"]
    again = world.asks("second", judges=3, min_notice_days=0)
    assert starts(again) == [f"{MONDAY + timedelta(days=2)} 10:00"], "nobody sits in two at once"


def test_a_hearing_moves_when_one_of_the_panel_is_absent() -> None:
    world = a_world(judges=3)
    world.registers()
    answer = world.asks(judges=3, min_notice_days=0)
    assert starts(answer) == [f"{MONDAY} 09:00"]
    (moved,) = [one for one in world.does(leave(2)) if hasattr(one, "placing")]
    assert (starts(moved), moved.reason) == ([f"{MONDAY + timedelta(days=2)} 09:00"], "judge_absent")


def test_whoever_of_the_panel_is_not_free_is_named() -> None:
    world = a_world(judges=3)
    world.registers()
    world.asks(judges=3)
    (unlisted,) = world.does(leave(60))
    assert [(one.code, one.refers_to) for one in unlisted.conflicts] == [("judge_busy", str(an_id("judge1")))]


def test_a_seat_weighs_what_the_case_weighs_and_is_credited_once() -> None:
    world = a_world(judges=4)
    world.registers()
    world.asks(judges=3)
    for _ in range(2):
        world.does(GrantRecusal(an_id("case"), case_of(world).panel[0]))
    balances = world.court.balances.values()
    weight = case_of(world).weight_minutes * 1_000_000
    assert sum(one.credit for one in balances) == 3 * weight
    assert sum(one.load for one in balances) == (1 + len(case_of(world).panel)) * weight


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=8), st.integers(0, 1000))
def test_nobody_sits_twice_and_the_second_seat_is_drawn_among_the_tickets_left(shares: list[int], n: int) -> None:
    held = tickets([Standing(an_id(str(number)), share, number) for number, share in enumerate(shares)], (1, 2))
    seed = sha256(str(n).encode()).hexdigest()
    first, second = picked(held, seed, 2)
    assert first == holder(held, number_below(seed, sum(one.tickets for one in held)))
    left = [one for one in held if one.person_id != first]
    second_seed = sha256(f"{seed}|2".encode()).hexdigest()
    assert second == holder(left, number_below(second_seed, sum(one.tickets for one in left)))
    assert first != second


def test_seats_go_by_share() -> None:
    held = tickets([Standing(an_id(str(number)), 1000, 0) for number in range(4)], (0, 1))
    seats = Counter(one for n in range(4000) for one in picked(held, sha256(str(n).encode()).hexdigest(), 2))
    assert all(1850 < count < 2150 for count in seats.values()), seats


def test_with_a_beacon_the_request_waits_until_the_panel_is_drawn_with_its_round() -> None:
    world = a_world()
    world.court.beacon_clock = A_CLOCK
    world.registers()
    world.rounds_come_out()
    assert world.hears(a_request(judges=3)) == Waits("case_awaits_round", "case_id", str(an_id("case")), True)
    assert len(draws(world)) == 1
    world.rounds_come_out()
    panel = draws(world)[-1]
    assert panel.reason == "panel_asked"
    assert panel.proof.beacon
    assert world.asks(judges=3).placing.judges == (panel.person_id, *panel.panel)


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=7), st.integers(0, 3))
def test_chances_of_two_seats_are_those_of_drawing_them_one_after_the_other(shares: list[int], beta: int) -> None:
    world = World(judges=0)
    world.court.terms = replace(world.court.terms, beta_numerator=beta, beta_denominator=4)
    posts = [a_post("judge", number, share_milli=share) for number, share in enumerate(shares)]
    held = {one.person_id: one.tickets for one in tickets(standings_of(world.court, posts), (beta, 4))}
    total, found = sum(held.values()), chances(world.court, posts, 2)
    for person_id, mine in held.items():
        first = Fraction(mine, total)
        second = sum(
            Fraction(other, total) * Fraction(mine, total - other) for one, other in held.items() if one != person_id
        )
        assert found[person_id] == first + second
    assert sum(found.values()) == 2
