"""Data of each type, spoilt in one field."""

from typing import Any

from tarazy_shared.contracts.event import Event

from tests.unit.contracts.examples import MINIMAL, read, record


def data_of(event_type: str, **changed: object) -> Any:
    event = read(record(event_type, {**MINIMAL[event_type], **changed}))
    assert isinstance(event, Event), event
    return event.data
