"""Requests of one batch: those go first that may least wait, not those that came first."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tarazy_shared.contracts.event import Event

from tarazy_scheduling.app.kept_courts import Kept
from tarazy_scheduling.domain.commands import Command, RegisterCase, RequestHearing
from tarazy_scheduling.domain.listing.turns import RANKS, Turn, turn
from tarazy_scheduling.domain.model.case import Case

Run = list[Event[Any]]
LAST: Turn = (max(RANKS.values()) + 1, datetime.max.replace(tzinfo=UTC))
"""Of a case that is not known yet."""


def in_turn(
    kept: Mapping[str, Kept], commands: Mapping[str, Command], events: Sequence[Event[Any]]
) -> list[Event[Any]]:
    """The events, with the requests of each court's runs sorted.

    A run is what a court says without anything else between than new cases and requests: the new cases go first, as
    they came. Everything else stays before and behind what it came before and behind in its court.
    """
    ordered: list[Event[Any]] = []
    runs: dict[str, Run] = {}
    for event in events:
        run = runs.setdefault(event.court_id, [])
        if _may_be_passed(commands[event.id]):
            run.append(event)
        else:
            ordered += _sorted(kept[event.court_id], commands, run)
            ordered.append(event)
            run.clear()
    for court_id, run in runs.items():
        ordered += _sorted(kept[court_id], commands, run)
    return ordered


def _may_be_passed(command: Command) -> bool:
    """New cases and requests; not what is linked to another hearing, which comes before or after that for a reason."""
    if isinstance(command, RequestHearing):
        return command.request.linked_hearing_id is None
    return isinstance(command, RegisterCase)


def _sorted(kept: Kept, commands: Mapping[str, Command], run: Run) -> Run:
    """New cases, then requests: hearing by hearing in turn, those of one hearing as they came."""
    if len(run) < 2:
        return list(run)
    cases, new = dict(kept.court.cases), []
    asked: dict[UUID, list[tuple[Event[Any], RequestHearing]]] = {}
    for event in run:
        match commands[event.id]:
            case RegisterCase(case):
                new.append(event)
                cases.setdefault(case.case_id, case)
            case RequestHearing() as request:
                asked.setdefault(request.hearing_id, []).append((event, request))
    hearings = sorted(asked.values(), key=lambda one: _place(one[-1][1], cases))
    return new + [event for hearing in hearings for event, _ in hearing]


def _place(asked: RequestHearing, cases: Mapping[UUID, Case]) -> Turn:
    case = cases.get(asked.case_id)
    return turn(case, asked.request) if case else LAST
