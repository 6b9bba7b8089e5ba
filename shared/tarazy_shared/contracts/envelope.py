"""The headers of a record: CloudEvents attributes, read one by one, each with what is wrong about it."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from tarazy_shared.contracts.fields import parse_instant
from tarazy_shared.contracts.record import Reason

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII).fullmatch
_SOURCE = re.compile(r"/(?:court-system|tarazy)/\S(?:.*\S)?").fullmatch
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]").search
_JSON = re.compile(r'application/json *(?:; *charset="?utf-8"? *)?', re.ASCII | re.IGNORECASE).fullmatch
_TRACEPARENT = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}", re.ASCII
).fullmatch

_LONGEST = 500


class Envelope(NamedTuple):
    """What the headers say. Where `reasons` is not empty, what is wrong is None."""

    id: str | None
    source: str | None
    type: str | None
    time: datetime | None
    causation_id: str | None
    correlation_id: str | None
    traceparent: str | None
    republished: bool
    reasons: tuple[Reason, ...]


class Headers:
    """A record's headers by name, and a list of what is wrong that grows while they are read."""

    __slots__ = ("reasons", "values")

    def __init__(self, headers: Sequence[tuple[str, bytes | None]]) -> None:
        self.values: dict[str, bytes | None] = dict(headers)
        self.reasons: list[Reason] = []
        if len(self.values) != len(headers):
            self._drop_repeated(headers)

    def type(self) -> str | None:
        """The event's type; None when it cannot be read."""
        return self._text("ce_type")

    def rest(self, event_type: str | None) -> Envelope:
        """Everything else. To be called once."""
        version = self._text("ce_specversion")
        if version is not None and version != "1.0":
            self._wrong("ce_specversion", "Must be 1.0")
        event_id = self._text("ce_id")
        if event_id is not None and not _UUID(event_id):
            self._wrong("ce_id", "Must be a UUID")
            event_id = None
        source = self._text("ce_source")
        if source is not None and not _SOURCE(source):
            self._wrong("ce_source", "Must be /court-system/<name> or /tarazy/<service>")
            source = None
        self._text("ce_subject")
        time = self._time()
        self._content_type()
        return Envelope(
            id=event_id and event_id.lower(),
            source=source,
            type=event_type,
            time=time,
            causation_id=self._optional("ce_causationid"),
            correlation_id=self._optional("ce_correlationid"),
            traceparent=self._traceparent(),
            republished=self._republished(),
            reasons=tuple(self.reasons),
        )

    def _drop_repeated(self, headers: Sequence[tuple[str, bytes | None]]) -> None:
        """Of two equal CloudEvents headers nobody can say which one counts."""
        seen: set[str] = set()
        for name, _ in headers:
            counts = name.startswith("ce_") or name == "content-type"
            if counts and name in seen and name in self.values:
                del self.values[name]
                self._wrong(name, "Occurs more than once")
            seen.add(name)

    def _wrong(self, name: str, text: str) -> None:
        self.reasons.append(Reason(name[:_LONGEST], "header_wrong", text))

    def _text(self, name: str) -> str | None:
        """A required header's text."""
        if name not in self.values:
            if not any(reason.field == name for reason in self.reasons):
                self.reasons.append(Reason(name, "header_missing", f"The header {name} is missing"))
            return None
        return self._optional(name)

    def _optional(self, name: str) -> str | None:
        if name not in self.values:
            return None
        value = self.values[name]
        try:
            text = "" if value is None else value.decode()
        except UnicodeDecodeError:
            self._wrong(name, "Must be UTF-8")
            return None
        if not text or text.isspace():
            self._wrong(name, "Must not be empty")
        elif len(text) > _LONGEST:
            self._wrong(name, f"Must not be longer than {_LONGEST} characters")
        elif _CONTROL(text):
            self._wrong(name, "Must not hold control characters")
        else:
            return text
        return None

    def _time(self) -> datetime | None:
        text = self._text("ce_time")
        try:
            return parse_instant(text) if text is not None else None
        except ValueError as error:
            self._wrong("ce_time", str(error))
            return None

    def _content_type(self) -> None:
        value = self.values.get("content-type")
        if value == b"application/json" or any(reason.field == "content-type" for reason in self.reasons):
            return
        if value is None or not _JSON(value.decode("utf-8", "replace")):
            self.reasons.append(Reason("content-type", "content_type", "Must be application/json"))

    def _traceparent(self) -> str | None:
        """As the trace context standard says, one that cannot be read is as good as none."""
        value = self.values.get("traceparent")
        if value is None:
            return None
        text = value.decode("utf-8", "replace")
        return text if _TRACEPARENT(text) else None

    def _republished(self) -> bool:
        text = self._optional("ce_republished")
        if text not in (None, "true", "false"):
            self._wrong("ce_republished", "Must be true")
        return text == "true"
