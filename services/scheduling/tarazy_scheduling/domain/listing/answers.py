"""Each change of a hearing, and what is told of it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from tarazy_scheduling.domain.facts import HearingCancelled, HearingRescheduled, HearingScheduled, HearingUnlisted
from tarazy_scheduling.domain.listing.limiting import limits_of_hearing
from tarazy_scheduling.domain.listing.promising import promised_for
from tarazy_scheduling.domain.listing.remedies import remedies_of
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Placing, Venue
from tarazy_scheduling.domain.working_set.court import Court

FREE: dict[str, Any] = {"is_fixed": False, "is_placed_by_hand": False, "promised": None, "cancelled_at": None}
"""What a person has chosen or fixed, what was promised, and when it was cancelled, are gone with the place."""
BY_HAND = "by_hand"


def schedule(court: Court, hearing: Hearing, placing: Placing, now: datetime, reason: str = "") -> None:
    """The hearing has a place, and had none before. Of one that a person chose the date is told, whenever it is."""
    listed = replace(
        hearing,
        state="listed",
        version=hearing.version + 1,
        placing=placing,
        venues=_venues(court, placing),
        conflicts=(),
        lost_judge=None,
        **(FREE | {"promised": None if reason == BY_HAND else promised_for(court, hearing, placing, now)}),
    )
    court.put_hearing(listed)
    court.tell(HearingScheduled(**_as_listed(court, listed, placing, now)))


def reschedule(court: Court, hearing: Hearing, placing: Placing, previous: Placing, reason: str, now: datetime) -> None:
    """The hearing stood and now stands otherwise, or its request was answered again.

    What a person has chosen or fixed holds for the times that the hearing has, and no longer. Of what a person moves
    the date is told.
    """
    told, stays = _venues_told(court, hearing, previous), placing.sittings == previous.sittings
    knows_the_date = reason == BY_HAND or (stays and hearing.promised is None)
    listed = replace(
        hearing,
        version=hearing.version + 1,
        placing=placing,
        venues=_venues(court, placing),
        conflicts=(),
        is_fixed=hearing.is_fixed and stays,
        is_placed_by_hand=hearing.is_placed_by_hand and stays,
        promised=None if knows_the_date else promised_for(court, hearing, placing, now),
    )
    court.put_hearing(listed)
    court.tell(
        HearingRescheduled(
            **_as_listed(court, listed, placing, now),
            previous=previous,
            previous_rooms=told,
            reason=reason,
            previously_promised=hearing.promised,
        )
    )


def unlist(
    court: Court, hearing: Hearing, conflicts: tuple[Conflict, ...], previous: Placing | None, now: datetime
) -> None:
    """The hearing has no place: why, and what would help."""
    version, case = hearing.version + 1, court.cases[hearing.case_id]
    limits = limits_of_hearing(court, case, hearing.request, court.today(now))
    told = _venues_told(court, hearing, previous)
    court.put_hearing(
        replace(hearing, state="unlisted", version=version, placing=None, venues=(), conflicts=conflicts, **FREE)
    )
    court.tell(
        HearingUnlisted(
            hearing_id=hearing.hearing_id,
            case_id=hearing.case_id,
            version=version,
            request_version=hearing.request.request_version,
            conflicts=conflicts,
            escalation=remedies_of(conflicts, hearing.request, limits),
            previous=previous,
            previous_rooms=told,
            previously_promised=hearing.promised,
        )
    )


def cancel(court: Court, hearing: Hearing, reason: str, now: datetime) -> None:
    """The hearing does not take place."""
    version, previous = hearing.version + 1, hearing.placing
    told = _venues_told(court, hearing, previous)
    court.put_hearing(
        replace(
            hearing,
            state="cancelled",
            version=version,
            placing=None,
            venues=(),
            conflicts=(),
            **(FREE | {"cancelled_at": now}),
        )
    )
    court.tell(
        HearingCancelled(
            hearing_id=hearing.hearing_id,
            case_id=hearing.case_id,
            version=version,
            request_version=hearing.request.request_version,
            reason=reason,
            previous=previous,
            previous_rooms=told,
            previously_promised=hearing.promised,
        )
    )


def _as_listed(court: Court, hearing: Hearing, placing: Placing, now: datetime) -> dict[str, Any]:
    """What is told of every hearing that has a place."""
    case, request = court.cases[hearing.case_id], hearing.request
    return {
        "hearing_id": hearing.hearing_id,
        "case_id": case.case_id,
        "version": hearing.version,
        "request_version": request.request_version,
        "placing": placing,
        "rooms": hearing.venues,
        "channel": request.channel,
        "hearing_type": request.hearing_type,
        "category": case.category,
        "case_number": case.number,
        "confidential": case.confidential,
        "latest_lawful_on": limits_of_hearing(court, case, request, court.today(now)).latest_on,
        "promised": hearing.promised,
        "interpreter_languages": request.interpreter_languages,
    }


def _venues_told(court: Court, hearing: Hearing, placing: Placing | None) -> tuple[Venue, ...]:
    """Where people were told that the sittings of a hearing are."""
    if placing is None:
        return ()
    return hearing.venues or _venues(court, placing)


def _venues(court: Court, placing: Placing) -> tuple[Venue, ...]:
    rooms = [court.rooms[sitting.room_id] for sitting in placing.sittings]
    return tuple(Venue(room.name, room.building, room.address) for room in rooms)
