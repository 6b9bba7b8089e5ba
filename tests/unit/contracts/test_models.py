"""Every type: what it takes and what is a wrong field."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError
from tarazy_shared.contracts import registry
from tarazy_shared.contracts.cases import CaseRegistered, HearingRequested
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.hearings import HearingScheduled, PersonIds

from tests.unit.contracts.examples import (
    APPOINTED,
    CONCLUDED,
    HEARING,
    MINIMAL,
    PARTY,
    PERSON_IDS,
    REGISTERED,
    REQUESTED,
    SITTING,
    UNAVAILABLE,
    UPDATED,
    read,
    record,
    spoilt,
    uid,
)


def data_of(event_type: str, **changed: object) -> Any:
    event = read(record(event_type, {**MINIMAL[event_type], **changed}))
    assert isinstance(event, Event), event
    return event.data


def test_every_declared_type_has_an_example() -> None:
    assert MINIMAL.keys() == registry.MODELS.keys()


@pytest.mark.parametrize("event_type", sorted(MINIMAL))
def test_the_required_fields_suffice(event_type: str) -> None:
    assert type(data_of(event_type)) is registry.MODELS[event_type]


@pytest.mark.parametrize("event_type", sorted(MINIMAL))
def test_each_required_field_is_missed_whether_absent_or_null(event_type: str) -> None:
    required = set(registry.MODELS[event_type].model_json_schema()["required"])
    assert required
    for name in required:
        without = {key: value for key, value in MINIMAL[event_type].items() if key != name}
        for data in (without, {**without, name: None}):
            decoded = read(record(event_type, data))
            assert [(name, "field_missing")] == [(r.field, r.code) for r in decoded.reasons]  # type: ignore[union-attr]


@pytest.mark.parametrize("event_type", sorted(MINIMAL))
def test_an_optional_field_that_is_null_counts_as_absent(event_type: str) -> None:
    model = registry.MODELS[event_type]
    optional = {name for name, field in model.model_fields.items() if not field.is_required()}
    nulls = dict.fromkeys(optional - MINIMAL[event_type].keys())
    assert data_of(event_type, **nulls) == data_of(event_type)


def test_defaults_are_those_of_the_contract() -> None:
    case = data_of(REGISTERED)
    assert (case.instance, case.complexity, case.confidential) == ("first", 2, False)
    assert (case.parties[0].kind, case.parties[0].minor) == ("person", False)
    request = data_of(REQUESTED)
    assert (request.request_version, request.priority, request.channel, request.judges) == (
        1, "normal", "in_person", 1,
    )  # fmt: skip
    assert request.attendee_ids is None
    court = data_of("court.court.registered.v1")
    assert (court.zone, court.language) == ("Asia/Almaty", "kk")
    assert data_of(APPOINTED).full_time_share == 1.0


def test_unknown_fields_are_ignored() -> None:
    assert data_of(REGISTERED, something_new={"deep": [1]}) == data_of(REGISTERED)


def test_models_are_immutable() -> None:
    with pytest.raises(ValidationError):
        data_of(REGISTERED).number = "other"


@pytest.mark.parametrize("court_id", ["a", "x" * 41, "Almaty", "алматы", "a b", "ab\n", "", 12])
def test_court_id_is_a_short_code(court_id: object) -> None:
    assert ("court_id", "field_wrong") in spoilt(REGISTERED, court_id=court_id)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0\u2003", "x" * 501, 5, ["a"], True])
def test_a_text_of_wrong_length_kind_or_of_white_space_alone_is_wrong(text: object) -> None:
    assert spoilt(REGISTERED, number=text) == [("number", "field_wrong")]


@pytest.mark.parametrize("text", ["x" * 500, "😀" * 500, "a\u0001b\r\nc\u007f", " a"])
def test_a_text_counts_code_points_and_may_hold_control_characters(text: str) -> None:
    assert data_of(REGISTERED, parties=[{**PARTY, "name": text}]).parties[0].name == text
    assert data_of("court.hearing.withdrawn.v1", note=text).note == text


@pytest.mark.parametrize(
    "spelling",
    ["", "x", uid(1).replace("-", ""), "{" + uid(1) + "}", f"urn:uuid:{uid(1)}", uid(1)[:-1] + "g", 7, uid(1) + "0"],
)
def test_an_id_is_a_uuid_in_its_canonical_spelling(spelling: object) -> None:
    assert spoilt(REGISTERED, case_id=spelling) == [("case_id", "field_wrong")]


def test_an_upper_case_uuid_is_the_same_id() -> None:
    case_id = "ABCDEF00-0000-7000-8000-00000000000A"
    assert str(data_of(REGISTERED, case_id=case_id).case_id) == case_id.lower()


@pytest.mark.parametrize(
    "instant",
    [
        "2026-03-02T09:00:00",
        "2026-03-02 09:00:00Z",
        "2026-03-02T09:00Z",
        "2026-03-02",
        "2026-02-30T09:00:00Z",
        "2026-03-02T25:00:00Z",
        "2026-03-02T09:00:00+0500",
        "0001-01-01T00:00:00+05:00",
        "1772000000",
        "٢٠٢٦-03-02T09:00:00Z",
        1772000000,
        1772000000.5,
        True,
        "",
    ],
)
def test_an_instant_needs_the_form_of_rfc_3339(instant: object) -> None:
    assert spoilt(REGISTERED, filed_at=instant) == [("filed_at", "field_wrong")]


def test_an_instant_is_kept_in_utc() -> None:
    expected = datetime(2026, 3, 2, 4, 0, 0, 123456, tzinfo=UTC)
    for spelling in ("2026-03-02T09:00:00.1234567+05:00", "2026-03-02t04:00:00.123456z"):
        filed_at = data_of(REGISTERED, filed_at=spelling).filed_at
        assert filed_at == expected
        assert filed_at.tzinfo is UTC


@pytest.mark.parametrize("day", ["2026-3-2", "20260302", "2026-W10-1", "2026-02-30", "2026-03-02T00:00:00Z", 20260302])
def test_a_day_needs_its_form(day: object) -> None:
    assert spoilt(REQUESTED, latest_on=day) == [("latest_on", "field_wrong")]


def test_custody_begins_on_a_day_or_at_an_instant() -> None:
    custody = data_of(REGISTERED, custody={"since": "2026-03-02T23:30:00+05:00", "limit_on": "2026-05-02"}).custody
    assert (custody.since, custody.limit_on) == (date(2026, 3, 2), date(2026, 5, 2))
    assert spoilt(REGISTERED, custody={"since": "2026-03-02", "limit_on": "2026-03-01"}) == [
        ("custody.limit_on", "field_wrong")
    ]


@pytest.mark.parametrize(
    ("event_type", "field", "value"),
    [
        (REGISTERED, "instance", "second"),
        (REGISTERED, "language", "de"),
        (REGISTERED, "complexity", 0),
        (REGISTERED, "complexity", 6),
        (REGISTERED, "complexity", "2"),
        (REGISTERED, "complexity", 2.5),
        (REGISTERED, "complexity", True),
        (REGISTERED, "confidential", "yes"),
        (REGISTERED, "confidential", 0),
        (REGISTERED, "specialisms", "juvenile"),
        (REGISTERED, "specialisms", {}),
        (REGISTERED, "parties", []),
        (REGISTERED, "parties", {}),
        (UPDATED, "version", 1),
        (UPDATED, "version", 0),
        (UPDATED, "version", "2"),
        (UPDATED, "version", 2**63),
        (UPDATED, "parties", []),
        ("court.court.updated.v1", "version", 1),
        ("court.staff.updated.v1", "version", 1),
        ("court.room.updated.v1", "version", 1),
        ("court.case.closed.v1", "outcome", "lost"),
        (REQUESTED, "estimated_minutes", 4),
        (REQUESTED, "estimated_minutes", 2401),
        (REQUESTED, "estimated_minutes", "60"),
        (REQUESTED, "request_version", 0),
        (REQUESTED, "priority", "high"),
        (REQUESTED, "channel", "phone"),
        (REQUESTED, "judges", 2),
        (REQUESTED, "judges", True),
        (REQUESTED, "interpreter_languages", ["german"]),
        (REQUESTED, "min_notice_days", -1),
        (CONCLUDED, "outcome", "over"),
        ("court.court.registered.v1", "zone", "Asia/Nowhere"),
        ("court.court.registered.v1", "zone", "../etc/passwd"),
        ("court.court.registered.v1", "level", "global"),
        ("court.absence.approved.v1", "kind", "holiday"),
        (APPOINTED, "full_time_share", 0),
        (APPOINTED, "full_time_share", "1"),
        ("court.norm.changed.v1", "weight_minutes", -1),
        ("court.cause_list.published.v1", "edition", "last"),
        ("court.case.allocated.v1", "reason", "whim"),
    ],
)
def test_a_value_outside_its_range_list_or_kind_is_wrong(event_type: str, field: str, value: object) -> None:
    named = {name for name, _ in spoilt(event_type, **{field: value})}
    assert named
    assert all(name == field or name.startswith(f"{field}[") for name in named)


@pytest.mark.parametrize(
    ("event_type", "field", "value"),
    [
        (REGISTERED, "category", "nobody.knows.this"),
        (REQUESTED, "hearing_type", "tea"),
        (REQUESTED, "room_features", ["sauna"]),
        (REQUESTED, "latest_on", "2026-01-01"),
        (REQUESTED, "min_notice_days", 0),
        (REQUESTED, "judges", 3),
        (REQUESTED, "interpreter_languages", ["de", "uzb"]),
        (REQUESTED, "estimated_minutes", 2400),
        (APPOINTED, "role", "bailiff"),
        (APPOINTED, "languages", ["kk", "de"]),
        (APPOINTED, "full_time_share", 1),
        (APPOINTED, "working_pattern", {"mon": ["am", "pm"], "fri": []}),
        (UPDATED, "version", 2**63 - 1),
    ],
)
def test_what_only_the_domain_can_judge_is_no_wrong_field(event_type: str, field: str, value: object) -> None:
    assert spoilt(event_type, **{field: value}) == []


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


def test_what_we_build_ourselves_is_held_to_the_same_rules() -> None:
    scheduled = data_of("court.hearing.scheduled.v1")
    with pytest.raises(ValidationError):
        HearingScheduled(**{**dict(scheduled), "hearing_id": HEARING["hearing_id"]})  # a text is no UUID here
    with pytest.raises(ValidationError):
        HearingRequested(**{**dict(data_of(REQUESTED)), "starts_at": datetime(2026, 3, 2, 9)})  # noqa: DTZ001
    assert HearingScheduled(**dict(scheduled)) == scheduled


@pytest.mark.parametrize(
    ("event_type", "changed", "subject"),
    [
        (REGISTERED, {}, uid(1)),
        ("court.recusal.granted.v1", {}, uid(1)),
        (REQUESTED, {}, uid(2)),
        (UNAVAILABLE, {}, uid(12)),
        ("court.absence.approved.v1", {}, uid(3)),
        ("court.interest.declared.v1", {}, uid(3)),
        ("court.staff.authorised.v1", {}, uid(3)),
        ("court.court.registered.v1", {}, "almaty-1"),
        ("court.norm.changed.v1", {}, "almaty-1"),
        ("court.case.allocated.v1", {}, uid(1)),
        ("court.hearing.scheduled.v1", {}, uid(2)),
        ("court.room.closed.v1", {}, uid(5)),
        ("court.calendar.changed.v1", {}, "almaty-1"),
        ("court.cause_list.published.v1", {}, "almaty-1"),
        ("court.notice.sent.v1", {}, uid(11)),
        ("court.event.refused.v1", {}, uid(15)),
        ("court.event.refused.v1", {"case_id": uid(1)}, uid(1)),
        ("court.event.refused.v1", {"case_id": uid(1), "hearing_id": uid(2)}, uid(2)),
    ],
)
def test_the_subject_is_the_aggregate(event_type: str, changed: dict[str, str], subject: str) -> None:
    assert data_of(event_type, **changed).subject == subject


def test_case_registered_is_equal_by_content() -> None:
    one, other = data_of(REGISTERED), data_of(REGISTERED)
    assert isinstance(one, CaseRegistered)
    assert one == other
    assert one != data_of(REGISTERED, complexity=3)
