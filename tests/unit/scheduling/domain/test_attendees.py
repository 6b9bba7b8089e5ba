"""Parties who are away, back, busy elsewhere, joining or dropped."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import ApproveAbsence, FreePeople, UpdateCase, WithdrawUnavailability
from tarazy_scheduling.domain.facts import EventRefused, HearingScheduled
from tarazy_scheduling.domain.model.means import Engagement
from tarazy_scheduling.domain.outcome import Dropped, Waits

from tests.unit.scheduling.domain.changes import ON_TUESDAY, away, unavailable
from tests.unit.scheduling.domain.courts import (
    MONDAY,
    TUESDAY,
    URGENT,
    World,
    a_party,
    a_world,
    an_id,
    at,
    codes,
    starts,
)


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
