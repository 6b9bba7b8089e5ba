"""Steps of training, evaluation, discipline and competitions: who is told, and of which deadline they are reminded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from tarazy_shared.contracts.event import Event
from tarazy_shared.database import Connection
from tarazy_shared.fates import APPLIED, OLDER_VERSION, Fate
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.adapters.directory import CourtRow, StaffRow
from tarazy_notifications.adapters.hearing_store import SubjectVersion
from tarazy_notifications.adapters.matters import store
from tarazy_notifications.adapters.rules.book import RuleBook, Rules
from tarazy_notifications.app.matters.arming import armed_at
from tarazy_notifications.app.matters.reading import USED, step_of
from tarazy_notifications.app.queueing import Decided
from tarazy_notifications.domain.matters.deadlines import Deadline
from tarazy_notifications.domain.matters.steps import Step
from tarazy_notifications.domain.notices import Notice, notices
from tarazy_notifications.domain.people import ChannelName, Court, StaffMember
from tarazy_notifications.domain.recipients import Recipient
from tarazy_notifications.domain.telling import Telling

log = structlog.get_logger(__name__)

USES = frozenset(model.TYPE for model in USED)


@dataclass(slots=True)
class Matters:
    """What is known of the matters of a batch, and the deadlines that they have by now."""

    now: datetime
    versions: dict[UUID, int]
    book: RuleBook
    deadlines: dict[UUID, tuple[Deadline, datetime | None] | None] = field(default_factory=dict)
    """Each with when to tell it again; None where there is none any more."""


def steps_in(events: Sequence[Event[Any]]) -> list[Step]:
    """Those of a batch."""
    return [step_of(event) for event in events if isinstance(event.data, USED)]


async def load(connection: Connection, steps: Sequence[Step], now: datetime, rules: Rules) -> Matters:
    """The newest versions that are known."""
    versions = await store.versions(connection, {step.matter_id for step in steps})
    return Matters(now, versions, await rules.current(connection))


async def save(connection: Connection, matters: Matters) -> None:
    """Set the deadlines that there are now, and end those of the steps before."""
    found = dict(one for one in matters.deadlines.values() if one is not None)
    await store.set_deadlines(connection, matters.deadlines.keys(), found)


def take(
    matters: Matters,
    event: Event[Any],
    courts: Mapping[str, CourtRow],
    staff: Mapping[tuple[UUID, str], StaffRow],
    gateways: frozenset[ChannelName],
    decided: Decided,
) -> Fate:
    """One step: an older one than is known says nothing."""
    step, row = step_of(event), courts.get(event.court_id)
    if step.version <= matters.versions.get(step.matter_id, 0):
        return OLDER_VERSION
    matters.versions[step.matter_id] = step.version
    people = [found for who in step.people if (found := _member(staff, who, event.court_id)) is not None]
    if row is None or len(people) < len(step.people):
        # References are for scheduling to answer; somebody not known here has no address either.
        log.warning("matter_of_nobody_known", matter_id=str(step.matter_id), court_id=event.court_id)
    if row is None:
        return APPLIED
    court = row.court
    version = SubjectVersion(step.matter_id, step.version, event.court_id, step.story, Cause.of(event))
    decided.add(version, [one for person in people for one in _notices(step, person, court, gateways)])
    deadline = step.deadline(event.court_id) if people else None
    matters.deadlines[step.matter_id] = (
        (deadline, armed_at(matters.book, deadline, court.zone, matters.now)) if deadline else None
    )
    return APPLIED


def _member(staff: Mapping[tuple[UUID, str], StaffRow], who: UUID, court_id: str) -> StaffMember | None:
    """Somebody as the court of a matter knows them; whoever comes from elsewhere, as their own court does."""
    row = staff.get((who, court_id))
    if row is None:
        row = next((row for (one, _), row in sorted(staff.items()) if one == who and row.member.contacts), None)
    return row.member if row is not None else None


def _notices(step: Step, person: StaffMember, court: Court, gateways: frozenset[ChannelName]) -> list[Notice]:
    if step.topic is None:
        return []
    recipient = Recipient(person.person_id, person.name, court.language, person.contacts, "staff")
    return notices(
        Telling(step.topic, recipient),
        court_id=court.court_id,
        subject_id=step.matter_id,
        version=step.version,
        expires_at=step.expires_at(court.zone),
        gateways=gateways,
    )
