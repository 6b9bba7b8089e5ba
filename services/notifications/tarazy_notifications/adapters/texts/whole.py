"""Whether all texts are there: every event, channel, role and language is written once before anything is sent."""

from collections.abc import Iterator

from tarazy_notifications.adapters import letters
from tarazy_notifications.adapters.texts.samples import EVENTS, Sample, sample
from tarazy_notifications.adapters.texts.short import entry, text_message
from tarazy_notifications.adapters.texts.terms import PLAIN, Terms
from tarazy_notifications.adapters.texts.words import LANGUAGES
from tarazy_notifications.domain.people import ChannelName

CHANNELS: tuple[ChannelName, ...] = ("email", "sms", "inbox")
"""What is written for others is written from the same parts."""


def find_whole() -> None:
    """Raises whatever writing one of them raises: a service with a hole in its texts does not start."""
    for event, what in EVENTS.items():
        for role in what.roles:
            for language in LANGUAGES:
                for channel in CHANNELS:
                    one = sample(event, channel, role, language)
                    for text in texts_of(one):
                        if not text:
                            raise LookupError(f"{event} says nothing by {channel} to {role} in {language}")


def texts_of(one: Sample, terms: Terms = PLAIN) -> Iterator[str]:
    """All that a reader of this notice reads."""
    notice, story, court = one.notice, one.story, one.court
    if notice.channel == "sms":
        yield text_message(notice, story, court, terms=terms).sms.text
    elif notice.channel == "email":
        letter = letters.write(notice, story, court, terms=terms)
        yield from (letter.subject, letter.plain, letter.html)
    else:
        words = entry(notice, story, court, channel=notice.channel, terms=terms)
        yield from (words.title, words.line, words.body)
