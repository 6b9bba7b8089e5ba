"""`court.survey.*`: who is asked to answer, of what they are reminded, and that a survey has closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.contracts.surveys import SurveyClosed, SurveyInvited, SurveyOffered, SurveyReminded
from tarazy_shared.database import Connection
from tarazy_shared.fates import APPLIED, Fate
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters import directory, hearing_store
from tarazy_notifications.adapters.directory import CourtRow, StaffRow
from tarazy_notifications.adapters.hearing_store import SubjectVersion
from tarazy_notifications.adapters.surveys import store
from tarazy_notifications.app.queueing import Decided, end_overtaken
from tarazy_notifications.domain.hearings import Hearing
from tarazy_notifications.domain.matters.steps import day_is_over
from tarazy_notifications.domain.notices import Notice, notices
from tarazy_notifications.domain.people import Case, ChannelName, Court, StaffMember
from tarazy_notifications.domain.recipients import Recipient, taking_part
from tarazy_notifications.domain.stories import SurveyStory
from tarazy_notifications.domain.surveys.invitations import Invitation, invitation_id
from tarazy_notifications.domain.telling import Telling
from tarazy_notifications.domain.topics import SURVEY_INVITED

log = structlog.get_logger(__name__)

USED: tuple[type[EventData], ...] = (SurveyInvited, SurveyOffered, SurveyReminded, SurveyClosed)
USES = frozenset(model.TYPE for model in USED)

FIRST, CLOSED = 1, 2
"""Versions of an invitation: it is sent, and it is of no use any more."""


@dataclass(slots=True)
class Surveys:
    """What a batch says of surveys."""

    now: datetime
    closed: set[UUID]
    """Those that take no answers any more."""
    hearings: Mapping[UUID, Hearing]
    cases: Mapping[UUID, Case]
    people: Mapping[UUID, StaffMember]
    """Those of the staff who took part in hearings for themselves."""
    asked: set[UUID]
    """Invitations that there are to surveys of court users: nobody is asked twice."""
    invited: list[Invitation] = field(default_factory=list)
    unused: dict[UUID, tuple[SurveyReminded, datetime]] = field(default_factory=dict)
    """The last that was told of tokens that were not used, with when the last day of the survey is over."""
    closing: dict[UUID, tuple[Cause, datetime]] = field(default_factory=dict)
    """Those that close in this batch, each with when its last day is over."""


async def load(connection: Connection, events: Sequence[Event[Any]], now: datetime) -> Surveys:
    """What is known of the surveys of a batch."""
    ids = {
        event.data.survey_id
        for event in events
        if isinstance(event.data, SurveyInvited | SurveyOffered | SurveyReminded | SurveyClosed)
    }
    offered = [event.data for event in events if isinstance(event.data, SurveyOffered)]
    hearings = await hearing_store.hearings(connection, {one.hearing_id for one in offered})
    rows = await directory.case_rows(connection, {one.case_id for one in hearings.values()})
    cases = {case_id: case for case_id, row in rows.items() if (case := directory.as_case(row)) is not None}
    people = {party.person_id for case in cases.values() for party in (*case.parties, *case.former) if party.person_id}
    return Surveys(
        now,
        await store.closed(connection, ids),
        hearings,
        cases,
        await directory.staff(connection, people),
        await store.known(connection, {one.survey_id for one in offered}),
    )


def take(
    surveys: Surveys,
    event: Event[Any],
    courts: Mapping[str, CourtRow],
    staff: Mapping[tuple[UUID, str], StaffRow],
    gateways: frozenset[ChannelName],
    decided: Decided,
) -> Fate:
    """One event about a survey."""
    data, row = event.data, courts.get(event.court_id)
    if row is None:
        log.warning("survey_of_no_court_known", survey_id=str(data.survey_id), court_id=event.court_id)
        return APPLIED
    over_at = day_is_over(data.closes_on, row.court.zone)
    if isinstance(data, SurveyClosed):
        surveys.closed.add(data.survey_id)
        surveys.closing[data.survey_id] = (Cause.of(event), over_at)
        return APPLIED
    if data.survey_id in surveys.closed or over_at <= surveys.now:
        return APPLIED
    if isinstance(data, SurveyReminded):
        surveys.unused[data.survey_id] = (data, over_at)
        return APPLIED
    case_id, asked = _asked(surveys, data, row.court, staff)
    for reader, sealed in asked:
        subject_id = invitation_id(data.survey_id, reader.recipient_id)
        invitation = Invitation(
            subject_id, data.survey_id, data.court_id, reader.recipient_id, sealed, data.closes_on, over_at, case_id
        )
        surveys.invited.append(invitation)
        surveys.asked.add(subject_id)
        story = SurveyStory(event.time, data.closes_on)
        version = SubjectVersion(subject_id, FIRST, data.court_id, story, Cause.of(event))
        decided.add(version, notices_of(invitation, SURVEY_INVITED, reader, gateways))
    return APPLIED


def _asked(
    surveys: Surveys,
    data: SurveyInvited | SurveyOffered,
    court: Court,
    staff: Mapping[tuple[UUID, str], StaffRow],
) -> tuple[UUID | None, list[tuple[Recipient, str]]]:
    """Whom an event asks, each with a sealed token, and the case in which they took part if they did."""
    if isinstance(data, SurveyOffered):
        found = _took_part(surveys, data, court)
        if found is None:
            log.warning("survey_of_no_hearing_known", survey_id=str(data.survey_id), hearing_id=str(data.hearing_id))
            return None, []
        # HR counts whoever was to come: of some no address for mails is known.
        return found[0], list(zip(found[1], data.sealed_tokens, strict=False))
    person = staff.get((data.person_id, data.court_id))
    if person is None:
        log.warning("survey_asks_nobody_known", survey_id=str(data.survey_id), court_id=data.court_id)
        return None, []
    return None, [(of_the_court(person.member, court), data.sealed_token)]


def _took_part(surveys: Surveys, data: SurveyOffered, court: Court) -> tuple[UUID, list[Recipient]] | None:
    """Those who can be asked by mail and were not yet, with the case; None for a hearing that is not known."""
    hearing = surveys.hearings.get(data.hearing_id)
    case = surveys.cases.get(hearing.case_id) if hearing else None
    if hearing is None or hearing.last_placing is None or case is None:
        return None
    if hearing.matter.confidential:
        return case.case_id, []
    people = taking_part(hearing.last_placing, case, court, surveys.people)
    return case.case_id, [
        one
        for one in people
        if any(contact.channel == "email" for contact in one.contacts)
        and invitation_id(data.survey_id, one.recipient_id) not in surveys.asked
    ]


async def save(uow: UnitOfWork, surveys: Surveys) -> None:
    """Keep sealed tokens, and forget those of surveys that have closed; what waits of these does not leave any more."""
    await store.invite(uow.connection, surveys.invited)
    for survey_id, (told, over_at) in surveys.unused.items():
        await store.told_unused(uow.connection, survey_id, told.unused, over_at)
    if not surveys.closing:
        return
    gone = await store.close(uow.connection, {one: over_at for one, (_, over_at) in surveys.closing.items()})
    causes = {UUID(cause.id): cause for cause, _ in surveys.closing.values()}
    overtaking = [(invitation, CLOSED, UUID(surveys.closing[survey_id][0].id)) for survey_id, invitation in gone]
    await end_overtaken(uow, overtaking, causes)


def of_the_court(person: StaffMember, court: Court) -> Recipient:
    """Somebody of the court's own people, in a matter of their own."""
    return Recipient(person.person_id, person.name, court.language, person.contacts, "staff")


def notices_of(invitation: Invitation, topic: str, reader: Recipient, gateways: frozenset[ChannelName]) -> list[Notice]:
    """The mail to whom is asked; who has no address for mails gets what will be seen to be refused."""
    mails = tuple(one for one in reader.contacts if one.channel == "email")
    return notices(
        Telling(topic, reader._replace(contacts=mails or reader.contacts)),
        court_id=invitation.court_id,
        subject_id=invitation.invitation_id,
        version=FIRST,
        expires_at=invitation.closes_at,
        gateways=gateways,
    )
