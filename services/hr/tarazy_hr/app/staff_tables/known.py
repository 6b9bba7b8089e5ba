"""What an import needs to know before it decides: the courts of its rows, their posts, and whose ids are meant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID, uuid5

from tarazy_hr.app.staff_tables.row import TableRow
from tarazy_hr.domain.court_book import CourtBook
from tarazy_hr.domain.post import PostFact

_OWN_NUMBERS = UUID("6d7a0f3e-5f0b-5b1c-9a55-3e7c6b1c2f10")
"""Namespace of ids that are made of an office's own numbers."""


@lru_cache(maxsize=65_536)
def person_id(court_id: str, reference: str) -> UUID:
    """The id of a person: a UUID as it stands, an office's own number as a UUID of that court."""
    return _uuid(reference) or uuid5(_OWN_NUMBERS, f"person {court_id} {reference.casefold()}")


def is_id(reference: str) -> bool:
    """Whether a reference to a person holds in every court."""
    return _uuid(reference) is not None


def new_post_id(court_id: str, number: str) -> UUID:
    """The id of a post that was not listed before, by its number."""
    return uuid5(_OWN_NUMBERS, f"post {court_id} {number.casefold()}")


@dataclass(slots=True)
class Known:
    """The books of the courts that rows are about, and their posts by number."""

    books: dict[str, CourtBook] = field(default_factory=dict)
    numbered: dict[tuple[str, str], list[UUID]] = field(default_factory=dict)
    """Posts of a court by number, without regard to case."""
    names: dict[tuple[str, UUID], TableRow] = field(default_factory=dict)
    """The row of the table of people, by court where the office's own numbers are used, else under an empty code."""

    def number(self, facts: Iterable[PostFact]) -> None:
        """Take in posts by their numbers."""
        for fact in facts:
            post = fact.post
            if post.number is None:
                continue
            ids = self.numbered.setdefault((post.court_id, post.number.casefold()), [])
            if post.post_id not in ids:
                ids.append(post.post_id)

    def posts_numbered(self, court_id: str, number: str) -> Sequence[UUID]:
        """The posts of a court that have a number; several are told apart by their ids alone."""
        return self.numbered.get((court_id, number.casefold()), ())

    def described(self, court_id: str, who: UUID) -> Mapping[str, object]:
        """What the table of people says about somebody; nothing where it does not."""
        row = self.names.get((court_id, who)) or self.names.get(("", who))
        return {} if row is None or row.wrong else row.given


def _uuid(reference: str) -> UUID | None:
    try:
        return UUID(reference) if len(reference) == 36 else None
    except ValueError:
        return None
