"""Beyond the fence people may be promised days: no move within them is a change, and at the fence comes the date."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tarazy_scheduling.domain.commands import (
    ApplyPlan,
    CancelAbsence,
    DeclareUnavailability,
    FixByHand,
    PassTime,
    Put,
    PutByHand,
    ReviewListing,
    Seen,
)
from tarazy_scheduling.domain.deciding.previewing import preview
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingScheduled
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.hearing import Promised
from tarazy_scheduling.domain.model.listing_rules import ListingRules, RuleBook
from tarazy_scheduling.domain.model.means import Unavailability
from tarazy_scheduling.domain.model.planning import Move, PlanWish
from tarazy_scheduling.domain.model.wanted import Wanted
from tarazy_scheduling.domain.plans.consequences import consequences_of
from tarazy_scheduling.domain.plans.instance import instance_of
from tarazy_scheduling.domain.plans.moves import moves_of
from tarazy_scheduling.domain.plans.state import state_of
from tarazy_scheduling.domain.plans.wish import earliest_of_plan
from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.improving import improve
from tarazy_scheduling.planning.instance import instance_of as read
from tarazy_scheduling.planning.plan_file import plan_file

from tests.unit.scheduling.domain.courts import MONDAY, World, a_request, an_id, at, leave, local, starts

DAY, WEEK = timedelta(days=1), timedelta(days=7)
IN_MAY = date(2026, 5, 25)
"""A Monday well beyond the fence."""
THAT_WEEK = Promised(IN_MAY, IN_MAY + 4 * DAY)


def a_world(**more: Any) -> World:
    world = World(**more)
    world.registers()
    world.court.listing_rules = RuleBook((MONDAY,), (ListingRules(range_after_days=10),))
    return world


def asked_for_may(world: World, name: str = "hearing", case: str = "case", **more: Any) -> Any:
    window: dict[str, Any] = {"earliest_on": IN_MAY + DAY, "latest_on": IN_MAY + 20 * DAY}
    return world.asks(name, case, **(window | more))


def promised(world: World, name: str = "hearing") -> Promised | None:
    return world.court.hearings[an_id(name)].promised


def away(world: World, first: date, days: int = 1) -> list[Any]:
    """The first judge cannot be had."""
    from_on, to_on = at(first, 0), at(first + days * DAY, 0)
    one = Unavailability(an_id(f"away {first}"), "almaty-1", "person", an_id("judge1"), from_on, to_on)
    return world.does(DeclareUnavailability(one))


def test_as_the_court_lays_nothing_down_dates_are_told() -> None:
    world = World()
    world.registers()
    assert asked_for_may(world).promised is None


def test_beyond_the_fence_the_days_of_the_week_are_told_on_which_it_may_sit() -> None:
    world = a_world()
    told = asked_for_may(world)
    assert told.promised == Promised(IN_MAY + DAY, IN_MAY + 4 * DAY)
    assert starts(told) == [f"{IN_MAY + DAY} 09:00"]


def test_holidays_at_the_ends_of_a_week_are_not_promised() -> None:
    closed = frozenset({IN_MAY, IN_MAY + DAY, IN_MAY + 4 * DAY})
    world = a_world(calendar=Calendar(closed=closed))
    assert asked_for_may(world, earliest_on=IN_MAY).promised == Promised(IN_MAY + 2 * DAY, IN_MAY + 3 * DAY)


def test_dates_are_told_of_what_is_near_and_of_what_was_asked_for_then() -> None:
    world = a_world()
    assert world.asks("near", earliest_on=MONDAY + 2 * WEEK, latest_on=IN_MAY).promised is None
    assert asked_for_may(world, "then", starts_at=at(IN_MAY + DAY, 9)).promised is None
    assert asked_for_may(world, "long", estimated_minutes=480).promised is None


def test_more_weeks_may_be_promised() -> None:
    world = a_world()
    world.court.listing_rules = RuleBook((MONDAY,), (ListingRules(range_after_days=10, range_weeks=2),))
    assert asked_for_may(world).promised == Promised(IN_MAY + DAY, IN_MAY + 11 * DAY)


def test_what_has_to_move_moves_within_its_days_and_nobody_is_told() -> None:
    world = a_world()
    world.does(leave(4, IN_MAY))
    asked_for_may(world, earliest_on=IN_MAY)
    assert promised(world) == THAT_WEEK
    world.does(CancelAbsence(leave(4, IN_MAY).absence))
    [moved] = away(world, IN_MAY + 4 * DAY)
    assert starts(moved) == [f"{IN_MAY} 09:00"], "earlier, since each later day is of another week"
    assert moved.promised == THAT_WEEK
    assert moved.keeps_the_promise


def test_what_finds_no_place_within_its_days_is_told_others() -> None:
    world = a_world()
    asked_for_may(world)
    [moved] = away(world, IN_MAY, 5)
    assert (moved.previously_promised, moved.promised) == (
        Promised(IN_MAY + DAY, IN_MAY + 4 * DAY),
        Promised(IN_MAY + WEEK, IN_MAY + WEEK + 4 * DAY),
    )
    assert not moved.keeps_the_promise


def test_others_within_the_days_are_told() -> None:
    told = asked_for_may(a_world())
    same = HearingRescheduled(
        **{name: getattr(told, name) for name in HearingScheduled.__slots__},
        previous=told.placing,
        previous_rooms=(),
        reason="judge_absent",
        previously_promised=told.promised,
    )
    assert same.keeps_the_promise
    others: list[dict[str, Any]] = [{"judges": (an_id("judge2"),)}, {"clerk": an_id("clerk2")}, {"attendee_ids": ()}]
    for other in others:
        assert not replace(same, placing=replace(told.placing, **other)).keeps_the_promise


def test_at_the_fence_the_date_is_told_once() -> None:
    world = a_world()
    asked_for_may(world)
    told: list[tuple[date, Any]] = []
    for day in (MONDAY + n * DAY for n in range(1, 80)):
        world.now = at(day, 0, 5)
        told += [(day, fact) for fact in world.does(PassTime()) if isinstance(fact, HearingRescheduled)]
    [(on, fact)] = told
    assert (fact.reason, fact.promised, fact.placing == fact.previous) == ("date_fixed", None, True)
    assert fact.previously_promised is not None
    assert on == date(2026, 5, 18), "five working days lie between it and the first of the days, as notice wants"
    assert promised(world) is None


def test_a_longer_notice_is_kept_too() -> None:
    world = a_world()
    asked_for_may(world, min_notice_days=10)
    while promised(world):
        world.now += DAY
        world.does(PassTime())
    assert world.court.today(world.now) == date(2026, 5, 11), "ten working days before 26 May"


def test_a_wider_fence_makes_dates_of_days_at_once() -> None:
    world = a_world()
    asked_for_may(world)
    world.court.listing_rules = RuleBook((MONDAY,), (ListingRules(fence_days=80),))
    [told] = world.does(ReviewListing())
    assert told.reason == "date_fixed"


def test_whoever_moves_it_by_hand_tells_the_date() -> None:
    world = a_world()
    asked_for_may(world)
    hearing = world.court.hearings[an_id("hearing")]
    seen = Seen(hearing.hearing_id, hearing.case_id, hearing.version)
    world.does(FixByHand(seen, is_fixed=True))
    assert promised(world), "fixing tells nobody anything"
    order = PutByHand((Put(seen, Wanted.at(at(IN_MAY + 2 * DAY, 10))),))
    assert preview(world.court, order, world.now).consequences[0].told
    [told] = [one for one in world.does(order) if isinstance(one, HearingRescheduled)]
    assert (told.promised, local(told.placing.starts_at)) == (None, f"{IN_MAY + 2 * DAY} 10:00")


def test_who_knows_the_date_is_not_promised_days_by_an_answer_that_changes_nothing() -> None:
    world = a_world()
    world.court.listing_rules = RuleBook()
    asked_for_may(world)
    world.court.listing_rules = RuleBook((MONDAY,), (ListingRules(range_after_days=10),))
    assert world.asks_again("hearing", latest_on=IN_MAY + 21 * DAY).promised is None


def test_plan_moves_within_the_days_for_nothing_and_tells_nobody() -> None:
    world = a_world(rooms=2, clerks=2)
    absence = leave(4, IN_MAY)
    world.does(absence)
    for number in range(2):
        asked_for_may(world, f"h{number}", earliest_on=IN_MAY, estimated_minutes=240)
    world.does(CancelAbsence(absence.absence))
    first = earliest_of_plan(world.court, 5, world.now)
    wish = PlanWish(first, IN_MAY + 30 * DAY, 5, 6, change_budget=0)
    drawn = instance_of(world.court, wish, world.now)
    by_id = {one["id"]: one for one in drawn.document["hearings"]}
    [one] = {tuple(one["promised"]) for one in by_id.values()}
    assert [drawn.document["dates"][day] for day in one] == [THAT_WEEK.from_on, THAT_WEEK.to_on]
    instance = read(drawn.document)
    plan = plan_file(instance, improve(instance, 1, 500).places)
    assert audit(drawn.document, plan) == []
    assert plan["cost"] == 0, "both on the first day, though no published place may change"
    moves: tuple[Move, ...] = moves_of(
        world.court, drawn, {one: tuple(place) for one, place in plan["plan"].items()}, world.now
    )
    found = consequences_of(world.court, moves, world.now)
    assert [(one.told, one.changes_the_date, one.days_gained) for one in found.each] == [((), False, 4)] * len(moves)
    assert found.people == {}
    told = world.does(ApplyPlan(wish, state_of(world.court, wish), moves, an_id("judge1")))
    assert moves
    assert all(fact.keeps_the_promise for fact in told)


def test_who_gives_way_stays_within_the_days_where_that_can_be() -> None:
    world = a_world()
    world.registers("other")
    asked_for_may(world, "filling", earliest_on=IN_MAY + 4 * DAY, estimated_minutes=240, min_notice_days=0)
    world.asks_again("filling", earliest_on=IN_MAY)
    day = {"earliest_on": IN_MAY, "latest_on": IN_MAY}
    told = world.does(a_request("new", "other", estimated_minutes=480, **day))
    moved = [one for one in told if isinstance(one, HearingRescheduled)]
    assert all(one.keeps_the_promise for one in moved)
