"""CloudEvents over HTTP as records of `court.cases`: structured, binary and batched.

Everything is checked by the same decoder as a record from the topic, so whatever is taken in here is readable there;
fields of errors have the names that they have in the topic (`ce_id`, `parties[2].role`).
"""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from pydantic_core import to_json

from tarazy_shared.contracts import cases, strict_json, topics
from tarazy_shared.contracts.decoding import Malformed, decode, path_of
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import RawRecord, Reason

LARGEST_BODY = 8 * 1024 * 1024
"""Bytes."""
LARGEST_BATCH = 1000
"""Events in one request."""
MOST_ERRORS = 1000
"""So that an answer stays readable."""

_TYPES = frozenset(model.TYPE for model in cases.EVENTS)
_ATTRIBUTES = ("specversion", "id", "source", "type", "time", "subject")
_EXTENSIONS = ("causationid", "correlationid", "republished")
_UTF_8 = re.compile(r'\s*charset\s*=\s*"?utf-8"?\s*', re.IGNORECASE).fullmatch

_STATUS = {
    "content_type": 415,
    "too_large": 413,
    "not_json": 400,
    "null_value": 400,
    "header_missing": 400,
    "header_wrong": 400,
}
"""Other codes are 422. Of several the first of this order is answered."""


@dataclass(frozen=True, slots=True)
class IntakeError:
    """What is wrong with the event at `index` of the request."""

    index: int
    reason: Reason

    def as_json(self) -> dict[str, Any]:
        """`{index, field, code, reason}`."""
        return {
            "index": self.index,
            "field": self.reason.field,
            "code": self.reason.code,
            "reason": self.reason.text,
        }


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing of the request is taken: 400, 413, 415 or 422."""

    status: int
    errors: tuple[IntakeError, ...]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The request's events in their order, each with the record to store and relay. Offset and partition are -1."""

    events: tuple[tuple[RawRecord, Event[Any]], ...]


def read_request(headers: Iterable[tuple[str, str]], body: bytes) -> TakenIn | Rejected:
    """Read a request. `headers` as the HTTP server gives them, Latin-1 decoded, repeated ones repeated."""
    fields = [(name.lower(), value) for name, value in headers]
    content_types = [value for name, value in fields if name == "content-type"]
    if len(body) > LARGEST_BODY:
        return _rejected(Reason("", "too_large", f"{len(body)} bytes are more than {LARGEST_BODY}"))
    if len(content_types) > 1:
        return _rejected(Reason("content-type", "content_type", "Occurs more than once"))
    media_type, readable = _media_type(content_types[0] if content_types else "")
    if not media_type.startswith("application/cloudevents"):
        return _check([_binary(fields, content_types, body)])
    if not readable or media_type not in {"application/cloudevents+json", "application/cloudevents-batch+json"}:
        return _rejected(Reason("content-type", "content_type", "Only JSON in UTF-8 is read here"))
    if media_type == "application/cloudevents+json":
        return _structured(body)
    return _batch(body)


def _media_type(content_type: str) -> tuple[str, bool]:
    """The type alone, and whether its parameters leave it readable."""
    media_type, *parameters = content_type.split(";")
    charsets = [parameter for parameter in parameters if parameter.strip().lower().startswith("charset")]
    return media_type.strip().lower(), all(_UTF_8(charset) for charset in charsets)


def _structured(body: bytes) -> TakenIn | Rejected:
    # The envelope is one level around data.
    document = _parse(body, strict_json.DEPTH + 1)
    if isinstance(document, Rejected):
        return document
    return _check([_from_document(document)])


def _batch(body: bytes) -> TakenIn | Rejected:
    documents = _parse(body, strict_json.DEPTH + 2)
    if isinstance(documents, Rejected):
        return documents
    if not isinstance(documents, list):
        return _rejected(Reason("", "not_json", "A batch must be a list"))
    if len(documents) > LARGEST_BATCH:
        return _rejected(Reason("", "too_large", f"{len(documents)} events are more than {LARGEST_BATCH}"))
    return _check([_from_document(document) for document in documents])


