"""The three ways to send CloudEvents over HTTP, and the status that each mistake is answered with."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_shared.contracts.cloud_events_http import (
    LARGEST_BATCH,
    LARGEST_BODY,
    MOST_ERRORS,
    Rejected,
    TakenIn,
    read_request,
)
from tarazy_shared.contracts.event import Event

from tests.unit.contracts.examples import COURT, EVENT_ID, MINIMAL, PARTY, REGISTERED, REQUESTED, read, uid

STRUCTURED, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"


def document(event_type: str = REGISTERED, **changed: Any) -> dict[str, Any]:
    whole = {
        "specversion": "1.0",
        "id": EVENT_ID,
        "source": "/court-system/test",
        "type": event_type,
        "time": "2026-03-01T08:00:00Z",
        "subject": uid(1),
        "data": MINIMAL.get(event_type, {}),
        **changed,
    }
    return {name: value for name, value in whole.items() if value != "absent"}


def binary(**changed: str) -> list[tuple[str, str]]:
    headers = {
        "Content-Type": "application/json",
        "ce-specversion": "1.0",
        "CE-Id": EVENT_ID,
        "ce-source": "/court-system/test",
        "ce-type": REGISTERED,
        "ce-time": "2026-03-01T08:00:00Z",
        "ce-subject": uid(1),
    }
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    return [(name, value) for name, value in headers.items() if value != "absent"]


def send(content_type: str, body: Any) -> TakenIn | Rejected:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read_request([("Content-Type", content_type)], raw)


def refusal(answer: TakenIn | Rejected) -> tuple[int, list[tuple[int, str, str]]]:
    assert isinstance(answer, Rejected)
    return answer.status, [(error.index, error.reason.field, error.reason.code) for error in answer.errors]


BODY = json.dumps(MINIMAL[REGISTERED]).encode()


@pytest.mark.parametrize(
    "answer",
    [
        send(STRUCTURED, document()),
        send("application/cloudevents+json; charset=UTF-8", document()),
        send(STRUCTURED, document(datacontenttype="application/json")),
        send(STRUCTURED, document(data="absent", data_base64=base64.b64encode(BODY).decode())),
        send(BATCH, [document()]),
        read_request(binary(), BODY),
    ],
)
def test_all_three_modes_give_the_record_that_the_topic_would_carry(answer: TakenIn | Rejected) -> None:
    assert isinstance(answer, TakenIn)
    ((raw, event),) = answer.events
    assert (raw.topic, raw.key) == ("court.cases", COURT.encode())
    assert read(raw) == event
    assert (event.id, event.type, event.subject) == (EVENT_ID, REGISTERED, uid(1))
    assert json.loads(raw.value or b"") == MINIMAL[REGISTERED]


def test_extensions_come_along() -> None:
    extensions = {"causationid": "c", "correlationid": "k"}
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    answers = [
        send(STRUCTURED, document(**extensions, traceparent=trace, republished=True)),
        read_request(binary(ce_causationid="c", ce_correlationid="k", ce_republished="true", traceparent=trace), BODY),
    ]
    for answer in answers:
        assert isinstance(answer, TakenIn)
        event = answer.events[0][1]
        assert (event.causation_id, event.correlation_id, event.traceparent, event.republished) == (
            "c", "k", trace, True,
        )  # fmt: skip


def test_header_values_are_percent_decoded_and_unquoted() -> None:
    for source in ("/court-system/%D1%81%D1%83%D0%B4%20%22x%22", '"/court-system/%D1%81%D1%83%D0%B4 \\"x\\""'):
        answer = read_request(binary(ce_source=source), BODY)
        assert isinstance(answer, TakenIn)
        assert answer.events[0][1].source == '/court-system/суд "x"'
    assert refusal(read_request(binary(ce_source="/court-system/%FF"), BODY)) == (
        400,
        [(0, "ce_source", "header_wrong")],
    )


def test_a_batch_keeps_its_order() -> None:
    answer = send(BATCH, [document(id=uid(n)) for n in range(5)])
    assert isinstance(answer, TakenIn)
    assert [event.id for _, event in answer.events] == [uid(n) for n in range(5)]
    assert send(BATCH, []) == TakenIn(())


def test_a_batch_is_refused_whole_and_says_which_event_is_wrong() -> None:
    parties = [PARTY, {**PARTY, "party_id": uid(50), "role": "king"}]
    wrong = document(data={**MINIMAL[REGISTERED], "parties": parties})
    assert refusal(send(BATCH, [document(), wrong, 7])) == (
        400,
        [(1, "parties[1].role", "field_wrong"), (2, "", "not_json")],
    )
    assert refusal(send(BATCH, [document(), wrong])) == (422, [(1, "parties[1].role", "field_wrong")])


def test_errors_have_the_four_fields_of_the_contract() -> None:
    answer = send(STRUCTURED, document(data={**MINIMAL[REGISTERED], "complexity": 9}))
    assert isinstance(answer, Rejected)
    (error,) = answer.errors
    assert error.as_json() == {
        "index": 0,
        "field": "complexity",
        "code": "field_wrong",
        "reason": error.reason.text,
    }
    assert error.reason.text


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/json; charset=latin-1", ""])
def test_another_content_type_is_415(content_type: str) -> None:
    assert refusal(read_request(binary(Content_Type=content_type), BODY)) == (
        415,
        [(0, "content-type", "content_type")],
    )


@pytest.mark.parametrize(
    "content_type",
    [
        "application/cloudevents+xml",
        "application/cloudevents",
        f"{STRUCTURED}; charset=utf-16",
        "application/cloudevents-batch",
    ],
)
def test_another_format_of_cloudevents_is_415(content_type: str) -> None:
    assert refusal(send(content_type, document())) == (415, [(0, "content-type", "content_type")])


def test_no_content_type_or_two_of_them_is_415() -> None:
    assert refusal(read_request(binary(Content_Type="absent"), BODY))[0] == 415
    assert refusal(read_request([*binary(), ("content-type", STRUCTURED)], BODY))[0] == 415
    assert refusal(send(STRUCTURED, document(datacontenttype="text/plain")))[0] == 415
    assert refusal(send(STRUCTURED, document(datacontenttype=7)))[0] == 415


@pytest.mark.parametrize("body", [b"", b"{", b"7", b"{}x", b'{"id":1,"id":2}', b"\xff"])
def test_what_is_not_json_is_400(body: bytes) -> None:
    for answer in (send(STRUCTURED, body), send(BATCH, body), read_request(binary(), body)):
        assert refusal(answer) == (400, [(0, "", "not_json")])


def test_a_list_is_no_single_event_and_an_object_no_batch() -> None:
    assert refusal(send(STRUCTURED, [document()])) == (400, [(0, "", "not_json")])
    assert refusal(send(BATCH, document())) == (400, [(0, "", "not_json")])


def test_an_answer_has_a_bounded_number_of_errors() -> None:
    _, errors = refusal(send(BATCH, [document(id=7, time=7)] * LARGEST_BATCH))
    assert len(errors) == MOST_ERRORS


@pytest.mark.parametrize("name", ["specversion", "id", "source", "type", "time", "subject"])
def test_without_a_required_attribute_it_is_no_event_400(name: str) -> None:
    expected = (400, [(0, f"ce_{name}", "header_missing")])
    assert refusal(send(STRUCTURED, document(**{name: "absent"}))) == expected
    assert refusal(send(STRUCTURED, {**document(), name: None})) == expected
    key = "CE-Id" if name == "id" else f"ce-{name}"
    assert refusal(read_request([field for field in binary() if field[0] != key], BODY)) == expected


def test_an_attribute_of_wrong_kind_or_given_twice_is_400() -> None:
    assert refusal(send(STRUCTURED, document(id=7))) == (400, [(0, "ce_id", "header_wrong")])
    assert refusal(send(STRUCTURED, document(specversion="0.3"))) == (400, [(0, "ce_specversion", "header_wrong")])
    assert refusal(read_request([*binary(), ("ce-id", uid(9))], BODY)) == (400, [(0, "ce_id", "header_wrong")])


def test_plain_json_without_attributes_is_400() -> None:
    status, errors = refusal(read_request([("content-type", "application/json")], BODY))
    assert status == 400
    assert {code for _, _, code in errors} == {"header_missing"}


def test_an_event_without_data_is_400() -> None:
    assert refusal(send(STRUCTURED, document(data="absent"))) == (400, [(0, "", "null_value")])
    assert refusal(send(STRUCTURED, document(data=None))) == (400, [(0, "", "null_value")])


@pytest.mark.parametrize("encoded", ["?", "abc", 7, "ә"])
def test_data_that_is_no_base64_is_422(encoded: object) -> None:
    answer = send(STRUCTURED, document(data="absent", data_base64=encoded))
    assert refusal(answer) == (422, [(0, "data_base64", "field_wrong")])


def test_data_given_twice_is_422() -> None:
    answer = send(STRUCTURED, document(data_base64=base64.b64encode(BODY).decode()))
    assert refusal(answer) == (422, [(0, "data_base64", "field_wrong")])


@pytest.mark.parametrize(
    ("event_type", "code"),
    [
        ("court.hearing.scheduled.v1", "wrong_topic"),
        ("court.staff.appointed.v1", "wrong_topic"),
        ("court.vacancy.opened.v1", "wrong_topic"),
        ("court.case.sung.v1", "unknown_type"),
    ],
)
def test_only_types_of_court_systems_are_taken(event_type: str, code: str) -> None:
    assert refusal(send(STRUCTURED, document(event_type))) == (422, [(0, "ce_type", code)])


def test_a_missing_court_is_a_missing_field_and_nothing_about_a_key() -> None:
    data = {name: value for name, value in MINIMAL[REQUESTED].items() if name != "court_id"}
    assert refusal(send(STRUCTURED, document(REQUESTED, data=data))) == (422, [(0, "court_id", "field_missing")])
    assert refusal(send(STRUCTURED, document(REQUESTED, data={**data, "court_id": 7}))) == (
        422,
        [(0, "court_id", "field_wrong")],
    )


def test_a_number_beyond_a_double_is_422_with_its_path() -> None:
    body = json.dumps(document()).replace('"number": "2-1/2026"', '"number": 1e999').encode()
    assert refusal(send(STRUCTURED, body)) == (422, [(0, "number", "field_wrong")])
    assert refusal(send(BATCH, b"[7," + body + b"]")) == (422, [(1, "number", "field_wrong")])
    assert refusal(read_request(binary(), b'{"number":1e999}')) == (422, [(0, "number", "field_wrong")])


def test_what_is_too_large_is_413() -> None:
    long = {**MINIMAL[REGISTERED], "padding": "x" * 900_000}
    assert refusal(send(STRUCTURED, document(data=long))) == (413, [(0, "", "too_large")])
    assert refusal(read_request(binary(), json.dumps(long).encode())) == (413, [(0, "", "too_large")])
    assert refusal(send(BATCH, b" " * (LARGEST_BODY + 1))) == (413, [(0, "", "too_large")])
    assert refusal(send(BATCH, [7] * (LARGEST_BATCH + 1))) == (413, [(0, "", "too_large")])


@given(
    st.lists(st.tuples(st.sampled_from([name for name, _ in binary()]) | st.text(), st.text(max_size=30))),
    st.sampled_from([STRUCTURED, BATCH, "application/json"]),
    st.binary() | st.recursive(st.none() | st.floats() | st.text(), lambda s: st.lists(s) | st.dictionaries(
        st.sampled_from(list(document())) | st.text(), s)).map(lambda tree: json.dumps(tree).encode()),
)  # fmt: skip
def test_no_request_raises(headers: list[tuple[str, str]], content_type: str, body: bytes) -> None:
    answer = read_request([("content-type", content_type), *headers], body)
    assert isinstance(answer, TakenIn | Rejected)
    if isinstance(answer, TakenIn):
        assert all(isinstance(event, Event) for _, event in answer.events)
