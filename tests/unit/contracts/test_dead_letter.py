"""What operators read about a record that could not be used."""

import base64
import hashlib
import json
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from tarazy_shared.contracts.dead_letter import encode_dead_letter
from tarazy_shared.contracts.record import RawRecord, Reason

from tests.unit.contracts.examples import COURT, REGISTERED, record, uid

LARGEST_RECORD = 1_048_588
ALMATY = timezone(timedelta(hours=5))


def letter(raw: RawRecord) -> dict[str, Any]:
    value = encode_dead_letter(
        dead_letter_id=UUID(uid(70)),
        consumer="scheduling",
        reasons=[Reason("parties[2].role", "field_wrong", "Нет такой роли")],
        record=raw,
        attempts=2,
        first_failed_at=datetime(2026, 3, 1, 13, 0, tzinfo=ALMATY),
    )
    assert len(value) < LARGEST_RECORD - 10_000
    return dict(json.loads(value))


def raw(**changed: Any) -> RawRecord:
    fields = {
        "topic": "court.cases",
        "partition": 3,
        "offset": 17,
        "timestamp_ms": 1_772_000_000_123,
        "key": COURT.encode(),
        "headers": (("ce_id", b"\xff"), ("ce_id", None), ("x", b"")),
        "value": b"\x00broken",
    }
    return RawRecord(**{**fields, **changed})


def test_the_letter_has_exactly_the_fields_of_the_contract() -> None:
    assert letter(raw()) == {
        "dead_letter_id": uid(70),
        "consumer": "scheduling",
        "reasons": [{"field": "parties[2].role", "code": "field_wrong", "text": "Нет такой роли"}],
        "origin": {
            "topic": "court.cases",
            "partition": 3,
            "offset": 17,
            "timestamp": "2026-02-25T06:13:20.123000Z",
        },
        "key": COURT,
        "headers": [["ce_id", base64.b64encode(b"\xff").decode()], ["ce_id", None], ["x", ""]],
        "raw": base64.b64encode(b"\x00broken").decode(),
        "raw_length": 7,
        "raw_sha256": hashlib.sha256(b"\x00broken").hexdigest(),
        "attempts": 2,
        "first_failed_at": "2026-03-01T08:00:00Z",
    }


def test_of_a_long_value_the_first_64_kib_are_kept_and_all_of_it_is_hashed() -> None:
    value = bytes(range(256)) * 4000
    found = letter(raw(value=value))
    assert base64.b64decode(found["raw"]) == value[: 64 * 1024]
    assert found["raw_length"] == len(value)
    assert found["raw_sha256"] == hashlib.sha256(value).hexdigest()


def test_a_null_value_has_length_0_and_a_null_key_is_null() -> None:
    found = letter(raw(value=None, key=None))
    assert (found["raw"], found["raw_length"], found["key"]) == (None, 0, None)


def test_a_letter_fits_into_a_record_whatever_came_with_the_value() -> None:
    found = letter(raw(headers=(("first", b"1"), ("huge", b"x" * 900_000), ("last", b"2")), value=b"v" * 100_000))
    assert found["headers"][0] == ["first", base64.b64encode(b"1").decode()]
    assert base64.b64decode(found["headers"][1][1]) == b"x" * (256 * 1024 - len("first1huge"))
    assert letter(raw(headers=(("n" * 900_000, b""),)))["headers"][0][0] == "n" * 256 * 1024
    assert letter(raw(headers=tuple((f"h{number}", None) for number in range(100_000))))


def test_a_key_or_a_header_name_that_is_no_text_is_still_told() -> None:
    found = letter(raw(key=b"\xffcourt", headers=(("\udcff", b"1"),)))
    assert found["key"] == "\ufffdcourt"
    assert found["headers"] == [["?", base64.b64encode(b"1").decode()]]


def test_a_timestamp_that_no_calendar_has_is_null() -> None:
    assert letter(raw(timestamp_ms=2**63 - 1))["origin"]["timestamp"] is None
    assert letter(raw(timestamp_ms=-1))["origin"]["timestamp"] == "1969-12-31T23:59:59.999000Z"


def test_a_whole_event_is_kept_in_its_letter() -> None:
    event = record(REGISTERED)
    assert base64.b64decode(letter(event)["raw"]) == event.value


def test_no_text_of_a_letter_holds_nul() -> None:
    shown = letter(raw(key=b"a\0b", headers=(("ce_\0", b""),)))
    assert (shown["key"], shown["headers"]) == ("a\ufffdb", [["ce_\ufffd", ""]])
