"""The words of a mail: subject, plain text and HTML, from its story, in the recipient's language.

What a topic says stands in `texts/<language>/`; facts are laid out the same way for all topics.
"""

import html
from dataclasses import dataclass, replace
from functools import lru_cache

from tarazy_notifications.adapters.texts.reader import NAME, Reader, names_in
from tarazy_notifications.adapters.texts.saying import say
from tarazy_notifications.adapters.texts.wording import Wording, layout, packaged
from tarazy_notifications.adapters.texts.words import named, words_of
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import Story


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in words, and the version of the texts that they are from."""

    subject: str
    plain: str
    html: str
    version: str


def write(
    notice: Notice, story: Story, court: Court, *, has_entry: bool = True, wording: Wording | None = None
) -> Letter:
    """The words of one notice; the same input gives the same words.

    `has_entry`: whether a calendar part goes with them, where the topic has one. `wording`: the court's own texts,
    where it has some.
    """
    wording = wording or packaged(notice.language)
    letter = _to_nobody(notice.topic, Reader.of(notice, story), story, court, has_entry, wording)
    plain, page = letter.plain, letter.html
    for sign, known_as in names_in(notice):
        plain, page = plain.replace(sign, known_as), page.replace(sign, html.escape(known_as))
    return replace(letter, plain=plain, html=page)


@lru_cache(maxsize=256)
def _to_nobody(topic: str, reader: Reader, story: Story, court: Court, has_entry: bool, wording: Wording) -> Letter:
    """The letter with signs in place of names: all who read one language in one role get it."""
    said = say(topic, "email", reader, story, court, wording, has_entry=has_entry)
    labels = words_of(wording.language)["labels"]
    context = {
        "language": wording.language,
        "court": named(court.names, wording.language),
        "subject": said.subject,
        "greeting": labels["greeting"].replace("{name}", NAME),
        "before": said.before,
        "after": said.after,
        "automatic": labels["automatic"],
    }
    plain = layout("letter.txt.jinja").render(context, facts=said.facts.plain)
    page = layout("letter.html.jinja").render(context, facts=said.facts.html)
    return Letter(said.subject, plain.strip() + "\n", page + "\n", said.version)
