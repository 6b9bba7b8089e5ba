"""One test per rule and code of the contract about headers."""

import pytest
from tarazy_shared.contracts.event import Event

from tests.unit.contracts.examples import EVENT_ID, REGISTERED, headers, read, reasons, record, uid

REQUIRED = ["ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject"]


def test_optional_headers_are_read() -> None:
    trace = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    extra = {"ce_causationid": b"c", "ce_correlationid": b"k", "traceparent": trace, "ce_republished": b"true"}
    event = read(record(REGISTERED, fields=headers(REGISTERED, **extra)))
    assert isinstance(event, Event)
    assert (event.causation_id, event.correlation_id, event.traceparent, event.republished) == (
        "c", "k", trace.decode(), True,
    )  # fmt: skip


def test_the_subject_follows_from_the_data_not_from_the_header() -> None:
    event = read(record(REGISTERED, fields=headers(REGISTERED, ce_subject=uid(999).encode())))
    assert isinstance(event, Event)
    assert event.subject == uid(1)


def test_an_upper_case_id_is_the_same_identity() -> None:
    event = read(record(REGISTERED, fields=headers(REGISTERED, ce_id=EVENT_ID.upper().encode())))
    assert isinstance(event, Event)
    assert event.id == EVENT_ID


@pytest.mark.parametrize("name", REQUIRED)
def test_a_required_header_that_is_absent_is_header_missing(name: str) -> None:
    fields = [(key, value) for key, value in headers(REGISTERED) if key != name]
    assert reasons(record(REGISTERED, fields=fields)) == [(name, "header_missing")]


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, b"", b"  ", b"\xff\xfe", b"a\x00b", b"a\nb", b"x" * 501])
def test_a_required_header_that_cannot_be_read_is_header_wrong(name: str, value: bytes | None) -> None:
    assert reasons(record(REGISTERED, fields=headers(REGISTERED, **{name: value}))) == [(name, "header_wrong")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ce_specversion", b"0.3"),
        ("ce_specversion", b"1"),
        ("ce_id", b"17"),
        ("ce_id", EVENT_ID.replace("-", "").encode()),
        ("ce_source", b"urn:somebody"),
        ("ce_source", b"/court-system/"),
        ("ce_source", b"/tarazy"),
        ("ce_time", b"2026-03-01"),
        ("ce_time", b"2026-03-01T08:00:00"),
        ("ce_time", b"yesterday"),
        ("ce_republished", b"maybe"),
        ("ce_causationid", b""),
        ("ce_correlationid", b"\xff"),
    ],
)
def test_a_header_of_wrong_form_is_header_wrong(name: str, value: bytes) -> None:
    assert reasons(record(REGISTERED, fields=headers(REGISTERED, **{name: value}))) == [(name, "header_wrong")]


@pytest.mark.parametrize("name", [*REQUIRED, "ce_causationid", "ce_correlationid", "ce_republished", "ce_unheard"])
def test_a_cloudevents_header_that_occurs_twice_is_header_wrong_even_when_equal(name: str) -> None:
    fields = headers(REGISTERED, ce_causationid=b"c", ce_correlationid=b"k", ce_republished=b"true", ce_unheard=b"u")
    again = [field for field in fields if field[0] == name]
    assert reasons(record(REGISTERED, fields=[*fields, *again, *again])) == [(name, "header_wrong")]


def test_headers_nobody_knows_are_ignored() -> None:
    others: list[tuple[str, bytes | None]] = [("x", None), ("x", b"\xff"), ("ce_unheard", b"\xff"), ("", b"")]
    assert reasons(record(REGISTERED, fields=[*headers(REGISTERED), *others])) == []


@pytest.mark.parametrize("value", [b"junk", b"\xff", b"00-" + b"0" * 32 + b"-b7ad6b7169203331-01"])
def test_a_trace_that_cannot_be_read_is_no_trace(value: bytes) -> None:
    event = read(record(REGISTERED, fields=headers(REGISTERED, traceparent=value)))
    assert isinstance(event, Event)
    assert event.traceparent is None


@pytest.mark.parametrize(
    "value", [None, b"", b"text/plain", b"application/cloudevents+json", b"application/json; charset=utf-16", b"\xff"]
)
def test_another_content_type_is_content_type(value: bytes | None) -> None:
    assert reasons(record(REGISTERED, fields=headers(REGISTERED, content_type=value))) == [
        ("content-type", "content_type")
    ]


def test_a_missing_content_type_is_content_type() -> None:
    fields = [field for field in headers(REGISTERED) if field[0] != "content-type"]
    assert reasons(record(REGISTERED, fields=fields)) == [("content-type", "content_type")]


@pytest.mark.parametrize("value", [b"application/json; charset=utf-8", b'Application/JSON;charset="UTF-8"'])
def test_json_in_utf_8_may_say_so(value: bytes) -> None:
    assert reasons(record(REGISTERED, fields=headers(REGISTERED, content_type=value))) == []
