"""Every type: what it takes, what it needs and what its values range over."""

from datetime import datetime

import pytest
from pydantic import ValidationError
from tarazy_shared.contracts import registry
from tarazy_shared.contracts.cases import CaseRegistered, HearingRequested
from tarazy_shared.contracts.hearings import HearingScheduled

from tests.unit.contracts.examples import (
    APPOINTED,
    CONCLUDED,
    HEARING,
    MINIMAL,
    REGISTERED,
    REQUESTED,
    UNAVAILABLE,
    UPDATED,
    read,
    record,
    spoilt,
    uid,
)
from tests.unit.contracts.spoiling import data_of


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
