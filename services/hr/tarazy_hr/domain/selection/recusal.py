"""Who of a panel must not score whom, as candidates and declared interests say."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tarazy_hr.domain.interest import InterestFact


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a candidate, as far as it matters here."""

    application_id: UUID
    person_id: UUID
    name: str


def conflicts(
    panel: Iterable[UUID],
    candidates: Iterable[Known],
    interests: Iterable[InterestFact],
    names: Mapping[UUID, str],
    today: date,
) -> frozenset[tuple[UUID, UUID | None]]:
    """Pairs of a member and an application; None for a member who is a candidate and so scores nobody.

    An interest stands between two people whoever of them declared it. Those of other courts count too.
    """
    standing = [fact for fact in interests if _stands(fact, today)]
    found: set[tuple[UUID, UUID | None]] = set()
    for candidate in candidates:
        for member in panel:
            if member == candidate.person_id:
                found.add((member, None))
            elif any(
                _between(fact, (member, names.get(member)), (candidate.person_id, candidate.name)) for fact in standing
            ):
                found.add((member, candidate.application_id))
    return frozenset(found)


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are of one name: capitals, order of the words and punctuation make no difference."""
    return _words(one) == _words(other)


def _between(fact: InterestFact, one: tuple[UUID, str | None], other: tuple[UUID, str | None]) -> bool:
    declared = fact.interest
    for (who, _), (whom, name) in ((one, other), (other, one)):
        if declared.person_id == who and (
            declared.against.strip().lower() == str(whom) or (name is not None and same_name(declared.against, name))
        ):
            return True
    return False


def _stands(fact: InterestFact, today: date) -> bool:
    interest = fact.interest
    last = fact.ended_on or interest.to_on
    return (interest.from_on is None or interest.from_on <= today) and (last is None or last >= today)


def _words(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return sorted("".join(letter if letter.isalnum() else " " for letter in folded).split())
