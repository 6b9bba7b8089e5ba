"""An event as a Kafka record: CloudEvents 1.0 in binary mode."""

from datetime import datetime
from typing import Any

from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.contracts.record import EncodedRecord


def encode(event: Event[Any]) -> EncodedRecord:
    """The record that tells the event."""
    return encode_data(
        event.data,
        event_id=event.id,
        source=event.source,
        time=encode_time(event.time),
        causation_id=event.causation_id,
        correlation_id=event.correlation_id,
        traceparent=event.traceparent,
        republished=event.republished,
    )


def encode_data(
    data: EventData,
    *,
    event_id: str,
    source: str,
    time: bytes,
    causation_id: str | None,
    correlation_id: str | None,
    traceparent: str | None,
    republished: bool,
) -> EncodedRecord:
    """The record of an event with these data. What nothing else brought about is its own cause and correlation."""
    headers = [
        ("ce_specversion", b"1.0"),
        ("ce_id", event_id.encode()),
        ("ce_source", source.encode()),
        ("ce_type", data.TYPE.encode()),
        ("ce_time", time),
        ("ce_subject", data.subject.encode()),
        ("content-type", b"application/json"),
        ("ce_causationid", (causation_id or event_id).encode()),
        ("ce_correlationid", (correlation_id or event_id).encode()),
    ]
    if traceparent is not None:
        headers.append(("traceparent", traceparent.encode()))
    if republished:
        headers.append(("ce_republished", b"true"))
    return EncodedRecord(data.TOPIC, data.court_id.encode(), headers, written(data))


def written(data: EventData) -> bytes:
    """The data as the value of a record. What is absent is left out, not written as null."""
    return data.__pydantic_serializer__.to_json(data, exclude_none=True)


def encode_time(time: datetime) -> bytes:
    """RFC 3339 with a Z, as `ce_time` has it; `time` is in UTC."""
    return time.isoformat().replace("+00:00", "Z").encode()
