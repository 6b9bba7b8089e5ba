"""An event as a Kafka record: CloudEvents 1.0 in binary mode."""

from typing import Any

from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import EncodedRecord


def encode(event: Event[Any]) -> EncodedRecord:
    """The record that tells the event. What nothing else brought about is its own cause and correlation."""
    data = event.data
    headers = [
        ("ce_specversion", b"1.0"),
        ("ce_id", event.id.encode()),
        ("ce_source", event.source.encode()),
        ("ce_type", event.type.encode()),
        ("ce_time", event.time.isoformat().replace("+00:00", "Z").encode()),
        ("ce_subject", event.subject.encode()),
        ("content-type", b"application/json"),
        ("ce_causationid", (event.causation_id or event.id).encode()),
        ("ce_correlationid", (event.correlation_id or event.id).encode()),
    ]
    if event.traceparent is not None:
        headers.append(("traceparent", event.traceparent.encode()))
    if event.republished:
        headers.append(("ce_republished", b"true"))
    # What is absent is left out, not written as null.
    value = data.__pydantic_serializer__.to_json(data, exclude_none=True)
    return EncodedRecord(data.TOPIC, event.court_id.encode(), headers, value)
