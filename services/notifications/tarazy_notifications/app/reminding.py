"""Reminders: when one is due, everybody who is invited to that version of the hearing gets a notice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tarazy_shared.unit_of_work import Cause, Work

from tarazy_notifications.adapters import directory, hearing_store, notice_store
from tarazy_notifications.app.queueing import queue
from tarazy_notifications.domain.delivery.urgency import urgency
from tarazy_notifications.domain.hearings import Hearing
from tarazy_notifications.domain.notices import Notice, notices
from tarazy_notifications.domain.people import Case, ChannelName, Court, StaffMember
from tarazy_notifications.domain.recipients import found_again
from tarazy_notifications.domain.reminders import Reminder, Tier
from tarazy_notifications.domain.telling import Telling


@dataclass(frozen=True, slots=True)
class Reminding:
    """Turns due reminders into notices."""

    work: Work
    tiers: Mapping[str, Tier]
    gateways: frozenset[ChannelName]
    at_once: int = 100

    async def step(self) -> bool:
        """One round; true when it was full, so that more may be due."""
        async with self.work.begin() as uow:
            connection = uow.connection
            due_hearings = await notice_store.hearings_to_remind_of(connection, uow.now, self.at_once)
            if not due_hearings:
                return False
            # Held until the notices are queued: a newer version waits for them, and then supersedes them.
            hearings = await hearing_store.lock_hearings(connection, due_hearings)
            due = await notice_store.take_due(connection, hearings, uow.now)
            due = [one for one in due if _still_right(one, hearings[one.hearing_id])]
            causes = await hearing_store.causes(connection, [(one.hearing_id, one.version) for one in due])
            rows = await directory.case_rows(connection, {one.case_id for one in hearings.values()})
            courts = await directory.courts(connection, {one.court_id for one in hearings.values()})
            cases = {case_id: case for case_id, row in rows.items() if (case := directory.as_case(row)) is not None}
            staff = await directory.staff(connection, _people(hearings.values(), cases.values()))
            found: list[tuple[Notice, Cause]] = []
            for reminder in due:
                hearing = hearings[reminder.hearing_id]
                case, court = cases.get(hearing.case_id), courts.get(hearing.court_id)
                cause = causes.get((reminder.hearing_id, reminder.version))
                if case is None or court is None or cause is None or hearing.placing is None:
                    continue
                if hearing.placing.starts_at <= uow.now:
                    continue
                found += [(one, cause) for one in self._notices(reminder, hearing, case, court.court, staff)]
            await queue(uow, found)
        return len(due_hearings) == self.at_once and bool(hearings)

    def _notices(
        self,
        reminder: Reminder,
        hearing: Hearing,
        case: Case,
        court: Court,
        staff: Mapping[UUID, StaffMember],
    ) -> Sequence[Notice]:
        placing = hearing.placing
        if placing is None:
            return []
        topic = self.tiers[reminder.tier].topic
        return [
            notice
            for recipient in found_again(hearing.invited, placing.court_roles, case, court, staff)
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


def _still_right(reminder: Reminder, hearing: Hearing) -> bool:
    return hearing.placing is not None and hearing.version == reminder.version


def _people(hearings: Iterable[Hearing], cases: Iterable[Case]) -> set[UUID]:
    staff = {who for hearing in hearings for who in hearing.invited}
    parties = {party.person_id for case in cases for party in (*case.parties, *case.former) if party.person_id}
    return staff | parties
