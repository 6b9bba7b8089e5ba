"""`court.hearings`: each version of a hearing becomes a notice to everybody whom it concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared.contracts import draws
from tarazy_shared.contracts import hearings as contract
from tarazy_shared.contracts.event import Event
from tarazy_shared.fates import APPLIED, OLDER_VERSION, Fate, Waits
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters import directory, hearing_store
from tarazy_notifications.adapters.delivery import checks
from tarazy_notifications.adapters.delivery.checks import Check
from tarazy_notifications.adapters.hearing_store import Allocation, SubjectVersion
from tarazy_notifications.adapters.rules.book import RuleBook, Rules
from tarazy_notifications.adapters.rules.escalation_rules import ESCALATION
from tarazy_notifications.adapters.timing import reminder_store
from tarazy_notifications.app.changes import hearing_change
from tarazy_notifications.app.queueing import Decided
from tarazy_notifications.app.timing import calendars
from tarazy_notifications.app.timing.arming import ladders_of
from tarazy_notifications.app.timing.calendars import Calendars
from tarazy_notifications.domain.delivery.escalation import EscalationRule
from tarazy_notifications.domain.delivery.urgency import urgency
from tarazy_notifications.domain.hearings import Hearing
from tarazy_notifications.domain.notices import Notice, notices
from tarazy_notifications.domain.people import Case, ChannelName, Court, Role, StaffMember
from tarazy_notifications.domain.recipients import found_again
from tarazy_notifications.domain.stories import AllocationStory, hearing_story
from tarazy_notifications.domain.telling import STILL_OF_USE, Missing, Telling, missing, tell
from tarazy_notifications.domain.timing.reminders import Reminder, Standing, reminders
from tarazy_notifications.domain.topics import CASE_ALLOCATED, REMINDER

ALLOCATIONS = (draws.CaseAllocated, draws.CaseReallocated)
HEARINGS = (
    contract.HearingScheduled,
    contract.HearingRescheduled,
    contract.HearingCancelled,
    contract.HearingUnlisted,
    contract.HearingRecorded,
)
USES = frozenset(model.TYPE for model in (*ALLOCATIONS, *HEARINGS)) | calendars.USES


@dataclass(slots=True)
class State:
    """What a batch touches, and what has been decided of it."""

    now: datetime
    cases: Mapping[UUID, Case]
    courts: Mapping[str, Court]
    staff: Mapping[UUID, StaffMember]
    hearings: dict[UUID, Hearing]
    allocations: dict[UUID, Allocation]
    book: RuleBook
    known_before: frozenset[UUID]
    """Hearings that were known before the batch: they alone may have reminders."""
    calendars: Calendars
    changed: dict[UUID, Hearing] = field(default_factory=dict)
    allocated: dict[UUID, Allocation] = field(default_factory=dict)
    reminders: dict[UUID, list[Reminder]] = field(default_factory=dict)
    checks: dict[UUID, Check | None] = field(default_factory=dict)
    """When it is looked at who knows of a hearing; None where there is nothing to know."""
    decided: Decided = field(default_factory=Decided)


@dataclass(frozen=True, slots=True)
class HearingEvents:
    """Tells people what became of their hearings and of the cases that were given to them."""

    gateways: frozenset[ChannelName]
    """Channels by which something can be sent."""
    rules: Rules

    async def load(self, uow: UnitOfWork, events: Sequence[Event[Any]]) -> State:
        """The hearings, cases, courts and people that the events name."""
        connection = uow.connection
        hearing_ids = {event.data.hearing_id for event in events if isinstance(event.data, HEARINGS)}
        case_ids = {event.data.case_id for event in events if not calendars.is_of_calendar(event)}
        allocated = {event.data.case_id for event in events if isinstance(event.data, ALLOCATIONS)}
        known = await hearing_store.hearings(connection, hearing_ids)
        rows = await directory.case_rows(connection, case_ids, held=True)
        cases = {case_id: case for case_id, row in rows.items() if (case := directory.as_case(row)) is not None}
        courts = await directory.courts(connection, {event.court_id for event in events})
        people = {who for event in events for who in _named_in(event)}
        people |= {who for hearing in known.values() for who in _known_in(hearing)}
        people |= {
            party.person_id for case in cases.values() for party in (*case.parties, *case.former) if party.person_id
        }
        return State(
            uow.now,
            cases,
            {court_id: row.court for court_id, row in courts.items()},
            await directory.staff(connection, people, held=True),
            known,
            await hearing_store.allocations(connection, allocated),
            await self.rules.current(connection),
            frozenset(known),
            await calendars.load(connection, events),
        )

    def decide(self, state: State, event: Event[Any]) -> Fate:
        """Who is told of it, once everything that it refers to is known."""
        if calendars.is_of_calendar(event):
            return calendars.take(state.calendars, event)
        if isinstance(event.data, ALLOCATIONS):
            return self._allocation(state, event)
        return self._hearing(state, event)

    async def save(self, uow: UnitOfWork, state: State) -> None:
        """Write the hearings and what people are to be told."""
        await hearing_store.save_hearings(uow.connection, list(state.changed.values()))
        await hearing_store.save_allocations(uow.connection, list(state.allocated.values()))
        superseded = await state.decided.save(uow, self.rules)
        if state.reminders:
            due = [reminder for found in state.reminders.values() for reminder in found]
            due += _owed(superseded, state)
            await reminder_store.arm(uow.connection, state.reminders.keys() & state.known_before, due)
        await checks.arm(uow.connection, state.checks)
        await calendars.save(uow.connection, state.calendars, uow.now)

    def _hearing(self, state: State, event: Event[Any]) -> Fate:
        data = event.data
        known = state.hearings.get(data.hearing_id)
        if known is not None and data.version <= known.version:
            return OLDER_VERSION
        case, court = state.cases.get(data.case_id), state.courts.get(data.court_id)
        change = hearing_change(event, case.number if case else "")
        unknown = missing(change, case, court, state.staff)
        if unknown is not None or case is None or court is None:
            return _waits(unknown or Missing("unknown_case", "case_id", str(data.case_id)))
        told = tell(change, known, case, court, state.staff)
        hearing = told.hearing
        state.hearings[data.hearing_id] = state.changed[data.hearing_id] = hearing
        zone = ZoneInfo(court.zone)
        state.reminders[data.hearing_id] = _reminders(state, hearing, zone)
        story = hearing_story(change, hearing, state.staff)
        version = SubjectVersion(data.hearing_id, data.version, data.court_id, story, Cause.of(event))
        begins_at = _begins_at(hearing, state.now)
        rule = state.book.of(ESCALATION, data.court_id, state.now.astimezone(zone).date())
        state.checks[data.hearing_id] = _check(hearing, begins_at, rule, state.now)
        self._add(state, version, told.tellings, told.expires_at, begins_at)
        return APPLIED

    def _allocation(self, state: State, event: Event[Any]) -> Fate:
        data = event.data
        known = state.allocations.get(data.case_id)
        if known is not None and data.version <= known.version:
            return OLDER_VERSION
        case, court = state.cases.get(data.case_id), state.courts.get(data.court_id)
        people = (data.person_id, *(data.panel or ()))
        if case is None:
            return _waits(Missing("unknown_case", "case_id", str(data.case_id)))
        if court is None:
            return _waits(Missing("unknown_court", "court_id", data.court_id))
        for person_id in people:
            if person_id not in state.staff:
                return _waits(Missing("unknown_person", "person_id", str(person_id)))
        had = set(known.person_ids) - known.untold if known else set()
        new = [person_id for person_id in people if person_id not in had]
        allocation = Allocation(data.case_id, data.version, people, frozenset(new))
        state.allocations[data.case_id] = state.allocated[data.case_id] = allocation
        story = AllocationStory(event.time, case.number, data.person_id)
        version = SubjectVersion(data.case_id, data.version, data.court_id, story, Cause.of(event))
        judges: dict[UUID, Role] = dict.fromkeys(people, "judge")
        told = found_again(new, judges, case, court, state.staff)
        tellings = [Telling(CASE_ALLOCATED, recipient) for recipient in told]
        self._add(state, version, tellings, event.time + STILL_OF_USE)
        return APPLIED

    def _add(
        self,
        state: State,
        version: SubjectVersion,
        tellings: Sequence[Telling],
        expires_at: datetime,
        begins_at: datetime | None = None,
    ) -> None:
        found = [
            notice
            for telling in tellings
            for notice in notices(
                telling,
                court_id=version.court_id,
                subject_id=version.subject_id,
                version=version.version,
                expires_at=expires_at,
                gateways=self.gateways,
                urgency=urgency(telling.topic, begins_at, state.now),
            )
        ]
        state.decided.add(version, found)


def _owed(superseded: Sequence[Notice], state: State) -> list[Reminder]:
    """Reminders that waited for the end of quiet hours, say, of hearings that begin when they did: due once more."""
    owed = {}
    for notice in superseded:
        hearing = state.hearings.get(notice.subject_id)
        tier = notice.topic.removeprefix(f"{REMINDER}_")
        # A reminder is of use until the hearing begins.
        if tier != notice.topic and hearing and hearing.placing and hearing.placing.starts_at == notice.expires_at:
            owed[hearing.hearing_id, tier] = Reminder(hearing.hearing_id, hearing.version, tier, state.now)
    return list(owed.values())


def _reminders(state: State, hearing: Hearing, zone: ZoneInfo) -> list[Reminder]:
    standing = Standing.of(hearing)
    if standing is None:
        return []
    return reminders(standing, state.now, ladders_of(state.book, standing, state.now, zone), zone)


def _begins_at(hearing: Hearing, now: datetime) -> datetime | None:
    """When it begins, or was to begin before it moved, whichever comes first and is not over."""
    placings = [placing for placing in (hearing.placing, hearing.last_placing) if placing]
    return min((placing.starts_at for placing in placings if placing.ends_at > now), default=None)


def _check(hearing: Hearing, begins_at: datetime | None, rule: EscalationRule, now: datetime) -> Check | None:
    """When it is looked at who knows of this version; None where there is nothing that anybody has to know."""
    if begins_at is None or not (hearing.invited or hearing.leaving):
        return None
    look_at = rule.look_at(begins_at, now)
    return Check(hearing.hearing_id, hearing.version, begins_at, look_at) if look_at else None


def _waits(unknown: Missing) -> Waits:
    return Waits(unknown.code, unknown.field, unknown.reference)


def _named_in(event: Event[Any]) -> Sequence[UUID]:
    data = event.data
    if isinstance(data, ALLOCATIONS):
        return (data.person_id, *(data.panel or ()))
    placings = [data] if hasattr(data, "person_ids") else []
    previous = getattr(data, "previous", None)
    placings += [previous] if previous else []
    return [
        who
        for placing in placings
        for who in (*placing.person_ids.judges, placing.person_ids.clerk, *placing.person_ids.interpreters)
        if who
    ]


def _known_in(hearing: Hearing) -> set[UUID]:
    placing = hearing.placing or hearing.last_placing
    return {*hearing.invited, *hearing.leaving, *(placing.court_people if placing else ())}
