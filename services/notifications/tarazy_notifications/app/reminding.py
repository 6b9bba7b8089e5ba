"""Reminders: when one is due, everybody whom that version of the hearing concerns now gets a notice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause, Work

from tarazy_notifications.adapters import directory, hearing_store
from tarazy_notifications.adapters.rules.book import RuleBook, Rules
from tarazy_notifications.adapters.rules.reminder_rules import REMINDERS
from tarazy_notifications.adapters.timing import reminder_store
from tarazy_notifications.app.queueing import queue
from tarazy_notifications.app.timing.planning import Told
from tarazy_notifications.domain.delivery.urgency import urgency
from tarazy_notifications.domain.hearings import Hearing
from tarazy_notifications.domain.notices import notices
from tarazy_notifications.domain.people import Case, ChannelName, Court, StaffMember
from tarazy_notifications.domain.recipients import in_the_case_now, recipients
from tarazy_notifications.domain.telling import Telling
from tarazy_notifications.domain.timing.ladder import Tier
from tarazy_notifications.domain.timing.reminders import Reminder
from tarazy_notifications.domain.topics import REMINDER


class Known(NamedTuple):
    """What is known now of the hearings that somebody is to be reminded of."""

    hearings: Mapping[UUID, Hearing]
    cases: Mapping[UUID, Case]
    courts: Mapping[str, Court]
    staff: Mapping[UUID, StaffMember]
    causes: Mapping[tuple[UUID, int], Cause]
    book: RuleBook


@dataclass(frozen=True, slots=True)
class Reminding:
    """Turns due reminders into notices."""

    work: Work
    gateways: frozenset[ChannelName]
    rules: Rules
    at_once: int = 100

    async def step(self) -> bool:
        """One round; true when it was full, so that more may be due."""
        async with self.work.begin() as uow:
            connection = uow.connection
            due_hearings = await reminder_store.hearings_to_remind_of(connection, uow.now, self.at_once)
            if not due_hearings:
                return False
            # Held until the notices are queued: a newer version waits for them, and then supersedes them.
            hearings = await hearing_store.lock_hearings(connection, due_hearings)
            due = await reminder_store.take_due(connection, hearings, uow.now)
            known = await self._known(connection, hearings, due)
            await queue(uow, self._of_all(due, known, uow.now), self.rules)
        return len(due_hearings) == self.at_once and bool(hearings)

    async def _known(self, connection: Connection, hearings: Mapping[UUID, Hearing], due: Sequence[Reminder]) -> Known:
        causes = await hearing_store.causes(connection, [(one.hearing_id, one.version) for one in due])
        rows = await directory.case_rows(connection, {one.case_id for one in hearings.values()})
        courts = await directory.courts(connection, {one.court_id for one in hearings.values()})
        cases = {case_id: case for case_id, row in rows.items() if (case := directory.as_case(row)) is not None}
        staff = await directory.staff(connection, _people(hearings.values(), cases.values()))
        named = {court_id: row.court for court_id, row in courts.items()}
        return Known(hearings, cases, named, staff, causes, await self.rules.current(connection))

    def _of_all(self, due: Sequence[Reminder], known: Known, now: datetime) -> list[Told]:
        """Of several that are due by now nobody gets more than the last one."""
        found: dict[tuple[UUID, UUID, str], Told] = {}
        for reminder in sorted(due, key=lambda one: one.due_at):
            for told in self._notices(reminder, known, now):
                found[told.notice.subject_id, told.notice.recipient_id, told.notice.channel] = told
        return list(found.values())

    def _notices(self, reminder: Reminder, known: Known, now: datetime) -> list[Told]:
        """Those of one reminder, by what holds now: none for a version that is not the newest any more."""
        hearing = known.hearings[reminder.hearing_id]
        case, court = known.cases.get(hearing.case_id), known.courts.get(hearing.court_id)
        cause = known.causes.get((reminder.hearing_id, reminder.version))
        placing = hearing.placing
        if case is None or court is None or cause is None or placing is None:
            return []
        tier = _tier(reminder, known.book, court)
        if tier is None or hearing.version != reminder.version or placing.starts_at <= now:
            return []
        topic = f"{REMINDER}_{tier.name}"
        told = recipients(placing, in_the_case_now(case), court, known.staff).values()
        return [
            Told(notice, cause, placing.starts_at)
            for recipient in told
            if tier.reminds(recipient.role)
            for notice in notices(
                Telling(topic, recipient),
                court_id=hearing.court_id,
                subject_id=hearing.hearing_id,
                version=hearing.version,
                expires_at=placing.starts_at,
                gateways=self.gateways,
                urgency=urgency(topic, placing.starts_at, reminder.due_at),
            )
        ]


def _tier(reminder: Reminder, book: RuleBook, court: Court) -> Tier | None:
    """The tier as it is ruled on the day the reminder is due; None if it was taken out."""
    day = reminder.due_at.astimezone(ZoneInfo(court.zone)).date()
    return book.of(REMINDERS, court.court_id, day).named(reminder.tier)


def _people(hearings: Iterable[Hearing], cases: Iterable[Case]) -> set[UUID]:
    staff = {who for hearing in hearings if hearing.placing for who in hearing.placing.court_people}
    return staff | {party.person_id for case in cases for party in case.parties if party.person_id}
