"""What one transaction decides over its courts, and how it is stored and told."""

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from tarazy_shared.contracts import draws, staff
from tarazy_shared.contracts import hearings as contract
from tarazy_shared.contracts.encoding import written
from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.meanwhile import both
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_scheduling.adapters import case_store, freed_people, hearing_store, hold_store, means_writing, session_store
from tarazy_scheduling.adapters.draws import awaited_rounds, draw_ledger, draw_signals, reallocation_store
from tarazy_scheduling.adapters.draws.draw_ledger import Correction, Draw
from tarazy_scheduling.adapters.events_from_facts import ABOUT_A_CASE, event_of, with_case
from tarazy_scheduling.adapters.hearing_store import Changed
from tarazy_scheduling.adapters.limits import escalation_store
from tarazy_scheduling.app import telemetry
from tarazy_scheduling.app.kept_courts import Kept, Loaded
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain import facts
from tarazy_scheduling.domain.allocation.signals import Signal, signal_of
from tarazy_scheduling.domain.commands import Command
from tarazy_scheduling.domain.deciding.deciding import decide_in_steps
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.escalating import Escalation
from tarazy_scheduling.domain.outcome import Applied, Outcome, Steps
from tarazy_scheduling.domain.working_set.changes import Changes

T = TypeVar("T")
LONGEST_STRETCH = 0.02
"""Seconds of deciding or of writing events after which others have their turn."""

ABOUT_A_PLACE = (
    facts.HearingScheduled,
    facts.HearingRescheduled,
    facts.HearingUnlisted,
    facts.HearingCancelled,
    facts.HearingRecorded,
)

