"""Hearings that are linked: one sits before, after, or on the same day as another, which it follows when that moves."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.listing.listing import in_turn, settle
from tarazy_scheduling.domain.listing.moving import to_come
from tarazy_scheduling.domain.working_set.court import Court


def follow_links(court: Court, now: datetime) -> None:
    """Let hearings follow those that they are linked to and that this decision has moved or taken away.

    One that is still where its link allows stays as it is.
    """
    while court.moved:
        moved = court.moved.pop()
        reason = _why(court, moved)
        linked = [court.hearings[hearing_id] for hearing_id in court.linked_to(moved)]
        for hearing in in_turn(court, to_come(linked, now)):
            settle(court, hearing, now, reason)


def link_to_the_next(court: Court, adjourned: UUID, following: UUID) -> list[UUID]:
    """What was linked to a hearing that is adjourned is from now on linked to the one that goes on with it."""
    linked = [court.hearings[hearing_id] for hearing_id in court.linked_to(adjourned) if hearing_id != following]
    for hearing in linked:
        court.put_hearing(replace(hearing, request=replace(hearing.request, linked_hearing_id=following)))
    return [hearing.hearing_id for hearing in linked]


def follow_the_next(court: Court, hearing_ids: Iterable[UUID], now: datetime) -> None:
    """Move what stands where its new link does not allow it."""
    for hearing in in_turn(court, to_come([court.hearings[one] for one in hearing_ids], now)):
        settle(court, hearing, now, "adjourned")


def _why(court: Court, hearing_id: UUID) -> str:
    """Why the hearing was moved, as told last."""
    for told in reversed(court.changes.told):
        reason = getattr(told.fact, "reason", None)
        if reason and getattr(told.fact, "hearing_id", None) == hearing_id:
            return str(reason)
    return "request_changed"
