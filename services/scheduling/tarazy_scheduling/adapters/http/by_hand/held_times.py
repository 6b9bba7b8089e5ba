"""Times that are held for hearings nobody has asked for yet, as the board's forms place and release them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared.ids import uuid7
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.catalogue import message

from tarazy_scheduling.adapters import hold_store
from tarazy_scheduling.adapters.http.asked import read_number
from tarazy_scheduling.adapters.http.by_hand.asked_orders import NO_MINUTES, Wrong, instant_of, read_id
from tarazy_scheduling.adapters.http.by_hand.words import BoardWords
from tarazy_scheduling.app.orders import carry_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import PlaceHold, ReleaseHold
from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.model.hold import Hold
from tarazy_scheduling.domain.outcome import Dead

LONGEST = 31 * 24 * 60
"""Minutes."""
MOST_DAYS = 365
NOTHING_HELD = message("Choose a judge or a room.")
NO_REASON = message("Say what it is for.")
NO_DAYS = message("This is not a number of days.")
CANNOT: Mapping[str, str] = {
    "in_the_past": message("The time has begun."),
    "field_wrong": message("The hold must end before the time that it holds."),
    "unknown_room": message("The court has no such room."),
    "unknown_person": message("Somebody is not known in this court."),
}


def hold_of(given: Mapping[str, str], held_by: UUID, zone: ZoneInfo, now: datetime) -> Hold:
    """What a form asks to hold. Raises `Wrong`."""
    judge_id, room_id = read_id(given, "judge"), read_id(given, "room")
    if judge_id is None and room_id is None:
        raise Wrong("judge", NOTHING_HELD)
    starts_at = instant_of(given, "day", "time", zone)
    minutes, days = read_number(given.get("minutes", "")), read_number(given.get("days", ""))
    if minutes is None or not 0 < minutes <= LONGEST:
        raise Wrong("minutes", NO_MINUTES)
    if days is None or not 0 < days <= MOST_DAYS:
        raise Wrong("days", NO_DAYS)
    reason = given.get("reason", "").strip()[:500]
    if not reason:
        raise Wrong("reason", NO_REASON)
    return Hold(
        hold_id=read_id(given, "hold") or uuid7(now),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        person_ids=(judge_id,) if judge_id else (),
        room_id=room_id,
        held_by=held_by,
        reason=reason,
        expires_at=min(now + timedelta(days=days), starts_at),
        held_at=now,
    )


async def place(running: Running, sets: WorkingSets, court_id: str, hold: Hold, words: BoardWords) -> list[str]:
    """Hold the time; why not, in words, where that cannot be. The same form again holds once."""
    async with running.pool.acquire() as connection:
        known = await hold_store.by_id(connection, [hold.hold_id])
    if known:
        return []
    outcome = await carry_out(running.work, sets, court_id, PlaceHold(hold))
    return [_why(one, words) for one in outcome.reasons] if isinstance(outcome, Dead) else []


async def release(running: Running, sets: WorkingSets, court_id: str, hold_id: UUID) -> None:
    """Give the time back; nothing where there is no such hold of the court, or it has ended."""
    await carry_out(running.work, sets, court_id, ReleaseHold(hold_id))


def _why(one: Refusal, words: BoardWords) -> str:
    if one.code in CANNOT:
        return words.say(CANNOT[one.code])
    return words.why(one.code, one.text.rpartition(": ")[2] or None)
