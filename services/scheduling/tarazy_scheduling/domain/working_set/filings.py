"""Cases that others may be the same as: found by who is between whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.names.comparing import read_name

SIDES = frozenset({"claimant", "defendant", "accused", "victim", "prosecutor"})
"""Roles of those between whom a case is; who represents, interprets or testifies may change."""
ENDS = frozenset({"withdrawn", "struck_out"})
"""Outcomes after which the same may be filed again."""

Key = tuple[str, tuple[tuple[str, str], ...]]
"""A category, and who is on which side."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A case that another may be the same as."""

    case_id: UUID
    judge_id: UUID
    """Who was drawn first."""
    recused: frozenset[UUID]
    at: datetime
    """When it ended; of one that goes on, when it was filed."""


class Filings:
    """A court's cases that were withdrawn or struck out."""

    def __init__(self) -> None:
        self._by_key: dict[Key, dict[UUID, Filing]] = {}

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def note(self, case: Case) -> None:
        """Keep a case in mind, if it ended so."""
        filing = filing_of(case)
        if case.outcome in ENDS and filing:
            for key in keys_of(case):
                self._by_key.setdefault(key, {})[case.case_id] = filing

    def under(self, key: Key) -> Collection[Filing]:
        """Those between the same parties."""
        return self._by_key.get(key, {}).values()


def keys_of(case: Case) -> tuple[Key, ...]:
    """Under which a case is found: by the names of its parties, and by their person_ids where they have any."""
    sides = [party for party in case.parties if party.role in SIDES]
    if not sides:
        return ()
    names = [(party.role, " ".join(read_name(party.name).words)) for party in sides]
    people = [(role, str(party.person_id or name)) for party, (role, name) in zip(sides, names, strict=True)]
    return tuple(dict.fromkeys((case.category, tuple(sorted(one))) for one in (names, people)))


def filing_of(case: Case) -> Filing | None:
    """A case as others are compared with it; None for one that was never drawn."""
    judge_id = case.first_judge_id or (case.judge_id if case.allocation_version == 1 else None)
    return Filing(case.case_id, judge_id, case.recused, case.closed_at or case.filed_at) if judge_id else None
