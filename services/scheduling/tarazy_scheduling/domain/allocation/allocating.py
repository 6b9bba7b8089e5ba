"""Giving a case its judge by a draw."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tarazy_shared.beacons.beacon import Beacon

from tarazy_scheduling.domain.draw.proof import RELATED, Drawing, draw_id_of, drawn
from tarazy_scheduling.domain.draw.rounds import next_round
from tarazy_scheduling.domain.facts import CaseAllocated, CaseReallocated, CaseUnallocated, Excluded
from tarazy_scheduling.domain.listing.listing import try_case
from tarazy_scheduling.domain.model.case import Case, Conflict
from tarazy_scheduling.domain.model.catalogue import weight_on
from tarazy_scheduling.domain.model.drawing import AllocationReason, LedgerHead
from tarazy_scheduling.domain.model.means import Post
from tarazy_scheduling.domain.outcome import Steps
from tarazy_scheduling.domain.pool.balances import burden, credit, standings_of
from tarazy_scheduling.domain.pool.eligibility import sift
from tarazy_scheduling.domain.pool.interests import ask_about
from tarazy_scheduling.domain.pool.panels import fill_panels
from tarazy_scheduling.domain.pool.refiling import earlier_filing
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.filings import Filing


@dataclass(frozen=True, slots=True)
class Chances:
    """Between whom a case is drawn."""

    eligible: list[Post]
    excluded: tuple[Excluded, ...]
    weight_minutes: int
    """What the case weighs if it is drawn for the first time."""
    repeated: Filing | None
    """The case that was the same before, where it is filed again and drawn for the first time."""


def allocate(
    court: Court, case_id: UUID, reason: AllocationReason, now: datetime, change_reason: str | None = None
) -> None:
    """Draw a judge for a case that has none, or tell why nobody can be drawn.

    Where there is a beacon the case waits for a round that nobody knows yet. `change_reason` is the one of its hearings
    that follow, by default `reason`.
    """
    case = court.cases[case_id]
    if case.awaits:
        return
    if court.beacon_clock and not isinstance(_chances(court, case, now), Conflict):
        awaits = next_round(court.beacon_clock, reason, change_reason or reason, court.cause, now)
        court.put_case(replace(case, awaits=awaits))
    else:
        draw_now(court, case, reason, None, now)


def draw_now(court: Court, case: Case, reason: AllocationReason, beacon: Beacon | None, now: datetime) -> None:
    """Draw a judge for a case that has none, with a round that is known or without; or tell why nobody can be drawn."""
    chances = _chances(court, case, now)
    if isinstance(chances, Conflict):
        _leave(court, case, chances)
    else:
        _draw(court, case, reason, beacon, chances)


def _chances(court: Court, case: Case, now: datetime) -> Chances | Conflict:
    """Between whom the case is drawn, or why it cannot be."""
    eligible, excluded = sift(court, case, now)
    for one in excluded:
        if one.excluded == "interest_declared":
            ask_about(court, case, one.person_id, now)
    category = court.catalogue.category(case.category, court.today(now))
    if category is None:
        return Conflict("unknown_category", "No category has this code", case.category)
    if not eligible:
        return _nobody(excluded)
    weight = weight_on(court.norms.values(), category, case.instance, court.today(now))
    repeated = earlier_filing(court, case, now) if case.allocation_version == 0 else None
    return Chances(eligible, excluded, weight, repeated)


def draw_waiting(court: Court, now: datetime) -> Steps[None]:
    """Draw for the cases that wait for a judge, the oldest first; tell again of those whose reasons have changed."""
    waiting = [case for case_id in court.unallocated if (case := court.cases[case_id]).awaits is None]
    for case_id in [case.case_id for case in sorted(waiting, key=lambda case: (case.filed_at, case.case_id))]:
        allocate(court, case_id, "became_eligible", now)
        if court.cases[case_id].judge_id:
            try_case(court, case_id, now)
        yield
    for case_id in fill_panels(court, now):
        try_case(court, case_id, now)
        yield


def _draw(court: Court, case: Case, reason: AllocationReason, beacon: Beacon | None, chances: Chances) -> None:
    standings = standings_of(court, chances.eligible)
    is_first = case.allocation_version == 0
    weight = chances.weight_minutes if is_first else case.weight_minutes
    if is_first:
        # Whoever could have been drawn is credited a fair part; a later draw of the case gives nothing more out.
        credit(court, standings, weight)
    drawing = Drawing(court.court_id, case.case_id, case.allocation_version + 1, reason, case.panel, beacon)
    terms, excluded, repeated = court.terms, chances.excluded, chances.repeated
    first = [one for one in standings if repeated and one.person_id == repeated.judge_id not in repeated.recused]
    if repeated and first:
        # No choice is left: the judge first drawn holds all tickets.
        drawing, terms = replace(drawing, related_case_id=repeated.case_id), replace(terms, rule=RELATED)
        standings, excluded = first, ()
    person_id, proof = drawn(drawing, standings, excluded, terms, court.ledger)
    burden(court, person_id, weight)
    court.ledger = LedgerHead(proof.number, proof.hash)
    court.put_case(
        replace(
            case,
            judge_id=person_id,
            first_judge_id=person_id if is_first else case.first_judge_id,
            repeats=repeated.case_id if repeated else case.repeats,
            judge_left=None,
            taken=None,
            awaits=None,
            allocation_version=drawing.version,
            weight_minutes=weight,
            unallocated=(),
        )
    )
    draw_id = draw_id_of(court.court_id, proof.number)
    if case.taken:
        court.changes.takings[draw_id] = (case.taken,)
    told = (case.case_id, drawing.version, person_id, case.panel, draw_id, reason, proof)
    court.tell(CaseAllocated(*told, drawing.related_case_id) if is_first else CaseReallocated(*told))


def _leave(court: Court, case: Case, reason: Conflict) -> None:
    """The case has no judge; told once for each reason."""
    reasons = (reason,)
    if case.unallocated == reasons:
        return
    court.put_case(replace(case, unallocated=reasons))
    court.tell(CaseUnallocated(case.case_id, reasons))


def _nobody(excluded: tuple[Excluded, ...]) -> Conflict:
    if not excluded:
        return Conflict("no_judge", "The court has no judge in post")
    counts = sorted(Counter(one.excluded for one in excluded).items())
    text = ", ".join(f"{count} {code}" for code, count in counts)
    return Conflict("nobody_eligible", f"None of {len(excluded)} judges can be drawn: {text}")
