"""A notice in few words: a text message, and an entry of somebody's inbox."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tarazy_notifications.adapters.texts.facts import facts
from tarazy_notifications.adapters.texts.reader import Reader, names_in, values_for
from tarazy_notifications.adapters.texts.saying import say
from tarazy_notifications.adapters.texts.wording import Wording, packaged
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import ChannelName, Court
from tarazy_notifications.domain.stories import Story
from tarazy_notifications.domain.texts.segments import Sms, sms

CLIPPED_AT = 120
"""Letters of one name or place in a text message: nobody pays for forty messages about a room."""


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A notice for a telephone, and the version of the texts that it is from."""

    sms: Sms
    version: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice in an inbox, or in a message to a program or a chat."""

    title: str
    line: str
    body: str
    version: str


def text_message(notice: Notice, story: Story, court: Court, *, wording: Wording | None = None) -> TextMessage:
    """The notice in a few parts of a text message; the same input gives the same text."""
    wording = wording or packaged(notice.language)
    text, version = _to_nobody(notice.topic, Reader.of(notice, story), story, court, wording)
    for sign, known_as in names_in(notice):
        text = text.replace(sign, _clipped(known_as))
    return TextMessage(sms(text), version)


def entry(
    notice: Notice, story: Story, court: Court, *, channel: ChannelName = "inbox", wording: Wording | None = None
) -> Entry:
    """Title, one line and the whole text, none of which greets anybody."""
    said = say(notice.topic, channel, Reader.of(notice, story), story, court, wording or packaged(notice.language))
    line, body = " ".join(said.before), "\n\n".join([*said.before, said.facts.plain, *said.after])
    for sign, known_as in names_in(notice):
        line, body = line.replace(sign, known_as), body.replace(sign, known_as)
    return Entry(said.subject, line, body, said.version)


@lru_cache(maxsize=256)
def _to_nobody(topic: str, reader: Reader, story: Story, court: Court, wording: Wording) -> tuple[str, str]:
    found = facts(topic, story, court, wording.language)
    values = {name: _clipped(value) for name, value in values_for(reader, found, court, wording.language).items()}
    parts = wording.parts(topic, "sms", reader.role)
    words = [parts.line("short", values), *parts.say("short_where", values)]
    return " ".join(words), str(parts.version)


def _clipped(value: Any) -> Any:
    return f"{value[: CLIPPED_AT - 1]}…" if isinstance(value, str) and len(value) > CLIPPED_AT else value
