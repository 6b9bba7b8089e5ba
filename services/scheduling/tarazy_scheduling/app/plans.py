"""Plans of whole courts: the instance for the search, its plan as a proposal, approved or undone in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

import asyncpg
from pydantic_core import to_json
from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_scheduling.adapters import plan_store
from tarazy_scheduling.adapters.plan_documents import preview_of
from tarazy_scheduling.adapters.plan_store import Basis, Made, StoredPlan
from tarazy_scheduling.app.orders import TRIES, an_order, decide_all
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import ApplyPlan, Command, UndoPlan
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingScheduled, Refusal
from tarazy_scheduling.domain.model.planning import Move, Moved, PlanStatus, PlanWish
from tarazy_scheduling.domain.outcome import Applied, Dead, Outcome
from tarazy_scheduling.domain.plans.consequences import consequences_of
from tarazy_scheduling.domain.plans.instance import NOT_LISTED, NOT_LISTED_WEIGHT, Drawn, NothingToPlan, instance_of
from tarazy_scheduling.domain.plans.moves import Impossible, Place, moves_of
from tarazy_scheduling.domain.plans.state import fingerprint, state_of
from tarazy_scheduling.domain.plans.wish import earliest_of_plan
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.planning.audit import audit

T = TypeVar("T")
MOST_REASONS = 50
LONGEST_DAYS = 366
"""From the first to the last day of a plan."""
USUAL_DAYS = 90
"""How far a plan reaches when nobody says."""
CHANGED = Refusal("state", "facts_changed", "The calendar has changed since the instance was made; ask for it again")
BOOKED_MEANWHILE = Refusal("", "booked_meanwhile", "Another court booked somebody at the same moment; try again")


@dataclass(frozen=True, slots=True)
class Range:
    """What an instance is asked for. Left out: from the fence on, so many days, by the court's rules."""

    from_on: date | None = None
    to_on: date | None = None
    fence_days: int | None = None
    change_penalty: int | None = None
    change_budget: int | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A plan as whoever made it hands it in."""

    wish: PlanWish
    state: str
    plan: Mapping[str, Place]
    cost: int
    seed: int
    iterations: int
    core: str
    bound: int | None = None
    unavoidable: int | None = None
    proposed_by: UUID | None = None


class Refused(Exception):
    """Nothing was changed, for these reasons."""

    def __init__(self, *reasons: Refusal) -> None:
        super().__init__("; ".join(reason.text for reason in reasons))
        self.reasons = reasons


async def instance(work: Work, court_id: str, asked: Range) -> bytes:
    """The court's state over a range as an instance, in JSON. Raises `Refused`."""

    def drawn(court: Court, now: datetime) -> bytes:
        return to_json(_drawn(court, _wish(court, asked, now), now).document)

    return await _on_a_copy(work, court_id, drawn)


async def propose(work: Work, court_id: str, asked: Proposed) -> int:
    """Audit a plan against the court as it stands now, and keep it with what it would bring; its number.

    Raises `Refused`.
    """
    now, (basis, made, preview) = await _on_a_copy(
        work, court_id, lambda court, now: (now, _looked_at(court, asked, now))
    )
    async with work.begin() as uow:
        return await plan_store.add(
            uow.connection,
            court_id,
            asked.wish,
            made,
            basis,
            state_hash=asked.state,
            preview=preview,
            proposed_by=asked.proposed_by,
            now=now,
        )


async def approve(work: Work, sets: WorkingSets, court_id: str, number: int, approver: UUID) -> StoredPlan:
    """Apply a plan as a whole. Raises `Refused`; it then stays proposed, with the reasons."""

    async def order(uow: UnitOfWork, known: StoredPlan) -> Command:
        basis = await plan_store.basis_of(uow.connection, court_id, number)
        return ApplyPlan(known.wish, basis.state, basis.moves, approver)

    async def keep(uow: UnitOfWork, order: Command, outcome: Applied) -> None:
        if isinstance(order, ApplyPlan):
            await plan_store.approve(uow.connection, court_id, number, approver, _moved(order.moves, outcome), uow.now)

    return await _decided(work, sets, (court_id, number, "proposed"), order, keep)


async def undo(work: Work, sets: WorkingSets, court_id: str, number: int, undone_by: UUID) -> StoredPlan:
    """Take an approved plan back as a whole. Raises `Refused`; it then stays approved, with the reasons."""

    async def order(uow: UnitOfWork, known: StoredPlan) -> Command:
        return UndoPlan(await plan_store.moved_by(uow.connection, court_id, number), undone_by)

    async def keep(uow: UnitOfWork, order: Command, outcome: Applied) -> None:
        await plan_store.undo(uow.connection, court_id, number, undone_by, uow.now)

    return await _decided(work, sets, (court_id, number, "approved"), order, keep)


Order = Callable[[UnitOfWork, StoredPlan], Awaitable[Command]]
Keep = Callable[[UnitOfWork, Command, Applied], Awaitable[None]]


async def _decided(
    work: Work, sets: WorkingSets, which: tuple[str, int, PlanStatus], order: Order, keep: Keep
) -> StoredPlan:
    court_id, number, _ = which
    try:
        for attempt in range(1, TRIES + 1):
            try:
                async with work.begin() as uow:
                    outcome = await _carried_out(uow, sets, which, order, keep)
                break
            except asyncpg.ExclusionViolationError as error:
                if attempt == TRIES:
                    raise Refused(BOOKED_MEANWHILE) from error
        # What was refused has changed nothing, and its transaction has ended well.
        if isinstance(outcome, Dead):
            raise Refused(*outcome.reasons)
    except Refused as refused:
        async with work.begin() as uow:
            await plan_store.refuse(uow.connection, court_id, number, refused.reasons, uow.now)
        raise
    async with work.begin() as uow:
        after = await plan_store.one(uow.connection, court_id, number)
    if after is None:
        raise LookupError(f"Plan {number} of {court_id} went away")
    return after


