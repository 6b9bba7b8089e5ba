"""Making a plan so, and taking it back: as a whole or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.commands import ApplyPlan, UndoPlan
from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.listing.answers import unlist
from tarazy_scheduling.domain.listing.by_hand import places_at, put_at
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Placing
from tarazy_scheduling.domain.model.planning import Moved
from tarazy_scheduling.domain.outcome import Applied, Dead, Outcome
from tarazy_scheduling.domain.plans.moves import PLAN, wanted_at
from tarazy_scheduling.domain.plans.state import differences, state_of
from tarazy_scheduling.domain.plans.wish import earliest_of_plan
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.trial import on_trial

MOST_REASONS = 50
"""In one answer."""
WORDS = {
    "calendar": "The court's calendar is another",
    "rules": "The rules of the court's listing are others",
    "hearing": "The hearing is not as it was: moved, decided, concluded, new or gone",
    "room": "The room is another",
    "post": "The post of this person is another",
    "absence": "Somebody is away at other times",
    "unavailability": "Somebody or a room cannot be had at other times",
    "suspension": "Somebody was suspended or is back",
    "block": "A session is kept for others, or no more",
    "hold": "A hold is new, another or gone",
    "engagement": "Another court has booked or released this person",
}


def apply_plan(court: Court, asked: ApplyPlan, now: datetime) -> Outcome:
    """All moves at once, each told with the reason `plan`."""
    if refused := _stranger(court, asked.approved_by, now):
        return Dead((refused,))
    changed = differences(asked.state, state_of(court, asked.wish))
    if changed:
        return Dead(tuple(_changed(key) for key in changed[:MOST_REASONS]))
    if inside := _inside_the_fence(court, asked, now):
        return Dead(inside)
    conflicts = put_at(court, {one.hearing_id: wanted_at(one.after) for one in asked.moves}, now, PLAN)
    return Dead(_reasons(conflicts)) if conflicts else Applied()


def undo_plan(court: Court, asked: UndoPlan, now: datetime) -> Outcome:
    """Every hearing that the plan moved goes back; what it listed waits again, for the reasons that it waited for."""
    if refused := _stranger(court, asked.undone_by, now):
        return Dead((refused,))
    changed = [one for one in asked.moved if not _is_as_left(court, one)]
    if changed:
        text = "The hearing has changed since the plan was applied"
        reasons = [Refusal("hearing", "facts_changed", f"{text}: {one.move.hearing_id}") for one in changed]
        return Dead(tuple(reasons[:MOST_REASONS]))
    back = {one.move.hearing_id: wanted_at(one.move.before) for one in asked.moved if one.move.before}
    with on_trial(court):
        _unlist(court, asked.moved, now)
        found = places_at(court, back, now, PLAN)
    conflicts = {one: place for one, place in found.items() if not isinstance(place, Placing)}
    if conflicts:
        return Dead(_reasons(conflicts))
    _unlist(court, asked.moved, now)
    put_at(court, back, now, PLAN)
    return Applied()


def _inside_the_fence(court: Court, asked: ApplyPlan, now: datetime) -> tuple[Refusal, ...]:
    """What has come inside the fence since the plan was made."""
    first = earliest_of_plan(court, asked.wish.fence_days, now)
    text = f"sits before {first}, inside the fence by now"
    reasons = [
        Refusal("hearing", "inside_the_fence", f"{move.hearing_id}: {text}")
        for move in asked.moves
        for placing in (move.before, move.after)
        if placing and court.today(placing.starts_at) < first
    ]
    return tuple(reasons[:MOST_REASONS])


def _unlist(court: Court, moved: Iterable[Moved], now: datetime) -> None:
    for one in moved:
        if one.move.before is None:
            hearing = court.hearings[one.move.hearing_id]
            unlist(court, replace(hearing, placing=None), one.move.conflicts, hearing.placing, now)


def _is_as_left(court: Court, one: Moved) -> bool:
    hearing = court.hearings.get(one.move.hearing_id)
    return hearing is not None and hearing.version == one.version and hearing.state == "listed"


def _stranger(court: Court, person_id: UUID, now: datetime) -> Refusal | None:
    post = court.posts.get(person_id)
    if post is None or not post.is_held_on(court.today(now)):
        return Refusal("approver", "unknown_person", f"{person_id} is not in post in this court")
    return None


def _changed(key: str) -> Refusal:
    kind, _, record = key.partition(":")
    return Refusal(kind, "facts_changed", f"{WORDS[kind]}: {record}" if record else WORDS[kind])


def _reasons(conflicts: Mapping[UUID, tuple[Conflict, ...]]) -> tuple[Refusal, ...]:
    reasons = [
        Refusal("hearing", why.code, f"{hearing_id}: {why.text}") for hearing_id, of in conflicts.items() for why in of
    ]
    return tuple(reasons[:MOST_REASONS])
