"""Why a hearing is not listed: each reason that blocks is told, and no more."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import ChangePost, PassTime
from tarazy_scheduling.domain.facts import HearingScheduled, HearingUnlisted
from tarazy_scheduling.domain.limits.rules import LimitRules
from tarazy_scheduling.domain.model.limits import Applies, Rule
from tarazy_scheduling.domain.model.means import Engagement

from tests.unit.scheduling.domain.courts import (
    MONDAY,
    RULES,
    TUESDAY,
    URGENT,
    World,
    a_party,
    a_post,
    a_world,
    an_id,
    at,
    codes,
)

SATURDAY = MONDAY + timedelta(days=5)
A_MONTH = Rule(
    code="limit.contract",
    limits="latest_day",
    amount=31,
    unit="days",
    trigger="filed",
    name={},
    applies=Applies(categories=("civil.contract",)),
)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"earliest_on": TUESDAY, "latest_on": MONDAY}, "window_inverted"),
        ({"earliest_on": MONDAY - timedelta(days=9), "latest_on": MONDAY - timedelta(days=1)}, "window_in_past"),
        ({"hearing_type": "tea"}, "unknown_code"),
        ({"room_features": frozenset({"fireplace"})}, "unknown_code"),
        ({"attendee_ids": (an_id("passer-by"),)}, "unknown_attendee"),
        ({"starts_at": at(MONDAY + timedelta(days=60), 9)}, "start_outside_window"),
        ({"starts_at": at(SATURDAY, 9)}, "court_closed"),
        ({"starts_at": at(TUESDAY, 9, 2)}, "start_outside_sitting_hours"),
        ({"starts_at": at(TUESDAY, 13)}, "start_outside_sitting_hours"),
        ({"starts_at": at(TUESDAY, 17, 30), "priority": "urgent"}, "start_outside_sitting_hours"),
        ({"starts_at": at(MONDAY, 7)}, "window_in_past"),
        ({"starts_at": at(TUESDAY, 9)}, "notice_period"),
        ({"latest_on": TUESDAY}, "notice_period"),
        ({"earliest_on": SATURDAY, "latest_on": SATURDAY + timedelta(days=1), **URGENT}, "court_closed"),
        ({"earliest_on": MONDAY, "latest_on": TUESDAY, "estimated_minutes": 1000, **URGENT}, "window_too_short"),
        ({"room_features": frozenset({"dock"})}, "room_feature_missing"),
        ({"channel": "hybrid"}, "room_feature_missing"),
        ({"interpreter_languages": ("ja",)}, "no_interpreter"),
        ({"judges": 3}, "no_judge"),
        ({"linked_hearing_id": an_id("another"), "link": "before"}, "link_unmet"),
    ],
)
def test_what_cannot_be_placed_says_why(more: dict[str, Any], code: str) -> None:
    answer = a_world().asks(**more)
    assert isinstance(answer, HearingUnlisted)
    assert codes(answer) == [code]
    assert all(conflict.text for conflict in answer.conflicts)


def test_a_case_without_a_judge_has_no_hearings_yet() -> None:
    world = a_world(judges=0)
    assert codes(world.asks()) == ["case_unallocated"]
    told = world.does(ChangePost(a_post("judge", 1)))
    assert [type(fact).__name__ for fact in told] == ["CaseAllocated", "HearingScheduled"]


def test_a_hearing_is_not_placed_after_the_last_day_of_custody() -> None:
    world = World()
    world.registers(custody_limit_on=MONDAY + timedelta(days=3))
    assert codes(world.asks(earliest_on=MONDAY + timedelta(days=7), **URGENT)) == ["after_lawful_limit"]
    assert isinstance(world.asks("in time", **URGENT), HearingScheduled)


def test_the_category_limits_when_a_hearing_may_sit() -> None:
    world = World()
    world.court.limit_rules = LimitRules.of([*RULES.on_day(MONDAY), A_MONTH])
    world.registers(category="civil.contract")
    assert codes(world.asks(earliest_on=MONDAY + timedelta(days=2), **URGENT)) == ["after_lawful_limit"]
    assert isinstance(world.asks("in time", **URGENT), HearingScheduled)


def test_reasons_that_block_only_together_are_told_together() -> None:
    world = World(judges=0)
    world.does(ChangePost(a_post("judge", 1, working_pattern={"mon": frozenset({"am"})})))
    claimant = a_party("claimant", person_id=an_id("C"))
    world.registers(parties=(claimant,))
    world.court.replace_engagements(
        [an_id("C")], [Engagement(an_id("C"), an_id("elsewhere"), at(MONDAY, 9), at(MONDAY, 13))]
    )
    answer = world.asks(latest_on=MONDAY, **URGENT)
    assert {(one.code, one.refers_to) for one in answer.conflicts} == {
        ("judge_busy", str(an_id("judge1"))),
        ("attendee_busy", str(claimant.party_id)),
    }


def test_one_reason_that_blocks_alone_is_told_alone() -> None:
    world = a_world()
    world.registers("other")
    world.asks(estimated_minutes=480, latest_on=MONDAY, **URGENT)
    blocked = world.asks("second", "other", estimated_minutes=30, latest_on=MONDAY, **URGENT)
    assert codes(blocked) == ["judge_busy"], "room and clerk are taken as well, but the judge is enough"


def test_a_start_that_has_passed_is_told_and_once_more_when_the_window_has() -> None:
    world = a_world()
    unlisted = world.asks(starts_at=at(MONDAY, 7), latest_on=TUESDAY)
    assert [(one.code, one.refers_to) for one in unlisted.conflicts] == [
        ("window_in_past", at(MONDAY, 7).isoformat()),
    ]
    world.now = at(TUESDAY + timedelta(days=1), 1)
    (last,) = world.does(PassTime())
    assert [(one.code, one.refers_to) for one in last.conflicts] == [("window_in_past", "2026-03-03")]
    assert world.does(PassTime()) == []


def test_hearings_that_are_linked_in_a_circle_are_told_so() -> None:
    world = a_world()
    itself = world.asks("itself", linked_hearing_id=an_id("itself"), link="same_day")
    assert codes(itself) == ["link_circular"]
    world.asks("one", linked_hearing_id=an_id("two"), link="before")
    assert codes(world.asks("two", linked_hearing_id=an_id("three"), link="before")) == ["link_unmet"]
    circle = world.asks("three", linked_hearing_id=an_id("one"), link="before")
    assert [(one.code, one.refers_to) for one in circle.conflicts] == [("link_circular", str(an_id("one")))]


def test_a_language_that_nobody_speaks_is_named_alone() -> None:
    world = a_world(interpreters=["tr"])
    answer = world.asks(interpreter_languages=("ja", "tr", "ja"), latest_on=TUESDAY)
    assert [(one.code, one.refers_to) for one in answer.conflicts] == [("no_interpreter", "ja")]
    told = world.does(ChangePost(a_post("interpreter", 2, languages=frozenset({"ja"}))))
    assert codes(told[-1]) == ["notice_period"]


def test_however_much_is_wrong_the_answer_stays_readable() -> None:
    strangers = tuple(an_id(f"stranger{number}") for number in range(5000))
    answer = a_world().asks(attendee_ids=(*strangers, strangers[0]))
    assert set(codes(answer)) == {"unknown_attendee"}
    assert len(answer.conflicts) == 50
    assert answer.conflicts[0].refers_to == str(strangers[0])


def test_a_case_filed_at_the_end_of_time_has_no_last_lawful_day_beyond_it() -> None:
    world = World()
    world.court.limit_rules = LimitRules.of([*RULES.on_day(MONDAY), A_MONTH])
    world.registers(category="civil.contract", filed_at=datetime(9999, 12, 31, tzinfo=UTC))
    assert world.asks().latest_lawful_on == date.max
