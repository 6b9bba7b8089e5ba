"""Hearings that are linked: one sits before, after, or on the same day as another, which it follows when that moves."""

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


def _why(court: Court, hearing_id: UUID) -> str:
    """Why the hearing was moved, as told last."""
    for told in reversed(court.changes.told):
        reason = getattr(told.fact, "reason", None)
        if reason and getattr(told.fact, "hearing_id", None) == hearing_id:
            return str(reason)
    return "request_changed"
