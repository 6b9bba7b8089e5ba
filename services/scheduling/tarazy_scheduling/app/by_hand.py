"""What a person orders of hearings: previewed, carried out, undone, and noted with who ordered it and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

import asyncpg
from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_scheduling.adapters import hearing_changes
from tarazy_scheduling.adapters.hearing_changes import Change, Order
from tarazy_scheduling.app.batch import Batch, resting
from tarazy_scheduling.app.orders import TRIES, an_order
from tarazy_scheduling.app.touched import touched_by
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import ByHand, MergeByHand, Put, PutByHand, Restore, RestoreByHand, Seen, seen_in
from tarazy_scheduling.domain.deciding.by_hand import CHANGED
from tarazy_scheduling.domain.deciding.previewing import outline, preview_in_steps
from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.listing.consequences import Consequence, consequences_of
from tarazy_scheduling.domain.listing.offers import offers
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.wanted import Wanted
from tarazy_scheduling.domain.outcome import Applied, Dead, Outcome
from tarazy_scheduling.domain.working_set.court import Court


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an order, or would become of it."""

    outcome: Outcome
    hearings: tuple[Hearing, ...] = ()
    """Those that the order is about, as they stand now."""
    consequences: tuple[Consequence, ...] = ()
    """Of these and of others that follow."""
    seen: Mapping[UUID, Hearing] = field(default_factory=dict)
    """Of those that have changed since they were seen: as they were then, where that is known."""
    has_changed: bool = False
    """Not by a preview, nor by an order that was carried out before or wants what stands so already."""
    in_the_way: Sequence[frozenset[UUID]] = ()
    """For each reason why it cannot be: hearings that whoever is busy is busy with."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A place that a hearing could have, and what would become of hearings."""

    placing: Placing
    consequences: tuple[Consequence, ...]
    """Of the hearing itself, then of others."""

    @property
    def people_told(self) -> int:
        return len({person for one in self.consequences for person in one.told})

    @property
    def others(self) -> int:
        """How many other hearings follow."""
        return len(self.consequences) - 1

    @property
    def in_window(self) -> bool:
        return self.consequences[0].in_window


