"""A case filed again goes to the judge first drawn: whoever files until the wanted judge comes up gets the first one.

Filed again is a case with the same parties on the same sides and of the same category as one that was withdrawn or
struck out, or that it names as related, within the days that the court's rules say.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.names import read_name

if TYPE_CHECKING:
    from tarazy_scheduling.domain.court import Court

SIDES = frozenset({"claimant", "defendant", "accused", "victim", "prosecutor"})
"""Roles of those between whom a case is; who represents, interprets or testifies may change."""
ENDS = frozenset({"withdrawn", "struck_out"})

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


def earlier_filing(court: "Court", case: Case, now: datetime) -> Filing | None:
    """What a case repeats: of several the one that ended last."""
    if not (court.has_filings or case.related_case_ids):
        return None
    keys = keys_of(case)
    found = [one for key in keys for one in court.filings_under(key)]
    for case_id in case.related_case_ids:
        related = court.cases.get(case_id)
        if related and case_id != case.case_id and set(keys) & set(keys_of(related)):
            found += [one] if (one := filing_of(related)) else []
    since = now - timedelta(days=court.terms.refile_days)
    return max((one for one in found if one.at >= since), key=lambda one: (one.at, one.case_id), default=None)
