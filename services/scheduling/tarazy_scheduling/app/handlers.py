"""What scheduling does with the events of `court.cases` and `court.staff`: load, decide, save."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import asyncpg
from tarazy_shared.contracts import staff, topics
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import Reason
from tarazy_shared.fates import APPLIED, Dead, Dropped, Fate, Waits
from tarazy_shared.subscription import Subscription
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_scheduling.adapters.commands_from_events import USED, command_of
from tarazy_scheduling.app import notice_facts
from tarazy_scheduling.app.batch import Batch
from tarazy_scheduling.app.kept_courts import Loaded
from tarazy_scheduling.app.notice_facts import NoticeFacts
from tarazy_scheduling.app.requests_in_turn import in_turn
from tarazy_scheduling.app.touched import touched_by
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain import commands, outcome
from tarazy_scheduling.domain.commands import Command


@dataclass(slots=True)
class Asked:
    """A batch of events, each with the command that it is."""

    batch: Batch
    commands: dict[str, Command] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CourtHandler:
    """One handler for both topics: a court's events change the same working set."""

    sets: WorkingSets

    async def load(self, uow: UnitOfWork, events: Sequence[Event[Any]]) -> Asked:
        """The courts of the events, locked, with everything that the events name."""
        asked = {event.id: command_of(event) for event in events}
        touched = touched_by((event.court_id, asked[event.id]) for event in events)
        return Asked(Batch(await self.sets.take(uow.connection, touched, uow.now), uow.now), asked)

    async def decide(self, state: Asked, event: Event[Any]) -> Fate:
        """Decide one event in its court, and in others where it holds there too.

        Others have their turn now and then: who leaves a court may have had thousands of cases there.
        """
        command, batch, cause = state.commands[event.id], state.batch, Cause.of(event)
        elsewhere = _not_of_this_court(batch.loaded, event.court_id, command)
        if elsewhere:
            return elsewhere
        batch.events[event.id] = event
        decided = await batch.decide_resting(event.court_id, command, cause)
        if isinstance(decided, outcome.Applied):
            if isinstance(event.data, (staff.CourtRegistered, staff.CourtUpdated)):
                batch.described[event.court_id] = event.data
            for court_id, what in _elsewhere(batch.loaded, event.court_id, command).items():
                await batch.decide_resting(court_id, what, cause)
        return _fate(decided)

    async def save(self, uow: UnitOfWork, state: Asked) -> None:
        """Store and publish what was decided.

        Raises `BookedMeanwhile` when another writer was faster: the whole batch then comes again, on fresh state.
        Twice in a row is no race, and the batch is taken apart.
        """
        try:
            await state.batch.save(uow, self.sets)
        except asyncpg.ExclusionViolationError as error:
            self.sets.raced = not self.sets.raced
            if self.sets.raced:
                raise BookedMeanwhile(str(error)) from error
            raise
        self.sets.raced = False


class BookedMeanwhile(asyncpg.SerializationError):
    """Somebody who crosses courts, or a room, was booked by another writer since this batch was decided."""


def subscriptions(sets: WorkingSets) -> list[Subscription]:
    """What scheduling reads."""
    handler = CourtHandler(sets)
    return [
        Subscription(topics.CASES, USED, first_reader=True, handler=handler, in_turn=_in_turn),
        Subscription(topics.STAFF, USED, first_reader=True, handler=handler),
        # No notice changes what is decided here; what cannot be one is parked by the topic's first reader.
        Subscription(topics.NOTICES, notice_facts.USES, first_reader=True, handler=NoticeFacts(), urgent=False),
    ]


def _in_turn(state: Asked, events: Sequence[Event[Any]]) -> list[Event[Any]]:
    """Of hearings that are asked for together, whoever may least wait is heard first."""
    return in_turn(state.batch.loaded.kept, state.commands, events)


def _not_of_this_court(loaded: Loaded, court_id: str, command: Command) -> Dead | Waits | None:
    """An id that belongs to another court is no id for this one.

    Leave is no court's own: whoever is in post in two may be told of in either, by the same absence_id.
    """
    match command:
        case commands.RegisterCase(case) if case.case_id in loaded.foreign_cases:
            return _dead("case_id", "already_registered", "A case of another court has this case_id")
        case commands.RequestHearing() if command.hearing_id in loaded.foreign_hearings:
            return _dead("hearing_id", "field_wrong", "A hearing of another court has this hearing_id")
        case commands.ConcludeHearing(following=following) if (
            following and following.hearing_id in loaded.foreign_hearings
        ):
            return _dead("next.hearing_id", "field_wrong", "A hearing of another court has this hearing_id")
        case commands.DeclareUnavailability(one) if loaded.is_foreign(one.unavailability_id, court_id):
            text = "An unavailability of another court has this unavailability_id"
            return _dead("unavailability_id", "field_wrong", text)
        case commands.WithdrawUnavailability(unavailability_id) if loaded.is_foreign(unavailability_id, court_id):
            return Waits("unknown_unavailability", "unavailability_id", str(unavailability_id))
        case commands.ApproveAbsence(absence) | commands.CancelAbsence(absence) if any(
            one.person_id != absence.person_id and one.court_id != court_id
            for one in loaded.absences(absence.absence_id).values()
        ):
            text = "An absence of somebody else in another court has this absence_id"
            return _dead("absence_id", "field_wrong", text)
        case _:
            return None


def _dead(field_: str, code: str, text: str) -> Dead:
    return Dead((Reason(field_, code, text),))


def _elsewhere(loaded: Loaded, court_id: str, command: Command) -> dict[str, Command]:
    """What the other courts are to decide: the same where they know the person; those that it concerned before and
    concerns no more forget it."""
    found: dict[str, Command] = {}
    match command:
        case commands.ApproveAbsence(absence) | commands.CancelAbsence(absence):
            held = loaded.absences(absence.absence_id)
            found |= {of_court: commands.CancelAbsence(one) for of_court, one in held.items()}
            found |= {one: command for one in loaded.courts_of(absence.person_id) if absence.holds_in(one)}
        case commands.DeclareUnavailability(one):
            kept = loaded.unavailabilities(one.unavailability_id)
            here = kept.get(court_id)
            # One that was refused holds nowhere and is refused once.
            if here and replace(here, resource_id=one.resource_id) == one:
                found |= dict.fromkeys(kept, commands.WithdrawUnavailability(one.unavailability_id))
                found |= dict.fromkeys(loaded.courts_of(one.resource_id) if one.kind == "person" else (), command)
        case commands.WithdrawUnavailability(unavailability_id):
            found |= dict.fromkeys(loaded.unavailabilities(unavailability_id), command)
    found.pop(court_id, None)
    return {of_court: what for of_court, what in found.items() if loaded.court(of_court).version}


def _fate(decided: outcome.Outcome) -> Fate:
    match decided:
        case outcome.Applied():
            return APPLIED
        case outcome.Dropped(reason):
            return Dropped(reason)
        case outcome.Waits(code, field_, reference, is_patient):
            return Waits(code, field_, reference, is_patient)
        case outcome.Dead(reasons):
            return Dead(tuple(Reason(reason.field, reason.code, reason.text) for reason in reasons))