class Refused(Exception):
    """The order cannot even be decided, for this reason."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.text)
        self.reason = reason


async def foresee(work: Work, sets: WorkingSets, court_id: str, command: ByHand) -> Answer:
    """What the order would bring. Nothing is written."""
    async with work.begin() as uow:
        loaded = await sets.take(uow.connection, touched_by([(court_id, command)]), uow.now)
        court = loaded.court(court_id)
        foreseen = await resting(preview_in_steps(court, command, uow.now))
        sets.keep(loaded, {})
        answer = await _answered(uow, court, command, foreseen.outcome, foreseen.consequences)
        return replace(answer, in_the_way=foreseen.in_the_way)


async def offered(
    work: Work, sets: WorkingSets, court_id: str, seen: Seen, from_on: date | None, at_most: int
) -> list[Offer]:
    """The next possible places of a hearing from a day on, by default from today on, each with what it would bring.

    Without those that would get the places that become free.
    """
    async with work.begin() as uow:
        loaded = await sets.take(uow.connection, touched_by([(court_id, MergeByHand(seen))]), uow.now)
        court = loaded.court(court_id)
        hearing = court.hearings.get(seen.hearing_id)
        first = from_on or court.today(uow.now)
        places = offers(court, hearing, uow.now, first, at_most) if hearing else []
        foreseen = [(one, outline(court, _putting(seen, one), uow.now).consequences) for one in places]
        found = [Offer(one, consequences) for one, consequences in foreseen if consequences]
        sets.keep(loaded, {})
        return found


def _putting(seen: Seen, placing: Placing) -> PutByHand:
    first = placing.sittings[0]
    return PutByHand((Put(seen, Wanted.at(first.starts_at, first.room_id)),))


async def carry_out(work: Work, sets: WorkingSets, court_id: str, command: ByHand, order: Order) -> Answer:
    """Decide an order in a transaction of its own and note it. The same order again does nothing.

    Raises `Refused` where another order has its id.
    """
    for attempt in range(1, TRIES + 1):
        try:
            async with work.begin() as uow:
                return await _carried_out(uow, sets, court_id, command, order)
        except asyncpg.ExclusionViolationError:
            if attempt == TRIES:
                raise
    raise AssertionError("unreachable")


async def undoing(
    work: Work, hearing_id: UUID, version: int, change_id: UUID | None
) -> tuple[UUID | None, RestoreByHand]:
    """The last change of a person on a hearing, and the order that takes it back; `change_id` is that order's own.

    Raises `Refused` where there is none, or where it was about others too that have been changed by hand since.
    """
    async with work.begin() as uow:
        last = (await hearing_changes.of_hearing(uow.connection, hearing_id, 1))[:1]
        if last and last[0].order.change_id == change_id:
            # This very order was carried out before.
            return last[0].order.undoes, RestoreByHand((_restore(last[0], hearing_id, version),))
        if not last or last[0].order.operation == "undo":
            raise Refused(Refusal("", "nothing_to_undo", "No person has changed the hearing since the last undoing"))
        undone = last[0].order.change_id
        changes = await hearing_changes.of_change(uow.connection, undone)
        since = await hearing_changes.last_of(uow.connection, [one.hearing_id for one in changes])
    if any(other != undone for other in since.values()):
        text = "The change was about several hearings, and another of them has been changed by hand since"
        raise Refused(Refusal("", CHANGED, text))
    return undone, RestoreByHand(tuple(_restore(one, hearing_id, version) for one in changes))


def _restore(change: Change, hearing_id: UUID, version: int) -> Restore:
    """How a hearing was, to be put so only if nothing has changed it since; `version` is what was seen of this one."""
    seen = version if change.hearing_id == hearing_id else change.after.version
    # Whoever has seen a later version than the one that the change led to would undo what came after it.
    version = seen if seen < change.after.version else change.after.version
    return Restore(Seen(change.hearing_id, change.before.case_id, version), change.before)


async def _carried_out(uow: UnitOfWork, sets: WorkingSets, court_id: str, command: ByHand, order: Order) -> Answer:
    cause = an_order(uow)
    loaded = await sets.take(uow.connection, touched_by([(court_id, command)]), uow.now)
    court = loaded.court(court_id)
    # The court is locked by now: of the same order sent twice at once one is noted here.
    if known := await hearing_changes.of_change(uow.connection, order.change_id):
        sets.keep(loaded, {})
        return _done_before(court, known, command, order)
    before = _hearings(court, command)
    batch = Batch(loaded, uow.now)
    outcome = await batch.decide_resting(court_id, command, cause)
    if isinstance(outcome, Applied):
        consequences = consequences_of(court, outcome.told, uow.now)
        changed = [(one, after) for one in before if (after := court.hearings[one.hearing_id]) != one]
        await batch.save(uow, sets)
        await hearing_changes.add(uow.connection, court_id, order, changed, UUID(cause.id), uow.now)
        return replace(await _answered(uow, court, command, outcome, consequences), has_changed=bool(changed))
    sets.keep(loaded, {})
    return await _answered(uow, court, command, outcome, ())


async def _answered(
    uow: UnitOfWork, court: Court, command: ByHand, outcome: Outcome, consequences: Sequence[Consequence]
) -> Answer:
    seen: dict[UUID, Hearing] = {}
    reasons = outcome.reasons if isinstance(outcome, Dead) else ()
    stale = {one.refers_to for one in reasons if one.code == CHANGED}
    for one in seen_in(command):
        if str(one.hearing_id) in stale:
            then = await hearing_changes.as_at(uow.connection, one.hearing_id, one.version)
            seen |= {one.hearing_id: then} if then else {}
    return Answer(outcome, tuple(_hearings(court, command)), tuple(consequences), seen)


def _done_before(court: Court, known: Sequence[Change], command: ByHand, order: Order) -> Answer:
    noted, meant = {one.hearing_id for one in known}, {one.hearing_id for one in seen_in(command)}
    if known[0].order != order or not noted & meant:
        raise Refused(Refusal("change_id", "change_id_taken", "Another order has this id"))
    return Answer(Applied(), tuple(_hearings(court, command)))


def _hearings(court: Court, command: ByHand) -> list[Hearing]:
    return [hearing for one in seen_in(command) if (hearing := court.hearings.get(one.hearing_id))]
