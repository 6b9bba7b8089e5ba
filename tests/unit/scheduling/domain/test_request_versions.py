"""A hearing is requested anew and withdrawn."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tarazy_scheduling.domain.commands import WithdrawHearing
from tarazy_scheduling.domain.facts import (
    EventRefused,
    HearingCancelled,
    HearingRecorded,
    HearingRescheduled,
    HearingScheduled,
    HearingUnlisted,
)
from tarazy_scheduling.domain.outcome import Dropped

from tests.unit.scheduling.domain.courts import MONDAY, URGENT, a_request, a_world, an_id, at, conclusion, starts


def test_a_higher_version_replaces_the_request_and_is_answered_even_where_nothing_changes() -> None:
    world = a_world()
    first = world.asks()
    again = world.asks(request_version=2)
    assert isinstance(again, HearingRescheduled)
    assert (again.reason, again.version, again.request_version) == ("request_changed", 2, 2)
    assert again.placing == again.previous == first.placing


def test_a_changed_length_keeps_the_start() -> None:
    world = a_world()
    world.registers("earlier")
    blocker = world.asks("blocker", "earlier")
    assert starts(world.asks()) == ["2026-03-10 10:00"]
    world.does(WithdrawHearing(blocker.hearing_id, an_id("earlier")))
    assert starts(world.asks(request_version=2, estimated_minutes=90)) == ["2026-03-10 10:00"]


def test_a_changed_window_moves_the_hearing() -> None:
    world = a_world()
    world.asks()
    moved = world.asks(request_version=2, earliest_on=MONDAY + timedelta(days=14))
    assert starts(moved) == ["2026-03-16 09:00"]
    assert starts(replace(moved, placing=moved.previous)) == ["2026-03-10 09:00"]


@pytest.mark.parametrize("version", [1, 2])
def test_the_same_or_a_lower_version_is_dropped(version: int) -> None:
    world = a_world()
    world.asks(request_version=2)
    assert world.hears(a_request(request_version=version)) == Dropped("older_version")


def test_a_hearing_that_can_no_longer_be_placed_tells_where_it_stood() -> None:
    world = a_world()
    stood = world.asks()
    gone = world.asks(request_version=2, room_features=frozenset({"dock"}))
    assert isinstance(gone, HearingUnlisted)
    assert gone.previous == stood.placing
    assert gone.version == 2


def test_a_withdrawn_hearing_may_come_back() -> None:
    world = a_world()
    stood = world.asks()
    (cancelled,) = world.does(WithdrawHearing(an_id("hearing"), an_id("case")))
    assert isinstance(cancelled, HearingCancelled)
    assert (cancelled.reason, cancelled.previous, cancelled.version) == ("request_withdrawn", stood.placing, 2)
    back = world.asks(request_version=2)
    assert isinstance(back, HearingScheduled)
    assert back.version == 3


def test_an_unlisted_hearing_is_cancelled_when_withdrawn() -> None:
    world = a_world()
    world.asks(room_features=frozenset({"dock"}))
    (cancelled,) = world.does(WithdrawHearing(an_id("hearing"), an_id("case")))
    assert isinstance(cancelled, HearingCancelled)
    assert cancelled.previous is None


def test_a_hearing_whose_time_has_passed_cannot_be_withdrawn() -> None:
    world = a_world()
    world.asks(**URGENT)
    world.now = at(MONDAY, 10)
    (refused,) = world.does(WithdrawHearing(an_id("hearing"), an_id("case")))
    assert isinstance(refused, EventRefused)
    assert refused.reasons[0].code == "hearing_over"
    recorded, *_ = world.does(conclusion("held", started_at=at(MONDAY, 9), ended_at=at(MONDAY, 10)))
    assert isinstance(recorded, HearingRecorded), "how it ended may still be told"


def test_a_hearing_whose_time_has_passed_is_not_asked_for_anew() -> None:
    world = a_world()
    world.asks(**URGENT)
    world.now = at(MONDAY, 10)
    (refused,) = world.does(a_request(request_version=2, **URGENT))
    assert isinstance(refused, EventRefused)
    assert refused.reasons[0].code == "hearing_over"
    recorded, *_ = world.does(conclusion("held", started_at=at(MONDAY, 9), ended_at=at(MONDAY, 10)))
    assert isinstance(recorded, HearingRecorded), "how it ended may still be told"


def test_a_hearing_that_has_begun_can_be_withdrawn() -> None:
    world = a_world()
    world.asks(**URGENT)
    world.now = at(MONDAY, 9, 30)
    (cancelled,) = world.does(WithdrawHearing(an_id("hearing"), an_id("case")))
    assert isinstance(cancelled, HearingCancelled)


def test_a_hearing_that_is_cancelled_cannot_be_withdrawn_again() -> None:
    world = a_world()
    world.asks()
    world.does(WithdrawHearing(an_id("hearing"), an_id("case")))
    (refused,) = world.does(WithdrawHearing(an_id("hearing"), an_id("case")))
    assert isinstance(refused, EventRefused)
    assert refused.reasons[0].code == "hearing_over"
