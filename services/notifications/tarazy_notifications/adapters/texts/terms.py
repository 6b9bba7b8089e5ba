"""On what terms a notice is written: a court's own texts, and what a summons has to say."""

from dataclasses import dataclass

from tarazy_notifications.adapters.texts.wording import Wording
from tarazy_notifications.domain.texts.summons import INCOMPLETE, Item, Summons


@dataclass(frozen=True, slots=True)
class Terms:
    """What courts and laws have laid down for one notice."""

    wording: Wording | None = None
    """The court's own texts; None where it has none."""
    summons: Summons | None = None
    """None of what is no summons."""

    def refusal(self, lacking: tuple[Item, ...]) -> str | None:
        """Why a notice that lacks these is held back; None if it may leave."""
        item = self.summons.held_for(lacking) if self.summons else None
        return f"{INCOMPLETE}:{item}" if item else None


PLAIN = Terms()
"""The texts that come with the program, and nothing required."""