def _parse(body: bytes, depth: int) -> Any:
    try:
        return strict_json.parse(body, depth=depth)
    except strict_json.BeyondDouble as error:
        return _reject([_beyond_double(path, str(error)) for path in error.paths[:MOST_ERRORS]])
    except strict_json.NotStrictJson as error:
        return _rejected(Reason("", "not_json", str(error)))


def _beyond_double(path: Sequence[str | int], text: str) -> IntakeError:
    index, *rest = path if isinstance(path[0], int) else (0, *path)
    inside = rest[1:] if rest[:1] == ["data"] else rest
    return IntakeError(int(index), Reason(path_of(inside), "field_wrong", text))


def _from_document(document: Any) -> RawRecord | list[Reason]:
    """One event of the JSON event format; `data` is written anew, with the same content."""
    if not isinstance(document, Mapping):
        return [Reason("", "not_json", "An event must be an object")]
    data = document.get("data")
    value = None if data is None else to_json(data)
    if document.get("data_base64") is not None:
        try:
            value = base64.b64decode(document["data_base64"], validate=True)
        except (TypeError, ValueError, binascii.Error):
            return [Reason("data_base64", "field_wrong", "Must be base64")]
        if data is not None:
            return [Reason("data_base64", "field_wrong", "Must not stand beside data")]
    headers: list[tuple[str, bytes]] = []
    reasons: list[Reason] = []
    for name in (*_ATTRIBUTES, *_EXTENSIONS, "traceparent"):
        attribute = document.get(name)
        if name == "republished" and isinstance(attribute, bool):
            attribute = str(attribute).lower()
        header = name if name == "traceparent" else f"ce_{name}"
        if isinstance(attribute, str):
            headers.append((header, attribute.encode()))
        elif attribute is not None:
            reasons.append(Reason(header, "header_wrong", "Must be a text"))
    content_type = document.get("datacontenttype")
    if content_type is None:
        content_type = "application/json"
    headers.append(("content-type", content_type.encode() if isinstance(content_type, str) else b""))
    return reasons or _record(headers, value)


def _binary(fields: Sequence[tuple[str, str]], content_types: Sequence[str], body: bytes) -> RawRecord:
    headers = [("content-type", content_type.encode("latin-1", "replace")) for content_type in content_types]
    for name, value in fields:
        if name.startswith("ce-") and name[3:] in (*_ATTRIBUTES, *_EXTENSIONS):
            headers.append((f"ce_{name[3:]}", _decoded(value)))
        elif name == "traceparent":
            headers.append((name, value.encode("latin-1", "replace")))
    return _record(headers, body)


def _decoded(value: str) -> bytes:
    """An attribute's UTF-8 text: a quoted string is unquoted first, then one round of percent-decoding."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    return unquote_to_bytes(value.encode("latin-1", "replace"))


def _record(headers: Sequence[tuple[str, bytes]], value: bytes | None) -> RawRecord:
    return RawRecord(topics.CASES, -1, -1, -1, _court_key(value), tuple(headers), value)


def _court_key(value: bytes | None) -> bytes:
    """`data.court_id`; empty where the data has none, which is an error of its own."""
    try:
        data = strict_json.parse(value or b"")
    except ValueError:
        return b""
    court_id = data.get("court_id") if isinstance(data, dict) else None
    return court_id.encode() if isinstance(court_id, str) else b""


def _check(records: Sequence[RawRecord | list[Reason]]) -> TakenIn | Rejected:
    events: list[tuple[RawRecord, Event[Any]]] = []
    errors: list[IntakeError] = []
    for index, record in enumerate(records):
        if isinstance(record, list):
            errors += [IntakeError(index, reason) for reason in record]
            continue
        decoded = decode(record, uses=_TYPES, first_reader=True)
        if isinstance(decoded, Event):
            events.append((record, decoded))
        elif isinstance(decoded, Malformed):
            errors += [IntakeError(index, reason) for reason in decoded.reasons]
    return _reject(errors) if errors else TakenIn(tuple(events))


def _reject(errors: Sequence[IntakeError]) -> Rejected:
    codes = {error.reason.code for error in errors}
    status = next((status for code, status in _STATUS.items() if code in codes), 422)
    return Rejected(status, tuple(errors[:MOST_ERRORS]))


def _rejected(reason: Reason) -> Rejected:
    return _reject([IntakeError(0, reason)])
