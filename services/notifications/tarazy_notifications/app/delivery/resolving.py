"""What waits is decided anew where contacts, parties or choices change, in the transaction that learns of it.

So nothing has to be asked when it leaves, however much does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters.delivery import checks, waiting
from tarazy_notifications.adapters.delivery.checks import Ended
from tarazy_notifications.adapters.delivery.repeating import queue_again
from tarazy_notifications.adapters.delivery.waiting import End, Waiting
from tarazy_notifications.adapters.people_now import PeopleNow, people_now
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.reminder_rules import REMINDERS
from tarazy_notifications.app import facts
from tarazy_notifications.app.delivery.failing_over import try_next
from tarazy_notifications.app.delivery.telemetry import resolved_total
from tarazy_notifications.app.queueing import queue
from tarazy_notifications.app.telemetry import count
from tarazy_notifications.app.timing.planning import Planning, Told, planning_for
from tarazy_notifications.domain.delivery.resolving import (
    ADDRESS_GONE,
    MUTED,
    Concerned,
    Ends,
    Loses,
    Moves,
    Present,
    Stays,
    concerned,
    is_for_whom_it_concerns,
    is_muted,
    resolve,
    takes_out_an_entry,
)
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.notices import Notice, notice_id, notices
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.domain.planning.leaving import QUIET_HOURS
from tarazy_notifications.domain.preferences.choices import NOTHING_CHOSEN
from tarazy_notifications.domain.recipients import Recipient
from tarazy_notifications.domain.stories import starts_at
from tarazy_notifications.domain.telling import Telling
from tarazy_notifications.domain.topics import INVITATIONS, REMINDER, SCHEDULED

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Round:
    """What waits, and what is known now of whom it is to."""

    is_about_cases: bool
    """Whether parties have changed, so that others may have to be told."""
    causes: Mapping[UUID, Cause]
    """By case or person what has changed."""
    people: PeopleNow
    planning: Planning
    concerned: dict[UUID, Concerned] = field(default_factory=dict)
    """By hearing, as far as it is asked for."""
    ends: list[End] = field(default_factory=list)
    moves: list[tuple[Waiting, Moves]] = field(default_factory=list)
    not_told: list[Waiting] = field(default_factory=list)
    """Notices that somebody else, or nobody, is to get."""

    def of_hearing(self, one: Notice) -> Concerned | None:
        """Who is told of the hearing of a notice now, where that decides about it."""
        hearing, case = self.people.hearings.get(one.subject_id), self.people.case_of(one)
        court = self.people.courts.get(one.court_id)
        if hearing is None or hearing.placing is None or case is None or court is None:
            return None
        if one.subject_id not in self.concerned and is_for_whom_it_concerns(one.topic):
            self.concerned[one.subject_id] = concerned(hearing.placing, case, court, self.people.staff)
        return self.concerned.get(one.subject_id) if is_for_whom_it_concerns(one.topic) else None

    def cause_of(self, one: Notice) -> Cause:
        """What has changed for it."""
        hearing = self.people.hearings.get(one.subject_id)
        return self.causes.get(one.recipient_id) or self.causes[hearing.case_id if hearing else one.subject_id]


@dataclass(frozen=True, slots=True)
class Resolving:
    """Decides anew about what waits."""

    rules: Rules
    gateways: frozenset[ChannelName]
    """Channels by which something can be sent."""

    async def cases_changed(self, uow: UnitOfWork, causes: Mapping[UUID, Cause]) -> None:
        """After the parties of cases have changed, each by what."""
        if causes:
            await self._again(uow, await waiting.about_cases(uow.connection, causes), causes, is_about_cases=True)

    async def people_changed(self, uow: UnitOfWork, causes: Mapping[UUID, Cause]) -> None:
        """After the contacts of people have changed, or what they choose, each by what."""
        if causes:
            await self._again(uow, await waiting.of_people(uow.connection, causes), causes, is_about_cases=False)

    async def _again(
        self, uow: UnitOfWork, found: Sequence[Waiting], causes: Mapping[UUID, Cause], *, is_about_cases: bool
    ) -> None:
        if not found:
            return
        told = [_told(one) for one in found]
        people = await people_now(uow.connection, [one.notice for one in found])
        planning = await planning_for(uow.connection, uow.now, self.rules, told)
        round_ = Round(is_about_cases, causes, people, planning)
        for one in found:
            await self._one(uow, round_, one)
        ended = await waiting.end(uow.connection, round_.ends, uow.now) if round_.ends else set()
        for each in round_.ends:
            if each.notice.notice_id in ended:
                facts.publish(uow, each.notice, each.state, each.cause, reason=each.reason)
                count(each.notice.channel, each.notice.topic, each.state)
        for one, move in round_.moves:
            await _move(uow, round_, one, move)
        await self._in_their_place(uow, round_)

    async def _one(self, uow: UnitOfWork, round_: Round, one: Waiting) -> None:
        notice = one.notice
        fate = resolve(notice, _present(round_, one))
        match fate:
            case Stays():
                await _when(uow, round_, one)
                return
            case Ends(why):
                round_.ends.append(End(notice, State.SUPERSEDED, why, round_.cause_of(notice)))
                if why != MUTED:
                    round_.not_told.append(one)
            case Moves(why):
                round_.ends.append(End(notice, State.SUPERSEDED, why, round_.cause_of(notice)))
                round_.moves.append((one, fate))
            case Loses(leaves_too):
                await self._lose(uow, round_, one, leaves_too=leaves_too)
        resolved_total.labels(ADDRESS_GONE if isinstance(fate, Loses) else fate.why).inc()
        log.info("notice_resolved", notice_id=str(notice.notice_id), fate=type(fate).__name__.lower())

    async def _lose(self, uow: UnitOfWork, round_: Round, one: Waiting, *, leaves_too: bool) -> None:
        """Another channel: when the notice has failed, or at once where it may leave all the same."""
        if not leaves_too:
            round_.ends.append(End(one.notice, State.FAILED, ADDRESS_GONE, round_.cause_of(one.notice)))
        if leaves_too or one.state is State.SENDING:
            known = await checks.siblings(uow.connection, one.notice)
            ended = Ended(one.notice, one.state, one.reason, one.cause)
            await try_next(uow, ended, known, self.rules, self.gateways)

    async def _in_their_place(self, uow: UnitOfWork, round_: Round) -> None:
        """Whoever acts for a party now is told what the party was going to be told, and their calendars hold it."""
        told: list[Told] = []
        invited: dict[UUID, dict[UUID, None]] = {}
        for one in round_.not_told:
            who, hearing_id = one.notice.recipient_id, one.notice.subject_id
            theirs = invited.setdefault(hearing_id, dict(round_.people.hearings[hearing_id].invited))
            acting = round_.concerned[hearing_id].acting.get(who, ())
            new = [other for other in acting if _is_to_be_told(round_, one, other, theirs)]
            told += [other for reader in new for other in self._same(one, reader)]
            if one.notice.topic in INVITATIONS and not one.is_invited:
                theirs.pop(who, None)
                theirs.update(dict.fromkeys(other.recipient_id for other in new))
        for hearing_id, people in invited.items():
            await waiting.invite(uow.connection, hearing_id, people)
        await queue(uow, told, self.rules)

    def _same(self, one: Waiting, reader: Recipient) -> list[Told]:
        """The same word to somebody else, for whom the hearing is new."""
        old = one.notice
        topic = SCHEDULED if old.topic in INVITATIONS else old.topic
        found = notices(
            Telling(topic, reader),
            court_id=old.court_id,
            subject_id=old.subject_id,
            version=old.subject_version,
            expires_at=old.expires_at,
            gateways=self.gateways,
            urgency=old.urgency,
        )
        return [Told(each, one.cause, starts_at(one.story)) for each in found]


def _told(one: Waiting, notice: Notice | None = None) -> Told:
    return Told(notice or one.notice, one.cause, starts_at(one.story), by_this_channel=True)


def _present(round_: Round, one: Waiting) -> Present:
    notice = one.notice
    known = round_.of_hearing(notice)
    who = notice.recipient_id
    reader = (known.told.get(who) if known else None) or round_.people.reader_of(notice)
    choices = round_.planning.chosen.get(who, NOTHING_CHOSEN)
    has_entry = one.is_invited and notice.topic in INVITATIONS
    rule = round_.planning.ruled[notice.court_id].topic(notice.topic, notice.role)
    return Present(
        reader,
        choices.language or (reader.language if reader else notice.language),
        is_muted(notice, choices, is_mandatory=rule.mandatory),
        known.ended(who, has_entry=has_entry) if known and round_.is_about_cases else None,
        one.may_hold,
        one.repeat > 0 and takes_out_an_entry(notice, may_hold=one.may_hold),
    )


async def _move(uow: UnitOfWork, round_: Round, one: Waiting, fate: Moves) -> None:
    """Send the same to the present address, and after it what takes the entry out of the former calendar."""
    old, cause = one.notice, round_.cause_of(one.notice)
    addresses = [fate.address, old.address] if fate.to_old_address_too else [fate.address]
    for repeat, address in enumerate(addresses, start=one.repeats + 1):
        new_id = notice_id(old.subject_id, old.subject_version, old.recipient_id, old.channel, old.topic, repeat)
        new = old._replace(notice_id=new_id, name=fate.reader.name, address=address, language=fate.language)
        planned = round_.planning.plan(_told(one, new))
        due_at, waits_for = (planned.due_at, planned.reason) if planned else (uow.now, None)
        await queue_again(
            uow.connection,
            old.notice_id,
            new,
            repeat,
            uow.now,
            why=fate.why,
            cause_id=cause.id,
            due_at=due_at,
            waits_for=waits_for,
        )
        facts.publish(uow, new, State.QUEUED, one.cause, reason=fate.why)
        count(new.channel, new.topic, State.QUEUED)


async def _when(uow: UnitOfWork, round_: Round, one: Waiting) -> None:
    """Whoever has chosen other quiet hours is disturbed neither in these nor later than need be."""
    if one.state is not State.QUEUED or one.notice.recipient_id not in round_.causes:
        return
    was_quiet = one.reason == QUIET_HOURS
    from_then = uow.now if was_quiet else max(one.due_at, uow.now)
    planned = replace(round_.planning, now=from_then).plan(_told(one))
    if planned is None or planned.due_at == (one.due_at if was_quiet else from_then):
        return
    await waiting.put_off(uow.connection, [(one.notice.notice_id, planned.due_at, planned.reason)], uow.now)


def _is_to_be_told(round_: Round, one: Waiting, reader: Recipient, invited: Collection[UUID]) -> bool:
    """Of a hearing whoever is not invited to it yet, and reminders as the court rules."""
    old = one.notice
    if old.topic in INVITATIONS:
        return reader.recipient_id not in invited
    zone = ZoneInfo(round_.people.courts[old.court_id].zone)
    ladder = round_.planning.book.of(REMINDERS, old.court_id, one.due_at.astimezone(zone).date())
    tier = ladder.named(old.topic.removeprefix(f"{REMINDER}_"))
    return tier is not None and tier.reminds(reader.role)
