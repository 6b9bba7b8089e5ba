"""Reminders of surveys leave: to whom is forgotten as each has left, so that nobody sees who had not answered.

They are no notices. A notice is kept as evidence, told to the world and shown at the desk; all that stays of these is
how many there were.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.surveys import store
from tarazy_notifications.adapters.surveys.store import DueReminder
from tarazy_notifications.adapters.texts.ruling import terms_of
from tarazy_notifications.app.sender import Gateway
from tarazy_notifications.app.surveys.events import FIRST, notices_of, of_the_court
from tarazy_notifications.app.telemetry import count
from tarazy_notifications.app.timing.planning import Told, planning_for
from tarazy_notifications.domain.delivery.outcomes import Outcome, Postponed
from tarazy_notifications.domain.delivery.retries import Attempt, Step, after
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.notices import Notice, notice_id
from tarazy_notifications.domain.people import ChannelName, Court
from tarazy_notifications.domain.recipients import Recipient, found_again
from tarazy_notifications.domain.stories import SurveyStory
from tarazy_notifications.domain.surveys.invitations import Invitation
from tarazy_notifications.domain.topics import SURVEY_INVITED, SURVEY_REMINDED

MAIL: frozenset[ChannelName] = frozenset({"email"})


@dataclass(frozen=True, slots=True)
class SurveyReminding:
    """Sends reminders one after the other; several processes share them."""

    work: Work
    rules: Rules
    gateway: Gateway
    """For mails."""
    chance: Random
    """Spreads retries."""
    lease: timedelta

    async def step(self) -> bool:
        """One reminder; true when there may be more to do at once."""
        async with self.work.begin() as uow:
            reminder = await store.claim(uow.connection, uow.now, uow.now + self.lease)
            if reminder is None:
                return False
            claimed = await self._written(uow, reminder)
        if claimed is None:
            return True
        outcome = await self.gateway.send(claimed, lambda: self._is_wanted(reminder))
        step = after(outcome, _attempt(reminder, outcome), self.work.clock(), self.chance.random())
        await self._record(reminder, step)
        return not (isinstance(outcome, Postponed) and outcome.fault == "unreachable")

    async def _written(self, uow: UnitOfWork, reminder: DueReminder) -> Claimed | None:
        """All that the mail needs; None where none is to leave now."""
        found = await _notice(uow.connection, reminder)
        if found is None:
            await store.done(uow.connection, reminder.mail_id)
            return None
        notice, court = found
        told = Told(notice, Cause.command(reminder.mail_id))
        planned = (await planning_for(uow.connection, uow.now, self.rules, [told])).plan(told)
        if planned is None:
            await store.done(uow.connection, reminder.mail_id)
            count("email", SURVEY_REMINDED, "muted")
            return None
        if planned.due_at > uow.now:
            await store.put_off(uow.connection, reminder.mail_id, planned.due_at)
            return None
        claimed = _claimed(reminder, planned.notice, court, planned.cause, uow.now, self.lease)
        terms = await terms_of(self.rules)(uow.connection)
        return replace(claimed, terms=terms(claimed))

    async def _is_wanted(self, reminder: DueReminder) -> bool:
        async with self.work.pool.acquire() as connection:
            return await store.is_wanted(connection, reminder.mail_id)

    async def _record(self, reminder: DueReminder, step: Step) -> None:
        async with self.work.pool.acquire() as connection:
            if step.state is State.QUEUED and step.due_at is not None:
                await store.put_off(connection, reminder.mail_id, step.due_at)
            else:
                await store.done(connection, reminder.mail_id)
        count("email", SURVEY_REMINDED, "retried" if step.state is State.QUEUED else step.state)


async def _notice(connection: Connection, reminder: DueReminder) -> tuple[Notice, Court] | None:
    """The mail as if it were a notice, under an id that is only its own; None for whom no mail reaches."""
    invitation = reminder.invitation
    row = (await directory.courts(connection, {invitation.court_id})).get(invitation.court_id)
    reader = await _reader(connection, invitation, row.court) if row else None
    if row is None or reader is None:
        return None
    found = notices_of(invitation, SURVEY_REMINDED, reader, MAIL)
    notice = next((one for one in found if one.channel == "email"), None)
    return None if notice is None else (notice._replace(notice_id=reminder.mail_id), row.court)


async def _reader(connection: Connection, invitation: Invitation, court: Court) -> Recipient | None:
    """Whom it is to, as they can be reached now."""
    if invitation.case_id is None:
        posts = await directory.staff_rows(connection, {invitation.person_id})
        person = posts.get((invitation.person_id, invitation.court_id))
        return of_the_court(person.member, court) if person else None
    row = (await directory.case_rows(connection, {invitation.case_id})).get(invitation.case_id)
    case = directory.as_case(row) if row else None
    if case is None:
        return None
    staff = await directory.staff(connection, {invitation.person_id})
    return next(iter(found_again([invitation.person_id], {}, case, court, staff)), None)


def _claimed(
    reminder: DueReminder, notice: Notice, court: Court, cause: Cause, now: datetime, lease: timedelta
) -> Claimed:
    invitation = reminder.invitation
    invited_by = notice_id(invitation.invitation_id, FIRST, invitation.person_id, "email", SURVEY_INVITED)
    return Claimed(
        notice,
        SurveyStory(now, invitation.closes_on),
        court,
        cause,
        reminder.attempt,
        queued_at=now,
        in_doubt=False,
        overtaken=False,
        follows=invited_by,
        may_hold=False,
        lease_until=now + lease,
    )


def _attempt(reminder: DueReminder, outcome: Outcome) -> Attempt:
    """Only how often it was tried is kept: of a server that is busy each time counts as its answer."""
    is_busy = isinstance(outcome, Postponed) and outcome.fault == "busy"
    return Attempt(reminder.attempt, reminder.invitation.closes_at, refusals=reminder.attempt - 1 if is_busy else 0)
