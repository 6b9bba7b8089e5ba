"""A Kafka record as a typed event, or why it cannot be one. Nothing raises, whatever the bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, to_json

from tarazy_shared.contracts import registry, strict_json
from tarazy_shared.contracts.envelope import Envelope, Headers
from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.contracts.record import RawRecord, Reason

LARGEST_VALUE = 900_000
"""Bytes."""
MOST_REASONS = 100
"""A dead letter has to fit into a record; whoever got a hundred fields wrong knows enough."""
_LONGEST_FIELD = 200


@dataclass(frozen=True, slots=True)
class Ignored:
    """Not for this reader."""

    type: str | None


@dataclass(frozen=True, slots=True)
class Malformed:
    """Cannot be used, for one reason per field. `event_id` and `type` are given where they could be read."""

    reasons: tuple[Reason, ...]
    event_id: str | None
    type: str | None


def decode(record: RawRecord, *, uses: frozenset[str], first_reader: bool) -> Event[Any] | Ignored | Malformed:
    """Read a record for a reader that uses the types in `uses` of the record's topic.

    A type that is not used is ignored, malformed or not. What no reader can claim (a type that cannot be read, that
    nobody knows, or that belongs on another topic) is malformed for the topic's first reader and ignored by the
    others, so that it is parked once.
    """
    headers = Headers(record.headers)
    event_type = headers.type()
    topic = registry.topic_of(event_type) if event_type is not None else None
    if event_type is None or topic != record.topic:
        return _unclaimed(record, headers, event_type, topic) if first_reader else Ignored(event_type)
    model = registry.MODELS.get(event_type)
    if model is None or event_type not in uses:
        return Ignored(event_type)
    envelope = headers.rest(event_type)
    data = _read_data(record, model)
    if isinstance(data, EventData) and not envelope.reasons:
        return _event(envelope, data)
    wrong = () if isinstance(data, EventData) else data
    return Malformed(_one_per_field((*envelope.reasons, *wrong)), envelope.id, event_type)


def _event(envelope: Envelope, data: EventData) -> Event[Any]:
    return Event(
        id=envelope.id or "",
        type=data.TYPE,
        source=envelope.source or "",
        time=envelope.time,  # type: ignore[arg-type]  # an envelope without reasons has one
        subject=data.subject,
        court_id=data.court_id,
        data=data,
        causation_id=envelope.causation_id,
        correlation_id=envelope.correlation_id,
        traceparent=envelope.traceparent,
        republished=envelope.republished,
    )


def _unclaimed(record: RawRecord, headers: Headers, event_type: str | None, topic: str | None) -> Malformed:
    envelope = headers.rest(event_type)
    if event_type is None:
        about = _check_value(record.value)
    elif topic is None:
        about = [Reason("ce_type", "unknown_type", f"Nobody knows the type {event_type}")]
    else:
        about = [Reason("ce_type", "wrong_topic", f"{event_type} belongs on {topic}")]
    return Malformed(_one_per_field((*envelope.reasons, *about)), envelope.id, event_type)


def _check_value(raw: bytes | None) -> list[Reason]:
    """What is wrong with a value whose type is not known."""
    read = _parse(raw)
    return read if isinstance(read, list) else []


def _parse(raw: bytes | None) -> dict[str, Any] | list[Reason]:
    if raw is None:
        return [Reason("", "null_value", "The record has no value")]
    if len(raw) > LARGEST_VALUE:
        return [Reason("", "too_large", f"{len(raw)} bytes are more than {LARGEST_VALUE}")]
    try:
        value = strict_json.parse(raw)
    except strict_json.BeyondDouble as error:
        return [Reason(path_of(path), "field_wrong", str(error)) for path in error.paths[:MOST_REASONS]]
    except strict_json.NotStrictJson as error:
        return [Reason("", "not_json", str(error))]
    return value if isinstance(value, dict) else [Reason("", "not_json", "Must be an object")]


def _read_data(record: RawRecord, model: type[EventData]) -> EventData | list[Reason]:
    """The typed data, or what is wrong with value and key."""
    value = _parse(record.value)
    if isinstance(value, list):
        return value
    reasons = _check_key(record.key, value.get("court_id"))
    data = _validate(record.value or b"", value, model)
    if isinstance(data, EventData):
        return reasons or data
    details = data.errors(include_url=False, include_input=False)[:MOST_REASONS]
    return [*reasons, *(reason for detail in details for reason in _explain(detail, value))]


def _validate(raw: bytes, value: dict[str, Any], model: type[EventData]) -> EventData | ValidationError:
    """The typed data; an explicit null means absent.

    The models take null for most optional fields, so only what they refuse is tried again without its nulls.
    """
    validate = model.__pydantic_validator__.validate_json
    try:
        return validate(raw)  # type: ignore[no-any-return]
    except ValidationError as error:
        if b"null" not in raw:
            return error
    try:
        return validate(to_json(strict_json.without_nulls(value)))  # type: ignore[no-any-return]
    except ValidationError as error:
        return error


def _check_key(key: bytes | None, court_id: object) -> list[Reason]:
    if key is None:
        return [Reason("key", "key_mismatch", "The record has no key; it must be court_id")]
    if isinstance(court_id, str) and key != court_id.encode():
        return [Reason("key", "key_mismatch", "The key must be court_id")]
    return []


def _explain(detail: ErrorDetails, value: Any) -> Iterable[Reason]:
    """Reasons with paths as they stand in the value; pydantic's own has names of union members in it."""
    missing = detail["type"] == "missing"
    path, found = _follow(value, detail["loc"], missing)
    context: Mapping[str, Any] = detail.get("ctx", {})
    if detail["type"] == "too_short" and isinstance(found, list) and len(found) >= context["min_length"]:
        return ()  # pydantic counts the elements that were right; those that were not have reasons of their own
    code = "field_missing" if missing else "field_wrong"
    fields = [".".join(filter(None, (path, name))) for name in context.get("fields", ())]
    return [Reason(field[:_LONGEST_FIELD], code, detail["msg"][:500]) for field in fields or [path]]


def _follow(value: Any, location: tuple[str | int, ...], missing: bool) -> tuple[str, Any]:
    """The path of a location, and what stands there."""
    steps: list[str | int] = []
    for position, step in enumerate(location):
        named = isinstance(value, dict) and step in value
        listed = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if named or listed:
            value = value[step]
        elif not (missing and position == len(location) - 1):
            continue
        steps.append(step)
    return path_of(steps), value


def path_of(steps: Iterable[str | int]) -> str:
    """Such as `parties[2].role`."""
    path = ""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path[:_LONGEST_FIELD]


def _one_per_field(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    found: dict[str, Reason] = {}
    for reason in reasons:
        found.setdefault(reason.field, reason)
    return tuple(found.values())[:MOST_REASONS]
