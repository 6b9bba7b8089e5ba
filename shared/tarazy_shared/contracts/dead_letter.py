"""The record that tells operators what a consumer could not use and why."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from tarazy_shared.contracts.record import RawRecord, Reason

CODES = (
    "not_json", "null_value", "too_large", "content_type", "header_missing", "header_wrong", "unknown_type",
    "wrong_topic", "key_mismatch", "field_missing", "field_wrong", "already_registered", "unknown_case",
    "unknown_court", "unknown_person", "unknown_party", "unknown_room", "unknown_hearing", "unknown_unavailability",
)  # fmt: skip
"""Why a record can be no event that is used."""

RAW_BYTES = 64 * 1024
"""How much of the value is kept in the letter; its length and hash are of the whole."""
HEADER_BYTES = 256 * 1024
"""How much of the headers is kept, so that the letter fits into a record whatever was sent."""
KEY_CHARACTERS = 1000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def encode_dead_letter(
    *,
    dead_letter_id: UUID,
    consumer: str,
    reasons: Sequence[Reason],
    record: RawRecord,
    attempts: int,
    first_failed_at: datetime,
) -> bytes:
    """The value of the dead-letter record; its key is the original key."""
    raw = record.value
    return to_json(
        {
            "dead_letter_id": str(dead_letter_id),
            "consumer": consumer,
            "reasons": [{"field": _shown(r.field), "code": r.code, "text": _shown(r.text)} for r in reasons],
            "origin": {
                "topic": record.topic,
                "partition": record.partition,
                "offset": record.offset,
                "timestamp": _instant(record.timestamp_ms),
            },
            "key": None if record.key is None else _shown(record.key.decode("utf-8", "replace")[:KEY_CHARACTERS]),
            "headers": _headers(record.headers),
            "raw": None if raw is None else base64.b64encode(raw[:RAW_BYTES]).decode(),
            "raw_length": len(raw or b""),
            "raw_sha256": hashlib.sha256(raw or b"").hexdigest(),
            "attempts": attempts,
            "first_failed_at": first_failed_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        }
    )


def _headers(headers: Sequence[tuple[str, bytes | None]]) -> list[list[Any]]:
    """[name, base64] in the order they came; what is beyond `HEADER_BYTES` is cut off."""
    left = HEADER_BYTES
    kept: list[list[Any]] = []
    for name, value in headers:
        spelled = name.encode("utf-8", "replace")[: max(left, 0)].decode("utf-8", "ignore")
        left -= len(name)
        kept.append([_shown(spelled), None if value is None else base64.b64encode(value[: max(left, 0)]).decode()])
        left -= len(value or b"")
        if left <= 0:
            break
    return kept


def _shown(text: str) -> str:
    """NUL, which no value on a topic may hold, as the sign for what cannot be shown."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _instant(timestamp_ms: int) -> str | None:
    """RFC 3339 in UTC; None for a time that no calendar has, which any producer may set."""
    try:
        return (_EPOCH + timedelta(milliseconds=timestamp_ms)).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return None
