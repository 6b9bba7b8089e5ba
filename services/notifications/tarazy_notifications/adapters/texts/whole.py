"""Whether all texts are there: every event, channel, role and language is written once before anything is sent."""

from dataclasses import dataclass

from tarazy_notifications.adapters import letters
from tarazy_notifications.adapters.texts.samples import EVENTS, Sample, sample
from tarazy_notifications.adapters.texts.short import entry, text_message
from tarazy_notifications.adapters.texts.terms import PLAIN, Terms
from tarazy_notifications.adapters.texts.words import LANGUAGES
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.domain.texts.summons import Item

CHANNELS: tuple[ChannelName, ...] = ("email", "sms", "inbox")
"""What is written for others is written from the same parts."""


@dataclass(frozen=True, slots=True)
class Written:
    """A notice in words: what its reader reads, what of a summons is missing, and its parts as a text message."""

    texts: tuple[str, ...]
    lacking: tuple[Item, ...] = ()
    segments: int = 0


def find_whole() -> None:
    """Raises whatever writing one of them raises: a service with a hole in its texts does not start."""
    for event, what in EVENTS.items():
        for role in what.roles:
            for language in LANGUAGES:
                for channel in CHANNELS:
                    if not all(written(sample(event, channel, role, language)).texts):
                        raise LookupError(f"{event} says nothing by {channel} to {role} in {language}")


def written(one: Sample, terms: Terms = PLAIN) -> Written:
    """The words of one notice by its channel."""
    notice, story, court = one.notice, one.story, one.court
    if notice.channel == "sms":
        message = text_message(notice, story, court, terms=terms)
        return Written((message.sms.text,), message.lacking, message.sms.segments)
    if notice.channel == "email":
        letter = letters.write(notice, story, court, terms=terms)
        return Written((letter.subject, letter.plain, letter.html), letter.lacking)
    words = entry(notice, story, court, channel=notice.channel, terms=terms)
    return Written((words.title, words.line, words.body), words.lacking)
