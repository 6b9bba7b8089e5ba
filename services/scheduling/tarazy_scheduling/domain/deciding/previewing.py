"""What an order about hearings would bring, without carrying it out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.commands import Command, MergeByHand, PutByHand, SwapByHand, seen_in
from tarazy_scheduling.domain.deciding.by_hand import put_by_hand, wanted_by
from tarazy_scheduling.domain.deciding.deciding import decide_in_steps
from tarazy_scheduling.domain.listing.consequences import Consequence, consequences_of
from tarazy_scheduling.domain.listing.fitting import pieces_of
from tarazy_scheduling.domain.listing.in_the_way import in_the_way
from tarazy_scheduling.domain.listing.links import follow_links
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.outcome import Applied, Dead, Outcome, Steps, at_once
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.trial import on_trial


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of an order, and of which hearings."""

    outcome: Outcome
    consequences: tuple[Consequence, ...] = ()
    """With those of others that follow: what is linked, what waits for a place that would become free."""
    in_the_way: tuple[frozenset[UUID], ...] = ()
    """For each reason why it cannot be: hearings that whoever is busy is busy with."""


def preview(court: Court, command: Command, now: datetime) -> Preview:
    """Decide on trial, at once. Only for orders that change nothing but hearings."""
    return at_once(preview_in_steps(court, command, now))


def preview_in_steps(court: Court, command: Command, now: datetime) -> Steps[Preview]:
    """The same with rests, in which nobody else may have the court: it is not as it was before the end."""
    with on_trial(court):
        outcome = yield from decide_in_steps(court, command, now, "preview")
        if isinstance(outcome, Applied):
            return Preview(outcome, tuple(consequences_of(court, outcome.told, now)))
    if isinstance(outcome, Dead) and isinstance(command, PutByHand | SwapByHand | MergeByHand):
        return Preview(outcome, in_the_way=_in_the_way(court, command, outcome, now))
    return Preview(outcome)


def outline(court: Court, command: PutByHand, now: datetime) -> Preview:
    """The same, without those that would get the places that become free: where many wait that takes seconds."""
    with on_trial(court) as tried:
        outcome = put_by_hand(court, command, now)
        follow_links(court, now)
        return Preview(outcome, tuple(consequences_of(court, tried.told, now)))


def _in_the_way(
    court: Court, command: PutByHand | SwapByHand | MergeByHand, refused: Dead, now: datetime
) -> tuple[frozenset[UUID], ...]:
    if any(one.hearing_id not in court.hearings for one in seen_in(command)):
        return ()
    wanted = wanted_by(court, command)
    fields = {f"hearings[{position}]": seen.hearing_id for position, seen in enumerate(seen_in(command))}
    found = []
    for reason in refused.reasons:
        hearing_id = fields.get(reason.field)
        place = wanted.get(hearing_id) if hearing_id else None
        if hearing_id is None or place is None:
            found.append(frozenset[UUID]())
            continue
        hearing = court.hearings[hearing_id]
        conflict = Conflict(reason.code, reason.text, reason.refers_to)
        busy_with = in_the_way(court, hearing, pieces_of(court, hearing, place, now), conflict)
        found.append(busy_with - wanted.keys())
    return tuple(found)
