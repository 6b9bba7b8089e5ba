"""Holds: whether a time can be held, a hearing that takes the place of its hold, what ends a hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import asking, placing_at
from tarazy_scheduling.domain.listing.placing import find
from tarazy_scheduling.domain.listing.seeking import faults_of
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.hold import Hold, HoldState
from tarazy_scheduling.domain.working_set.court import Court


def in_the_way(court: Court, hold: Hold) -> Iterator[Conflict]:
    """Who and what is busy or away at some time of a hold in which the court sits."""
    grid = court.grid
    days = range(court.today(hold.starts_at).toordinal(), court.today(hold.ends_at).toordinal() + 1)
    span = hold.starts_at.timestamp(), hold.ends_at.timestamp()
    wanted = {day: grid.touched(day, *span) & grid.day(day).open for day in days}
    if not any(wanted.values()):
        yield Conflict("court_closed", "The court does not sit then", hold.starts_at.isoformat())
    for resource_id in hold.resources:
        agenda = court.diaries.if_any(resource_id)
        if agenda and any(agenda.attends(day) & mask != mask for day, mask in wanted.items()):
            yield _busy(court, hold, resource_id)


def _busy(court: Court, hold: Hold, resource_id: UUID) -> Conflict:
    if resource_id == hold.room_id:
        return Conflict("no_room", "The room is not free then", str(resource_id))
    post = court.posts.get(resource_id)
    if post and post.role in ("judge", "lay_judge"):
        return Conflict("judge_busy", "The judge is not free then", str(resource_id))
    return Conflict("attendee_busy", "Somebody is not free then", str(resource_id))


def place_in_hold(court: Court, hearing: Hearing, now: datetime) -> Placing | None:
    """The place of the hold that the request names, with its room and people where they will do; the hold is used.

    None where there is no such hold any more, or the hearing cannot sit then: the hold stays as it is.
    """
    hold_id = hearing.request.hold_id
    hold = court.holds.get(hold_id) if hold_id else None
    judge_id = court.cases[hearing.case_id].judge_id
    if hold is None or hold.state != "held" or judge_id is None:
        return None
    start = court.grid.bit(hold.starts_at)
    if start is None or faults_of(court, hearing, now, None, anew=True):
        return None
    court.diaries.drop(hold)
    asked = asking(court, hearing, judge_id, now, frozenset(hold.resources))
    place = None if asked.start not in (None, start) else find(court.grid, replace(asked, start=start).wish())
    court.diaries.hold(hold)
    if place is None:
        return None
    end(court, hold, "used", now, hearing.hearing_id)
    return placing_at(court, hearing, judge_id, place)


def end(court: Court, hold: Hold, state: HoldState, now: datetime, hearing_id: UUID | None = None) -> None:
    """The hold keeps nothing any more; what waits for it may have it."""
    court.put_hold(replace(hold, state=state, ended_at=now, hearing_id=hearing_id))


def end_holds(court: Court, now: datetime) -> None:
    """Holds whose time to be used has passed."""
    for hold in list(court.holds.values()):
        if hold.state == "held" and hold.expires_at <= now:
            end(court, hold, "expired", now)