async def _carried_out(
    uow: UnitOfWork, sets: WorkingSets, which: tuple[str, int, PlanStatus], order: Order, keep: Keep
) -> Outcome:
    court_id, number, status = which
    known = await plan_store.locked(uow.connection, court_id, number)
    if known is None or known.status != status:
        is_now = known.status if known else "unknown"
        raise Refused(Refusal("", f"already_{is_now}", f"The plan is {is_now}, not {status}"))
    command = await order(uow, known)
    [outcome] = await decide_all(uow, sets, court_id, [(command, an_order(uow))])
    if isinstance(outcome, Applied):
        await keep(uow, command, outcome)
    return outcome


def _moved(moves: Sequence[Move], outcome: Applied) -> list[Moved]:
    """With the versions that the plan has left its hearings at."""
    versions: dict[UUID, int] = {}
    for told in outcome.told:
        if isinstance(told.fact, (HearingScheduled, HearingRescheduled)):
            versions[told.fact.hearing_id] = told.fact.version
    return [Moved(move, versions[move.hearing_id]) for move in moves]


async def _on_a_copy(work: Work, court_id: str, look: Callable[[Court, datetime], T]) -> T:
    """Look at a copy of the court that nobody else has, outside of any transaction."""
    async with work.begin() as uow:
        loaded = await WorkingSets().take(uow.connection, Touched(courts={court_id}), uow.now)
    # Seconds of computing for a large court: the other requests go on meanwhile.
    return await asyncio.to_thread(look, loaded.court(court_id), uow.now)


def _wish(court: Court, asked: Range, now: datetime) -> PlanWish:
    rules = court.listing_rules.on(court.today(now))
    fence = rules.fence_days if asked.fence_days is None else asked.fence_days
    if fence < rules.fence_days:
        raise Refused(Refusal("fence", "field_wrong", f"The court's fence is {rules.fence_days} days"))
    beyond = earliest_of_plan(court, fence, now)
    begins = max(asked.from_on or beyond, beyond)
    ends = asked.to_on or begins + min(timedelta(days=USUAL_DAYS), date.max - begins)
    if asked.from_on and ends < asked.from_on:
        raise Refused(Refusal("to", "field_wrong", "Lies before from"))
    if ends < begins:
        raise Refused(Refusal("to", "field_wrong", f"Lies inside the fence, which ends before {begins}"))
    if ends - begins > timedelta(days=LONGEST_DAYS):
        raise Refused(Refusal("to", "field_wrong", f"At most {LONGEST_DAYS} days at once"))
    penalty = rules.change_penalty if asked.change_penalty is None else asked.change_penalty
    return PlanWish(begins, ends, fence, penalty, asked.change_budget)


def _drawn(court: Court, wish: PlanWish, now: datetime) -> Drawn:
    try:
        return instance_of(court, wish, now)
    except NothingToPlan as error:
        raise Refused(Refusal("to", "nothing_to_plan", str(error))) from error


def _looked_at(court: Court, asked: Proposed, now: datetime) -> tuple[Basis, Made, str]:
    wish = asked.wish
    state = state_of(court, wish)
    if fingerprint(state) != asked.state or wish.begins_on < earliest_of_plan(court, wish.fence_days, now):
        raise Refused(CHANGED)
    drawn = _drawn(court, wish, now)
    _refuse_what_is_wrong(drawn, asked)
    try:
        moves = moves_of(court, drawn, asked.plan, now)
    except Impossible as error:
        raise Refused(*_impossible(error)) from error
    present = present_cost(drawn)
    made = Made(asked.seed, asked.iterations, asked.core, present, asked.cost, asked.bound, asked.unavoidable)
    preview = preview_of(court, consequences_of(court, moves, now), drawn, asked.plan)
    return Basis(state, moves), made, preview


def present_cost(drawn: Drawn) -> int:
    """What it costs to leave everything as it is."""
    return sum(
        one["weight"] * (one["published"][0] - one["first_day"])
        if "published" in one
        else NOT_LISTED + NOT_LISTED_WEIGHT * one["weight"]
        for one in drawn.document["hearings"]
    )


def _refuse_what_is_wrong(drawn: Drawn, asked: Proposed) -> None:
    """By a checker that shares no code with the search, against the court as it stands now."""
    hearings = {one["id"]: one for one in drawn.document["hearings"]}
    unlisted = [one for one in hearings if one not in asked.plan]
    places = {hearing_id: list(place) for hearing_id, place in asked.plan.items()}
    broken = audit(drawn.document, {"plan": places, "cost": asked.cost, "unlisted": unlisted})
    wrong = [Refusal(f"plan.{one.hearing}" if one.hearing else one.rule, one.rule, one.text) for one in broken]
    wrong += [
        Refusal(f"plan.{one}", "takes_a_place_away", "The hearing stands, and would have no place any more")
        for one in unlisted
        if "published" in hearings[one]
    ]
    if asked.bound is not None and asked.bound > asked.cost:
        wrong.append(Refusal("bound", "field_wrong", "Is more than the plan costs"))
    if wrong:
        raise Refused(*wrong[:MOST_REASONS])


def _impossible(error: Impossible) -> list[Refusal]:
    reasons = [Refusal(f"plan.{one}", why.code, why.text) for one, of in error.conflicts.items() for why in of]
    return reasons[:MOST_REASONS]
