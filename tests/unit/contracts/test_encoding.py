"""What Tarazy writes, it reads again as the same."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_shared.contracts.encoding import encode
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.hearings import HearingUnlisted
from tarazy_shared.contracts.premises import RoomRegistered
from tarazy_shared.contracts.reasons import Conflict
from tarazy_shared.contracts.record import EncodedRecord, RawRecord

from tests.unit.contracts.examples import COURT, EVENT_ID, MINIMAL, read, record, uid

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=50).filter(
    lambda text: any(not character.isspace() for character in text)
)


def event(data: Any, **changed: Any) -> Event[Any]:
    fields = {
        "id": EVENT_ID,
        "type": data.TYPE,
        "source": "/tarazy/scheduling",
        "time": datetime(2026, 3, 1, 8, 0, 0, 250_000, tzinfo=UTC),
        "subject": data.subject,
        "court_id": data.court_id,
        "data": data,
        "causation_id": uid(60),
        "correlation_id": uid(61),
        "traceparent": TRACE,
        "republished": False,
    }
    return Event(**{**fields, **changed})


def as_read(encoded: EncodedRecord) -> RawRecord:
    return RawRecord(encoded.topic, 0, 0, 0, encoded.key, encoded.headers, encoded.value)


@pytest.mark.parametrize("event_type", sorted(MINIMAL))
def test_every_type_is_read_as_it_was_written(event_type: str) -> None:
    original = read(record(event_type))
    assert isinstance(original, Event)
    for told in (event(original.data), event(original.data, traceparent=None, republished=True)):
        assert read(as_read(encode(told))) == told


@given(TEXTS, st.lists(TEXTS, max_size=3), st.datetimes(timezones=st.just(UTC)), st.booleans())
def test_texts_and_times_survive(name: str, features: list[str], at: datetime, republished: bool) -> None:
    room = RoomRegistered(
        court_id=COURT, room_id=UUID(uid(5)), version=1, name=name, building=None, features=tuple(features)
    )
    told = event(room, time=at, republished=republished)
    assert read(as_read(encode(told))) == told


def test_the_headers_are_those_of_the_contract() -> None:
    data = read(record("court.hearing.cancelled.v1")).data  # type: ignore[union-attr]
    assert dict(encode(event(data, republished=True)).headers) == {
        "ce_specversion": b"1.0",
        "ce_id": EVENT_ID.encode(),
        "ce_source": b"/tarazy/scheduling",
        "ce_type": b"court.hearing.cancelled.v1",
        "ce_time": b"2026-03-01T08:00:00.250000Z",
        "ce_subject": uid(2).encode(),
        "content-type": b"application/json",
        "ce_causationid": uid(60).encode(),
        "ce_correlationid": uid(61).encode(),
        "traceparent": TRACE.encode(),
        "ce_republished": b"true",
    }


def test_causation_and_correlation_are_always_written() -> None:
    data = read(record("court.hearing.cancelled.v1")).data  # type: ignore[union-attr]
    headers = dict(encode(event(data, causation_id=None, correlation_id=None, traceparent=None)).headers)
    assert headers["ce_causationid"] == headers["ce_correlationid"] == EVENT_ID.encode()
    assert "traceparent" not in headers
    assert "ce_republished" not in headers


def test_topic_and_key_follow_from_the_data() -> None:
    encoded = encode(event(read(record("court.hearing.cancelled.v1")).data))  # type: ignore[union-attr]
    assert (encoded.topic, encoded.key) == ("court.hearings", COURT.encode())


def test_what_is_absent_is_left_out() -> None:
    unlisted = HearingUnlisted(
        court_id=COURT,
        hearing_id=UUID(uid(2)),
        case_id=UUID(uid(1)),
        version=1,
        request_version=1,
        conflicts=(Conflict(code="no_room", text="Зал занят"),),
    )
    assert json.loads(encode(event(unlisted)).value) == {
        "court_id": COURT,
        "hearing_id": uid(2),
        "case_id": uid(1),
        "version": 1,
        "request_version": 1,
        "conflicts": [{"code": "no_room", "text": "Зал занят"}],
    }
