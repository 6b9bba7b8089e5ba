"""An AsyncAPI 3 document as a reader meets it: what a service publishes and what it reads, topic by topic."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tarazy_shared.pages.schema_view import Field, Json, Schema, TypeName, examples_of, fields_of, schemas_of, type_of


@dataclass(frozen=True, slots=True)
class Message:
    """What passes through a channel in one form."""

    type: TypeName
    fields: tuple[Field, ...]
    """Of a payload that is spelled out where it is used; a named one links to its schema."""
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """One kind of event on one topic."""

    name: str
    topic: str
    description: str
    messages: tuple[Message, ...]

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return "channel-" + re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


@dataclass(frozen=True, slots=True)
class AsyncApi:
    """The whole document."""

    title: str
    version: str
    summary: str
    publishes: tuple[Channel, ...]
    reads: tuple[Channel, ...]
    schemas: tuple[Schema, ...]


def read_asyncapi(document: Json) -> AsyncApi:
    """The document with its channels by topic and name."""
    info: Json = document.get("info", {})
    return AsyncApi(
        str(info.get("title", "")),
        str(info.get("version", "")),
        str(info.get("description", "")),
        _channels(document, "send"),
        _channels(document, "receive"),
        tuple(schemas_of(document)),
    )


def _channels(document: Json, action: str) -> tuple[Channel, ...]:
    names = {
        str(operation["channel"]["$ref"]).rpartition("/")[2]
        for operation in document.get("operations", {}).values()
        if operation["action"] == action
    }
    channels: Json = document.get("channels", {})
    found = [_channel(document, name, channels[name]) for name in names if name in channels]
    return tuple(sorted(found, key=lambda channel: (channel.topic, channel.name)))


def _channel(document: Json, name: str, stated: Json) -> Channel:
    return Channel(
        str(stated.get("title") or name),
        str(stated.get("address") or name),
        str(stated.get("description", "")),
        tuple(_messages(document, stated)),
    )


def _messages(document: Json, channel: Json) -> Iterator[Message]:
    known: Json = document.get("components", {}).get("messages", {})
    for one in channel.get("messages", {}).values():
        stated = known.get(str(one["$ref"]).rpartition("/")[2], {}) if "$ref" in one else one
        payload: Json = stated.get("payload", {})
        if payload:
            fields = fields_of(payload)
            yield Message(() if fields else type_of(payload), fields, examples_of(stated) or examples_of(payload))
