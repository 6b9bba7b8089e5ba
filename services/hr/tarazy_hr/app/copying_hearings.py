"""Following `court.hearings`: what scheduling says about cases and hearings goes into HR's own copy."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.draws import CaseAllocated, CaseReallocated, CaseUnallocated
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.hearings import (
    HearingCancelled,
    HearingRecorded,
    HearingRescheduled,
    HearingScheduled,
    HearingUnlisted,
)
from tarazy_shared.fates import APPLIED, OLDER_VERSION, Fate
from tarazy_shared.subscription import Subscription
from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_hr.adapters.hearing_facts import load_copy, save_copy
from tarazy_hr.domain.hearing_copy import Case, Hearing, HearingCopy, Sitting

HearingEvent = HearingScheduled | HearingRescheduled | HearingCancelled | HearingUnlisted | HearingRecorded
CaseEvent = CaseAllocated | CaseReallocated | CaseUnallocated

USES = frozenset(
    model.TYPE
    for model in (
        CaseAllocated,
        CaseReallocated,
        CaseUnallocated,
        HearingScheduled,
        HearingRescheduled,
        HearingCancelled,
        HearingUnlisted,
        HearingRecorded,
    )
)


class CopyHearings:
    """Keeps the newest version of every hearing and case; refers to nothing, so nothing ever waits."""

    async def load(self, uow: UnitOfWork, events: Sequence[Event[Any]]) -> HearingCopy:
        """The hearings and cases that the batch is about."""
        data = [event.data for event in events]
        return await load_copy(
            uow.connection,
            {one.hearing_id for one in data if isinstance(one, HearingEvent)},
            {one.case_id for one in data if isinstance(one, CaseEvent)},
        )

    def decide(self, state: HearingCopy, event: Event[Any]) -> Fate:
        """The newer version replaces the older one."""
        match event.data:
            case CaseUnallocated() as told:
                known = state.cases.get(told.case_id)
                version = state.known_allocation(told.case_id)
                panel = known.panel if known else ()
                case = Case(told.case_id, told.court_id, version, "unallocated", event.time, None, panel)
                state.put_case(_as_told(case, told))
            case CaseAllocated() | CaseReallocated() as told:
                if told.version <= state.known_allocation(told.case_id):
                    return OLDER_VERSION
                case = Case(told.case_id, told.court_id, told.version, "allocated", event.time, told.person_id)
                state.put_case(_as_told(replace(case, panel=told.panel or ()), told))
            case data:
                if data.version <= state.known_version(data.hearing_id):
                    return OLDER_VERSION
                _put_hearing(state, data, event)
        return APPLIED

    async def save(self, uow: UnitOfWork, state: HearingCopy) -> None:
        """Write what changed."""
        await save_copy(uow.connection, state, uow.now)


def hearings_subscription() -> Subscription:
    """The topic as HR reads it."""
    return Subscription(topics.HEARINGS, USES, first_reader=False, handler=CopyHearings(), urgent=False)


def _as_told(case: Case, told: CaseEvent) -> Case:
    return replace(case, category=told.category, instance=told.instance, filed_on=told.filed_on)


def _put_hearing(state: HearingCopy, told: HearingEvent, event: Event[Any]) -> None:
    known = state.hearings.get(told.hearing_id)
    seed = Hearing(told.hearing_id, told.court_id, told.case_id, told.version, "scheduled", event.time)
    hearing = replace(known or seed, version=told.version, told_at=event.time)
    match told:
        case HearingScheduled() | HearingRescheduled():
            _place(state, hearing, told)
        case HearingCancelled():
            state.put_hearing(replace(hearing, status="cancelled"))
        case HearingUnlisted():
            state.put_hearing(replace(hearing, status="unlisted"))
        case HearingRecorded():
            state.put_hearing(
                replace(
                    hearing,
                    status="recorded",
                    outcome=told.outcome,
                    judges=told.judges or hearing.judges,
                    minutes=told.minutes,
                    started_at=told.started_at,
                    ended_at=told.ended_at,
                    adjournment_reason=told.adjournment_reason,
                )
            )


def _place(state: HearingCopy, hearing: Hearing, told: HearingScheduled | HearingRescheduled) -> None:
    sits = told.person_ids
    clerk = () if sits.clerk is None else (sits.clerk,)
    state.put_hearing(
        replace(
            hearing,
            status="scheduled",
            hearing_type=told.hearing_type,
            category=told.category,
            case_number=told.case_number,
            confidential=told.confidential,
            judges=sits.judges,
            people=(*sits.judges, *clerk, *sits.interpreters),
            latest_lawful_on=told.latest_lawful_on or hearing.latest_lawful_on,
            attendees=len(told.attendee_ids),
            **_first_told(hearing, told),
        ),
        [Sitting(each.sequence, each.starts_at, each.ends_at, each.room_name) for each in told.sittings],
    )


def _first_told(hearing: Hearing, told: HearingScheduled | HearingRescheduled) -> dict[str, Any]:
    """What people were told first; whoever hears of a hearing when it moves takes what stood before."""
    if hearing.first_starts_at is not None:
        return {}
    first = told.previous if isinstance(told, HearingRescheduled) else told
    starts = [each.starts_at for each in first.sittings or told.sittings]
    return {"first_starts_at": min(starts), "first_until_on": first.promised_to_on}
