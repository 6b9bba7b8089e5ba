"""`court.survey.*`: who is asked to answer, of what they are reminded, and that a survey has closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.contracts.surveys import SurveyClosed, SurveyInvited, SurveyReminded
from tarazy_shared.database import Connection
from tarazy_shared.fates import APPLIED, Fate
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters.directory import CourtRow, StaffRow
from tarazy_notifications.adapters.hearing_store import SubjectVersion
from tarazy_notifications.adapters.surveys import store
from tarazy_notifications.app.queueing import Decided, end_overtaken
from tarazy_notifications.domain.matters.steps import day_is_over
from tarazy_notifications.domain.notices import Notice, notices
from tarazy_notifications.domain.people import ChannelName, Court, StaffMember
from tarazy_notifications.domain.recipients import Recipient
from tarazy_notifications.domain.stories import SurveyStory
from tarazy_notifications.domain.surveys.invitations import Invitation, invitation_id
from tarazy_notifications.domain.telling import Telling
from tarazy_notifications.domain.topics import SURVEY_INVITED

log = structlog.get_logger(__name__)

USED: tuple[type[EventData], ...] = (SurveyInvited, SurveyReminded, SurveyClosed)
USES = frozenset(model.TYPE for model in USED)

FIRST, CLOSED = 1, 2
"""Versions of an invitation: it is sent, and it is of no use any more."""


@dataclass(slots=True)
class Surveys:
    """What a batch says of surveys."""

    now: datetime
    closed: set[UUID]
    """Those that take no answers any more."""
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
        if isinstance(event.data, SurveyInvited | SurveyReminded | SurveyClosed)
    }
    return Surveys(now, await store.closed(connection, ids))


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
    person = staff.get((data.person_id, data.court_id))
    if person is None:
        log.warning("survey_asks_nobody_known", survey_id=str(data.survey_id), court_id=event.court_id)
        return APPLIED
    subject_id = invitation_id(data.survey_id, data.person_id)
    invitation = Invitation(
        subject_id, data.survey_id, data.court_id, data.person_id, data.sealed_token, data.closes_on, over_at
    )
    surveys.invited.append(invitation)
    story = SurveyStory(event.time, data.closes_on)
    version = SubjectVersion(subject_id, FIRST, data.court_id, story, Cause.of(event))
    decided.add(version, notices_of(invitation, SURVEY_INVITED, person.member, row.court, gateways))
    return APPLIED


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


def notices_of(
    invitation: Invitation, topic: str, person: StaffMember, court: Court, gateways: frozenset[ChannelName]
) -> list[Notice]:
    """The mail to whom is asked; who has no address for mails gets what will be seen to be refused."""
    mails = tuple(one for one in person.contacts if one.channel == "email")
    recipient = Recipient(person.person_id, person.name, court.language, mails or person.contacts, "staff")
    return notices(
        Telling(topic, recipient),
        court_id=court.court_id,
        subject_id=invitation.invitation_id,
        version=FIRST,
        expires_at=invitation.closes_at,
        gateways=gateways,
    )
