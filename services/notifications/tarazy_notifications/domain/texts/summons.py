"""What the law wants a summons to say, and what of it a text lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from tarazy_notifications.domain.people import Role

Item = Literal["addressee", "court", "court_address", "time", "place", "case", "capacity", "consequences", "contact"]
ITEMS: tuple[Item, ...] = get_args(Item)

Lack = Literal["hold", "tell"]
"""What becomes of a summons that lacks an item: it is held back, or it leaves and the lack is told to the court."""

SUMMONED: frozenset[Role] = frozenset({"party", "representative"})
"""Whom a court summons; its own people and interpreters are only informed."""

INCOMPLETE = "summons_incomplete"

Said = Mapping[Item, Sequence[str]]
"""The words by which one sees that an item is there."""


@dataclass(frozen=True, slots=True)
class Summons:
    """What notices of one topic must say to whoever is summoned."""

    items: tuple[tuple[Item, Lack], ...]

    def lacking(self, said: Said, text: str) -> tuple[Item, ...]:
        """Items of which not all words are in the text, in the order of `ITEMS`.

        One that has no words is lacking; one that `said` does not name has no place in this kind of message.
        """
        wanted = {item for item, _ in self.items}
        return tuple(item for item in ITEMS if item in wanted and item in said and not _is_said(said[item], text))

    def held_for(self, lacking: Sequence[Item]) -> Item | None:
        """The first item whose lack holds the notice back."""
        lacks = dict(self.items)
        return next((item for item in lacking if lacks[item] == "hold"), None)


@dataclass(frozen=True, slots=True)
class SummonsRules:
    """What is a summons, by topic; the others must say nothing."""

    topics: tuple[tuple[str, Summons], ...]

    def of(self, topic: str, role: Role) -> Summons | None:
        """What a notice of this topic to this role must say."""
        return dict(self.topics).get(topic) if role in SUMMONED else None


def _is_said(words: Sequence[str], text: str) -> bool:
    return bool(words) and all(word and word in text for word in words)


# Civil Procedure Code of the Republic of Kazakhstan, article 128(2): addressee, court and its address, place and time
# were read. Case, capacity and consequences are from the same list as commentaries give it: a lawyer has to complete
# it. What only the court's own file can lack is told and does not keep people from being told when to come.
DEFAULT_ITEMS: tuple[tuple[Item, Lack], ...] = (
    ("addressee", "hold"),
    ("court", "hold"),
    ("court_address", "tell"),
    ("time", "hold"),
    ("place", "tell"),
    ("case", "tell"),
    ("consequences", "tell"),
)
DEFAULT_RULES = SummonsRules(
    tuple((topic, Summons(DEFAULT_ITEMS)) for topic in ("hearing_scheduled", "hearing_rescheduled"))
)
"""For courts that have laid down nothing else."""
