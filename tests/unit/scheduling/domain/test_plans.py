"""Plans from a court's own state: what they may move, what they rest on, that they are applied whole or not at all."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import ApplyPlan, ApproveAbsence, CancelAbsence, KeepRoom, UndoPlan
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingScheduled
from tarazy_scheduling.domain.model.listing_rules import ListingRules, RuleBook
from tarazy_scheduling.domain.model.planning import Move, Moved, PlanWish
from tarazy_scheduling.domain.model.sessions import SessionBlock
from tarazy_scheduling.domain.outcome import Dead
from tarazy_scheduling.domain.plans.consequences import consequences_of
from tarazy_scheduling.domain.plans.instance import Drawn, NothingToPlan, instance_of
from tarazy_scheduling.domain.plans.moves import moves_of
from tarazy_scheduling.domain.plans.state import differences, fingerprint, state_of
from tarazy_scheduling.domain.plans.wish import earliest_of_plan
from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.improving import improve
from tarazy_scheduling.planning.instance import instance_of as read
from tarazy_scheduling.planning.plan_file import plan_file

from tests.unit.scheduling.domain.changes import away
from tests.unit.scheduling.domain.courts import MONDAY, World, a_party, a_room, an_id, at, leave, local

CLERK = an_id("clerk1")


def a_wish(world: World, days: int = 40, fence: int = 5, **more: Any) -> PlanWish:
    first = earliest_of_plan(world.court, fence, world.now)
    values = {"fence_days": fence, "change_penalty": 6} | more
    return PlanWish(first, first + timedelta(days=days), **values)


def gone_and_back(world: World, names: list[str], **more: Any) -> None:
    """Hearings that were listed while the judge was away, who is back now: all of them could sit earlier."""
    absence = leave(28)
    world.does(absence)
    for name in names:
        window: dict[str, Any] = {"earliest_on": MONDAY + timedelta(days=8), "latest_on": MONDAY + timedelta(days=60)}
        world.asks(name, **(window | more))
    world.does(CancelAbsence(absence.absence))


def found(world: World, drawn: Drawn, rounds: int = 400) -> tuple[Move, ...]:
    """What the search makes of it, audited."""
    document = drawn.document
    instance = read(document)
    plan = plan_file(instance, improve(instance, 1, rounds).places)
    assert audit(document, plan) == []
    return moves_of(world.court, drawn, {one: tuple(place) for one, place in plan["plan"].items()}, world.now)


def by_id(drawn: Drawn) -> dict[str, Any]:
    return {one["id"]: one for one in drawn.document["hearings"]}


def start(world: World, name: str) -> str:
    placing = world.court.hearings[an_id(name)].placing
    return local(placing.starts_at) if placing else ""


def moved(moves: tuple[Move, ...], facts: list[Any]) -> tuple[Moved, ...]:
    versions = {fact.hearing_id: fact.version for fact in facts}
    return tuple(Moved(move, versions[move.hearing_id]) for move in moves)


def a_filled_court(**more: Any) -> World:
    """A court of one judge with six hearings of half a day, all later than they need be."""
    world = World(judges=1, rooms=2, clerks=2, **more)
    world.registers()
    gone_and_back(world, [f"h{n}" for n in range(6)], estimated_minutes=240)
    return world


def test_hearings_move_up_and_every_move_says_that_it_was_planned() -> None:
    world = a_filled_court()
    before = {name: start(world, name) for name in ("h0", "h5")}
    wish = a_wish(world)
    state = state_of(world.court, wish)
    moves = found(world, instance_of(world.court, wish, world.now))
    assert len(moves) == 6
    assert {name: start(world, name) for name in before} == before, "a plan is a proposal"
    told = world.does(ApplyPlan(wish, state, moves, CLERK))
    assert {type(fact) for fact in told} == {HearingRescheduled}
    assert {fact.reason for fact in told} == {"plan"}
    assert all(world.court.hearings[move.hearing_id].placing == move.after for move in moves)
    told = world.does(UndoPlan(moved(moves, told), CLERK))
    assert {name: start(world, name) for name in before} == before
    assert {fact.reason for fact in told} == {"plan"}


def test_what_waits_is_listed_and_waits_again_when_the_plan_is_undone() -> None:
    world = World(judges=1, rooms=1, clerks=1)
    world.registers()
    window: dict[str, Any] = {"earliest_on": MONDAY + timedelta(days=9), "latest_on": MONDAY + timedelta(days=9)}
    wide: dict[str, Any] = {"earliest_on": MONDAY + timedelta(days=9), "latest_on": MONDAY + timedelta(days=40)}
    for name in ("a", "b"):
        world.asks(name, estimated_minutes=240, **wide)
    waits = world.asks("c", estimated_minutes=240, priority="low", **window)
    assert world.court.hearings[an_id("c")].state == "unlisted", "nothing gives way at once to what ranks behind it"
    wish = a_wish(world)
    state = state_of(world.court, wish)
    moves = found(world, instance_of(world.court, wish, world.now))
    told = world.does(ApplyPlan(wish, state, moves, CLERK))
    assert [fact.hearing_id for fact in told if isinstance(fact, HearingScheduled)] == [an_id("c")]
    assert len(told) == 2, "one gives way, and nobody else is told of anything"
    assert told[0].hearing_id != an_id("c"), "who gives way comes first"
    told = world.does(UndoPlan(moved(moves, told), CLERK))
    again = world.court.hearings[an_id("c")]
    assert again.state == "unlisted"
    assert again.conflicts == waits.conflicts
    assert len(told) == 2


def test_nothing_is_moved_for_less_than_a_change_costs() -> None:
    world = a_filled_court()
    wish = a_wish(world, change_penalty=10_000)
    assert found(world, instance_of(world.court, wish, world.now)) == ()


@pytest.mark.parametrize("budget", [0, 2])
def test_no_more_published_hearings_move_than_the_budget_allows(budget: int) -> None:
    world = a_filled_court()
    wish = a_wish(world, change_budget=budget)
    assert len(found(world, instance_of(world.court, wish, world.now))) <= budget


def test_hearing_inside_the_fence_is_no_part_of_it_and_nothing_is_put_there() -> None:
    world = a_filled_court()
    world.asks("soon", min_notice_days=0, earliest_on=MONDAY, latest_on=MONDAY + timedelta(days=30))
    for fence in (5, 20):
        wish = a_wish(world, fence=fence)
        drawn = instance_of(world.court, wish, world.now)
        assert str(an_id("soon")) not in by_id(drawn)
        assert drawn.document["dates"][0] == earliest_of_plan(world.court, fence, world.now)


def test_fence_counts_days_on_which_the_court_sits() -> None:
    world = World()
    assert earliest_of_plan(world.court, 5, world.now) == date(2026, 3, 10)
    assert earliest_of_plan(world.court, 0, world.now) == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("why", "more"),
    [
        ("must_start", {"starts_at": None}),
        ("several_sittings", {"estimated_minutes": 700}),
        ("several_languages", {"interpreter_languages": ("en", "de")}),
    ],
)
def test_what_a_plan_cannot_move_keeps_its_time(why: str, more: dict[str, Any]) -> None:
    world = World(judges=1, rooms=2, clerks=2, interpreters=("en", "de"))
    world.registers()
    day = MONDAY + timedelta(days=10)
    if why == "must_start":
        more = {"starts_at": at(day, 10)}
    world.asks("one", earliest_on=day, latest_on=day + timedelta(days=20), **more)
    drawn = instance_of(world.court, a_wish(world), world.now)
    assert drawn.document["kept"] == {why: 1}
    assert drawn.document["hearings"] == []


def test_hearing_that_a_person_has_fixed_is_left_alone() -> None:
    world = a_filled_court()
    fixed = world.court.hearings[an_id("h3")]
    world.court.put_hearing(replace(fixed, is_fixed=True))
    wish = a_wish(world)
    drawn = instance_of(world.court, wish, world.now)
    assert drawn.document["kept"] == {"fixed_by_hand": 1}
    moves = found(world, drawn)
    assert len(moves) == 5
    world.does(ApplyPlan(wish, state_of(world.court, wish), moves, CLERK))
    assert world.court.hearings[an_id("h3")].placing == fixed.placing


def test_linked_hearings_keep_their_order_a_day_apart() -> None:
    world = World(judges=1, rooms=2, clerks=2)
    world.registers()
    absence = leave(28)
    world.does(absence)
    window: dict[str, Any] = {"earliest_on": MONDAY + timedelta(days=8), "latest_on": MONDAY + timedelta(days=60)}
    world.asks("first", estimated_minutes=240, **window)
    world.asks("second", estimated_minutes=240, linked_hearing_id=an_id("first"), link="after", **window)
    world.does(CancelAbsence(absence.absence))
    drawn = instance_of(world.court, a_wish(world), world.now)
    # They stand on one day, which a plan cannot keep: both are left alone.
    assert drawn.document["kept"] == {"linked": 2}
    world.asks("third", linked_hearing_id=an_id("second"), link="after", min_notice_days=10, **window)
    drawn = instance_of(world.court, a_wish(world), world.now)
    third = by_id(drawn)[str(an_id("third"))]
    second = world.court.hearings[an_id("second")].placing
    assert second is not None
    assert drawn.document["dates"][third["first_day"]] > world.court.today(second.ends_at)


def test_hearings_that_do_not_fit_the_slots_of_a_plan_stay_and_nobody_is_put_over_them() -> None:
    world = World(judges=1, rooms=1, clerks=1)
    world.registers()
    absence = leave(28)
    world.does(absence)
    window: dict[str, Any] = {"earliest_on": MONDAY + timedelta(days=8), "latest_on": MONDAY + timedelta(days=60)}
    for number, minutes in enumerate((25, 35, 40, 55, 5, 120, 75, 90, 240)):
        world.asks(f"h{number}", estimated_minutes=minutes, **window)
    world.does(CancelAbsence(absence.absence))
    wish = a_wish(world)
    drawn = instance_of(world.court, wish, world.now)
    assert drawn.document["kept"]["off_slots"] >= 1
    moves = found(world, drawn, 2000)
    assert moves
    world.does(ApplyPlan(wish, state_of(world.court, wish), moves, CLERK))


@pytest.mark.parametrize(
    "rules",
    [
        ListingRules(changeover_minutes=10),
        ListingRules(travel_minutes=30),
        ListingRules(sitting_limit_minutes=300),
        ListingRules(changeover_minutes=15, travel_minutes=45, sitting_limit_minutes=360),
    ],
)
def test_rules_of_listing_are_kept(rules: ListingRules) -> None:
    world = World(judges=2, rooms=0, clerks=2, listing_rules=RuleBook((MONDAY,), (rules,)))
    for number, building in enumerate("ABA"):
        world.does(KeepRoom(a_room(number, building=building)))
    for number in range(8):
        world.registers(f"case{number}", parties=(a_party(f"p{number % 3}", person_id=an_id(f"adv{number % 3}")),))
    for judge in ("judge1", "judge2"):
        world.does(ApproveAbsence(away(judge, MONDAY, 28, f"leave of {judge}")))
    window: dict[str, Any] = {"earliest_on": MONDAY + timedelta(days=8), "latest_on": MONDAY + timedelta(days=60)}
    for number in range(16):
        world.asks(f"h{number}", f"case{number % 8}", estimated_minutes=(60, 90, 45, 120)[number % 4], **window)
    for judge in ("judge1", "judge2"):
        world.does(CancelAbsence(away(judge, MONDAY, 28, f"leave of {judge}")))
    wish = a_wish(world)
    state = state_of(world.court, wish)
    moves = found(world, instance_of(world.court, wish, world.now), 1000)
    assert moves
    world.does(ApplyPlan(wish, state, moves, CLERK))


def test_plan_is_not_applied_to_a_court_that_has_changed() -> None:
    world = a_filled_court()
    wish = a_wish(world)
    state = state_of(world.court, wish)
    moves = found(world, instance_of(world.court, wish, world.now))
    order = ApplyPlan(wish, state, moves, CLERK)
    before = {name: start(world, name) for name in ("h0", "h5")}
    world.does(ApproveAbsence(away("clerk2", MONDAY + timedelta(days=20))))
    outcome = world.hears(order)
    assert isinstance(outcome, Dead)
    assert [(one.field, one.code) for one in outcome.reasons] == [("absence", "facts_changed")]
    world.asks("new", earliest_on=MONDAY + timedelta(days=9), latest_on=MONDAY + timedelta(days=20))
    outcome = world.hears(order)
    assert isinstance(outcome, Dead)
    assert f"{an_id('new')}" in " ".join(one.text for one in outcome.reasons)
    assert {name: start(world, name) for name in before} == before


def test_state_that_is_read_again_is_the_same_and_what_waits_anew_does_not_change_it() -> None:
    world = a_filled_court()
    wish = a_wish(world)
    state = state_of(world.court, wish)
    instance_of(world.court, wish, world.now)
    assert fingerprint(state_of(world.court, wish)) == fingerprint(state)
    day = MONDAY + timedelta(days=6)
    world.asks("hopeless", earliest_on=day, latest_on=day)
    assert world.court.hearings[an_id("hopeless")].state == "unlisted"
    assert differences(state, state_of(world.court, wish)) == []


def test_plan_that_comes_too_late_is_not_applied_inside_the_fence() -> None:
    world = a_filled_court()
    wish = a_wish(world)
    state = state_of(world.court, wish)
    moves = found(world, instance_of(world.court, wish, world.now))
    world.now += timedelta(days=8)
    outcome = world.hears(ApplyPlan(wish, state, moves, CLERK))
    assert isinstance(outcome, Dead)
    assert {one.code for one in outcome.reasons} == {"inside_the_fence"}


@pytest.mark.parametrize("order", ["apply", "undo"])
def test_only_somebody_of_the_court_decides(order: str) -> None:
    world = a_filled_court()
    wish = a_wish(world)
    stranger = an_id("stranger")
    asked = ApplyPlan(wish, state_of(world.court, wish), (), stranger) if order == "apply" else UndoPlan((), stranger)
    outcome = world.hears(asked)
    assert isinstance(outcome, Dead)
    assert [(one.field, one.code) for one in outcome.reasons] == [("approver", "unknown_person")]


def test_plan_is_not_undone_when_one_of_its_hearings_has_changed_since() -> None:
    world = a_filled_court()
    wish = a_wish(world)
    moves = found(world, instance_of(world.court, wish, world.now))
    told = world.does(ApplyPlan(wish, state_of(world.court, wish), moves, CLERK))
    world.asks_again("h2")
    outcome = world.hears(UndoPlan(moved(moves, told), CLERK))
    assert isinstance(outcome, Dead)
    assert [one.code for one in outcome.reasons] == ["facts_changed"]
    assert str(an_id("h2")) in outcome.reasons[0].text


def test_plan_is_not_undone_when_a_former_place_is_taken() -> None:
    world = a_filled_court()
    wish = a_wish(world)
    former = start(world, "h0")
    moves = found(world, instance_of(world.court, wish, world.now))
    told = world.does(ApplyPlan(wish, state_of(world.court, wish), moves, CLERK))
    day = date.fromisoformat(former[:10])
    world.asks("taker", estimated_minutes=240, earliest_on=day, latest_on=day)
    after = {name: start(world, name) for name in ("h0", "h5", "taker")}
    outcome = world.hears(UndoPlan(moved(moves, told), CLERK))
    assert isinstance(outcome, Dead)
    assert "judge_busy" in {one.code for one in outcome.reasons}
    assert {name: start(world, name) for name in after} == after, "not half undone"


def test_consequences_say_who_is_told_of_what() -> None:
    world = a_filled_court()
    moves = found(world, instance_of(world.court, a_wish(world), world.now))
    consequences = consequences_of(world.court, moves, world.now)
    assert consequences.people == {"claimant": 1, "clerk": 2, "defendant": 1, "judge": 1}
    first = consequences.each[0]
    assert first.days_gained > 0
    assert first.notice_days >= 5
    assert first.changes_the_date
    assert first.changes_the_time
    assert set(first.told) >= {an_id("judge1"), an_id("clerk1")}


def test_people_in_custody_weigh_most_and_the_young_more_than_others() -> None:
    world = World(judges=1, rooms=2, clerks=2)
    parties = (a_party("child", minor=True),)
    cases: dict[str, dict[str, Any]] = {
        "urgent": {},
        "custody": {"custody_since": MONDAY},
        "young": {"parties": parties},
        "other": {},
    }
    for name, more in cases.items():
        world.registers(name, **more)
        priority = "urgent" if name == "urgent" else "normal"
        world.asks(name, name, priority=priority, earliest_on=MONDAY + timedelta(days=10))
    hearings = by_id(instance_of(world.court, a_wish(world), world.now))
    assert {name: hearings[str(an_id(name))]["weight"] for name in cases} == {
        "urgent": 10, "custody": 10, "young": 4, "other": 1,
    }  # fmt: skip


def test_there_is_nothing_to_plan_where_the_court_does_not_sit() -> None:
    world = World()
    saturday = date(2026, 3, 14)
    with pytest.raises(NothingToPlan, match="does not sit"):
        instance_of(world.court, PlanWish(saturday, saturday, 5, 6), world.now)


def test_sessions_kept_for_others_are_not_planned_in() -> None:
    world = a_filled_court()
    block = SessionBlock(
        an_id("block"), "judge", an_id("judge1"), "thu", "am", frozenset({"judgment"}), frozenset(), 0, MONDAY
    )
    world.court.sessions.block(block)
    wish = a_wish(world)
    moves = found(world, instance_of(world.court, wish, world.now))
    assert moves
    assert not [one for one in moves if (one.after.starts_at.weekday(), one.after.starts_at.hour) == (3, 4)]
    world.does(ApplyPlan(wish, state_of(world.court, wish), moves, CLERK))
