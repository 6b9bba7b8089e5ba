"""A hearing is concluded: held, adjourned or not held, with the next one."""

from typing import Any

import pytest
from tarazy_scheduling.domain.commands import WithdrawHearing
from tarazy_scheduling.domain.facts import EventRefused, HearingRecorded, HearingScheduled, HearingUnlisted

from tests.unit.scheduling.domain.courts import (
    MONDAY,
    TUESDAY,
    URGENT,
    a_request,
    a_world,
    an_id,
    at,
    codes,
    conclusion,
    starts,
)


def test_a_hearing_that_was_held_is_recorded_and_the_next_one_listed() -> None:
    world = a_world()
    world.asks(**URGENT)
    world.now = at(MONDAY, 10, 30)
    following = a_request("next", estimated_minutes=30, **URGENT)
    held = conclusion("held", started_at=at(MONDAY, 9), ended_at=at(MONDAY, 9, 45), following=following)
    recorded, scheduled = world.does(held)
    assert isinstance(recorded, HearingRecorded)
    assert (recorded.outcome, recorded.minutes, recorded.version) == ("held", 45, 2)
    assert recorded.judges == (an_id("judge1"),)
    assert isinstance(scheduled, HearingScheduled)
    assert starts(scheduled) == ["2026-03-02 10:30"]


def test_a_hearing_that_was_held_gives_back_the_sittings_that_it_did_not_need() -> None:
    world = a_world()
    world.registers("other")
    long = world.asks(estimated_minutes=600, **URGENT)
    assert starts(long) == ["2026-03-02 09:00", "2026-03-02 14:00", "2026-03-03 09:00"]
    that_day = {"earliest_on": MONDAY, "latest_on": MONDAY, **URGENT}
    afternoon = world.asks("afternoon", "other", estimated_minutes=240, **that_day)
    tuesday = world.asks("tuesday", "other", starts_at=at(TUESDAY, 9), **URGENT)
    assert [codes(afternoon), codes(tuesday)] == [["judge_busy"], ["judge_busy"]]
    world.now = at(MONDAY, 11, 30)
    told = world.does(conclusion("held", started_at=at(MONDAY, 9), ended_at=at(MONDAY, 11)))
    assert [type(fact) for fact in told] == [HearingRecorded, HearingScheduled, HearingScheduled]
    assert {fact.hearing_id: starts(fact) for fact in told[1:]} == {
        an_id("afternoon"): ["2026-03-02 14:00"],
        an_id("tuesday"): ["2026-03-03 09:00"],
    }
    assert told[1].placing.clerk == told[2].placing.clerk == long.placing.clerk
    held = world.court.hearings[an_id("hearing")]
    assert held.placing
    assert held.placing.sittings == long.placing.sittings[:1]
    assert len(held.venues) == 1


def test_a_hearing_that_was_held_before_its_time_keeps_none_of_it() -> None:
    world = a_world()
    world.asks(starts_at=at(TUESDAY, 9), **URGENT)
    world.now = at(MONDAY, 12)
    world.does(conclusion("held", started_at=at(MONDAY, 10), ended_at=at(MONDAY, 11)))
    assert world.court.hearings[an_id("hearing")].placing is None
    assert starts(world.asks("another", starts_at=at(TUESDAY, 9), **URGENT)) == ["2026-03-03 09:00"]


def test_a_hearing_cannot_have_been_held_in_the_future() -> None:
    world = a_world()
    world.asks()
    (refused,) = world.does(conclusion("held", started_at=at(TUESDAY, 9), ended_at=at(TUESDAY, 10)))
    assert isinstance(refused, EventRefused)
    assert (refused.reasons[0].field, refused.reasons[0].code) == ("ended_at", "not_yet_over")
    assert world.court.hearings[an_id("hearing")].state == "listed"


@pytest.mark.parametrize("outcome", ["adjourned", "not_held"])
def test_a_hearing_that_did_not_take_place_gives_its_place_back(outcome: Any) -> None:
    world = a_world()
    world.registers("other")
    taken = world.asks(estimated_minutes=240, latest_on=MONDAY, **URGENT)
    world.asks("second", estimated_minutes=240, latest_on=MONDAY, **URGENT)
    waiting = world.asks("waiting", "other", latest_on=MONDAY, **URGENT)
    assert isinstance(waiting, HearingUnlisted)
    recorded, scheduled = world.does(conclusion(outcome))
    assert isinstance(recorded, HearingRecorded)
    assert isinstance(scheduled, HearingScheduled)
    assert scheduled.hearing_id == an_id("waiting")
    assert starts(scheduled) == starts(taken)


def test_a_hearing_is_over_once() -> None:
    world = a_world()
    world.asks()
    world.does(conclusion("not_held"))
    for command in (
        conclusion("not_held"),
        WithdrawHearing(an_id("hearing"), an_id("case")),
        a_request(request_version=2),
    ):
        (refused,) = world.does(command)
        assert isinstance(refused, EventRefused)
        assert refused.reasons[0].code == "hearing_over"
