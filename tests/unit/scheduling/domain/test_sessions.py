"""Half days that a judge prefers, sessions kept for some hearings, sessions overbooked by permission."""

from datetime import date, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    CancelAbsence,
    DeclareUnavailability,
    EndSessionBlock,
    KeepRoom,
    KeepSessionBlock,
    PassTime,
    PermitOverbooking,
    PreferHalfDay,
    WithdrawHearing,
    WithdrawOverbooking,
    WithdrawUnavailability,
)
from tarazy_scheduling.domain.facts import HearingScheduled, HearingUnlisted
from tarazy_scheduling.domain.model.listing_rules import ListingRules, RuleBook
from tarazy_scheduling.domain.model.means import Absence, Unavailability
from tarazy_scheduling.domain.model.sessions import HalfDayPreference, Overbooking, SessionBlock
from tarazy_scheduling.domain.outcome import Dead, Dropped, Outcome, Waits

from tests.unit.scheduling.domain.courts import (
    MONDAY,
    NOW,
    URGENT,
    World,
    a_party,
    a_room,
    a_world,
    an_id,
    at,
    codes,
    starts,
)

FRIDAY = MONDAY + timedelta(days=4)
JUDGE = an_id("judge1")


def asks(world: World, name: str = "hearing", case: str = "case", **more: Any) -> Any:
    return world.asks(name, case, **{"latest_on": MONDAY, "attendee_ids": (), **URGENT, **more})


def prefers(half: Any, from_on: date = MONDAY, to_on: date | None = None, person: str = "judge1") -> PreferHalfDay:
    return PreferHalfDay(HalfDayPreference(an_id(person), from_on, half, to_on))


def a_block(**more: Any) -> KeepSessionBlock:
    values: dict[str, Any] = {
        "block_id": an_id("block"),
        "kind": "judge",
        "resource_id": JUDGE,
        "weekday": "fri",
        "half": "am",
        "hearing_types": frozenset({"custody_review"}),
        "categories": frozenset(),
        "release_days": 2,
        "from_on": MONDAY,
    }
    return KeepSessionBlock(SessionBlock(**(values | more)))


def permission(hearings: int = 1, **more: Any) -> PermitOverbooking:
    values: dict[str, Any] = {
        "overbooking_id": an_id("permission"),
        "person_id": JUDGE,
        "day": MONDAY,
        "half": "am",
        "permitted_by": an_id("clerk1"),
        "reason": "Most of these are settled",
        "permitted_at": NOW,
    }
    return PermitOverbooking(Overbooking(hearings=hearings, **(values | more)))


def reasons(outcome: Outcome) -> list[tuple[str, str]]:
    assert isinstance(outcome, Dead)
    return [(reason.field, reason.code) for reason in outcome.reasons]


# Half days --------------------------------------------------------------------------------------------------------


def test_the_preferred_half_of_the_earliest_day_is_taken_first() -> None:
    world = a_world()
    world.does(prefers("pm"))
    told = [asks(world, f"h{n}", estimated_minutes=120) for n in range(3)]
    assert [starts(one) for one in told] == [["2026-03-02 14:00"], ["2026-03-02 16:00"], ["2026-03-02 09:00"]]


def test_no_day_is_lost_for_a_preference() -> None:
    world = a_world()
    world.does(prefers("am"))
    asks(world, "morning", estimated_minutes=240)
    later: dict[str, Any] = {"latest_on": FRIDAY}
    assert starts(asks(world, "next", **later)) == ["2026-03-02 14:00"]


def test_a_preference_holds_between_its_days_and_the_last_begun_counts() -> None:
    world = a_world()
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    world.does(prefers("pm", MONDAY, MONDAY))
    world.does(prefers("pm", wednesday))
    world.does(prefers(None, wednesday + timedelta(days=1)))
    days = [tuesday, wednesday, wednesday + timedelta(days=1)]
    told = [starts(asks(world, f"h{day}", earliest_on=day, latest_on=day)) for day in days]
    assert told == [["2026-03-03 09:00"], ["2026-03-04 14:00"], ["2026-03-05 09:00"]]
    assert world.hears(prefers("pm", wednesday)) == Dropped()


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        (prefers("am", person="nobody"), ("person_id", "unknown_person")),
        (prefers("am", person="clerk1"), ("person_id", "field_wrong")),
        (prefers("am", FRIDAY, MONDAY), ("to_on", "field_wrong")),
    ],
)
def test_a_wrong_preference_is_refused_with_the_field(command: PreferHalfDay, wrong: tuple[str, str]) -> None:
    assert reasons(a_world().hears(command)) == [wrong]


# Sessions kept ----------------------------------------------------------------------------------------------------


def on_friday(world: World, name: str = "hearing", **more: Any) -> Any:
    return asks(world, name, **{"earliest_on": FRIDAY, "latest_on": FRIDAY, **more})


def test_a_session_is_kept_for_what_it_is_for() -> None:
    world = a_world()
    world.does(a_block())
    assert starts(on_friday(world)) == ["2026-03-06 14:00"]
    assert starts(on_friday(world, "review", hearing_type="custody_review")) == ["2026-03-06 09:00"]


