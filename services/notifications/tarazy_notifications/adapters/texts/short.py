"""A notice in few words: a text message, and an entry of somebody's inbox."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tarazy_notifications.adapters.texts.facts import facts
from tarazy_notifications.adapters.texts.matter_facts import ANSWER_AT
from tarazy_notifications.adapters.texts.reader import NAME, Reader, names_in, values_for
from tarazy_notifications.adapters.texts.saying import say
from tarazy_notifications.adapters.texts.terms import PLAIN, Terms
from tarazy_notifications.adapters.texts.wording import packaged
from tarazy_notifications.adapters.texts.words import words_of
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import ChannelName, Court, Language
from tarazy_notifications.domain.stories import Story
from tarazy_notifications.domain.texts.segments import Sms, sms
from tarazy_notifications.domain.texts.summons import Item

CLIPPED_AT = 120
"""Letters of one name or place in a text message: nobody pays for forty messages about a room."""


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A notice for a telephone, and the version of the texts that it is from."""

    sms: Sms
    version: str
    lacking: tuple[Item, ...] = ()
    """What a summons should say and this one does not."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice in an inbox, or in a message to a program or a chat."""

    title: str
    line: str
    body: str
    version: str
    lacking: tuple[Item, ...] = ()


def text_message(notice: Notice, story: Story, court: Court, *, terms: Terms = PLAIN) -> TextMessage:
    """The notice in a few parts of a text message; the same input gives the same text."""
    reader = Reader.of(notice, story)
    text, version, lacking = _to_nobody(notice.topic, notice.language, reader, story, court, terms)
    for sign, known_as in names_in(notice):
        text = text.replace(sign, _clipped(known_as))
    return TextMessage(sms(text), version, lacking)


def entry(notice: Notice, story: Story, court: Court, *, channel: ChannelName = "inbox", terms: Terms = PLAIN) -> Entry:
    """Title, one line and the whole text, none of which greets anybody: whom it is for is known by where it goes."""
    wording = terms.wording or packaged(notice.language)
    said = say(notice.topic, channel, Reader.of(notice, story), story, court, wording)
    line, body = " ".join(said.before), "\n\n".join([*said.before, said.facts.plain, *said.after])
    lacking = terms.summons.lacking(said.wanted, body) if terms.summons else ()
    for sign, known_as in (*names_in(notice), (ANSWER_AT, words_of(notice.language)["labels"]["link_in_mail"])):
        line, body = line.replace(sign, known_as), body.replace(sign, known_as)
    return Entry(said.subject, line, body, said.version, lacking)


@lru_cache(maxsize=256)
def _to_nobody(
    topic: str, language: Language, reader: Reader, story: Story, court: Court, terms: Terms
) -> tuple[str, str, tuple[Item, ...]]:
    found = facts(topic, story, court, language)
    values = {name: _clipped(value) for name, value in values_for(reader, found, court, language).items()}
    parts = (terms.wording or packaged(language)).parts(topic, "sms", reader.role)
    text = " ".join([parts.line("short", values), *parts.say("short_where", values)])
    wanted = {"addressee": [NAME], **found.said_short}
    return text, str(parts.version), terms.summons.lacking(wanted, text) if terms.summons else ()


def _clipped(value: Any) -> Any:
    return f"{value[: CLIPPED_AT - 1]}…" if isinstance(value, str) and len(value) > CLIPPED_AT else value
