"""The texts that a court has in place of those that come with the program."""

from dataclasses import dataclass

from tarazy_notifications.adapters.texts.wording import Wording, with_own
from tarazy_notifications.domain.people import Language


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """Names and sources by language."""

    texts: tuple[tuple[Language, tuple[tuple[str, str], ...]], ...] = ()

    def wording(self, language: Language) -> Wording | None:
        """All texts of a language as the court has them; None where it has none of its own."""
        own = dict(self.texts).get(language)
        return with_own(language, own) if own else None
