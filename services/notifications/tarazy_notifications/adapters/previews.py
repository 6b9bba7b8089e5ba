"""Notices as their readers get them, with invented people and courts: to look at before anybody gets one."""

from collections.abc import Iterator
from dataclasses import dataclass

from tarazy_notifications.adapters import letters
from tarazy_notifications.adapters.channels.webhook.body import body
from tarazy_notifications.adapters.mail import MailBuilder
from tarazy_notifications.adapters.texts.samples import EVENTS, Sample, sample
from tarazy_notifications.adapters.texts.short import Entry, entry, text_message
from tarazy_notifications.adapters.texts.terms import PLAIN, Terms
from tarazy_notifications.adapters.texts.words import LANGUAGES
from tarazy_notifications.domain.people import ChannelName, Language, Role
from tarazy_notifications.domain.texts.segments import Sms
from tarazy_notifications.domain.texts.summons import Item

_SENDER = "notices@court.example"


@dataclass(frozen=True, slots=True)
class Preview:
    """One notice in all its parts; what a channel does not have is None."""

    sample: Sample
    version: str
    subject: str = ""
    plain: str = ""
    html: str | None = None
    calendar: bytes | None = None
    mail: bytes | None = None
    sms: Sms | None = None
    entry: Entry | None = None
    payload: bytes | None = None
    lacking: tuple[Item, ...] = ()
    """What a summons should say and this one does not."""


def preview(event: str, channel: ChannelName, role: Role, language: Language) -> Preview:
    """An invented notice of one event, as somebody in this role gets it by this channel."""
    return shown_as(sample(event, channel, role, language))


def shown_as(one: Sample, terms: Terms = PLAIN) -> Preview:
    """A notice as it is read; the same input gives the same preview."""
    notice, story, court = one.notice, one.story, one.court
    if notice.channel == "sms":
        message = text_message(notice, story, court, terms=terms)
        return Preview(one, message.version, plain=message.sms.text, sms=message.sms, lacking=message.lacking)
    if notice.channel == "email":
        letter = letters.write(notice, story, court, terms=terms)
        builder = MailBuilder(_SENDER)
        calendar = builder.entry(notice, story, court)
        mail = builder.build(notice, story, court, written_at=story.at, terms=terms)
        content = calendar.content if calendar else None
        words = (letter.version, letter.subject, letter.plain, letter.html)
        return Preview(one, *words, content, mail.content, lacking=letter.lacking)
    entered = entry(notice, story, court, channel=notice.channel, terms=terms)
    data = body(notice, story, court, terms) if notice.channel == "webhook" else None
    return Preview(
        one, entered.version, entered.title, entered.body, entry=entered, payload=data, lacking=entered.lacking
    )


def every(channel: ChannelName) -> Iterator[Preview]:
    """All events in all roles and languages."""
    for event, what in EVENTS.items():
        for role in what.roles:
            for language in LANGUAGES:
                yield preview(event, channel, role, language)
