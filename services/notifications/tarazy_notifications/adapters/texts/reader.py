"""Who reads a notice, as far as its words depend on it; names stay out of the words until the end."""

from dataclasses import dataclass
from typing import Any

from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.rows import Facts
from tarazy_notifications.adapters.texts.words import capacity, named
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court, Language, Role
from tarazy_notifications.domain.stories import AllocationStory, Story

NAME, ACTS_FOR = "\ue000", "\ue001"
"""Stand for names in words to nobody. Nothing from outside holds them: `shown` takes private characters out."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What of a reader the words depend on, apart from names."""

    role: Role
    capacity: str
    acts_for: bool
    presides: bool

    @classmethod
    def of(cls, notice: Notice, story: Story) -> "Reader":
        """The reader of a notice."""
        presides = isinstance(story, AllocationStory) and story.presiding == notice.recipient_id
        return cls(notice.role, notice.capacity, bool(notice.acts_for), presides)


def values_for(
    reader: Reader, found: Facts, court: Court, language: Language, *, has_entry: bool = False
) -> dict[str, Any]:
    """Everything that a text can name, with signs in place of people's names."""
    return {
        **found.values,
        "court": named(court.names, language),
        "role": reader.role,
        "capacity_code": reader.capacity,
        "capacity": capacity(reader.capacity, language),
        "acts_for": ACTS_FOR if reader.acts_for else "",
        "presides": reader.presides,
        "changed": bool(found.changes),
        "name": NAME,
        "has_entry": has_entry,
    }


def names_in(notice: Notice) -> tuple[tuple[str, str], ...]:
    """The signs with what they stand for in this notice."""
    return (NAME, shown(notice.name)), (ACTS_FOR, shown(notice.acts_for))
