"""Whether a court that was kept in memory is what the database has."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from tarazy_scheduling.domain.working_set.court import Court

BY_ID = ("rooms", "posts", "suspensions", "norms", "interests", "balances", "cases", "hearings")
"""What the kept one may have more of: cases that are closed, hearings that are over."""
AS_A_WHOLE = (
    "version", "zone", "language", "level", "calendar", "catalogue", "listing_rules", "limit_rules", "escalations",
)  # fmt: skip


def differences(kept: Court, fresh: Court, today: int) -> Iterator[str]:
    """What of a kept court is not as in one that was read anew; ids and names of fields only.

    Days before today take nobody's time any more, and what other courts have booked is read with each decision.
    """
    yield from (name for name in AS_A_WHOLE if getattr(kept, name) != getattr(fresh, name))
    for name in BY_ID:
        known: Mapping[Any, Any] = getattr(kept, name)
        yield from (f"{name} {key}" for key, one in getattr(fresh, name).items() if known.get(key) != one)
    listed = {key for key, one in kept.hearings.items() if one.state == "listed" and _is_to_come(kept, key, today)}
    yield from (f"hearings {key}" for key in sorted(listed - fresh.hearings.keys()))
    if _standing(kept) != _standing(fresh):
        yield "holds"
    if kept.ledger != fresh.ledger:
        yield "ledger"
    yield from _of_sessions(kept, fresh)
    yield from _of_diaries(kept, fresh, today)


def _is_to_come(court: Court, hearing_id: UUID, today: int) -> bool:
    placing = court.hearings[hearing_id].placing
    return placing is not None and court.today(placing.starts_at).toordinal() >= today


def _standing(court: Court) -> set[UUID]:
    return {hold.hold_id for hold in court.holds.values() if hold.state == "held"}


def _of_sessions(kept: Court, fresh: Court) -> Iterator[str]:
    if kept.sessions.preferences != fresh.sessions.preferences:
        yield "half_day_preferences"
    if any(kept.sessions.blocks.get(key) != one for key, one in fresh.sessions.blocks.items()):
        yield "session_blocks"
    if any(kept.sessions.overbookings.get(key) != one for key, one in fresh.sessions.overbookings.items()):
        yield "overbookings"


def _of_diaries(kept: Court, fresh: Court, today: int) -> Iterator[str]:
    own = (kept.hearings.keys() | kept.holds.keys()) & (fresh.hearings.keys() | fresh.holds.keys())
    for resource_id in sorted(kept.diaries.resources() | fresh.diaries.resources()):
        one, other = kept.diaries.agenda(resource_id), fresh.diaries.agenda(resource_id)
        if one.entries(today, own) != other.entries(today, own):
            yield f"bookings of {resource_id}"
        away = [day for day, (present, duty) in one.remembered(today).items() if _is_other(other, day, present, duty)]
        if away:
            yield f"presence of {resource_id}"


def _is_other(agenda: Any, day: int, present: int, duty: int | None) -> bool:
    is_other: bool = agenda.present(day) != present or (duty is not None and agenda.on_duty(day) != duty)
    return is_other
