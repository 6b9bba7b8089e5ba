"""Panels are drawn by lot; who brought the case, or is close to it, never sits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.drawing import candidates, drawn
from tarazy_hr.domain.discipline.surroundings import BodyMember

from tests.unit.hr.discipline.proceedings import BODY, INSPECTOR, JUDGE, RECEIVE, Playing, around, member
from tests.unit.hr.staffing import COURT, an_id


def test_a_panel_is_drawn_from_the_body_by_the_round_that_was_fixed() -> None:
    playing = Playing().referred()
    (order,) = playing.do(commands.OrderPanel())
    assert isinstance(order, facts.PanelOrdered)
    assert (order.seats, len(order.pool)) == (3, 6)
    assert order.due_at > around().now
    playing.do(commands.Draw(playing.round()))
    panel = playing.stands.panels["first"]
    assert len(set(panel)) == 3
    assert set(panel) <= {one.person_id for one in BODY if one.sits_in == "first"}
    assert playing.stands.phase == "panel"


def test_anybody_can_repeat_the_draw_from_what_was_recorded() -> None:
    playing = Playing().referred().seated()
    order, done = playing.facts[-2:]
    assert isinstance(order, facts.PanelOrdered)
    assert isinstance(done, facts.PanelDrawn)
    assert drawn(order, done.randomness) == done.members


def test_another_round_draws_nobody() -> None:
    playing = Playing().referred()
    playing.do(commands.OrderPanel())
    wrong = playing.round()
    assert playing.refused(commands.Draw(replace(wrong, round=wrong.round + 1))) == "another_round"
    assert playing.refused(commands.Draw(replace(wrong, chain="of somebody else"))) == "another_round"
    assert playing.stands.phase == "referred"


def test_ordering_twice_fixes_one_round() -> None:
    playing = Playing().referred()
    playing.do(commands.OrderPanel())
    assert playing.do(commands.OrderPanel()) == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"person_id": INSPECTOR}, "initiator"),
        ({"person_id": JUDGE}, "judge"),
        ({"person_id": an_id("complainant")}, "complainant"),
        ({"interested": True}, "interest_declared"),
        ({"away": "absent"}, "absent"),
        ({"away": "suspended"}, "suspended"),
        ({"court_id": COURT.court_id}, "own_court"),
    ],
)
def test_who_is_close_to_the_case_cannot_be_drawn_and_the_reason_is_recorded(
    changes: dict[str, object], reason: str
) -> None:
    odd = replace(member("odd one"), **changes)  # type: ignore[arg-type]
    playing = Playing(replace(RECEIVE, complained_by=an_id("complainant")), body=(*BODY, odd)).referred()
    (order,) = playing.do(commands.OrderPanel())
    assert isinstance(order, facts.PanelOrdered)
    assert order.left_out == (facts.OutOfPool(odd.person_id, reason),)
    assert odd.person_id not in {one.person_id for one in order.pool}


def test_rules_may_let_the_own_court_sit() -> None:
    own = member("of the own court", court_id=COURT.court_id)
    rules = replace(Playing().stands.rules, own_court_sits=True)
    playing = Playing(rules=rules, body=(*BODY, own)).referred()
    (order,) = playing.do(commands.OrderPanel())
    assert isinstance(order, facts.PanelOrdered)
    assert not order.left_out


def test_too_few_members_and_no_beacon_are_said() -> None:
    playing = Playing().referred()
    assert playing.refused(commands.OrderPanel(), body=BODY[:2]) == "pool_too_small"
    assert playing.refused(commands.OrderPanel(), beacon=None) == "no_beacon"


def test_a_recused_members_seat_is_drawn_again_without_those_who_had_one() -> None:
    playing = Playing().referred().seated()
    playing.do(commands.RecordHearing(playing.today))
    before = playing.stands.panels["first"]
    playing.do(commands.Recuse(before[1], "granted"))
    assert playing.stands.phase == "referred"
    assert playing.refused(playing.decision("remark")) == "wrong_phase"
    playing.seated("again")
    after = playing.stands.panels["first"]
    assert set(before) & set(after) == {before[0], before[2]}
    assert before[1] not in after
    assert len(after) == 3
    # what the recused member heard is heard again
    assert playing.refused(playing.decision("remark")) == "not_heard"
    assert playing.do(commands.Recuse(before[1], "granted")) == ()


def test_whoever_is_found_to_be_close_by_then_loses_the_seat_at_once() -> None:
    playing = Playing().referred()
    playing.do(commands.OrderPanel())
    close = tuple(replace(one, interested=True) for one in BODY)
    done = playing.do(commands.Draw(playing.round()), body=close)
    assert [type(fact) for fact in done] == [facts.PanelDrawn, *[facts.Recused] * 3]
    assert playing.stands.phase == "referred"


def test_only_members_can_be_recused_and_not_while_a_seat_is_drawn() -> None:
    playing = Playing().referred().seated()
    assert playing.refused(commands.Recuse(JUDGE, "granted")) == "not_of_panel"
    first, second, _ = playing.stands.panels["first"]
    playing.do(commands.Recuse(first, "declared"))
    playing.do(commands.OrderPanel())
    assert playing.refused(commands.Recuse(second, "declared")) == "draw_waits"


def test_nobody_who_decided_first_decides_the_appeal() -> None:
    both = tuple(BodyMember(one.person_id, "appeal", "elsewhere") for one in BODY[:6])
    playing = Playing(body=(*BODY, *both)).decided()
    playing.do(commands.Appeal("judge"))
    playing.seated("two")
    assert not set(playing.stands.panels["first"]) & set(playing.stands.panels["appeal"])


def test_who_has_sat_more_often_holds_fewer_tickets() -> None:
    body = tuple(replace(one, panels=number) for number, one in enumerate(BODY[:6]))
    playing = Playing(body=body).referred()
    (order,) = playing.do(commands.OrderPanel())
    assert isinstance(order, facts.PanelOrdered)
    held = {one.person_id: one.tickets for one in candidates(order)}
    assert [held[one.person_id] for one in body] == sorted(held.values(), reverse=True)
    assert len(set(held.values())) == 6


@given(st.text(min_size=1), st.sets(st.integers(0, 5), max_size=3), st.integers(0, 5))
def test_whatever_the_round_says_no_initiator_and_nobody_twice_sits(
    value: str, interested: set[int], initiator: int
) -> None:
    body = tuple(replace(one, interested=number in interested) for number, one in enumerate(BODY[:6]))
    who = body[initiator].person_id
    more = tuple(member(f"more {number}") for number in range(3))
    playing = Playing(body=(*body, *more), inspectors=frozenset({who}))
    playing.do(commands.Admit(who))
    playing.do(commands.Refer(("ethics_breach",)))
    playing.seated(value)
    panel = playing.stands.panels["first"]
    assert len(set(panel)) == len(panel) == 3
    assert who not in panel
    assert not {body[number].person_id for number in interested} & set(panel)
