"""`court.cases`: the parties of each case, their contacts and who represents whom; what waits goes by them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from tarazy_shared.contracts import cases as contract
from tarazy_shared.contracts.event import Event
from tarazy_shared.fates import APPLIED, OLDER_VERSION, Fate
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.directory import CaseRow
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.delivery.resolving import Resolving
from tarazy_notifications.domain.people import ChannelName

USES = frozenset({contract.CaseRegistered.TYPE, contract.CaseUpdated.TYPE})
_REGISTRATION = 1

_PARTIES = TypeAdapter(tuple[contract.Party, ...])
_KEPT = {"__all__": {"party_id", "name", "role", "language", "represents", "person_id", "contacts"}}


@dataclass(slots=True)
class State:
    """The cases that a batch touches, and those that it changes."""

    known: dict[UUID, CaseRow]
    changed: dict[UUID, CaseRow] = field(default_factory=dict)
    told_otherwise: dict[UUID, Cause] = field(default_factory=dict)
    """Cases whose people are told otherwise from now on, each with what brought that about."""


@dataclass(frozen=True, slots=True)
class CaseEvents:
    """Keeps the directory of cases. What refers to something unknown is scheduling's to answer, not ours."""

    gateways: frozenset[ChannelName]
    """Channels by which something can be sent."""
    rules: Rules

    async def load(self, uow: UnitOfWork, events: Sequence[Event[Any]]) -> State:
        """The cases that the events name."""
        return State(await directory.case_rows(uow.connection, {event.data.case_id for event in events}))

    def decide(self, state: State, event: Event[Any]) -> Fate:
        """Apply a registration or an update; whichever of the two comes first, both count."""
        data = event.data
        known = state.known.get(data.case_id)
        row = _registered(known, data) if isinstance(data, contract.CaseRegistered) else _updated(known, data)
        if row is None:
            return OLDER_VERSION
        if known is not None and known.registered and _tells_otherwise(known, row):
            state.told_otherwise[data.case_id] = Cause.of(event)
        state.known[data.case_id] = state.changed[data.case_id] = row
        return APPLIED

    async def save(self, uow: UnitOfWork, state: State) -> None:
        """Write the cases that changed, and decide anew about what waits to be sent about them."""
        await directory.save_cases(uow.connection, list(state.changed.values()))
        await Resolving(self.rules, self.gateways).cases_changed(uow, state.told_otherwise)


def _registered(known: CaseRow | None, data: contract.CaseRegistered) -> CaseRow | None:
    if known is None:
        return CaseRow(
            data.case_id, data.court_id, _REGISTRATION, True, data.number, data.language, _json(data.parties), "[]"
        )
    if known.registered:
        return None
    # An update came in first, and what it says is newer.
    return CaseRow(
        data.case_id,
        data.court_id,
        known.version,
        True,
        known.number or data.number,
        known.language or data.language,
        known.parties or _json(data.parties),
        _left(_json(data.parties), known.parties, known.former_parties) if known.parties else known.former_parties,
    )


def _updated(known: CaseRow | None, data: contract.CaseUpdated) -> CaseRow | None:
    if known is not None and data.version <= known.version:
        return None
    parties = _json(data.parties) if data.parties is not None else known.parties if known else None
    former = known.former_parties if known else "[]"
    if known is not None and known.parties and parties and data.parties is not None:
        former = _left(known.parties, parties, former)
    return CaseRow(
        data.case_id,
        data.court_id,
        data.version,
        known.registered if known else False,
        data.number or (known.number if known else None),
        data.language or (known.language if known else None),
        parties,
        former,
    )


def _tells_otherwise(before: CaseRow, after: CaseRow) -> bool:
    """Whether somebody may be told elsewhere, in another language, or in another's place."""
    return before.language != after.language or json.loads(before.parties or "[]") != json.loads(after.parties or "[]")


def _left(before: str, after: str | None, former: str) -> str:
    """Everybody who was in the case once and is not any more, with what was last known of them."""
    still_in = {one["party_id"] for one in json.loads(after or "[]")}
    gone = {one["party_id"]: one for one in (*json.loads(former), *json.loads(before))}
    return json.dumps([one for party_id, one in gone.items() if party_id not in still_in], ensure_ascii=False)


def _json(parties: tuple[contract.Party, ...]) -> str:
    return _PARTIES.dump_json(parties, include=_KEPT, exclude_none=True).decode()