def test_a_room_s_session_is_kept_for_categories() -> None:
    world = a_world()
    world.does(a_block(kind="room", resource_id=an_id("room1"), categories=frozenset({"criminal.minor"})))
    world.registers("criminal", category="criminal.minor")
    assert starts(on_friday(world)) == ["2026-03-06 14:00"]
    assert starts(on_friday(world, "other", case="criminal")) == ["2026-03-06 09:00"]


def test_others_have_the_session_a_few_days_before_and_what_waits_is_tried() -> None:
    world = a_world()
    world.does(a_block())
    on_friday(world, "afternoon", estimated_minutes=240)
    waiting = on_friday(world, "waiting")
    assert codes(waiting) == ["judge_busy"]
    world.now = at(MONDAY + timedelta(days=1), 12)
    assert world.does(PassTime()) == []
    world.now = at(MONDAY + timedelta(days=2), 0, 1)
    [told] = world.does(PassTime())
    assert (type(told), starts(told)) == (HearingScheduled, ["2026-03-06 09:00"])


def test_what_stands_stays_when_a_session_is_kept_for_others() -> None:
    world = a_world()
    on_friday(world)
    world.does(a_block())
    assert starts(world.asks_again("hearing", room_features=frozenset())) == ["2026-03-06 09:00"]
    assert starts(on_friday(world, "new")) == ["2026-03-06 14:00"]


def test_when_a_block_ends_what_waits_is_tried() -> None:
    world = a_world()
    world.does(a_block())
    on_friday(world, "afternoon", estimated_minutes=240)
    on_friday(world, "waiting")
    [told] = world.does(EndSessionBlock(an_id("block")))
    assert starts(told) == ["2026-03-06 09:00"]
    assert world.hears(EndSessionBlock(an_id("block"))) == Dropped()
    assert isinstance(world.hears(EndSessionBlock(an_id("none"))), Waits)


def test_a_block_holds_between_its_days_only() -> None:
    world = a_world()
    world.does(a_block(from_on=MONDAY, to_on=FRIDAY - timedelta(days=1)))
    assert starts(on_friday(world)) == ["2026-03-06 09:00"]


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"resource_id": an_id("nobody")}, "resource_id", "unknown_person"),
        ({"resource_id": an_id("clerk1")}, "resource_id", "field_wrong"),
        ({"kind": "room"}, "resource_id", "unknown_room"),
        ({"hearing_types": frozenset()}, "hearing_types", "field_missing"),
        ({"hearing_types": frozenset({"tea"})}, "hearing_types", "unknown_code"),
        ({"categories": frozenset({"tea"})}, "categories", "unknown_code"),
        ({"to_on": MONDAY - timedelta(days=1)}, "to_on", "field_wrong"),
    ],
)
def test_a_wrong_block_is_refused_with_the_field(wrong: dict[str, Any], field: str, code: str) -> None:
    assert reasons(a_world().hears(a_block(**wrong))) == [(field, code)]


# Overbooking ------------------------------------------------------------------------------------------------------


def a_full_monday(**more: Any) -> World:
    """The morning of the judge is full, the afternoon is not the window's."""
    world = a_world(**more)
    away = Absence(an_id("a"), "almaty-1", JUDGE, "leave", at(MONDAY, 14), at(MONDAY, 18))
    world.does(ApproveAbsence(away))
    for number in range(4):
        asks(world, f"h{number}")
    return world


def test_nothing_is_overbooked_without_permission() -> None:
    assert codes(asks(a_full_monday(), "one more")) == ["judge_busy"]


def test_a_session_takes_so_many_hearings_over_others_as_somebody_permits() -> None:
    world = a_full_monday(clerks=2, rooms=2)
    world.does(permission(2))
    told = [asks(world, f"over{n}") for n in range(3)]
    assert [starts(one) for one in told[:2]] == [["2026-03-02 09:00"], ["2026-03-02 10:00"]]
    below = world.court.hearings[an_id("h0")].placing
    assert below
    over = told[0].placing
    assert (over.lane, over.sittings[0].room_id, over.clerk) == (1, below.sittings[0].room_id, below.clerk)
    assert isinstance(told[2], HearingUnlisted)


def test_what_waits_is_tried_when_overbooking_is_permitted() -> None:
    world = a_full_monday()
    asks(world, "waiting")
    [told] = world.does(permission())
    assert (told.placing.lane, starts(told)) == (1, ["2026-03-02 09:00"])


def test_who_attends_has_to_be_free_all_the_same() -> None:
    world = a_world()
    party = world.court.cases[an_id("case")].parties[0].party_id
    asks(world, "h0", estimated_minutes=240, attendee_ids=(party,))
    world.does(permission(2))
    morning: dict[str, Any] = {"latest_on": MONDAY, "starts_at": at(MONDAY, 9)}
    assert isinstance(asks(world, "same party", attendee_ids=(party,), **morning), HearingUnlisted)
    assert asks(world, "nobody", **morning).placing.lane == 1
    assert asks(world, "nobody either", **morning).placing.lane == 2


