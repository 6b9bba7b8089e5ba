"""Somebody keeps a time free, and gives it back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tarazy_scheduling.domain.commands import PlaceHold, ReleaseHold
from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.listing.holding import end, in_the_way
from tarazy_scheduling.domain.model.hold import Hold
from tarazy_scheduling.domain.outcome import Applied, Dead, Dropped, Outcome, Waits
from tarazy_scheduling.domain.working_set.court import Court

APPLIED = Applied()
LONGEST = timedelta(days=31)


def place_hold(court: Court, asked: PlaceHold, now: datetime) -> Outcome:
    """Hold a time if everybody and the room are free; all of it or nothing."""
    hold = asked.hold
    if hold.hold_id in court.holds:
        return Dropped("known_id")
    if wrong := tuple(_wrong(court, hold, now)):
        return Dead(wrong)
    busy = tuple(Refusal("", one.code, f"{one.text}: {one.refers_to}") for one in in_the_way(court, hold))
    if busy:
        return Dead(busy)
    court.put_hold(hold)
    return APPLIED


def release_hold(court: Court, asked: ReleaseHold, now: datetime) -> Outcome:
    """Give the time back. A hold that has ended stays as it is."""
    hold = court.holds.get(asked.hold_id)
    if hold is None:
        return Waits("unknown_hold", "hold_id", str(asked.hold_id))
    if hold.state != "held":
        return Dropped()
    end(court, hold, "released", now)
    return APPLIED


def _wrong(court: Court, hold: Hold, now: datetime) -> Iterator[Refusal]:
    """What is wrong with the order itself."""
    if hold.starts_at < now:
        yield Refusal("starts_at", "in_the_past", "The time has begun")
    if not hold.starts_at < hold.ends_at <= hold.starts_at + LONGEST:
        yield Refusal("ends_at", "field_wrong", f"Must lie after starts_at, at most {LONGEST.days} days")
    if not now < hold.expires_at <= max(hold.starts_at, now):
        yield Refusal("expires_at", "field_wrong", "Must lie in the future and not after starts_at")
    if not hold.resources:
        yield Refusal("person_ids", "field_missing", "Somebody or a room has to be held")
    if hold.held_by not in court.posts:
        yield Refusal("held_by", "unknown_person", f"{hold.held_by} has no post in the court")
    if hold.room_id and hold.room_id not in court.rooms:
        yield Refusal("room_id", "unknown_room", f"{hold.room_id} is not known")
    for position, person_id in enumerate(hold.person_ids):
        if person_id not in court.posts and person_id not in court.known_people | court.known_parties:
            yield Refusal(f"person_ids[{position}]", "unknown_person", f"{person_id} is not known")
