"""Moving what cannot stay: with the fewest changes, those first who may least wait."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from tarazy_scheduling.domain.listing.listing import in_turn, settle
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.outcome import Steps
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.diary import is_free

LATE_START = timedelta(minutes=15)
"""So much later than planned a hearing may begin before it has to move."""


def repair(court: Court, resource_id: UUID, now: datetime, reason: str) -> Steps[None]:
    """Move the hearings that somebody who is away, or a room that cannot be had, takes part in.

    `reason` is the one of a judge; of a room it is `room_closed`, of anybody else `attendee_unavailable`.
    """
    agenda = court.diaries.if_any(resource_id)
    if agenda is None:
        return
    booked = set(agenda.hearings(court.today(now).toordinal()))
    affected = [
        hearing
        for hearing_id in booked
        if (hearing := court.hearings.get(hearing_id)) and not _can_stay(court, hearing, resource_id)
    ]
    for hearing in in_turn(court, to_come(affected, now)):
        settle(court, hearing, now, _reason(court, hearing, resource_id, reason))
        yield


def repair_all(court: Court, now: datetime, reason: str) -> None:
    """Move what does not fit the court's calendar any more."""
    standing = to_come(court.hearings.values(), now)
    affected = [one for one in standing if one.placing and not _fits(court, one.placing)]
    for hearing in in_turn(court, affected):
        settle(court, hearing, now, reason)


def move_what_is_late(court: Court, overran: Placing, ended_at: datetime, now: datetime) -> None:
    """Move what should have begun that day in its room or before its judges while a hearing still went on.

    What can begin not much later than planned stays.
    """
    day = court.today(ended_at)
    if day != court.today(now) or day != court.today(overran.ends_at):
        return
    used = (*overran.judges, overran.sittings[-1].room_id)
    booked = {one for who in used for one in court.diaries.agenda(who).booked_on(day.toordinal())}
    late = [
        hearing
        for one in booked
        if (hearing := court.hearings.get(one))
        and hearing.state == "listed"
        and hearing.placing
        and overran.ends_at <= hearing.placing.starts_at < ended_at - LATE_START
    ]
    for hearing in in_turn(court, late):
        settle(court, hearing, now, "overrun")


def to_come(hearings: Iterable[Hearing], now: datetime) -> list[Hearing]:
    """Those that stand and have not begun: one that has is not moved any more."""
    return [one for one in hearings if one.state == "listed" and one.placing and one.placing.starts_at > now]


def _can_stay(court: Court, hearing: Hearing, resource_id: UUID) -> bool:
    placing = hearing.placing
    if placing is None:
        return True
    agenda = court.diaries.agenda(resource_id)
    free = agenda.present if resource_id in placing.attending else agenda.on_duty
    sittings = [s for s in placing.sittings if resource_id in placing.people or s.room_id == resource_id]
    pieces = court.grid.pieces(sittings)
    return pieces is not None and is_free(free, pieces)


def _fits(court: Court, placing: Placing) -> bool:
    """Whether the sittings are whole slots in which those who sit work."""
    pieces = court.grid.pieces(placing.sittings)
    in_post = [one for one in placing.people if one in court.posts and one not in placing.attending]
    return pieces is not None and all(is_free(court.diaries.agenda(one).on_duty, pieces) for one in in_post)


def _reason(court: Court, hearing: Hearing, resource_id: UUID, of_judge: str) -> str:
    if hearing.placing and resource_id in hearing.placing.judges:
        return of_judge
    return "room_closed" if resource_id in court.rooms else "attendee_unavailable"
