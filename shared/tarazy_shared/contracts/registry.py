"""Every event type, by name: its model and its topic."""

from collections.abc import Mapping
from types import MappingProxyType

from tarazy_shared.contracts import cases, hearings, notices, staff, topics
from tarazy_shared.contracts.event import EventData

EVENTS: tuple[type[EventData], ...] = (*cases.EVENTS, *staff.EVENTS, *hearings.EVENTS, *notices.EVENTS)

MODELS: Mapping[str, type[EventData]] = MappingProxyType({model.TYPE: model for model in EVENTS})


def topic_of(event_type: str) -> str | None:
    """The topic on which a type belongs; None for a type that nobody knows.

    The families of hr's processes whose types are declared with those processes are known by their prefix.
    """
    model = MODELS.get(event_type)
    if model is not None:
        return model.TOPIC
    return topics.STAFF if event_type.startswith(staff.FAMILIES_TO_COME) else None
