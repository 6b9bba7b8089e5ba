"""The two who sit beside the presiding judge: drawn once for a case, a seat again when it is lost."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_shared.beacons.beacon import Beacon

from tarazy_scheduling.domain.draw.proof import Drawing, draw_id_of, drawn_beside
from tarazy_scheduling.domain.draw.rounds import next_round
from tarazy_scheduling.domain.facts import CaseReallocated
from tarazy_scheduling.domain.model.case import Case, Conflict, Taking
from tarazy_scheduling.domain.model.drawing import AllocationReason, LedgerHead
from tarazy_scheduling.domain.model.hearing import Request
from tarazy_scheduling.domain.pool.balances import burden, credit, standings_of
from tarazy_scheduling.domain.pool.eligibility import sift
from tarazy_scheduling.domain.working_set.court import Court

BESIDE = 2
"""Seats beside the presiding judge."""
PANEL = 3


def lacks_panel(case: Case, request: Request) -> bool:
    """Whether three judges are asked for and the case has not so many."""
    return request.judges == PANEL and len(case.panel) < BESIDE


def empty_seats(case: Case) -> int:
    """How many are to be drawn for beside the judge who presides."""
    return BESIDE - len(case.panel)


def fill_panel(
    court: Court, case_id: UUID, reason: AllocationReason, now: datetime, change_reason: str | None = None
) -> None:
    """Draw for the empty seats beside the judge who presides; nothing while too few can be drawn for them.

    Where there is a beacon the case waits for a round that nobody knows yet. `change_reason` is the one of its hearings
    that follow, by default `reason`.
    """
    case = court.cases[case_id]
    seats = empty_seats(case)
    if case.awaits or case.judge_id is None or case.closed_at or not seats:
        return
    if court.beacon_clock is None:
        fill_panel_now(court, case_id, reason, None, now)
    elif len(sift(court, case, now, beside=True)[0]) >= seats:
        awaits = next_round(court.beacon_clock, reason, change_reason or reason, court.cause, now)
        court.put_case(replace(case, awaits=awaits))


def fill_panel_now(court: Court, case_id: UUID, reason: AllocationReason, beacon: Beacon | None, now: datetime) -> None:
    """The same with a round that is known, or without."""
    case = court.cases[case_id]
    seats = empty_seats(case)
    eligible, excluded = sift(court, case, now, beside=True)
    if case.judge_id is None or len(eligible) < seats:
        return
    standings = standings_of(court, eligible)
    if not case.had_panel:
        # A seat weighs what the case weighs. A later draw of a seat gives nothing more out.
        credit(court, standings, seats * case.weight_minutes)
    drawing = Drawing(court.court_id, case_id, case.allocation_version + 1, reason, case.panel, beacon)
    panel, proof = drawn_beside(drawing, case.judge_id, seats, standings, excluded, court.terms, court.ledger)
    for person_id in panel[-seats:]:
        burden(court, person_id, case.weight_minutes)
    court.ledger = LedgerHead(proof.number, proof.hash)
    court.put_case(replace(case, panel=panel, had_panel=True, seats_taken=(), allocation_version=drawing.version))
    draw_id = draw_id_of(court.court_id, proof.number)
    if case.seats_taken:
        court.changes.takings[draw_id] = case.seats_taken
    court.tell(CaseReallocated(case_id, drawing.version, case.judge_id, panel, draw_id, reason, proof))


def without_seat(case: Case, taken: Taking) -> Case:
    """The case once somebody sits beside in it no longer."""
    panel = tuple(one for one in case.panel if one != taken.person_id)
    # A draw of other seats that waits is one of more seats now, with a round of its own.
    awaits = case.awaits if case.judge_id is None else None
    return replace(case, panel=panel, awaits=awaits, seats_taken=(*case.seats_taken, replace(taken, beside=True)))


def fill_panels(court: Court, now: datetime) -> list[UUID]:
    """Draw for the cases whose hearings wait for a panel, the oldest first: those that have one now."""
    lacking = {
        hearing.case_id
        for hearing_id in court.unlisted_panels
        if lacks_panel(court.cases[(hearing := court.hearings[hearing_id]).case_id], hearing.request)
    }
    filled = []
    for case_id in sorted(lacking, key=lambda one: (court.cases[one].filed_at, one)):
        before = court.cases[case_id]
        fill_panel(court, case_id, "became_eligible" if before.had_panel else "panel_asked", now)
        if court.cases[case_id].panel != before.panel:
            filled.append(case_id)
    return filled


def too_few(court: Court, case: Case, now: datetime) -> Conflict:
    """Why the case has no panel."""
    eligible, excluded = sift(court, case, now, beside=True)
    counts = sorted(Counter(one.excluded for one in excluded).items())
    reasons = "".join(f", {count} {code}" for code, count in counts)
    seats = empty_seats(case)
    text = f"{seats} more judges are needed beside the one who presides, {len(eligible)} can be drawn{reasons}"
    return Conflict("no_judge", text, str(case.case_id))
