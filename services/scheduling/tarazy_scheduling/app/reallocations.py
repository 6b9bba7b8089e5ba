"""Reallocations of many cases: previewed on a copy of the court, approved and applied in one transaction."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import asyncpg
from tarazy_shared.errors import TRANSIENT
from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_scheduling.adapters.draws import reallocation_store
from tarazy_scheduling.adapters.draws.reallocation_documents import document_of
from tarazy_scheduling.adapters.draws.reallocation_store import Reallocation
from tarazy_scheduling.app.orders import TRIES, an_order, decide_all
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.allocation.foreseeing import foresee
from tarazy_scheduling.domain.allocation.selecting import planned, select
from tarazy_scheduling.domain.commands import Reallocate
from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.model.reallocating import Plan, Which
from tarazy_scheduling.domain.outcome import Applied, Dead, Outcome
from tarazy_scheduling.domain.pool.long_absence import how_they_stand
from tarazy_scheduling.domain.working_set.court import Court

BOOKED_MEANWHILE = Refusal("", "booked_meanwhile", "Another court booked somebody at the same moment; try again")
FAILED = Refusal("", "failed", "It could not be applied; the log of the service says why")


@dataclass(frozen=True, slots=True)
class Previewed:
    """A preview as it is shown, and what must still hold of it."""

    document: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approves which preview, and which part-heard cases go to others as well."""

    version: int
    approver: UUID
    stated: str | None
    part_heard: frozenset[UUID]


class Refused(Exception):
    """The reallocation was not applied, for these reasons; nothing of it was."""

    def __init__(self, reasons: tuple[Refusal, ...]) -> None:
        super().__init__("; ".join(reason.text for reason in reasons))
        self.reasons = reasons


async def preview(work: Work, court_id: str, person_id: UUID, which: Which, case_ids: Collection[UUID]) -> Previewed:
    """Look ahead on a copy of the court that nobody else has, outside of any transaction.

    Raises `Refused` where there is nothing to reallocate.
    """
    async with work.begin() as uow:
        loaded = await WorkingSets().take(uow.connection, Touched(courts={court_id}), uow.now)
    # Seconds of computing for a judge with thousands of cases: the other requests go on meanwhile.
    return await asyncio.to_thread(_previewed, loaded.court(court_id), person_id, which, case_ids, uow.now)


async def approve(
    work: Work, sets: WorkingSets, court_id: str, reallocation_id: UUID, approval: Approval
) -> Reallocation:
    """Apply it as a whole. The same approval again changes nothing.

    Raises `Refused`; the reallocation then stays proposed, with the reasons.
    """
    try:
        return await _approved(work, sets, court_id, reallocation_id, approval)
    except Refused as refused:
        await _note_refusal(work, reallocation_id, refused.reasons)
        raise
    except asyncpg.ExclusionViolationError as error:
        await _note_refusal(work, reallocation_id, (BOOKED_MEANWHILE,))
        raise Refused((BOOKED_MEANWHILE,)) from error
    except TRANSIENT:
        raise
    except Exception:
        await _note_refusal(work, reallocation_id, (FAILED,))
        raise


async def _approved(
    work: Work, sets: WorkingSets, court_id: str, reallocation_id: UUID, approval: Approval
) -> Reallocation:
    for attempt in range(1, TRIES + 1):
        try:
            async with work.begin() as uow:
                outcome = await _applied(uow, sets, court_id, reallocation_id, approval)
            break
        except asyncpg.ExclusionViolationError:
            if attempt == TRIES:
                raise
    # What was refused has changed nothing, and its transaction has ended well: the court is in memory as it stands.
    _refuse_unless_applied(outcome)
    async with work.begin() as uow:
        after = await reallocation_store.one(uow.connection, court_id, reallocation_id)
    if after is None:
        raise LookupError(f"Reallocation {reallocation_id} of {court_id} went away")
    return after


async def _applied(
    uow: UnitOfWork, sets: WorkingSets, court_id: str, reallocation_id: UUID, approval: Approval
) -> Outcome:
    known = await reallocation_store.locked(uow.connection, court_id, reallocation_id)
    if known is None or _is_done(known, approval):
        return Applied()
    command = _command(known, await reallocation_store.plan_of(uow.connection, reallocation_id), approval)
    [outcome] = await decide_all(uow, sets, court_id, [(command, an_order(uow))])
    if isinstance(outcome, Applied):
        await reallocation_store.approve(
            uow.connection,
            reallocation_id,
            approved_by=approval.approver,
            stated=command.stated,
            part_heard=approval.part_heard,
            now=uow.now,
        )
    return outcome


def _previewed(court: Court, person_id: UUID, which: Which, case_ids: Collection[UUID], now: datetime) -> Previewed:
    selected = select(court, person_id, which, case_ids, now)
    strangers = set(case_ids) - {one.case.case_id for one in selected}
    if strangers:
        raise Refused(tuple(_not_theirs(one, position) for position, one in enumerate(case_ids) if one in strangers))
    if not selected:
        raise Refused((Refusal("person_id", "nothing_moves", "The judge has no open case in this court"),))
    moving = [one for one in selected if one.stays is None]
    plan = planned(court, person_id, selected, now)
    outlook = foresee(court, person_id, moving, now)
    return Previewed(document_of(court, selected, how_they_stand(court, person_id, now), outlook), plan)


def _not_theirs(case_id: UUID, position: int) -> Refusal:
    return Refusal(f"case_ids[{position}]", "unknown_case", f"{case_id} is no open case of this judge")


def _is_done(known: Reallocation, approval: Approval) -> bool:
    """Whether this very approval has been applied before. Raises `Refused` for any other decision."""
    if known.state == "proposed":
        return False
    same = known.state == "approved" and (known.version, known.decided_by, frozenset(known.part_heard)) == (
        approval.version,
        approval.approver,
        approval.part_heard,
    )
    if not same:
        raise Refused((Refusal("", f"already_{known.state}", f"The reallocation is {known.state} already"),))
    return True


def _command(known: Reallocation, plan: Plan | None, approval: Approval) -> Reallocate:
    if plan is None or approval.version != known.version:
        text = f"The last preview is {known.version}" if plan else "Nobody has looked at a preview yet"
        raise Refused((Refusal("version", "preview_changed", text),))
    stated = approval.stated or known.stated
    if stated is None:
        raise Refused((Refusal("reason", "field_missing", "No reason has been given yet"),))
    return Reallocate(
        reallocation_id=known.reallocation_id,
        plan=plan,
        origin=known.origin,
        part_heard=approval.part_heard,
        stated=stated,
        approved_by=approval.approver,
    )


def _refuse_unless_applied(outcome: Outcome) -> None:
    match outcome:
        case Applied():
            return
        case Dead(reasons):
            raise Refused(tuple(Refusal(one.field, one.code, one.text) for one in reasons))
        case _:
            raise Refused((Refusal("court_id", "unknown_court", "The court is not known"),))


async def _note_refusal(work: Work, reallocation_id: UUID, reasons: tuple[Refusal, ...]) -> None:
    async with work.begin() as uow:
        await reallocation_store.refuse(uow.connection, reallocation_id, reasons, uow.now)


def asked_anew(known: Reallocation, which: Which | None, case_ids: Collection[UUID]) -> Reallocation:
    """The same for other cases of the judge, where others are asked for."""
    return replace(known, which=which, case_ids=tuple(case_ids)) if which else known
