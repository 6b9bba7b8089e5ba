"""Whose turn it is where several hearings want the same time."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.hearing import Hearing, Request
from tarazy_scheduling.domain.working_set.court import Court

RANKS = {"custody": 0, "urgent": 1, "normal": 2, "low": 3}
Turn = tuple[int, datetime]


def turn(case: Case, request: Request) -> Turn:
    """What hearings are sorted by: custody and part-heard first, then urgent ones, then by the age of the case.

    Part-heard is a case of which a hearing has been held.
    """
    return (0 if case.heard_by else RANKS[request.priority], case.filed_at)


def in_turn(court: Court, hearings: Iterable[Hearing]) -> list[Hearing]:
    """Hearings of the court's cases, whoever may least wait first."""

    def key(hearing: Hearing) -> tuple[Turn, UUID]:
        return turn(court.cases[hearing.case_id], hearing.request), hearing.hearing_id

    return sorted(hearings, key=key)
