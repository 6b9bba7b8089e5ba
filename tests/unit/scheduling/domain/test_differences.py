"""A court in memory against one that was read anew: what differs is found, what may differ is not told."""

from dataclasses import replace
from datetime import timedelta

from tarazy_scheduling.domain.commands import ApproveAbsence, PlaceHold
from tarazy_scheduling.domain.model.means import Absence
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.differences import differences

from tests.unit.scheduling.domain.courts import CATALOGUE, MONDAY, RULES, TERMS, URGENT, World, a_world, an_id, at
from tests.unit.scheduling.domain.test_holds import a_hold

TODAY = MONDAY.toordinal()


def read_anew(world: World) -> Court:
    """As it would be loaded."""
    known = world.court
    names = ("version", "zone", "language", "level", "calendar", "norms", "rooms", "posts", "absences", "suspensions",
             "interests", "unavailabilities", "cases", "hearings", "balances", "ledger", "holds")  # fmt: skip
    fresh = Court(known.court_id, TERMS, catalogue=CATALOGUE)
    fresh.limit_rules = RULES
    for name in names:
        value = getattr(known, name)
        setattr(fresh, name, dict(value) if isinstance(value, dict) else value)
    return fresh.open()


def a_busy_world() -> World:
    world = a_world(rooms=2)
    for number in range(3):
        world.asks(f"h{number}", latest_on=MONDAY + timedelta(days=1), **URGENT)
    world.does(PlaceHold(a_hold(starts_at=at(MONDAY, 15), ends_at=at(MONDAY, 16), room_id=an_id("room2"))))
    return world


def test_a_court_read_anew_is_the_same() -> None:
    world = a_busy_world()
    assert list(differences(world.court, read_anew(world), TODAY)) == []


def test_a_booking_too_many_and_one_too_few_are_found() -> None:
    world = a_busy_world()
    fresh = read_anew(world)
    placing = world.court.hearings[an_id("h0")].placing
    assert placing
    world.court.diaries.release(an_id("h0"), placing)
    found = list(differences(world.court, fresh, TODAY))
    assert f"bookings of {an_id('judge1')}" in found
    assert f"bookings of {an_id('room1')}" in found


def test_an_absence_that_was_not_heard_of_is_found() -> None:
    world = a_busy_world()
    fresh = read_anew(world)
    absence = Absence(an_id("a"), "almaty-1", an_id("clerk1"), "leave", at(MONDAY, 9), at(MONDAY, 13))
    fresh.put_absence(absence)
    fresh.reconsider(an_id("clerk1"))
    assert list(differences(world.court, fresh, TODAY)) == [f"presence of {an_id('clerk1')}"]
    world.does(ApproveAbsence(absence))
    assert f"presence of {an_id('clerk1')}" not in list(differences(world.court, fresh, TODAY))


def test_records_that_differ_are_named_and_those_that_are_over_are_not() -> None:
    world = a_busy_world()
    fresh = read_anew(world)
    hearing = fresh.hearings[an_id("h1")]
    fresh.hearings[an_id("h1")] = replace(hearing, version=9)
    fresh.rooms[an_id("room1")] = replace(fresh.rooms[an_id("room1")], name="Another")
    fresh.version = 7
    found = list(differences(world.court, fresh, TODAY))
    assert found == ["version", f"rooms {an_id('room1')}", f"hearings {an_id('h1')}"]
    gone = read_anew(world)
    placing = gone.hearings[an_id("h2")].placing
    assert placing
    gone.diaries.release(an_id("h2"), placing)
    del gone.hearings[an_id("h2")]
    assert list(differences(world.court, gone, TODAY)) == [f"hearings {an_id('h2')}"]
    assert list(differences(world.court, gone, TODAY + 7)) == [], "what is over is nobody's time any more"