ABOUT_A_HEARING = (
    contract.HearingScheduled,
    contract.HearingRescheduled,
    contract.HearingUnlisted,
    contract.HearingCancelled,
    contract.HearingRecorded,
)


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and its data as they are written for who stores them."""

    data: EventData
    value: bytes


@dataclass(slots=True)
class Batch:
    """The courts of one transaction, the causes of what is decided in them, and the events that are answered."""

    loaded: Loaded
    now: datetime
    causes: dict[str, Cause] = field(default_factory=dict)
    events: dict[str, Event[Any]] = field(default_factory=dict)
    described: dict[str, staff.CourtRegistered | staff.CourtUpdated] = field(default_factory=dict)
    """By court: what hr told of it last."""
    signals: list[tuple[str, Signal]] = field(default_factory=list)
    """By court: what is noted because somebody may steer a draw by it."""

    async def decide_resting(self, court_id: str, command: Command, cause: Cause) -> Outcome:
        """Decide a command in one court; the others of the transaction see at once whom it has booked.

        Others have the processor now and then: one command may be about thousands of cases.
        """
        self.causes[cause.id] = cause
        steps = decide_in_steps(self.loaded.court(court_id), command, self.now, cause.id)
        return self._decided(court_id, command, await resting(steps))

    def _decided(self, court_id: str, command: Command, outcome: Outcome) -> Outcome:
        if isinstance(outcome, Applied) and (signal := signal_of(command)):
            self.signals.append((court_id, signal))
        if isinstance(outcome, Applied) and len(self.loaded.kept) > 1:
            moved = {told.fact.hearing_id for told in outcome.told if isinstance(told.fact, ABOUT_A_PLACE)}
            self.loaded.spread(court_id, moved)
        return outcome

    async def save(self, uow: UnitOfWork, sets: WorkingSets) -> None:
        """Write what has changed and publish what is to be told."""
        changed = [(kept, changes) for kept in self.loaded.kept.values() if _is_any(changes := _taken(kept))]
        for data in self.described.values():
            await means_writing.describe(uow.connection, data)
        revisions = {}
        if changed:
            revisions = await means_writing.revise(uow.connection, [kept.court.court_id for kept, _ in changed])
        hearings = _changed_hearings(changed)
        holds = [(kept.court.court_id, kept.court.holds[one]) for kept, changes in changed for one in changes.holds]
        await hold_store.free(uow.connection, [hold for _, hold in holds])
        _, told = await both(hearing_store.save_places(uow.connection, hearings), self._publish(uow, changed))
        await hearing_store.save(uow.connection, hearings, _told_last(told))
        await hold_store.save(uow.connection, holds)
        for kept, changes in changed:
            await means_writing.save(uow.connection, kept.court, changes)
            await session_store.save(uow.connection, kept.court, changes)
        await self._save_cases(uow, changed)
        await awaited_rounds.save(uow.connection, self._awaiting(changed))
        await self._save_draws(uow, changed, told)
        for kept, changes in changed:
            await reallocation_store.note(uow.connection, kept.court.court_id, list(changes.proposals.values()))
        await escalation_store.save(uow.connection, _escalations(changed))
        await draw_signals.note(uow.connection, self.signals, self.now)
        await freed_people.note(uow.connection, self._freed(changed, hearings))
        for one in hearings:
            self.loaded.kept[one.court_id].places[one.hearing.hearing_id] = one.hearing.placing
        sets.keep(self.loaded, revisions)
        telemetry.count(one.data.TYPE for of_court in told for one in of_court)
        for kept, changes in changed:
            telemetry.count_refiled((one.fact for one in changes.told), kept.court.cases)
            telemetry.count_overbooked(one.fact for one in changes.told)
            telemetry.count_draws((one.fact for one in changes.told), kept.court.terms.fewest_candidates)

    async def _publish(self, uow: UnitOfWork, changed: Sequence[tuple[Kept, Changes]]) -> list[list[Told]]:
        """Publish what was told; by court the events as they are written."""
        told: list[list[Told]] = []
        until = time.perf_counter() + LONGEST_STRETCH
        for kept, changes in changed:
            told.append([])
            for one in changes.told:
                data = event_of(one.fact, kept.court.court_id, self.events.get(one.cause))
                if isinstance(data, ABOUT_A_CASE):
                    case = kept.court.cases[data.case_id]
                    uow.publish(with_case(data, case, kept.court.today(case.filed_at)), cause=self.causes[one.cause])
                    # What the ledger keeps is the draw alone, as its hash and its verifiers have it.
                    told[-1].append(Told(data, written(data)))
                else:
                    uow.publish(data, cause=self.causes[one.cause])
                    told[-1].append(Told(data, uow.rows[-1].value))
                until = await _rested(until)
        return told

    def _freed(self, changed: Sequence[tuple[Kept, Changes]], hearings: Sequence[Changed]) -> dict[UUID, Cause]:
        """Who crosses courts and has become free, each with what brought that about."""
        moved = [(one.hearing.hearing_id, one.was) for one in hearings if one.was and one.was != one.hearing.placing]
        crossing = self.loaded.crossing
        given_back = {
            who: self.causes[cause]
            for kept, changes in changed
            for hold_id, cause in changes.holds.items()
            for who in kept.court.holds[hold_id].person_ids
            if who in crossing and kept.court.holds[hold_id].state != "held"
        }
        freed = {who: hearing_id for hearing_id, was in moved for who in was.people if who in crossing}
        if not freed:
            return given_back
        told = [one for _, changes in changed for one in changes.told]
        causes = {one.fact.hearing_id: one.cause for one in told if isinstance(one.fact, ABOUT_A_PLACE)}
        return given_back | {person: self.causes[causes[hearing_id]] for person, hearing_id in freed.items()}

    async def _save_cases(self, uow: UnitOfWork, changed: Sequence[tuple[Kept, Changes]]) -> None:
        cases = [
            (kept.court.court_id, kept.court.cases[case_id], kept)
            for kept, changes in changed
            for case_id in changes.cases
        ]
        await case_store.save(uow.connection, [(court_id, case) for court_id, case, _ in cases])
        named = [one for one in cases if one[2].parties.get(one[1].case_id) is not one[1].parties]
        await case_store.save_people(uow.connection, [(court_id, case) for court_id, case, _ in named])
        for _, case, kept in named:
            kept.parties[case.case_id] = case.parties

    def _awaiting(self, changed: Sequence[tuple[Kept, Changes]]) -> list[tuple[str, Case, Cause | None]]:
        """Cases that wait for another round or for none any more, each with what its draw is to answer."""
        cases = [(kept.court, kept.court.cases[case_id]) for kept, changes in changed for case_id in changes.awaiting]
        return [
            (court.court_id, case, self.causes[case.awaits.cause] if case.awaits else None) for court, case in cases
        ]

    async def _save_draws(
        self, uow: UnitOfWork, changed: Sequence[tuple[Kept, Changes]], told: Sequence[Sequence[Told]]
    ) -> None:
        entries: list[Draw | Correction] = []
        for (kept, changes), of_court in zip(changed, told, strict=True):
            for one in of_court:
                if isinstance(one.data, (draws.CaseAllocated, draws.CaseReallocated)):
                    takings = changes.takings.get(one.data.draw_id, ())
                    entries.append(Draw(one.data, one.value.decode(), kept.ledger_day, takings))
                    telemetry.draws_without_a_chain.inc(not kept.of_a_chain)
                    telemetry.draws_without_beacon.inc(one.data.proof.seed.beacon is None)
                elif isinstance(one.data, draws.DrawsCorrected):
                    entries.append(Correction(one.data, one.value.decode(), kept.ledger_day))
        await draw_ledger.append(uow.connection, entries, uow.now)


async def resting(steps: Steps[T]) -> T:
    """All steps, letting others have their turn now and then."""
    until = time.perf_counter() + LONGEST_STRETCH
    while True:
        try:
            next(steps)
        except StopIteration as end:
            done: T = end.value
            return done
        until = await _rested(until)


async def _rested(until: float) -> float:
    """Let others have their turn if the stretch is over; when the present one is."""
    if time.perf_counter() < until:
        return until
    await asyncio.sleep(0)
    return time.perf_counter() + LONGEST_STRETCH


def _changed_hearings(changed: Sequence[tuple[Kept, Changes]]) -> list[Changed]:
    return [
        Changed(kept.court.court_id, kept.court.hearings[hearing_id], kept.places.get(hearing_id))
        for kept, changes in changed
        for hearing_id in changes.hearings
    ]


def _escalations(changed: Sequence[tuple[Kept, Changes]]) -> list[tuple[str, Escalation]]:
    return [(kept.court.court_id, one) for kept, changes in changed for one in changes.escalations.values()]


def _told_last(told: Iterable[Iterable[Told]]) -> dict[UUID, hearing_store.Told]:
    """What was told last of each hearing, as it was written."""
    last: dict[UUID, Told] = {}
    for of_court in told:
        for one in of_court:
            if isinstance(one.data, ABOUT_A_HEARING):
                last[one.data.hearing_id] = one
    return {hearing_id: hearing_store.Told(one.data.TYPE, one.value.decode()) for hearing_id, one in last.items()}


def _taken(kept: Kept) -> Changes:
    return kept.court.take_changes()


def _is_any(changes: Changes) -> bool:
    return any(getattr(changes, name) for name in changes.__slots__)
