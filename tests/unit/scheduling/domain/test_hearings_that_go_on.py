"""A person says that a hearing which has begun goes on: what should begin meanwhile moves and is told first."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import ConcludeHearing, ExtendByHand, PlaceHold, Restore, RestoreByHand, Seen
from tarazy_scheduling.domain.deciding.previewing import preview
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingUnlisted
from tarazy_scheduling.domain.model.hold import Hold
from tarazy_scheduling.domain.model.means import Engagement
from tarazy_scheduling.domain.outcome import Applied, Dead

from tests.unit.scheduling.domain.courts import MONDAY, TUESDAY, World, a_party, an_id, at, local

TODAY: dict[str, Any] = {"earliest_on": MONDAY, "latest_on": TUESDAY, "min_notice_days": 0}
SHARED = an_id("advocate")


def a_day(minutes: int = 60, **more: Any) -> World:
    """From nine to ten `first`, which has begun; from ten on `second`, before the same judge."""
    world = World(rooms=2, clerks=2)
    for name, when in (("first", 9), ("second", 10)):
        world.registers(f"case of {name}", parties=(a_party(f"advocate in {name}", person_id=SHARED),))
        lasts = {"estimated_minutes": minutes} if name == "first" else {}
        world.asks(name, f"case of {name}", starts_at=at(MONDAY, when), **(TODAY | lasts))
        world.asks_again(name, starts_at=None, **(more if name == "second" else {}))
    world.now = at(MONDAY, 9, 30)
    return world


def goes_on(world: World, until: datetime, version: int | None = None) -> ExtendByHand:
    hearing = world.court.hearings[an_id("first")]
    return ExtendByHand(Seen(hearing.hearing_id, hearing.case_id, version or hearing.version), until)


def refused(world: World, until: datetime) -> str:
    outcome = world.hears(goes_on(world, until))
    assert isinstance(outcome, Dead), outcome
    [reason] = outcome.reasons
    return reason.code


def ends(world: World, name: str = "first") -> list[str]:
    placing = world.court.hearings[an_id(name)].placing
    return [f"{local(one.starts_at)[11:]}-{local(one.ends_at)[11:]}" for one in placing.sittings] if placing else []


def test_what_should_begin_meanwhile_moves_and_is_told_first() -> None:
    world = a_day()
    moved, longer = world.does(goes_on(world, at(MONDAY, 10, 40)))
    assert (moved.hearing_id, moved.reason, ends(world, "second")) == (an_id("second"), "overrun", ["10:40-11:40"])
    assert isinstance(longer, HearingRescheduled)
    assert (longer.reason, ends(world)) == ("by_hand", ["09:00-10:40"])
    assert longer.previous.ends_at == at(MONDAY, 10)


def test_what_needs_notice_moves_to_a_day_that_leaves_it_or_waits() -> None:
    world = a_day(min_notice_days=2, latest_on=MONDAY + timedelta(days=9))
    world.does(goes_on(world, at(MONDAY, 10, 40)))
    placing = world.court.hearings[an_id("second")].placing
    assert placing
    assert local(placing.starts_at) == "2026-03-05 09:00"
    world = a_day(min_notice_days=2)
    told = world.does(goes_on(world, at(MONDAY, 10, 40)))
    assert isinstance(told[0], HearingUnlisted)


@pytest.mark.parametrize("minute", [5, 15])
def test_what_can_begin_a_little_late_stays_and_the_hearing_has_its_time_until_then(minute: int) -> None:
    world = a_day()
    assert world.does(goes_on(world, at(MONDAY, 10, minute))) == []
    assert ends(world, "second") == ["10:00-11:00"]


def test_over_the_break_it_is_another_sitting_in_the_same_room() -> None:
    world = a_day(minutes=240)
    world.does(goes_on(world, at(MONDAY, 15, 2)))
    assert ends(world) == ["09:00-13:00", "14:00-15:05"], "until the end of a slot"


def test_it_ends_with_the_courts_day_and_only_later_than_planned() -> None:
    world = a_day()
    assert refused(world, at(MONDAY, 18, 5)) == "start_outside_sitting_hours"
    assert refused(world, at(MONDAY, 13, 30)) == "start_outside_sitting_hours", "within the break nobody sits"
    assert refused(world, at(TUESDAY, 10)) == "start_outside_sitting_hours"
    assert refused(world, at(MONDAY, 10)) == "not_later"
    world.now = at(MONDAY, 11)
    assert refused(world, at(MONDAY, 10, 30)) == "not_later"


def test_only_what_has_begun_today_and_is_not_over_goes_on() -> None:
    world = a_day()
    world.now = at(MONDAY, 8, 30)
    assert refused(world, at(MONDAY, 11)) == "not_begun"
    world.now = at(TUESDAY, 8, 30)
    assert refused(world, at(TUESDAY, 11)) == "not_begun"
    world.now = at(MONDAY, 9, 50)
    world.does(ConcludeHearing(an_id("first"), an_id("case of first"), "held", at(MONDAY, 9), at(MONDAY, 9, 40)))
    assert refused(world, at(MONDAY, 11)) == "hearing_over"


def test_stale_order_is_refused() -> None:
    world = a_day()
    outcome = world.hears(goes_on(world, at(MONDAY, 11), version=1))
    assert isinstance(outcome, Dead)
    assert outcome.reasons[0].code == "hearing_changed"


def test_nobody_is_kept_from_another_court() -> None:
    world = a_day()
    world.court.replace_engagements([SHARED], [Engagement(SHARED, an_id("elsewhere"), at(MONDAY, 11), at(MONDAY, 12))])
    assert refused(world, at(MONDAY, 11, 30)) == "attendee_busy"
    assert world.does(goes_on(world, at(MONDAY, 11)))


def test_time_that_is_kept_free_stays_so() -> None:
    world = a_day()
    room = world.court.hearings[an_id("first")].placing.sittings[0].room_id  # type: ignore[union-attr]
    times = at(MONDAY, 11), at(MONDAY, 12)
    hold = Hold(an_id("hold"), *times, (), room, an_id("clerk1"), "a visit", at(MONDAY, 11), world.now)
    world.does(PlaceHold(hold))
    assert refused(world, at(MONDAY, 11, 30)) == "no_room"


def test_preview_tells_who_moves_and_changes_nothing() -> None:
    world = a_day()
    before = dict(world.court.hearings)
    foreseen = preview(world.court, goes_on(world, at(MONDAY, 11)), world.now)
    assert isinstance(foreseen.outcome, Applied)
    assert [one.hearing.hearing_id for one in foreseen.consequences] == [an_id("second"), an_id("first")]
    assert world.court.hearings == before


def test_undone_it_ends_as_planned_and_what_has_moved_stays() -> None:
    world = a_day()
    before = world.court.hearings[an_id("first")]
    world.does(goes_on(world, at(MONDAY, 10, 40)))
    now = world.court.hearings[an_id("first")]
    undo = RestoreByHand((Restore(Seen(now.hearing_id, now.case_id, now.version), before),))
    [told] = world.does(undo)
    assert (told.hearing_id, ends(world), ends(world, "second")) == (an_id("first"), ["09:00-10:00"], ["10:40-11:40"])
    world.does(goes_on(world, at(MONDAY, 10, 40)))
    world.now = at(MONDAY, 10, 10)
    later = replace(undo.restores[0], seen=replace(undo.restores[0].seen, version=now.version + 2))
    outcome = world.hears(RestoreByHand((later,)))
    assert isinstance(outcome, Dead)
    assert outcome.reasons[0].code == "hearing_over"
