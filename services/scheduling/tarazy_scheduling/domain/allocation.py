"""Giving a case its judge by a draw."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.catalogue import weight_on
from tarazy_scheduling.domain.court import Court
from tarazy_scheduling.domain.draw import Standing, shared_out
from tarazy_scheduling.domain.eligibility import MICROS, sift
from tarazy_scheduling.domain.facts import AllocationReason, CaseAllocated, CaseReallocated, CaseUnallocated, Excluded
from tarazy_scheduling.domain.interests import ask_about
from tarazy_scheduling.domain.listing import try_case
from tarazy_scheduling.domain.model.case import Case, Conflict
from tarazy_scheduling.domain.model.drawing import Balance, LedgerHead
from tarazy_scheduling.domain.model.means import Post
from tarazy_scheduling.domain.proof import Drawing, draw_id_of, drawn


def allocate(court: Court, case_id: UUID, reason: AllocationReason, now: datetime) -> None:
    """Draw a judge for a case that has none, or tell why nobody can be drawn."""
    case = court.cases[case_id]
    eligible, excluded = sift(court, case, now)
    for one in excluded:
        if one.excluded == "interest_declared":
            ask_about(court, case, one.person_id, now)
    category = court.catalogue.category(case.category, court.today(now))
    if category is None:
        _leave(court, case, Conflict("unknown_category", "No category has this code", case.category))
    elif not eligible:
        _leave(court, case, _nobody(excluded))
    else:
        weight = weight_on(court.norms.values(), category, court.today(now))
        _draw(court, case, reason, eligible, excluded, weight)


def draw_waiting(court: Court, now: datetime) -> None:
    """Draw for the cases that wait for a judge, the oldest first; tell again of those whose reasons have changed."""
    for case_id in sorted(court.unallocated, key=lambda case_id: (court.cases[case_id].filed_at, case_id)):
        allocate(court, case_id, "became_eligible", now)
        if court.cases[case_id].judge_id:
            try_case(court, case_id, now)


def _draw(
    court: Court,
    case: Case,
    reason: AllocationReason,
    eligible: list[Post],
    excluded: tuple[Excluded, ...],
    weight_minutes: int,
) -> None:
    standings = [
        Standing(post.person_id, post.share_milli, court.balance_of(post.person_id).surplus) for post in eligible
    ]
    is_first = case.allocation_version == 0
    weight = weight_minutes if is_first else case.weight_minutes
    if is_first:
        # Whoever could have been drawn is credited a fair part; a later draw of the case gives nothing more out.
        for judge_id, credit in shared_out(weight * MICROS, standings).items():
            balance = court.balance_of(judge_id)
            court.put_balance(judge_id, Balance(balance.load, balance.credit + credit))
    drawing = Drawing(court.court_id, case.case_id, case.allocation_version + 1, reason)
    person_id, proof = drawn(drawing, standings, excluded, court.terms, court.ledger)
    burden(court, person_id, weight)
    court.ledger = LedgerHead(proof.number, proof.hash)
    court.put_case(
        replace(
            case,
            judge_id=person_id,
            judge_left=None,
            taken=None,
            allocation_version=drawing.version,
            weight_minutes=weight,
            unallocated=(),
        )
    )
    fact = CaseAllocated if is_first else CaseReallocated
    draw_id = draw_id_of(court.court_id, proof.number)
    if case.taken:
        court.changes.takings[draw_id] = case.taken
    court.tell(fact(case.case_id, drawing.version, person_id, (), draw_id, reason, proof))


def burden(court: Court, person_id: UUID, minutes: int) -> None:
    """Add to what a judge carries; nobody's credit changes."""
    balance = court.balance_of(person_id)
    court.put_balance(person_id, Balance(balance.load + minutes * MICROS, balance.credit))


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
