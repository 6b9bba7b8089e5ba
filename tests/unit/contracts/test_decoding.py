"""A record becomes an event, or everything that is wrong with it is told; whatever comes."""

import dataclasses
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_shared.contracts.decoding import MOST_REASONS, Ignored, Malformed, decode
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import RawRecord

from tests.unit.contracts.examples import (
    ALL_TYPES,
    COURT,
    EVENT_ID,
    MINIMAL,
    REGISTERED,
    REQUESTED,
    headers,
    read,
    reasons,
    record,
    uid,
)


def test_a_well_formed_record_becomes_an_event() -> None:
    event = read(record(REGISTERED))
    assert isinstance(event, Event)
    assert (event.id, event.type, event.source) == (EVENT_ID, REGISTERED, "/court-system/test")
    assert (event.subject, event.court_id) == (uid(1), COURT)
    assert event.time.isoformat() == "2026-03-01T08:00:00+00:00"
    assert (event.causation_id, event.correlation_id, event.traceparent, event.republished) == (
        None, None, None, False,
    )  # fmt: skip


def test_a_null_value_is_null_value() -> None:
    assert reasons(dataclasses.replace(record(REGISTERED), value=None)) == [("", "null_value")]


def padded(length: int) -> bytes:
    data = json.dumps({**MINIMAL[REGISTERED], "padding": ""}).encode()
    return data[:-2] + b"x" * (length - len(data)) + data[-2:]


def test_a_value_of_more_than_900_000_bytes_is_too_large() -> None:
    assert reasons(record(REGISTERED, value=padded(900_000))) == []
    assert reasons(record(REGISTERED, value=padded(900_001))) == [("", "too_large")]


@pytest.mark.parametrize("value", [b"", b"not json", b"[]", b"1", b'"text"', b"null", b'{"a":1,"a":2}', b"[{}]"])
def test_what_is_no_object_is_not_json(value: bytes) -> None:
    assert reasons(record(REGISTERED, value=value)) == [("", "not_json")]


def test_a_number_beyond_a_double_is_field_wrong_wherever_it_stands() -> None:
    for place, path in (("complexity", "complexity"), ("nobody_knows", "nobody_knows")):
        value = json.dumps({**MINIMAL[REGISTERED], place: 12345}).replace("12345", "1e999").encode()
        assert reasons(record(REGISTERED, value=value)) == [(path, "field_wrong")]


@pytest.mark.parametrize("key", [None, b"", b"other-court", COURT.upper().encode(), b"\xff"])
def test_a_key_that_is_not_the_court_is_key_mismatch(key: bytes | None) -> None:
    assert reasons(record(REGISTERED, key=key)) == [("key", "key_mismatch")]


def test_without_a_court_in_the_data_the_field_is_what_is_missing() -> None:
    data = {name: value for name, value in MINIMAL[REGISTERED].items() if name != "court_id"}
    assert reasons(record(REGISTERED, data)) == [("court_id", "field_missing")]


def test_every_wrong_thing_has_a_reason_of_its_own() -> None:
    data = {**MINIMAL[REGISTERED], "number": " ", "complexity": 9}
    del data["category"]
    found = reasons(record(REGISTERED, data, key=b"x1", fields=headers(REGISTERED, ce_time=b"?", ce_id=b"?")))
    assert sorted(found) == sorted(
        [
            ("ce_id", "header_wrong"),
            ("ce_time", "header_wrong"),
            ("key", "key_mismatch"),
            ("number", "field_wrong"),
            ("complexity", "field_wrong"),
            ("category", "field_missing"),
        ]
    )


def test_a_malformed_record_still_says_which_event_it_was() -> None:
    malformed = read(record(REGISTERED, value=b"x"))
    assert isinstance(malformed, Malformed)
    assert (malformed.event_id, malformed.type) == (EVENT_ID, REGISTERED)
    nameless = read(record(REGISTERED, fields=headers(REGISTERED, ce_id=b"?", ce_type=b"\xff")))
    assert isinstance(nameless, Malformed)
    assert (nameless.event_id, nameless.type) == (None, None)


def test_the_reasons_of_a_hopeless_record_are_bounded_and_found_quickly() -> None:
    values = [
        json.dumps({**MINIMAL[REQUESTED], "attendee_ids": [1] * 250_000}).encode(),
        json.dumps({f"name {n}": n for n in range(40_000)}).encode()[:-1] + b',"name 1":1}',
        b"[" * 900_000,
        b"\x00" * 900_000,
        b'"' * 900_000,
        b"9" * 900_000,
    ]
    for value in values:
        before = time.perf_counter()
        malformed = read(record(REQUESTED, value=value))
        assert time.perf_counter() - before < 5
        assert isinstance(malformed, Malformed)
        assert 1 <= len(malformed.reasons) <= MOST_REASONS
        assert len(str(malformed)) < 100_000


def test_the_name_of_a_wrong_field_is_cut_to_a_length_that_can_be_stored() -> None:
    data = {**MINIMAL["court.staff.appointed.v1"], "working_pattern": {"x" * 5000: []}}
    malformed = read(record("court.staff.appointed.v1", data))
    assert isinstance(malformed, Malformed)
    assert all(len(reason.field) <= 200 and len(reason.text) <= 500 for reason in malformed.reasons)


KNOWN_HEADERS = [name for name, _ in headers(REGISTERED)] + ["traceparent", "ce_republished"]
HEADER_NAMES = st.sampled_from(KNOWN_HEADERS) | st.text()
HEADER_VALUES = (
    st.none() | st.binary() | st.sampled_from([name.encode() for name in sorted(ALL_TYPES)] + [EVENT_ID.encode()])
)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(
    st.sampled_from(["court.cases", "court.staff", "court.hearings", "court.notices", "other"]),
    st.none() | st.binary(),
    st.lists(st.tuples(HEADER_NAMES, HEADER_VALUES)),
    st.none() | st.binary(),
    st.booleans(),
)
def test_decoding_never_raises_whatever_comes(
    topic: str, key: bytes | None, fields: list[tuple[str, bytes | None]], value: bytes | None, first_reader: bool
) -> None:
    raw = RawRecord(topic, 0, 0, 0, key, fields, value)
    assert isinstance(decode(raw, uses=ALL_TYPES, first_reader=first_reader), Ignored | Malformed)


@given(st.data())
def test_decoding_never_raises_for_data_spoilt_in_any_field(data: st.DataObject) -> None:
    event_type = data.draw(st.sampled_from(sorted(MINIMAL)))
    spoilt = dict(MINIMAL[event_type])
    for _ in range(data.draw(st.integers(1, 3))):
        node = spoilt
        while True:
            name = data.draw(st.sampled_from(sorted(node)))
            child = node[name][0] if isinstance(node[name], list) and node[name] else node[name]
            if not isinstance(child, dict) or not child or data.draw(st.booleans()):
                break
            inner = dict(child)
            node[name] = [inner] if isinstance(node[name], list) else inner
            node = inner
        node[name] = data.draw(JUNK)
    decoded = read(record(event_type, spoilt))
    assert isinstance(decoded, Event | Malformed)
    if isinstance(decoded, Malformed):
        assert decoded.reasons
        assert len({reason.field for reason in decoded.reasons}) == len(decoded.reasons)
