"""What a notice says, in paragraphs and laid-out facts, before it becomes a mail or an entry of an inbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from tarazy_notifications.adapters.texts.facts import facts
from tarazy_notifications.adapters.texts.reader import ACTS_FOR, Reader, values_for
from tarazy_notifications.adapters.texts.rows import Facts
from tarazy_notifications.adapters.texts.wording import Wording, layout
from tarazy_notifications.adapters.texts.words import words_of
from tarazy_notifications.domain.people import ChannelName, Court, Language, Role
from tarazy_notifications.domain.stories import Story
from tarazy_notifications.domain.texts import summons

COURT_PEOPLE: frozenset[Role] = frozenset({"judge", "clerk"})
"""They know where their court is."""

AFTER_FACTS = ("bring", "consequences", "contact", "closing")
"""The parts of a message that follow the facts, in their order."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Facts, and how they look."""

    facts: Facts
    plain: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a notice to nobody: signs stand in place of names."""

    subject: str
    before: Sequence[str]
    """Paragraphs before the facts."""
    facts: LaidOut
    after: Sequence[str]
    version: str
    wanted: summons.Said
    """The words of what a summons has to say, the addressee apart."""


def say(
    topic: str,
    channel: ChannelName,
    reader: Reader,
    story: Story,
    court: Court,
    wording: Wording,
    *,
    has_entry: bool = False,
) -> Said:
    """The words for whoever reads a topic in one role. `has_entry`: whether a calendar part goes with them."""
    laid_out = _laid_out(topic, story, court, wording.language, reader.role not in COURT_PEOPLE)
    parts = wording.parts(topic, channel, reader.role)
    values = values_for(reader, laid_out.facts, court, wording.language, has_entry=has_entry)
    after = {part: parts.say(part, values) for part in AFTER_FACTS}
    return Said(
        parts.line("subject", values),
        [parts.line("opening", values), *parts.say("length", values)],
        laid_out,
        [line for part in AFTER_FACTS for line in after[part]],
        str(parts.version),
        {
            **laid_out.facts.said,
            "consequences": after["consequences"],
            "capacity": [str(values["capacity"])] if reader.role == "party" else [ACTS_FOR],
        },
    )


@lru_cache(maxsize=256)
def _laid_out(topic: str, story: Story, court: Court, language: Language, with_court: bool) -> LaidOut:
    """The facts, which take longest to lay out and are the same in most roles."""
    found = facts(topic, story, court, language)
    rows = [*found.rows, *found.court_rows] if with_court else found.rows
    context = {"rows": rows, "changes": found.changes, "labels": words_of(language)["labels"]}
    plain = layout("facts.txt.jinja").render(context).strip()
    return LaidOut(found, plain, Markup(layout("facts.html.jinja").render(context)))  # noqa: S704  escaped by itself
