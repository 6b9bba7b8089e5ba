"""`court.staff`: the directory of courts and people, by which what waits goes, and word to who asked to be away."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import structlog
from tarazy_shared.contracts import staff as contract
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.surveys import SurveyInvited
from tarazy_shared.fates import APPLIED, OLDER_VERSION, Fate
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.directory import CourtRow, StaffRow
from tarazy_notifications.adapters.hearing_store import SubjectVersion, last_stories
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.delivery.resolving import Resolving
from tarazy_notifications.app.matters import events as matter_events
from tarazy_notifications.app.matters.events import Matters
from tarazy_notifications.app.queueing import Decided
from tarazy_notifications.app.surveys import events as survey_events
from tarazy_notifications.app.surveys.events import Surveys
from tarazy_notifications.domain.notices import notices
from tarazy_notifications.domain.people import ChannelName, Contact, Court, StaffMember
from tarazy_notifications.domain.recipients import Recipient
from tarazy_notifications.domain.stories import AbsenceStory, Story
from tarazy_notifications.domain.telling import Telling
from tarazy_notifications.domain.topics import LEAVE_DECIDED

log = structlog.get_logger(__name__)

COURTS = (contract.CourtRegistered, contract.CourtUpdated)
PEOPLE = (contract.StaffAppointed, contract.StaffUpdated, contract.StaffSeparated)
ABSENCES = (contract.AbsenceApproved, contract.AbsenceCancelled)
USES = frozenset(model.TYPE for model in (*COURTS, *PEOPLE, *ABSENCES)) | matter_events.USES | survey_events.USES

APPROVED, CANCELLED = 1, 2
"""Versions of an absence whose events name none: it is approved, and may be cancelled after that."""


@dataclass(slots=True)
class State:
    """What a batch touches, and what has been decided of it."""

    courts: dict[str, CourtRow]
    staff: dict[tuple[UUID, str], StaffRow]
    told: dict[UUID, Story]
    """What was last told of the absences."""
    matters: Matters
    surveys: Surveys
    changed_courts: dict[str, CourtRow] = field(default_factory=dict)
    changed_staff: dict[tuple[UUID, str], StaffRow] = field(default_factory=dict)
    decided: Decided = field(default_factory=Decided)
    elsewhere: dict[UUID, Cause] = field(default_factory=dict)
    """People whose contacts have changed, each with what brought that about."""


@dataclass(frozen=True, slots=True)
class StaffEvents:
    """Keeps the directory and tells people that their absence was decided."""

    gateways: frozenset[ChannelName]
    """Channels by which something can be sent."""
    rules: Rules

    async def load(self, uow: UnitOfWork, events: Sequence[Event[Any]]) -> State:
        """The courts and people that the events name."""
        people = {event.data.person_id for event in events if isinstance(event.data, (*PEOPLE, *ABSENCES))}
        steps = matter_events.steps_in(events)
        people |= {who for step in steps for who in step.people}
        people |= {event.data.person_id for event in events if isinstance(event.data, SurveyInvited)}
        return State(
            await directory.courts(uow.connection, {event.court_id for event in events}),
            await directory.staff_rows(uow.connection, people),
            await last_stories(
                uow.connection, {event.data.absence_id for event in events if isinstance(event.data, ABSENCES)}
            ),
            await matter_events.load(uow.connection, steps, uow.now, self.rules),
            await survey_events.load(uow.connection, events, uow.now),
        )

    def decide(self, state: State, event: Event[Any]) -> Fate:
        """Apply one event to the directory."""
        if isinstance(event.data, COURTS):
            return _court(state, event.data)
        if isinstance(event.data, PEOPLE):
            return _person(state, event)
        if isinstance(event.data, ABSENCES):
            return self._absence(state, event)
        if isinstance(event.data, survey_events.USED):
            return survey_events.take(state.surveys, event, state.courts, state.staff, self.gateways, state.decided)
        return matter_events.take(state.matters, event, state.courts, state.staff, self.gateways, state.decided)

    async def save(self, uow: UnitOfWork, state: State) -> None:
        """Write the directory and what people are to be told."""
        await directory.save_courts(uow.connection, list(state.changed_courts.values()))
        await directory.save_staff(uow.connection, list(state.changed_staff.values()))
        await Resolving(self.rules, self.gateways).people_changed(uow, state.elsewhere)
        await state.decided.save(uow, self.rules)
        await matter_events.save(uow.connection, state.matters)
        await survey_events.save(uow, state.surveys)

    def _absence(self, state: State, event: Event[Any]) -> Fate:
        data = event.data
        if data.session_id is not None:
            return APPLIED  # The place is told; a second notice of the same hours would only confuse.
        court, person = state.courts.get(data.court_id), state.staff.get((data.person_id, data.court_id))
        if court is None or person is None:
            # References are for scheduling to answer; somebody not known here has no address either.
            log.warning("absence_of_nobody_known", absence_id=str(data.absence_id), court_id=data.court_id)
            return APPLIED
        approved = isinstance(data, contract.AbsenceApproved)
        story = AbsenceStory(event.time, data.kind, data.starts_at, data.ends_at, approved)
        version = data.version or (APPROVED if approved else CANCELLED)
        told = state.told.get(data.absence_id)
        if told is not None and _is_no_news(told, story):
            return APPLIED
        state.told[data.absence_id] = story
        subject = SubjectVersion(data.absence_id, version, data.court_id, story, Cause.of(event))
        member = person.member
        recipient = Recipient(member.person_id, member.name, court.court.language, member.contacts, "staff")
        found = notices(
            Telling(LEAVE_DECIDED, recipient),
            court_id=data.court_id,
            subject_id=data.absence_id,
            version=version,
            expires_at=data.ends_at,
            gateways=self.gateways,
        )
        state.decided.add(subject, found)
        return APPLIED


def _is_no_news(told: Story, story: AbsenceStory) -> bool:
    """Another substitute, say; or an illness that goes on: its end is put off again and again."""
    if not isinstance(told, AbsenceStory):
        return False
    goes_on = story.kind == "sickness" and told.approved and story.approved and story.ends_at > told.ends_at
    return goes_on or replace(story, at=told.at) == told


def _court(state: State, data: contract.CourtRegistered | contract.CourtUpdated) -> Fate:
    known = state.courts.get(data.court_id)
    if known is not None and data.version <= known.version:
        return OLDER_VERSION
    court = Court(
        data.court_id,
        data.name.model_dump(),
        data.zone,
        data.language,
        data.address.model_dump() if data.address else None,
        data.phone,
        data.email,
    )
    row = CourtRow(court, data.version)
    state.courts[data.court_id] = state.changed_courts[data.court_id] = row
    return APPLIED


def _person(state: State, event: Event[Any]) -> Fate:
    data = event.data
    key = (data.person_id, data.court_id)
    known = state.staff.get(key)
    if known is not None and data.version <= known.version:
        return OLDER_VERSION
    contacts = tuple(Contact(one.channel, one.address) for one in data.contacts)
    before = directory.told_by_events(known.member.contacts) if known else ()
    if isinstance(data, contract.StaffSeparated) and not contacts:
        # Who leaves still has to be told which hearings go on without them.
        contacts = before
    rooms = known.member.contacts[len(before) :] if known else ()
    member = StaffMember(data.person_id, data.name, contacts + rooms)
    was_called_off = isinstance(data, contract.StaffSeparated) and data.to_on is None
    role = None if was_called_off else data.role
    row = StaffRow(data.court_id, data.version, member, role, data.from_on, data.to_on)
    if known is not None and before != contacts:
        state.elsewhere[data.person_id] = Cause.of(event)
    state.staff[key] = state.changed_staff[key] = row
    return APPLIED
