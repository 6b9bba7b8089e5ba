"""What the law wants a summons to say, and what of it a text lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from tarazy_notifications.domain.people import Role

Item = Literal[
    "addressee", "capacity", "court", "court_address", "time", "place", "case", "consequences", "evidence", "contact"
]
ITEMS: tuple[Item, ...] = get_args(Item)

Lack = Literal["hold", "tell"]
"""What becomes of a summons that lacks an item: it is held back, or it leaves and a clerk is told."""

SUMMONED: frozenset[Role] = frozenset({"party", "representative"})
"""Whom a court summons; its own people and interpreters are only informed."""

INCOMPLETE = "summons_incomplete"


@dataclass(frozen=True, slots=True)
class Summons:
    """What one topic's notices to whoever is summoned must say."""

    items: Mapping[Item, Lack]

    def lacking(self, said: Mapping[Item, Sequence[str]], texts: Sequence[str]) -> tuple[Item, ...]:
        """Items of which something is in none of the texts, or not in all of them, in the order of `ITEMS`.

        `said` gives the words by which each item is known; an item that nothing is known of is lacking too.
        """
        return tuple(item for item in ITEMS if item in self.items and not _is_said(said.get(item, ()), texts))

    def holding(self, lacking: Sequence[Item]) -> Item | None:
        """The first item whose lack holds the notice back."""
        return next((item for item in lacking if self.items[item] == "hold"), None)


def _is_said(words: Sequence[str], texts: Sequence[str]) -> bool:
    return bool(words) and all(word and word in text for word in words for text in texts)


# Civil Procedure Code of the Republic of Kazakhstan, article 128(2): addressee, court and its address, place and time
# of attendance were read; capacity, case, evidence and consequences are from the same list as commentaries give it, and
# are to be checked by a lawyer. An address that a court's own file does not have is no reason to tell nobody.
_SUMMONS = Summons(
    {
        "addressee": "hold",
        "court": "hold",
        "court_address": "tell",
        "time": "hold",
        "place": "tell",
        "case": "hold",
        "consequences": "tell",
    }
)

DEFAULTS: Mapping[str, Summons] = {"hearing_scheduled": _SUMMONS, "hearing_rescheduled": _SUMMONS}
"""By topic, for courts that have laid down nothing else."""
