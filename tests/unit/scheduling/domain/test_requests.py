"""A hearing is requested, requested anew, withdrawn, concluded."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import (
    ChangePost,
    CloseCase,
    ConcludeHearing,
    KeepRoom,
    PassTime,
    RegisterCase,
    WithdrawHearing,
)
from tarazy_scheduling.domain.facts import (
    EventRefused,
    HearingCancelled,
    HearingRecorded,
    HearingRescheduled,
    HearingScheduled,
    HearingUnlisted,
)
from tarazy_scheduling.domain.model.catalogue import Catalogue
from tarazy_scheduling.domain.model.codes import Category
from tarazy_scheduling.domain.model.means import Engagement
from tarazy_scheduling.domain.outcome import Dead, Dropped, Waits

from tests.unit.scheduling.domain.courts import (
    CATALOGUE,
    MONDAY,
    World,
    a_case,
    a_party,
    a_post,
    a_request,
    a_room,
    an_id,
    at,
    codes,
    starts,
)

TUESDAY = MONDAY + timedelta(days=1)
SATURDAY = MONDAY + timedelta(days=5)
URGENT: dict[str, Any] = {"priority": "urgent"}


def a_world(**more: Any) -> World:
    world = World(**more)
    world.registers()
    return world


def test_a_hearing_gets_the_earliest_place_that_leaves_the_notice() -> None:
    answer = a_world().asks(hearing_type="main")
    assert isinstance(answer, HearingScheduled)
    assert starts(answer) == ["2026-03-10 09:00"], "Tuesday to Monday are the five working days"
    assert answer.version == 1
    assert answer.placing.judges == (an_id("judge1"),)
    assert answer.placing.clerk == an_id("clerk1")
    assert answer.placing.attendee_ids == (an_id("claimant of case"), an_id("defendant of case"))
    assert [room.name for room in answer.rooms] == ["Room 1"]


@pytest.mark.parametrize("priority", ["urgent", "custody"])
def test_urgent_and_custody_need_no_notice(priority: Any) -> None:
    assert starts(a_world().asks(priority=priority)) == ["2026-03-02 09:00"]


def test_notice_that_is_asked_for_counts_before_the_catalogue_and_the_priority() -> None:
    assert starts(a_world().asks(min_notice_days=1, priority="urgent")) == ["2026-03-04 09:00"]


def test_the_same_day_is_taken_only_from_now_on() -> None:
    world = a_world()
    world.now = at(MONDAY, 10, 3)
    assert starts(world.asks(**URGENT)) == ["2026-03-02 10:05"]


def test_minutes_are_rounded_up_to_the_slot() -> None:
    answer = a_world().asks(estimated_minutes=62)
    (sitting,) = answer.placing.sittings
    assert sitting.ends_at - sitting.starts_at == timedelta(minutes=65)


def test_two_hearings_of_one_judge_follow_each_other() -> None:
    world = a_world(rooms=2, clerks=2)
    world.registers("other")
    assert starts(world.asks(**URGENT)) == ["2026-03-02 09:00"]
    assert starts(world.asks("second", "other", **URGENT)) == ["2026-03-02 10:00"]


def test_an_advocate_in_two_cases_is_in_one_place_at_a_time() -> None:
    world = World(judges=2, rooms=2, clerks=2)
    for name, not_by in (("case", "judge2"), ("other", "judge1")):
        advocate = a_party(f"advocate in {name}", "representative", person_id=an_id("advocate"))
        world.registers(name, parties=(advocate,), recused=frozenset({an_id(not_by)}))
    first, second = world.asks(**URGENT), world.asks("second", "other", **URGENT)
    assert first.placing.judges != second.placing.judges
    assert [starts(first), starts(second)] == [["2026-03-02 09:00"], ["2026-03-02 10:00"]]


def test_an_advocate_busy_in_another_court_is_not_free_here() -> None:
    world = World()
    world.registers(parties=(a_party("advocate", person_id=an_id("A")),))
    busy = Engagement(an_id("A"), an_id("elsewhere"), at(MONDAY, 9), at(MONDAY, 10, 2))
    world.court.replace_engagements([an_id("A")], [busy])
    assert starts(world.asks(**URGENT)) == ["2026-03-02 10:05"]
    world.court.replace_engagements([an_id("A")], [])
    world.registers("other", parties=(a_party("advocate again", person_id=an_id("A")),))
    assert starts(world.asks("second", "other", **URGENT)) == ["2026-03-02 09:00"]


def test_only_the_attendees_that_are_named_have_to_be_free() -> None:
    answer = a_world().asks(attendee_ids=(an_id("defendant of case"),))
    assert answer.placing.attendee_ids == (an_id("defendant of case"),)


def test_a_room_has_what_is_asked_for_and_no_more_than_it_must() -> None:
    world = a_world(rooms=0)
    for room in (a_room(1, "dock", "video"), a_room(2), a_room(3, "dock")):
        world.does(KeepRoom(room))
    assert [room.name for room in world.asks().rooms] == ["Room 2"]
    assert [room.name for room in world.asks("docked", room_features=frozenset({"dock"})).rooms] == ["Room 3"]
    assert [room.name for room in world.asks("remote", channel="video").rooms] == ["Room 1"]


def test_each_language_has_somebody_who_speaks_it() -> None:
    world = a_world(interpreters=["tr", "uz"])
    answer = world.asks(interpreter_languages=("uz", "tr"))
    assert answer.placing.interpreters == (an_id("interpreter2"), an_id("interpreter1"))


def test_a_court_without_a_clerk_post_needs_no_clerk() -> None:
    assert a_world(clerks=0).asks().placing.clerk is None


def test_whoever_attends_does_not_serve_as_clerk() -> None:
    world = World(clerks=2)
    world.registers(parties=(a_party("witness", "witness", person_id=an_id("clerk1")),))
    assert world.asks().placing.clerk == an_id("clerk2")


def test_half_days_of_a_working_pattern_are_kept() -> None:
    world = World(judges=0)
    pattern = {"tue": frozenset({"pm"}), "thu": frozenset({"am"})}
    world.does(ChangePost(a_post("judge", 1, working_pattern=pattern)))
    world.registers()
    assert starts(world.asks(estimated_minutes=240, **URGENT)) == ["2026-03-03 14:00"]
    assert starts(world.asks("second", **URGENT)) == ["2026-03-05 09:00"]


def test_a_long_hearing_gets_several_sittings_of_the_same_people() -> None:
    answer = a_world().asks(estimated_minutes=600, **URGENT)
    lengths = [(s.ends_at - s.starts_at) // timedelta(minutes=1) for s in answer.placing.sittings]
    assert starts(answer) == ["2026-03-02 09:00", "2026-03-02 14:00", "2026-03-03 09:00"]
    assert lengths == [240, 240, 120]


def test_an_answer_tells_the_last_lawful_day() -> None:
    world = World()
    world.registers(custody_limit_on=MONDAY + timedelta(days=12))
    assert world.asks().latest_lawful_on == MONDAY + timedelta(days=12)


# Why not ----------------------------------------------------------------------------------------------------------


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
    limited = Catalogue.of([Category("civil.limited", 60, lawful_days=31)], [], [])
    world.court.catalogue = replace(CATALOGUE, categories=limited.categories)
    world.registers(category="civil.limited")
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
    limited = Catalogue.of([Category("civil.limited", 60, lawful_days=31)], [], [])
    world.court.catalogue = replace(CATALOGUE, categories=limited.categories)
    world.registers(category="civil.limited", filed_at=datetime(9999, 12, 31, tzinfo=UTC))
    assert world.asks().latest_lawful_on == date.max


# Versions ---------------------------------------------------------------------------------------------------------


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


# Conclusions --------------------------------------------------------------------------------------------------------


def conclusion(outcome: Any, **more: Any) -> ConcludeHearing:
    return ConcludeHearing(an_id("hearing"), an_id("case"), outcome, **more)


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


# References -----------------------------------------------------------------------------------------------------------


def test_what_refers_to_something_unknown_waits_for_it() -> None:
    world = World()
    assert world.hears(a_request()) == Waits("unknown_case", "case_id", str(an_id("case")))
    world.registers()
    withdrawal = WithdrawHearing(an_id("hearing"), an_id("case"))
    assert world.hears(withdrawal) == Waits("unknown_hearing", "hearing_id", str(an_id("hearing")))
    assert world.hears(conclusion("not_held")) == Waits("unknown_hearing", "hearing_id", str(an_id("hearing")))
    assert isinstance(world.asks(), HearingScheduled)


def test_a_hearing_of_another_case_is_dead() -> None:
    world = a_world()
    world.registers("other")
    world.asks()
    outcome = world.hears(a_request("hearing", "other", request_version=2))
    assert isinstance(outcome, Dead)
    assert outcome.reasons[0].code == "field_wrong"
    world.asks("of other", "other")
    outcome = world.hears(conclusion("not_held", following=a_request("of other")))
    assert isinstance(outcome, Dead)
    assert world.court.hearings[an_id("hearing")].state == "listed", "nothing was changed"


def test_a_hearing_in_a_closed_case_is_unlisted() -> None:
    world = a_world()
    world.does(CloseCase(an_id("case"), world.now, "resolved"))
    assert codes(world.asks()) == ["case_closed"]


def test_nothing_is_decided_for_a_court_that_is_not_registered() -> None:
    world = World()
    world.court.version = 0
    assert world.hears(RegisterCase(a_case())) == Waits("unknown_court", "court_id", "almaty-1")
