"""What a person orders: refused where the hearing has changed since, undone while it has not."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    ByHand,
    CloseCase,
    FixByHand,
    MergeByHand,
    Put,
    PutByHand,
    Restore,
    RestoreByHand,
    Seen,
    SwapByHand,
    VacateByHand,
)
from tarazy_scheduling.domain.deciding.previewing import preview
from tarazy_scheduling.domain.facts import HearingCancelled, HearingRescheduled, HearingScheduled, HearingUnlisted
from tarazy_scheduling.domain.listing.offers import offers
from tarazy_scheduling.domain.model.wanted import Wanted, WantedSitting
from tarazy_scheduling.domain.outcome import Applied, Dead, Dropped, Waits

from tests.unit.scheduling.domain.changes import away
from tests.unit.scheduling.domain.courts import (
    MONDAY,
    TUESDAY,
    URGENT,
    World,
    a_party,
    a_world,
    an_id,
    at,
    local,
    starts,
)

WEDNESDAY = MONDAY + timedelta(days=2)


def seen(world: World, name: str = "hearing", version: int | None = None) -> Seen:
    hearing = world.court.hearings[an_id(name)]
    return Seen(hearing.hearing_id, hearing.case_id, hearing.version if version is None else version)


def move(world: World, hour: int, name: str = "hearing", *, version: int | None = None) -> PutByHand:
    return PutByHand((Put(seen(world, name, version), Wanted.at(at(TUESDAY, hour))),))


def refused(world: World, order: ByHand) -> list[tuple[str, str]]:
    outcome = world.hears(order)
    assert isinstance(outcome, Dead), outcome
    return [(reason.field, reason.code) for reason in outcome.reasons]


def undone(world: World, before: Any, name: str = "hearing") -> RestoreByHand:
    return RestoreByHand((Restore(seen(world, name), before),))


def a_standing() -> World:
    world = a_world(rooms=2, clerks=2)
    world.asks(**URGENT)
    return world


def two_standing() -> World:
    world = a_standing()
    world.registers("other")
    world.asks("second", "other", estimated_minutes=90, **URGENT)
    return world


def where(world: World, name: str = "hearing") -> list[str]:
    placing = world.court.hearings[an_id(name)].placing
    return [local(one.starts_at) for one in placing.sittings] if placing else []


def test_a_move_is_told_under_its_own_cause_and_lets_others_in() -> None:
    world = a_world()
    world.asks(latest_on=MONDAY, **URGENT, estimated_minutes=240)
    world.asks("evening", latest_on=MONDAY, **URGENT, estimated_minutes=240)
    world.registers("other")
    assert isinstance(world.asks("waiting", "other", latest_on=MONDAY, **URGENT), HearingUnlisted)
    moved, let_in = world.does(move(world, 9))
    assert isinstance(moved, HearingRescheduled)
    assert isinstance(let_in, HearingScheduled)
    assert let_in.hearing_id == an_id("waiting")


def test_a_stale_move_is_refused_and_names_which_hearing() -> None:
    world = two_standing()
    world.does(move(world, 9))
    assert refused(world, move(world, 11, version=1)) == [("hearings[0].version", "hearing_changed")]
    both = SwapByHand(seen(world, "second"), seen(world, version=1))
    assert refused(world, both) == [("hearings[1].version", "hearing_changed")]
    assert where(world) == ["2026-03-03 09:00"]


def test_a_hearing_that_is_not_known_or_is_of_another_case_is_not_found() -> None:
    world = two_standing()
    for one in (Seen(an_id("nothing"), an_id("case"), 1), Seen(an_id("hearing"), an_id("other"), 1)):
        assert isinstance(world.hears(VacateByHand(one)), Waits)


def test_two_hearings_of_other_lengths_exchange_their_starts() -> None:
    world = two_standing()
    world.does(PutByHand((Put(seen(world, "second"), Wanted.at(at(TUESDAY, 9))),)))
    facts = world.does(SwapByHand(seen(world), seen(world, "second")))
    assert [fact.reason for fact in facts] == ["by_hand", "by_hand"]
    assert (where(world), where(world, "second")) == (["2026-03-03 09:00"], ["2026-03-02 09:00"])


def test_a_swap_says_which_of_the_two_cannot_and_moves_neither() -> None:
    world = two_standing()
    assert refused(world, SwapByHand(seen(world), seen(world, "second"))) == [
        ("hearings[0]", "judge_busy"),
        ("hearings[0]", "no_room"),
    ], "the longer one would run into the other"
    assert where(world) == ["2026-03-02 09:00"]
    assert refused(world, SwapByHand(seen(world), seen(world))) == [
        ("hearings[0]", "same_hearing"),
        ("hearings[1]", "same_hearing"),
    ]


def test_a_hearing_is_split_and_merged() -> None:
    world = a_standing()
    halves = Wanted((WantedSitting(at(MONDAY, 9), 30), WantedSitting(at(TUESDAY, 9), 30)))
    (told,) = world.does(PutByHand((Put(seen(world), halves),)))
    assert starts(told) == ["2026-03-02 09:00", "2026-03-03 09:00"]
    (told,) = world.does(MergeByHand(seen(world)))
    assert starts(told) == ["2026-03-02 09:00"]
    assert world.does(MergeByHand(seen(world))) == [], "one that is not split stays"


def test_what_is_fixed_is_moved_by_its_judges_absence_and_then_is_fixed_no_longer() -> None:
    world = a_standing()
    assert world.does(FixByHand(seen(world), is_fixed=True)) == []
    assert world.hears(FixByHand(seen(world), is_fixed=True)) == Dropped("fixed_already")
    assert world.court.hearings[an_id("hearing")].is_fixed
    world.does(ApproveAbsence(away("judge1", MONDAY)))
    assert where(world) == ["2026-03-03 09:00"]
    assert not world.court.hearings[an_id("hearing")].is_fixed


def test_a_hearing_without_a_place_cannot_be_fixed_swapped_or_merged() -> None:
    world = two_standing()
    world.asks("waiting", latest_on=MONDAY)
    waiting = seen(world, "waiting")
    for order in (FixByHand(waiting, is_fixed=True), MergeByHand(waiting), SwapByHand(waiting, seen(world))):
        assert refused(world, order) == [("hearings[0]", "hearing_unlisted")]


def test_a_vacated_hearing_is_cancelled_and_waits_for_nothing() -> None:
    world = a_standing()
    (told,) = world.does(VacateByHand(seen(world)))
    assert isinstance(told, HearingCancelled)
    assert (told.reason, told.previous is not None) == ("by_hand", True)
    assert refused(world, VacateByHand(seen(world))) == [("hearings[0]", "hearing_over")]
    assert refused(world, move(world, 9)) == [("hearings[0]", "hearing_over")], "only undoing brings it back"


def test_a_vacated_hearing_comes_back_when_that_is_undone() -> None:
    world = a_standing()
    world.does(FixByHand(seen(world), is_fixed=True))
    before = world.court.hearings[an_id("hearing")]
    world.does(VacateByHand(seen(world)))
    (told,) = world.does(undone(world, before))
    assert isinstance(told, HearingScheduled)
    after = world.court.hearings[an_id("hearing")]
    assert (after.placing, after.version, after.is_fixed) == (before.placing, 3, True)


def test_a_move_is_undone_with_the_same_people_where_they_can() -> None:
    world = a_standing()
    before = world.court.hearings[an_id("hearing")]
    world.does(move(world, 9))
    world.does(undone(world, before))
    after = world.court.hearings[an_id("hearing")]
    assert (after.placing, after.is_placed_by_hand) == (before.placing, False)
    world.does(move(world, 9))
    assert before.placing
    assert before.placing.clerk == an_id("clerk1")
    world.does(ApproveAbsence(away("clerk1", MONDAY)))
    world.does(undone(world, before))
    placing = world.court.hearings[an_id("hearing")].placing
    assert placing
    assert (placing.sittings, placing.clerk) == (before.placing.sittings, an_id("clerk2"))


def test_what_cannot_be_undone_says_why() -> None:
    world = a_standing()
    before = world.court.hearings[an_id("hearing")]
    world.does(move(world, 9))
    world.does(ApproveAbsence(away("judge1", MONDAY)))
    assert refused(world, undone(world, before)) == [("hearings[0]", "judge_busy")]
    world.does(VacateByHand(seen(world)))
    world.does(CloseCase(an_id("case"), world.now, "resolved"))
    assert refused(world, undone(world, before)) == [("hearings[0]", "case_closed")]
    assert refused(world, undone(world, replace(before, placing=None))) == [("hearings[0]", "case_closed")]


def test_undoing_the_placing_of_an_unlisted_hearing_lets_it_wait_again() -> None:
    world = a_standing()
    world.asks("waiting", latest_on=MONDAY)
    before = world.court.hearings[an_id("waiting")]
    world.does(PutByHand((Put(seen(world, "waiting"), Wanted.at(at(MONDAY + timedelta(days=14), 9))),)))
    (told,) = world.does(undone(world, before, "waiting"))
    assert isinstance(told, HearingUnlisted)
    assert told.conflicts == before.conflicts


def test_a_preview_tells_the_cost_and_changes_nothing() -> None:
    world = World(rooms=2, clerks=2)
    represented = a_party("claimant", represents=None)
    advocate = a_party("advocate", "representative", person_id=an_id("a person"), represents=represented.party_id)
    world.registers(parties=(represented, advocate), custody_since=at(MONDAY, 0), custody_limit_on=WEDNESDAY)
    world.asks(latest_on=MONDAY, **URGENT)
    world.asks("after", linked_hearing_id=an_id("hearing"), link="after", **URGENT)
    before, told = dict(world.court.hearings), len(world.told)
    seen_before = preview(world.court, move(world, 9), world.now)
    assert isinstance(seen_before.outcome, Applied)
    moved, follows = seen_before.consequences
    assert (moved.days_later, moved.notice_days, moved.in_window, moved.lawful_on) == (1, 0, False, WEDNESDAY)
    assert set(moved.told) == {an_id("a person"), an_id("judge1"), an_id("clerk1")}, "not whom somebody represents"
    assert follows.hearing.hearing_id == an_id("after")
    assert (world.court.hearings, len(world.told)) == (before, told)
    assert world.does(move(world, 9))[0].version == 2


def test_a_preview_of_what_cannot_be_says_why() -> None:
    world = two_standing()
    order = PutByHand((Put(seen(world), Wanted.at(at(MONDAY, 10))),))
    outcome = preview(world.court, order, world.now).outcome
    assert isinstance(outcome, Dead)
    assert [reason.code for reason in outcome.reasons] == ["judge_busy"]
    assert outcome.reasons[0].refers_to == str(an_id("judge1"))


def test_the_next_places_are_offered_one_a_day_and_can_be_taken() -> None:
    world = two_standing()
    world.does(ApproveAbsence(away("judge1", TUESDAY)))
    hearing = world.court.hearings[an_id("hearing")]
    before = dict(world.court.hearings)
    found = offers(world.court, hearing, world.now, MONDAY, 3)
    assert [local(one.starts_at) for one in found] == ["2026-03-04 09:00", "2026-03-05 09:00", "2026-03-06 09:00"]
    assert world.court.hearings == before
    for place in found:
        first = place.sittings[0]
        order = PutByHand((Put(seen(world), Wanted.at(first.starts_at, first.room_id)),))
        assert isinstance(preview(world.court, order, world.now).outcome, Applied)


def test_nothing_is_offered_to_what_has_begun_or_has_no_judge() -> None:
    world = a_standing()
    world.now = at(MONDAY, 9)
    assert offers(world.court, world.court.hearings[an_id("hearing")], world.now, MONDAY, 3) == []
