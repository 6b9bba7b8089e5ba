"""The words of a mail: subject, plain text and HTML, from its story, in the recipient's language.

What a topic says stands in `texts/<language>/`; facts are laid out the same way for all topics.
"""

import html
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tarazy_notifications.adapters.texts.matter_facts import ANSWER_AT
from tarazy_notifications.adapters.texts.reader import NAME, Reader, names_in
from tarazy_notifications.adapters.texts.saying import Said, say
from tarazy_notifications.adapters.texts.terms import PLAIN, Terms
from tarazy_notifications.adapters.texts.wording import layout, packaged
from tarazy_notifications.adapters.texts.words import named, words_of
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court, Language
from tarazy_notifications.domain.stories import Story
from tarazy_notifications.domain.texts.summons import ITEMS, Item

LINK = "\ue002"
"""Stands for the link of a notice in words to nobody."""

HIDDEN = "…"
"""In place of links in what is kept of a letter: they are for the reader of the mailbox alone."""


class Ends(NamedTuple):
    """What a letter ends with."""

    has_entry: bool
    """A calendar part."""
    has_link: bool
    """A link to the page where its reader chooses how to be told."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in words, and the version of the texts that they are from."""

    subject: str
    plain: str
    html: str
    version: str
    lacking: tuple[Item, ...] = ()
    """What a summons should say and this one does not."""


def write(
    notice: Notice,
    story: Story,
    court: Court,
    *,
    has_entry: bool = True,
    terms: Terms = PLAIN,
    link: str | None = None,
    answer_at: str = HIDDEN,
) -> Letter:
    """The words of one notice; the same input gives the same words.

    `has_entry`: whether a calendar part goes with them, where the topic has one. `link`: where its reader chooses how
    to be told. `answer_at`: where its reader alone answers, by topics that ask for an answer.
    """
    reader, ends = Reader.of(notice, story), Ends(has_entry, link is not None)
    letter = _to_nobody(notice.topic, notice.language, reader, story, court, ends, terms)
    plain, page = letter.plain, letter.html
    for sign, known_as in (*names_in(notice), (LINK, link or ""), (ANSWER_AT, answer_at)):
        if sign in plain or sign in page:
            plain, page = plain.replace(sign, known_as), page.replace(sign, html.escape(known_as))
    return Letter(letter.subject, plain, page, letter.version, letter.lacking)


@lru_cache(maxsize=256)
def _to_nobody(
    topic: str, language: Language, reader: Reader, story: Story, court: Court, ends: Ends, terms: Terms
) -> Letter:
    """The letter with signs in place of names: all who read one language in one role get it."""
    said = say(topic, "email", reader, story, court, terms.wording or packaged(language), has_entry=ends.has_entry)
    labels = words_of(language)["labels"]
    context = {
        "language": language,
        "court": named(court.names, language),
        "subject": said.subject,
        "greeting": labels["greeting"].replace("{name}", NAME),
        "before": said.before,
        "after": said.after,
        "automatic": labels["automatic"],
        "choosing": labels["choosing"],
        "link": LINK if ends.has_link else "",
    }
    plain = layout("letter.txt.jinja").render(context, facts=said.facts.plain)
    page = layout("letter.html.jinja").render(context, facts=said.facts.html)
    lacking = _lacking(said, plain, page, terms) if terms.summons else ()
    return Letter(said.subject, plain.strip() + "\n", page + "\n", said.version, lacking)


def _lacking(said: Said, plain: str, page: str, terms: Terms) -> tuple[Item, ...]:
    """What is not in both parts: a reader sees one of them."""
    assert terms.summons is not None  # noqa: S101  asked before
    wanted = {"addressee": [NAME], **said.wanted}
    as_html = {item: [html.escape(word) for word in words] for item, words in wanted.items()}
    found = {*terms.summons.lacking(wanted, plain), *terms.summons.lacking(as_html, page)}
    return tuple(item for item in ITEMS if item in found)
