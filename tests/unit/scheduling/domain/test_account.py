"""What a record of the ledger says of its draw, read from the record alone."""

import copy
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.draw.account import account_of
from tarazy_shared.tickets import Standing, tickets

from tests.unit.scheduling.domain.courts import World, an_id, draws, leave
from tests.unit.scheduling.exports import Record, exported
from tests.unit.scheduling.test_verify_draws import OLD as LEDGER


def test_the_number_belongs_to_whom_the_record_names() -> None:
    for record in LEDGER:
        account = account_of(record)
        (seat,) = account.seats
        assert account.is_right
        assert seat.drawn is not None
        assert str(seat.drawn.person_id) == record["data"]["person_id"]


def test_a_record_that_names_another_judge_is_wrong() -> None:
    changed: Record = copy.deepcopy(LEDGER[0])
    names = {one["person_id"] for one in changed["data"]["proof"]["candidates"]}
    changed["data"]["person_id"] = min(names - {changed["data"]["person_id"]})
    assert not account_of(changed).is_right


def test_while_the_secret_is_closed_there_is_no_number() -> None:
    account = account_of(LEDGER[0] | {"secret": None})
    assert (account.seed, account.seats[0].number, account.seats[0].drawn) == (None, None, None)
    assert account.is_right


def test_the_first_draws_of_a_case_are_told_from_later_ones() -> None:
    assert [account_of(record).attempt for record in LEDGER] == [1, 1, 1, 2]
    assert account_of(LEDGER[3]).reason == "judge_recused"
    assert [code for _, code in account_of(LEDGER[3]).excluded] == ["recused"]


def test_whoever_cannot_be_drawn_holds_no_tickets() -> None:
    world = World(judges=3)
    world.does(leave(10))
    world.registers()
    account = account_of(exported(draws(world))[0])
    assert account.excluded == ((an_id("judge1"), "absent"),)
    assert len(account.seats[0].holders) == 2


POOLS = st.lists(st.tuples(st.integers(1, 2000), st.integers(-(10**9), 10**9)), min_size=1, max_size=12)


@given(POOLS)
def test_tickets_follow_each_other_without_a_gap_and_are_the_chances(pool: list[tuple[int, int]]) -> None:
    held = tickets([Standing(an_id(f"judge{n}"), share, surplus) for n, (share, surplus) in enumerate(pool)], (1, 2))
    record: Record = copy.deepcopy(LEDGER[0])
    record["data"]["proof"]["candidates"] = [
        {"person_id": str(one.person_id), "share": one.share, "score": one.score, "tickets": one.tickets}
        for one in held
    ]
    record["data"]["person_id"] = str(held[0].person_id)
    (seat,) = account_of(record).seats
    assert [one.first for one in seat.holders[1:]] == [one.last + 1 for one in seat.holders[:-1]]
    assert (seat.holders[0].first, seat.holders[-1].last) == (0, seat.total - 1)
    assert sum(one.chance for one in seat.holders) == sum(one.even for one in seat.holders) == 1
    for one in seat.holders:
        assert one.even / 2 <= one.chance <= one.even * Fraction(3, 2)


def test_what_is_no_record_of_a_draw_is_refused() -> None:
    with pytest.raises(KeyError):
        account_of({"type": "x", "secret": None, "data": {}})


def test_a_panel_has_a_number_for_each_seat() -> None:
    world = World(judges=5)
    world.registers()
    world.asks(judges=3)
    panel = draws(world)[-1]
    account = account_of(exported([panel])[0])
    assert account.is_right
    assert [seat.person_id for seat in account.seats] == list(panel.panel)
    assert [len(seat.holders) for seat in account.seats] == [4, 3], "whoever has a seat holds no ticket for the next"
