"""Why something cannot be, in the language that whoever asks over HTTP reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from fastapi import Request, Response
from tarazy_shared.clock import Clock
from tarazy_shared.contracts.fields import Language
from tarazy_shared.database import Connection
from tarazy_shared.pages.language import accepted_language
from tarazy_shared.pages.reader import Reader

from tarazy_scheduling.adapters import catalogue_reading
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.limits.escalation_words import EscalationWords
from tarazy_scheduling.domain.model.remedies import Remedy

SECTIONS = ("conflicts", "refusal_reasons")


class Reason(Protocol):
    """A conflict or a refusal."""

    @property
    def code(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def refers_to(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class ConflictWords:
    """Sentences for one reader."""

    language: Language = "en"
    names: Mapping[str, str] | None = None
    """By code what the court's catalogue calls it; None: the text stays as it is, in English."""

    def put_on(self, response: Response) -> None:
        """Say in which language the answer is."""
        response.headers.update({"content-language": self.language, "vary": "accept-language"})

    def text(self, one: Reason) -> str:
        """What is in the way; a code that the catalogue does not know keeps its English text."""
        return self.names.get(one.code, one.text) if self.names else one.text

    def shown(self, conflicts: Iterable[Reason]) -> list[dict[str, Any]]:
        """As they are answered."""
        return [{"code": one.code, "text": self.text(one), "refers_to": one.refers_to} for one in conflicts]

    def remedies(self, found: Iterable[Remedy]) -> list[dict[str, Any]]:
        """What would help, and who decides."""
        # No time of day is said.
        words = EscalationWords(Reader(self.language, "UTC"))
        return [{"code": one.code, "by": one.by, "refers_to": one.refers_to, "text": words.help(one)} for one in found]


IN_ENGLISH = ConflictWords()


async def conflict_words(connection: Connection, request: Request, court_id: str, clock: Clock) -> ConflictWords:
    """As the request wishes; English where it wishes nothing that is spoken here."""
    language = accepted_language(request.headers.get("accept-language"))
    return await words_in(connection, language or "en", court_id, clock)


async def words_in(connection: Connection, language: Language, court_id: str, clock: Clock) -> ConflictWords:
    """In one language, as the court's catalogue of today has it."""
    if language == "en":
        return IN_ENGLISH
    day = today_in(await known_court(connection, court_id), clock)
    catalogue = await catalogue_reading.on_day(connection, day, court_id)
    return ConflictWords(
        language, {one["code"]: one["name"][language] for section in SECTIONS for one in catalogue[section]}
    )