def test_whoever_attends_becoming_free_is_enough_where_overbooking_is_permitted() -> None:
    world = a_full_monday()
    party = world.court.cases[an_id("case")].parties[0]
    away = Unavailability(an_id("u"), "almaty-1", "party", party.party_id, at(MONDAY, 9), at(MONDAY, 18))
    world.does(DeclareUnavailability(away))
    world.does(permission())
    assert isinstance(asks(world, "waiting", attendee_ids=(party.party_id,)), HearingUnlisted)
    [told] = world.does(WithdrawUnavailability(an_id("u")))
    assert told.placing.lane == 1


def test_an_ordinary_place_goes_before_an_overbooked_one() -> None:
    world = a_full_monday()
    world.does(permission())
    told = asks(world, "over", latest_on=MONDAY + timedelta(days=1))
    assert (told.placing.lane, starts(told)) == (0, ["2026-03-03 09:00"])


def test_what_sits_over_and_what_sits_under_stays_when_it_is_asked_for_again() -> None:
    world = a_full_monday()
    world.does(permission(2))
    asks(world, "over")
    for name in ("over", "h0"):
        before = world.court.hearings[an_id(name)].placing
        assert world.asks_again(name, priority="custody").placing == before


def test_a_withdrawn_permission_puts_no_more_and_moves_nothing() -> None:
    world = a_full_monday()
    world.does(permission(3))
    asks(world, "over")
    assert world.does(WithdrawOverbooking(an_id("permission"))) == []
    assert codes(asks(world, "no more")) == ["judge_busy"]
    assert world.court.hearings[an_id("over")].state == "listed"
    assert world.hears(WithdrawOverbooking(an_id("permission"))) == Dropped()
    assert isinstance(world.hears(WithdrawOverbooking(an_id("none"))), Waits)
    assert world.hears(permission(3)) == Dropped("known_id")


def test_a_place_given_back_in_a_session_can_be_overbooked_again() -> None:
    world = a_full_monday()
    world.does(permission())
    asks(world, "over")
    asks(world, "waiting")
    [_, told] = world.does(WithdrawHearing(an_id("over"), an_id("case")))
    assert (told.placing.lane, told.hearing_id) == (1, an_id("waiting"))


def test_over_nothing_but_the_judge_s_own_hearings() -> None:
    world = a_world()
    world.does(permission())
    world.registers("other", parties=(a_party("advocate", person_id=an_id("an advocate")),))
    world.does(ApproveAbsence(Absence(an_id("a"), "almaty-1", JUDGE, "leave", at(MONDAY, 9), at(MONDAY, 18))))
    assert codes(asks(world)) == ["judge_busy"], "nobody sits over a judge's leave"
    [told] = world.does(CancelAbsence(Absence(an_id("a"), "almaty-1", JUDGE, "leave", at(MONDAY, 9), at(MONDAY, 18))))
    assert told.placing.lane == 0


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"person_id": an_id("nobody")}, "person_id", "unknown_person"),
        ({"permitted_by": an_id("nobody")}, "permitted_by", "unknown_person"),
        ({"day": MONDAY - timedelta(days=3)}, "day", "in_the_past"),
        ({"day": MONDAY + timedelta(days=5)}, "day", "court_closed"),
    ],
)
def test_a_wrong_permission_is_refused_with_the_field(wrong: dict[str, Any], field: str, code: str) -> None:
    assert reasons(a_world().hears(permission(**wrong))) == [(field, code)]


def test_over_other_hearings_the_sitting_limit_and_the_way_between_buildings_count_too() -> None:
    rules = RuleBook((date(2020, 1, 1),), (ListingRules(sitting_limit_minutes=120, travel_minutes=60),))
    world = World(judges=2, clerks=3, rooms=0, listing_rules=rules)
    world.does(KeepRoom(a_room(1, building="North")))
    world.does(KeepRoom(a_room(2, "dock", building="South")))
    advocate = a_party("advocate", person_id=an_id("an advocate"))
    for number, other in ((1, 2), (2, 1)):
        world.registers(f"case{number}", recused=frozenset({an_id(f"judge{other}")}), parties=(advocate,))
    world.does(permission(3))
    for number in range(2):
        asks(world, f"h{number}", "case1", starts_at=at(MONDAY, 9 + number))
    in_the_south = {"room_features": frozenset({"dock"}), "attendee_ids": (advocate.party_id,)}
    asks(world, "elsewhere", "case2", starts_at=at(MONDAY, 12), **in_the_south)
    over = asks(world, "over", "case1", estimated_minutes=90, attendee_ids=None)
    assert (over.placing.lane, starts(over)) == (1, ["2026-03-02 09:00"])
    assert isinstance(asks(world, "too long", "case1", estimated_minutes=90, starts_at=at(MONDAY, 10)), HearingUnlisted)
    late = asks(world, "on the way", "case1", estimated_minutes=30, starts_at=at(MONDAY, 10, 35), attendee_ids=None)
    assert isinstance(late, HearingUnlisted), "the advocate leaves for the other building at eleven"
