"""What moves when somebody or something cannot be had, and what is tried again when they can."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    CancelAbsence,
    ChangeCalendar,
    ChangePost,
    CloseCase,
    CloseRoom,
    DeclareUnavailability,
    DescribeCourt,
    FreePeople,
    KeepRoom,
    PassTime,
    Reinstate,
    ReviewCatalogue,
    Suspend,
    UpdateCase,
    WithdrawHearing,
    WithdrawUnavailability,
)
from tarazy_scheduling.domain.facts import (
    CalendarChanged,
    EventRefused,
    HearingCancelled,
    HearingRescheduled,
    HearingScheduled,
    HearingUnlisted,
    RoomClosed,
    RoomRegistered,
    RoomUpdated,
)
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.catalogue import Catalogue
from tarazy_scheduling.domain.model.codes import RoomFeature
from tarazy_scheduling.domain.model.means import Absence, Engagement, Unavailability
from tarazy_scheduling.domain.outcome import Dropped, Waits

from tests.unit.scheduling.domain.courts import (
    CATALOGUE,
    MONDAY,
    World,
    a_party,
    a_post,
    a_room,
    an_id,
    at,
    codes,
    leave,
    starts,
)

TUESDAY = MONDAY + timedelta(days=1)
URGENT: dict[str, Any] = {"priority": "urgent"}
ON_TUESDAY: dict[str, Any] = {"earliest_on": TUESDAY, **URGENT}


def a_world(**more: Any) -> World:
    world = World(**more)
    world.registers()
    return world


def away(who: str, first: date, days: int = 1, name: str = "absence") -> Absence:
    starts_at = at(first, 0)
    return Absence(an_id(name), "almaty-1", an_id(who), "leave", starts_at, starts_at + timedelta(days=days))


def unavailable(kind: Any, who: Any, starts_at: datetime, ends_at: datetime, name: str = "u") -> DeclareUnavailability:
    return DeclareUnavailability(Unavailability(an_id(name), "almaty-1", kind, who, starts_at, ends_at))


def stands_on(world: World, day: date) -> None:
    """A hearing that stands late in a window in which it might stand earlier."""
    world.asks(starts_at=at(day, 9), **URGENT)
    assert starts(world.asks(request_version=2, **URGENT)) == [f"{day} 09:00"]


# Judges -----------------------------------------------------------------------------------------------------------


def test_the_hearings_of_an_absent_judge_move_to_the_first_day_back() -> None:
    world = a_world(rooms=2)
    stood = world.asks(**ON_TUESDAY)
    (moved,) = world.does(ApproveAbsence(away("judge1", TUESDAY, 2)))
    assert isinstance(moved, HearingRescheduled)
    assert (moved.reason, moved.version, moved.previous) == ("judge_absent", 2, stood.placing)
    assert starts(moved) == ["2026-03-05 09:00"]
    assert moved.placing.judges == (an_id("judge1"),)


def test_only_hearings_within_the_absence_move() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    assert world.does(ApproveAbsence(away("judge1", TUESDAY + timedelta(days=1)))) == []


def test_a_move_needs_its_notice() -> None:
    world = a_world()
    assert starts(world.asks(hearing_type="main")) == ["2026-03-10 09:00"]
    world.now = at(date(2026, 3, 9), 12)
    (moved,) = world.does(ApproveAbsence(away("judge1", date(2026, 3, 10))))
    assert starts(moved) == ["2026-03-17 09:00"], "Tuesday to Monday are five working days"


def test_what_cannot_be_moved_within_its_window_is_unlisted_and_tells_where_it_stood() -> None:
    world = a_world()
    stood = world.asks(latest_on=TUESDAY, **ON_TUESDAY)
    (gone,) = world.does(ApproveAbsence(away("judge1", TUESDAY)))
    assert isinstance(gone, HearingUnlisted)
    assert codes(gone) == ["judge_busy"]
    assert gone.previous == stood.placing


def test_an_absence_that_has_begun_moves_what_is_still_to_come() -> None:
    world = a_world()
    world.now = at(MONDAY, 12)
    world.asks(starts_at=at(MONDAY, 14), **URGENT)
    stands = world.asks(request_version=2, **URGENT)
    assert starts(stands) == ["2026-03-02 14:00"]
    (moved,) = world.does(ApproveAbsence(away("judge1", MONDAY - timedelta(days=3), 4)))
    assert (moved.reason, starts(moved)) == ("judge_absent", ["2026-03-03 09:00"])


def test_an_absence_that_is_cancelled_brings_unlisted_hearings_back() -> None:
    world = a_world()
    world.asks(latest_on=TUESDAY, **ON_TUESDAY)
    world.does(ApproveAbsence(away("judge1", TUESDAY)))
    (back,) = world.does(CancelAbsence(away("judge1", TUESDAY)))
    assert isinstance(back, HearingScheduled)
    assert back.version == 3
    assert starts(back) == ["2026-03-03 09:00"]


def test_an_absence_that_is_cancelled_and_approved_at_other_times_holds_then() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    world.does(ApproveAbsence(away("judge1", TUESDAY + timedelta(days=1))))
    world.does(CancelAbsence(away("judge1", TUESDAY + timedelta(days=1))))
    (moved,) = world.does(ApproveAbsence(away("judge1", TUESDAY)))
    assert starts(moved) == ["2026-03-04 09:00"]


def test_custody_and_urgent_hearings_choose_first_when_several_have_to_move() -> None:
    world = a_world(judges=1)
    world.registers("older", filed_at=at(date(2025, 1, 1), 9))
    normal: dict[str, Any] = {"earliest_on": TUESDAY, "min_notice_days": 0}
    world.asks("young", **normal)
    world.asks("old", "older", **normal)
    world.asks("custody", priority="custody", **normal)
    told = world.does(ApproveAbsence(away("judge1", TUESDAY)))
    assert [(fact.hearing_id, starts(fact)) for fact in told] == [
        (an_id("custody"), ["2026-03-04 09:00"]),
        (an_id("old"), ["2026-03-04 10:00"]),
        (an_id("young"), ["2026-03-04 11:00"]),
    ]


def test_the_hearings_of_a_suspended_judge_cannot_sit_until_the_judge_is_back() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    (gone,) = world.does(Suspend(an_id("judge1"), MONDAY))
    assert codes(gone) == ["no_judge"]
    (back,) = world.does(Reinstate(an_id("judge1"), TUESDAY + timedelta(days=1)))
    assert starts(back) == ["2026-03-04 09:00"]
    assert world.hears(Reinstate(an_id("judge1"), TUESDAY)) == Dropped()
    assert world.hears(Suspend(an_id("judge1"), MONDAY)) == Dropped()


def test_a_suspension_that_is_lifted_before_it_begins_never_holds() -> None:
    world = a_world()
    world.asks(latest_on=TUESDAY, **ON_TUESDAY)
    (gone,) = world.does(Suspend(an_id("judge1"), TUESDAY))
    assert codes(gone) == ["no_judge"]
    (back,) = world.does(Reinstate(an_id("judge1"), MONDAY))
    assert starts(back) == ["2026-03-03 09:00"]


def test_whoever_leaves_without_a_last_day_has_left() -> None:
    world = a_world(clerks=2)
    stood = world.asks()
    (changed,) = world.does(ChangePost(a_post("clerk", 1, version=2, is_separated=True)))
    assert stood.placing.clerk == an_id("clerk1")
    assert changed.placing.clerk == an_id("clerk2")


def test_a_judge_in_post_for_a_time_who_works_on_fewer_days_is_away_then() -> None:
    world = World(judges=0)
    last = date(2027, 1, 1)
    world.does(ChangePost(a_post("judge", 1, to_on=last)))
    world.registers()
    world.asks(**ON_TUESDAY)
    pattern = {"wed": frozenset({"am"})}
    (moved,) = world.does(ChangePost(a_post("judge", 1, version=2, to_on=last, working_pattern=pattern)))
    assert (moved.reason, starts(moved)) == ("judge_absent", ["2026-03-04 09:00"])


def test_hearings_after_the_last_day_in_post_move_before_it() -> None:
    world = a_world()
    stands_on(world, MONDAY + timedelta(days=8))
    (moved,) = world.does(ChangePost(a_post("judge", 1, version=2, to_on=MONDAY + timedelta(days=4))))
    assert moved.reason == "judge_separated"
    assert starts(moved) == ["2026-03-02 09:00"]


def test_a_hearing_that_has_begun_is_not_moved() -> None:
    world = a_world()
    world.asks(**URGENT)
    world.now = at(MONDAY, 9, 30)
    assert world.does(ApproveAbsence(away("judge1", MONDAY))) == []


# Clerks, interpreters, rooms ----------------------------------------------------------------------------------------


def test_what_must_start_when_it_does_is_unlisted_for_want_of_people_not_of_notice() -> None:
    world = World()
    world.registers()
    world.asks(starts_at=at(MONDAY + timedelta(days=14), 10))
    world.now = at(MONDAY + timedelta(days=14), 8)
    absence = leave(1, MONDAY + timedelta(days=14))
    (unlisted,) = world.does(absence)
    assert codes(unlisted) == ["judge_busy"]
    (unlisted,) = world.does(CancelAbsence(absence.absence))
    assert codes(unlisted) == ["notice_period"], "it was told that it does not take place"


def test_what_must_start_when_it_does_cannot_become_longer_without_notice() -> None:
    world = World()
    world.registers()
    world.asks(starts_at=at(MONDAY + timedelta(days=14), 10))
    world.now = at(MONDAY + timedelta(days=14), 8)
    unlisted = world.asks(starts_at=at(MONDAY + timedelta(days=14), 10), request_version=2, estimated_minutes=90)
    assert codes(unlisted) == ["notice_period"]


def test_another_clerk_takes_over_at_the_same_time() -> None:
    world = a_world(clerks=2)
    stood = world.asks()
    (changed,) = world.does(ApproveAbsence(away("clerk1", MONDAY, 20)))
    assert starts(changed) == starts(stood)
    assert changed.placing.clerk == an_id("clerk2")
    assert changed.placing.sittings == stood.placing.sittings


def test_without_a_clerk_there_is_no_hearing_until_one_is_appointed() -> None:
    world = a_world(clerks=1)
    world.asks()
    (gone,) = world.does(ApproveAbsence(away("clerk1", MONDAY, 60)))
    assert codes(gone) == ["no_clerk"]
    (back,) = world.does(ChangePost(a_post("clerk", 2)))
    assert back.placing.clerk == an_id("clerk2")


def test_another_interpreter_takes_over_at_the_same_time() -> None:
    world = a_world(interpreters=["tr", "tr"])
    stood = world.asks(interpreter_languages=("tr",))
    (taken,) = stood.placing.interpreters
    absent = "interpreter1" if taken == an_id("interpreter1") else "interpreter2"
    (changed,) = world.does(ApproveAbsence(away(absent, MONDAY, 20)))
    assert starts(changed) == starts(stood)
    assert changed.placing.interpreters != stood.placing.interpreters
    assert changed.reason == "attendee_unavailable"


def test_a_closed_rooms_hearings_go_to_another_room_at_the_same_time() -> None:
    world = a_world(rooms=2)
    stood = world.asks()
    told = world.does(CloseRoom(an_id("room1"), world.now))
    assert [type(fact) for fact in told] == [RoomClosed, HearingRescheduled]
    assert (told[1].reason, starts(told[1])) == ("room_closed", starts(stood))
    assert [room.name for room in told[1].rooms] == ["Room 2"]
    assert [room.name for room in told[1].previous_rooms] == ["Room 1"]


def test_a_room_that_cannot_be_had_moves_what_finds_no_other() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    (moved,) = world.does(unavailable("room", an_id("room1"), at(TUESDAY, 8), at(TUESDAY, 12)))
    assert (moved.reason, starts(moved)) == ("room_closed", ["2026-03-03 12:00"])


def test_a_room_that_loses_a_feature_loses_the_hearings_that_need_it() -> None:
    world = a_world(rooms=0)
    world.does(KeepRoom(a_room(1, "dock")))
    world.does(KeepRoom(a_room(2, "dock")))
    world.asks(room_features=frozenset({"dock"}))
    told = world.does(KeepRoom(a_room(1)))
    assert [type(fact) for fact in told] == [RoomUpdated, HearingRescheduled]
    assert told[0].room.version == 2
    assert [room.name for room in told[1].rooms] == ["Room 2"]


@pytest.mark.parametrize("then", ["moved", "cancelled", "unlisted"])
def test_where_a_hearing_stood_is_told_in_the_words_in_which_it_was_told(then: str) -> None:
    world = a_world(rooms=0)
    before = {"building": "Old building", "address": "Abai avenue 1"}
    world.does(KeepRoom(a_room(1, **before)))
    stood = world.asks(latest_on=TUESDAY, **ON_TUESDAY)
    after = replace(a_room(1), name="Room of mirrors", building="New building", address=None)
    assert [type(fact) for fact in world.does(KeepRoom(after))] == [RoomUpdated], "nothing but the name has changed"
    commands: dict[str, Any] = {
        "moved": unavailable("room", an_id("room1"), at(TUESDAY, 8), at(TUESDAY, 12)),
        "cancelled": WithdrawHearing(an_id("hearing"), an_id("case")),
        "unlisted": ApproveAbsence(away("judge1", TUESDAY)),
    }
    (fact,) = world.does(commands[then])
    assert fact.previous_rooms == stood.rooms
    (told,) = fact.previous_rooms
    assert (told.name, told.building, told.address) == ("Room 1", "Old building", "Abai avenue 1")
    if then == "moved":
        assert [room.name for room in fact.rooms] == ["Room of mirrors"]
        (cancelled,) = world.does(WithdrawHearing(an_id("hearing"), an_id("case")))
        assert [room.name for room in cancelled.previous_rooms] == ["Room of mirrors"], "that was told last"


def test_a_closed_room_stays_closed_until_it_is_reopened() -> None:
    world = a_world()
    world.does(CloseRoom(an_id("room1"), world.now))
    assert world.hears(KeepRoom(a_room(1))) == Dropped()
    (told,) = world.does(KeepRoom(a_room(1, name="Another name")))
    assert isinstance(told, RoomClosed)
    assert codes(world.asks()) == ["no_room"]
    told, listed = world.does(KeepRoom(a_room(1), reopens=True))
    assert (type(told), told.room.version) == (RoomUpdated, 4)
    assert isinstance(listed, HearingScheduled)


def test_a_new_room_is_taken_by_what_waits() -> None:
    world = a_world(rooms=0)
    assert codes(world.asks()) == ["no_room"]
    told = world.does(KeepRoom(a_room(1)))
    assert [type(fact) for fact in told] == [RoomRegistered, HearingScheduled]
    assert world.hears(KeepRoom(a_room(1))) == Dropped()


# Attendees ----------------------------------------------------------------------------------------------------------


def test_a_party_who_is_away_moves_the_hearing() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    party = an_id("claimant of case")
    (moved,) = world.does(unavailable("party", party, at(TUESDAY, 8), at(TUESDAY, 10)))
    assert (moved.reason, starts(moved)) == ("attendee_unavailable", ["2026-03-03 10:00"])


def test_when_a_party_is_back_unlisted_hearings_are_listed() -> None:
    world = a_world()
    party = an_id("claimant of case")
    world.does(unavailable("party", party, at(MONDAY, 0), at(MONDAY, 0) + timedelta(days=90)))
    gone = world.asks()
    assert [(one.code, one.refers_to) for one in gone.conflicts] == [("attendee_busy", str(party))]
    (back,) = world.does(WithdrawUnavailability(an_id("u")))
    assert (back.version, starts(back)) == (2, ["2026-03-10 09:00"])
    assert world.hears(WithdrawUnavailability(an_id("u"))) == Dropped()


def test_an_unavailability_that_is_told_again_otherwise_holds_as_told_last() -> None:
    world = a_world()
    party = an_id("claimant of case")
    world.asks(**ON_TUESDAY)
    world.does(unavailable("party", party, at(TUESDAY, 9), at(TUESDAY, 10)))
    assert world.hears(unavailable("party", party, at(TUESDAY, 9), at(TUESDAY, 10))) == Dropped()
    (moved,) = world.does(unavailable("party", party, at(TUESDAY, 10), at(TUESDAY, 12)))
    assert starts(moved) == ["2026-03-03 09:00"], "the time that was taken before is free again"


def test_an_unavailability_in_the_past_is_refused() -> None:
    world = a_world()
    past = unavailable("room", an_id("room1"), at(MONDAY, 0) - timedelta(days=2), at(MONDAY, 0))
    (refused,) = world.does(past)
    assert isinstance(refused, EventRefused)
    assert refused.reasons[0].code == "in_the_past"


def test_an_unavailability_that_is_declared_again_after_its_withdrawal_holds_again() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    declared = unavailable("party", an_id("claimant of case"), at(TUESDAY, 9), at(TUESDAY, 10))
    world.does(declared)
    world.does(WithdrawUnavailability(an_id("u")))
    assert world.does(declared) == [], "the hearing does not sit then any more"
    assert starts(world.asks("second", **ON_TUESDAY)) == ["2026-03-03 11:00"]


@pytest.mark.parametrize("joins_later", [False, True])
def test_a_party_who_is_somebody_known_elsewhere_is_away_as_that_person(joins_later: bool) -> None:
    world = World()
    advocate = a_party("advocate", "representative")
    known = replace(advocate, person_id=an_id("A"))
    away_early = unavailable("party", advocate.party_id, at(TUESDAY, 8), at(TUESDAY, 10))
    world.registers(parties=(advocate if joins_later else known,))
    world.asks(**ON_TUESDAY)
    (moved,) = world.does(away_early)
    assert (moved.reason, starts(moved)) == ("attendee_unavailable", ["2026-03-03 10:00"])
    if joins_later:
        world.does(UpdateCase(an_id("case"), 2, parties=(known,)))
    world.registers("other", parties=(a_party("advocate again", person_id=an_id("A")),))
    assert starts(world.asks("second", "other", **ON_TUESDAY)) == ["2026-03-03 11:00"]
    world.does(WithdrawUnavailability(an_id("u")))
    assert starts(world.asks("third", "other", **ON_TUESDAY)) == ["2026-03-03 09:00"]


@pytest.mark.parametrize("kind", ["person", "party", "room"])
def test_an_unavailability_of_somebody_unknown_waits(kind: Any) -> None:
    world = a_world()
    nobody = an_id("nobody")
    outcome = world.hears(unavailable(kind, nobody, at(MONDAY, 9), at(TUESDAY, 9)))
    assert outcome == Waits(f"unknown_{kind}", f"{kind}_id", str(nobody))
    unknown = WithdrawUnavailability(an_id("u"))
    assert world.hears(unknown) == Waits("unknown_unavailability", "unavailability_id", str(an_id("u")))


def test_somebody_who_becomes_free_in_another_court_is_free_here() -> None:
    world = World()
    world.registers(parties=(a_party("advocate", person_id=an_id("A")),))
    busy = Engagement(an_id("A"), an_id("elsewhere"), at(MONDAY, 9), at(MONDAY, 18))
    world.court.replace_engagements([an_id("A")], [busy])
    assert codes(world.asks(latest_on=MONDAY, **URGENT)) == ["attendee_busy"]
    world.court.replace_engagements([an_id("A")], [])
    (back,) = world.does(FreePeople(frozenset({an_id("A")})))
    assert isinstance(back, HearingScheduled)


def test_a_party_who_joins_is_told_without_a_move() -> None:
    world = a_world()
    stood = world.asks()
    parties = (*world.court.cases[an_id("case")].parties, a_party("victim", "victim"))
    (changed,) = world.does(UpdateCase(an_id("case"), 2, parties=parties))
    assert (changed.reason, changed.version) == ("request_changed", 2)
    assert changed.placing.sittings == stood.placing.sittings
    assert changed.placing.attendee_ids[-1] == an_id("victim")


def test_a_party_who_is_dropped_is_free_and_the_others_keep_their_time() -> None:
    world = World(judges=2, rooms=2, clerks=2)
    for name, not_by in (("case", "judge2"), ("other", "judge1")):
        advocate = a_party(f"advocate in {name}", "representative", person_id=an_id("A"))
        parties = (a_party(f"claimant of {name}"), advocate)
        world.registers(name, parties=parties, recused=frozenset({an_id(not_by)}))
    stood = world.asks(latest_on=TUESDAY, estimated_minutes=480, **ON_TUESDAY)
    waiting = world.asks("second", "other", latest_on=TUESDAY, **ON_TUESDAY)
    assert codes(waiting) == ["attendee_busy"]
    changed, scheduled = world.does(UpdateCase(an_id("case"), 2, parties=(a_party("claimant of case"),)))
    assert (changed.reason, changed.placing.sittings) == ("request_changed", stood.placing.sittings)
    assert changed.placing.attendee_ids == (an_id("claimant of case"),)
    assert changed.previous.attendee_ids == stood.placing.attendee_ids
    assert (scheduled.hearing_id, starts(scheduled)) == (an_id("second"), ["2026-03-03 09:00"])


def test_somebody_named_who_is_dropped_is_missed_by_nobody_until_the_hearing_is_asked_for_anew() -> None:
    world = a_world()
    named = (an_id("claimant of case"), an_id("defendant of case"))
    stood = world.asks(attendee_ids=named, **ON_TUESDAY)
    (changed,) = world.does(UpdateCase(an_id("case"), 2, parties=(a_party("claimant of case"), a_party("joins"))))
    assert (changed.reason, changed.placing.sittings) == ("request_changed", stood.placing.sittings)
    assert changed.placing.attendee_ids == named[:1]
    (moved,) = world.does(ApproveAbsence(away("judge1", TUESDAY)))
    assert (moved.reason, moved.placing.attendee_ids) == ("judge_absent", named[:1])
    unlisted = world.asks(request_version=2, attendee_ids=named, **ON_TUESDAY)
    assert [(one.code, one.refers_to) for one in unlisted.conflicts] == [("unknown_attendee", str(named[1]))]


def test_a_party_who_joins_and_is_taken_then_moves_the_hearing() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    busy = Engagement(an_id("A"), an_id("elsewhere"), at(TUESDAY, 9), at(TUESDAY, 11))
    world.court.replace_engagements([an_id("A")], [busy])
    parties = (*world.court.cases[an_id("case")].parties, a_party("advocate", person_id=an_id("A")))
    (moved,) = world.does(UpdateCase(an_id("case"), 2, parties=parties))
    assert (moved.reason, starts(moved)) == ("attendee_unavailable", ["2026-03-03 11:00"])


def test_a_party_who_joins_does_not_join_hearings_that_name_their_attendees() -> None:
    world = a_world()
    world.asks(attendee_ids=(an_id("claimant of case"),))
    parties = (*world.court.cases[an_id("case")].parties, a_party("victim", "victim"))
    assert world.does(UpdateCase(an_id("case"), 2, parties=parties)) == []


# The calendar, the catalogue, the clock -------------------------------------------------------------------------------


def test_a_day_that_is_closed_moves_its_hearings() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    told = world.does(ChangeCalendar(Calendar(closed=frozenset({TUESDAY})), TUESDAY, TUESDAY))
    assert told[0] == CalendarChanged(1, TUESDAY, TUESDAY)
    assert (told[1].reason, starts(told[1])) == ("plan", ["2026-03-04 09:00"])
    assert world.hears(ChangeCalendar(Calendar(closed=frozenset({TUESDAY})), TUESDAY, TUESDAY)) == Dropped()


def test_public_holidays_stay_closed_whatever_else_changes_and_are_opened_by_name() -> None:
    world = a_world(calendar=Calendar(holidays=frozenset({TUESDAY})))
    on_that_day: dict[str, Any] = {"latest_on": TUESDAY, **ON_TUESDAY}
    world.does(ChangeCalendar(Calendar(slot_minutes=10), MONDAY, MONDAY))
    assert world.hears(ChangeCalendar(Calendar(slot_minutes=10), MONDAY, MONDAY)) == Dropped()
    assert codes(world.asks(**on_that_day)) == ["court_closed"]
    told = world.does(ChangeCalendar(Calendar(open=frozenset({TUESDAY})), TUESDAY, TUESDAY))
    assert starts(told[1]) == ["2026-03-03 09:00"]


def test_a_day_that_is_opened_takes_what_waits() -> None:
    world = a_world()
    saturday = MONDAY + timedelta(days=5)
    assert codes(world.asks(earliest_on=saturday, latest_on=saturday, **URGENT)) == ["court_closed"]
    told = world.does(ChangeCalendar(Calendar(open=frozenset({saturday})), saturday, saturday))
    assert starts(told[1]) == ["2026-03-07 09:00"]


def test_other_sitting_hours_move_what_lies_outside_them() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    hours = ((time(10), time(13)), (time(14), time(18)))
    told = world.does(ChangeCalendar(Calendar(sitting_hours=hours), TUESDAY, TUESDAY))
    assert (told[1].reason, starts(told[1])) == ("plan", ["2026-03-03 10:00"])


def test_other_sitting_hours_move_what_lies_in_another_half_of_the_day_than_the_judge_works() -> None:
    world = World(judges=0)
    world.does(ChangePost(a_post("judge", 1, working_pattern={"tue": frozenset({"am"})})))
    world.registers()
    world.asks(starts_at=at(TUESDAY, 11), **URGENT)
    world.asks(request_version=2, **URGENT)
    hours = ((time(9), time(11)), (time(11), time(13)), (time(14), time(18)))
    told = world.does(ChangeCalendar(Calendar(sitting_hours=hours), TUESDAY, TUESDAY))
    assert (told[1].reason, starts(told[1])) == ("plan", ["2026-03-03 09:00"])


def test_another_zone_moves_what_lies_outside_its_hours() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    (moved,) = world.does(DescribeCourt(2, "Europe/Berlin", "kk", "district"))
    assert moved.placing.sittings[0].starts_at == datetime.fromisoformat("2026-03-03T09:00:00+01:00")
    assert world.hears(DescribeCourt(2, "Asia/Almaty", "kk", "district")) == Dropped()


def test_a_code_that_becomes_known_lists_what_waits_for_it() -> None:
    world = a_world(rooms=0)
    world.does(KeepRoom(a_room(1, "fireplace")))
    assert codes(world.asks(room_features=frozenset({"fireplace"}))) == ["unknown_code"]
    features = {**CATALOGUE.features, "fireplace": (RoomFeature("fireplace"),)}
    known = Catalogue(CATALOGUE.categories, CATALOGUE.hearing_types, features)
    world.court.catalogue = known
    (back,) = world.does(ReviewCatalogue())
    assert isinstance(back, HearingScheduled)


def test_a_code_that_begins_to_hold_lists_what_waits_for_it() -> None:
    world = a_world(rooms=0)
    world.does(KeepRoom(a_room(1, "fireplace")))
    features = {**CATALOGUE.features, "fireplace": (RoomFeature("fireplace", valid_from=TUESDAY),)}
    world.court.catalogue = Catalogue(CATALOGUE.categories, CATALOGUE.hearing_types, features)
    assert codes(world.asks(room_features=frozenset({"fireplace"}))) == ["unknown_code"]
    assert world.does(PassTime()) == []
    world.now = at(TUESDAY, 0, 1)
    (back,) = world.does(PassTime())
    assert isinstance(back, HearingScheduled)


def test_an_unlisted_hearing_is_told_of_again_only_when_the_reasons_change() -> None:
    world = a_world(rooms=0)
    world.asks(room_features=frozenset({"dock"}))
    (room,) = world.does(KeepRoom(a_room(1, "jury")))[:1]
    assert isinstance(room, RoomRegistered)
    told = world.does(KeepRoom(a_room(2)))
    assert [type(fact) for fact in told] == [RoomRegistered], "still no dock"


def test_a_window_that_has_passed_is_told_once() -> None:
    world = a_world()
    world.asks(latest_on=TUESDAY)
    world.now = at(TUESDAY, 20)
    assert world.does(PassTime()) == []
    world.now = at(TUESDAY + timedelta(days=1), 0, 1)
    (last,) = world.does(PassTime())
    assert codes(last) == ["window_in_past"]
    assert world.does(PassTime()) == []


def test_a_closed_case_cancels_what_stands_and_what_waits_but_not_what_is_past() -> None:
    world = a_world()
    world.asks("past", **URGENT)
    world.now = at(MONDAY, 12)
    world.asks("standing")
    world.asks("waiting", room_features=frozenset({"dock"}))
    told = world.does(CloseCase(an_id("case"), world.now, "resolved"))
    assert all(isinstance(fact, HearingCancelled) and fact.reason == "case_closed" for fact in told)
    assert {fact.hearing_id for fact in told} == {an_id("standing"), an_id("waiting")}
    (refused,) = world.does(WithdrawHearing(an_id("past"), an_id("case")))
    assert refused.reasons[0].code == "case_closed"


def test_a_shorter_custody_brings_a_hearing_forward() -> None:
    world = a_world()
    stands_on(world, MONDAY + timedelta(days=8))
    (moved,) = world.does(UpdateCase(an_id("case"), 2, custody=(MONDAY, MONDAY + timedelta(days=3))))
    assert moved.latest_lawful_on == MONDAY + timedelta(days=3)
    assert starts(moved) == ["2026-03-02 09:00"]


def test_what_was_changed_is_noted_once_for_storing() -> None:
    world = a_world()
    world.asks()
    world.does(ApproveAbsence(away("judge1", TUESDAY)))
    changes = world.court.take_changes()
    assert changes.hearings == {an_id("hearing")}
    assert changes.absences == {an_id("absence")}
    assert an_id("case") in changes.cases
    assert len(changes.told) == len(world.told)
    empty = world.court.take_changes()
    assert not empty.hearings
    assert not empty.told


def test_a_court_that_is_loaded_again_decides_the_same() -> None:
    world = a_world(rooms=2, clerks=2)
    world.asks()
    world.does(ApproveAbsence(away("judge1", date(2026, 3, 11), 5)))
    court = replace(world.court)
    world.court = court.open()
    world.registers("other")
    assert starts(world.asks("second", "other")) == ["2026-03-10 10:00"]
