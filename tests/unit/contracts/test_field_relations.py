"""Fields that must fit each other, and wrong ones at their paths."""

import json

import pytest
from tarazy_shared.contracts.hearings import PersonIds

from tests.unit.contracts.examples import (
    APPOINTED,
    CONCLUDED,
    MINIMAL,
    PARTY,
    PERSON_IDS,
    REGISTERED,
    REQUESTED,
    SITTING,
    UNAVAILABLE,
    UPDATED,
    spoilt,
    uid,
)
from tests.unit.contracts.spoiling import data_of


def test_a_party_is_wrong_at_its_path() -> None:
    parties = [{**PARTY, "party_id": uid(20 + n)} for n in range(3)]
    parties[2] |= {"role": "king"}
    assert spoilt(REGISTERED, parties=parties) == [("parties[2].role", "field_wrong")]


def test_five_hundred_parties_are_taken_and_one_more_is_not() -> None:
    parties = [{**PARTY, "party_id": uid(1000 + n)} for n in range(501)]
    assert spoilt(REGISTERED, parties=parties[:500]) == []
    assert spoilt(REGISTERED, parties=parties) == [("parties", "field_wrong")]


@pytest.mark.parametrize("event_type", [REGISTERED, UPDATED])
def test_two_parties_with_one_id_are_wrong(event_type: str) -> None:
    assert spoilt(event_type, parties=[PARTY, PARTY]) == [("parties[1].party_id", "field_wrong")]


def test_an_update_tells_what_is_absent_from_what_is_empty() -> None:
    update = data_of(UPDATED, specialisms=[])
    assert update.specialisms == ()
    assert update.related_case_ids is None


def test_a_range_has_to_end_after_it_starts() -> None:
    at, later = "2026-03-02T09:00:00+05:00", "2026-03-02T10:00:00+05:00"
    for event_type in (UNAVAILABLE, "court.absence.approved.v1", "court.absence.cancelled.v1"):
        for starts_at, ends_at in ((later, at), (at, at)):
            assert spoilt(event_type, starts_at=starts_at, ends_at=ends_at) == [("ends_at", "field_wrong")]
    for outcome in ("held", "adjourned", "not_held"):
        assert spoilt(CONCLUDED, outcome=outcome, started_at=later, ended_at=at) == [("ended_at", "field_wrong")]
    for event_type in (APPOINTED, "court.staff.authorised.v1", "court.interest.declared.v1"):
        assert spoilt(event_type, from_on="2026-02-02", to_on="2026-02-01") == [("to_on", "field_wrong")]
        assert spoilt(event_type, from_on="2026-02-02", to_on="2026-02-02") == []


def test_held_needs_both_times_and_adjourned_none() -> None:
    assert spoilt(CONCLUDED, started_at=None, ended_at=None) == [
        ("started_at", "field_wrong"),
        ("ended_at", "field_wrong"),
    ]
    assert spoilt(CONCLUDED, ended_at=None) == [("ended_at", "field_wrong")]
    assert spoilt(CONCLUDED, outcome="adjourned", started_at=None, ended_at=None) == []


def test_the_next_hearing_is_a_whole_request_of_the_same_case() -> None:
    following = {**MINIMAL[REQUESTED], "hearing_id": uid(30)}
    assert data_of(CONCLUDED, next=following).next.hearing_type == "main"
    without = {name: value for name, value in following.items() if name != "hearing_type"}
    assert spoilt(CONCLUDED, next=without) == [("next.hearing_type", "field_missing")]
    assert spoilt(CONCLUDED, next={**following, "case_id": uid(31), "court_id": "other"}) == [
        ("next.case_id", "field_wrong"),
        ("next.court_id", "field_wrong"),
    ]
    assert spoilt(CONCLUDED, next=MINIMAL[REQUESTED]) == [("next.hearing_id", "field_wrong")]


def test_exactly_one_of_person_party_and_room_is_unavailable() -> None:
    assert spoilt(UNAVAILABLE, person_id=None) == [("person_id", "field_wrong")]
    assert spoilt(UNAVAILABLE, room_id=uid(5)) == [("person_id", "field_wrong")]
    assert spoilt(UNAVAILABLE, person_id=None, room_id=uid(5)) == []


def test_a_link_needs_both_of_its_fields() -> None:
    assert spoilt(REQUESTED, link="before") == [("linked_hearing_id", "field_wrong")]
    assert spoilt(REQUESTED, linked_hearing_id=uid(40)) == [("link", "field_wrong")]
    assert spoilt(REQUESTED, linked_hearing_id=uid(40), link="same_day") == []


def test_a_working_pattern_names_half_days_of_the_week() -> None:
    assert spoilt(APPOINTED, working_pattern={"monday": ["am"]}) == [("working_pattern.monday", "field_wrong")]
    assert spoilt(APPOINTED, working_pattern={"mon": ["evening"]}) == [("working_pattern.mon[0]", "field_wrong")]


def test_working_patterns_to_come_stand_in_the_order_of_their_days() -> None:
    first, second = {"from_on": "2026-05-01", "working_pattern": {"mon": ["am"]}}, {"from_on": "2026-06-01"}
    assert spoilt(APPOINTED, working_patterns=[first, second]) == []
    assert spoilt(APPOINTED, working_patterns=[second, first]) == [("working_patterns", "field_wrong")]
    assert spoilt(APPOINTED, working_patterns=[first, first]) == [("working_patterns", "field_wrong")]
    assert spoilt(APPOINTED, working_patterns=[{"working_pattern": None}]) == [
        ("working_patterns[0].from_on", "field_missing")
    ]


def test_a_candidate_that_fits_neither_form_is_wrong_where_it_stands() -> None:
    proof = json.loads(json.dumps(MINIMAL["court.case.allocated.v1"]["proof"]))
    proof["candidates"][1] = {"person_id": uid(9), "excluded": 7}
    assert ("proof.candidates[1].excluded", "field_wrong") in spoilt("court.case.allocated.v1", proof=proof)


def test_a_sitting_has_to_end_after_it_starts() -> None:
    sitting = {**SITTING, "ends_at": "2026-03-02T08:00:00+05:00"}
    assert spoilt("court.hearing.scheduled.v1", sittings=[sitting]) == [("sittings[0].ends_at", "field_wrong")]


def test_the_clerk_is_written_even_when_there_is_none() -> None:
    placed = data_of("court.hearing.scheduled.v1")
    assert json.loads(placed.model_dump_json(exclude_none=True))["person_ids"] == PERSON_IDS
    assert PersonIds.model_json_schema()["required"] == ["judges", "clerk", "interpreters"]


def test_a_gap_needs_a_link_that_says_before_or_after() -> None:
    same_day = {"linked_hearing_id": uid(40), "link": "same_day"}
    for name in ("link_gap_minutes", "link_gap_days"):
        assert spoilt(REQUESTED, **same_day, **{name: 1}) == [(name, "field_wrong")]
        assert spoilt(REQUESTED, **{name: 1}) == [(name, "field_wrong")]
        assert spoilt(REQUESTED, **(same_day | {"link": "after"}), **{name: 1}) == []
