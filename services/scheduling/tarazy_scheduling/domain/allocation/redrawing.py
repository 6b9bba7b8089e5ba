"""A case drawn again by hand: who answers for it and why, and when it cannot be."""

from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.allocation.reallocating import (
    Ground,
    could_be_drawn,
    draw_again,
    has_seat,
    taken_by_hand,
)
from tarazy_scheduling.domain.commands import DrawByHand
from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.outcome import Applied, Dead, Outcome, Waits, at_once
from tarazy_scheduling.domain.working_set.court import Court

NO_JUDGE = Refusal("case_id", "case_unallocated", "The case has no judge; it is drawn as soon as somebody can be")


def draw_by_hand(court: Court, asked: DrawByHand, now: datetime) -> Outcome:
    """Take the case from its judge, or a seat from whoever sits beside, and draw another.

    Nothing happens where nobody else can be drawn.
    """
    case = court.cases.get(asked.case_id)
    if case is None:
        return Waits("unknown_case", "case_id", str(asked.case_id))
    person_id = asked.person_id or case.judge_id
    refused = _cannot_be(court, case, person_id, asked, now)
    if refused or person_id is None:
        return Dead((refused or NO_JUDGE,))
    at_once(draw_again(court, person_id, [case.case_id], "by_hand", now, Ground(asked.stated, asked.approved_by)))
    return Applied()


def cannot_approve(court: Court, person_id: UUID, judge_id: UUID, now: datetime) -> Refusal | None:
    """Why somebody cannot answer for taking cases from a judge."""
    post = court.posts.get(person_id)
    if post is None or not post.is_held_on(court.today(now)):
        return Refusal("approver", "unknown_person", f"{person_id} is not in post in this court")
    if person_id == judge_id:
        return Refusal("approver", "field_wrong", "Must be somebody else than the judge whose case it is")
    return None


def is_under_way(court: Court, case_id: UUID, now: datetime) -> bool:
    """Whether a hearing of the case has begun and is not over: its judge sits in it."""
    hearings = [court.hearings[one] for one in court.hearings_of_case.get(case_id, ())]
    return any(
        one.state == "listed" and one.placing and one.placing.starts_at <= now < one.placing.ends_at for one in hearings
    )


def _cannot_be(court: Court, case: Case, person_id: UUID | None, asked: DrawByHand, now: datetime) -> Refusal | None:
    if case.closed_at:
        return Refusal("case_id", "case_closed", "The case is closed")
    if asked.allocation_version != case.allocation_version:
        text = f"The case is at allocation {case.allocation_version}"
        return Refusal("allocation_version", "allocation_changed", text)
    if case.judge_id is None or person_id is None:
        return NO_JUDGE
    if not has_seat(case, person_id):
        return Refusal("person_id", "no_seat", f"{person_id} neither presides nor sits beside in the case")
    refused = cannot_approve(court, asked.approved_by, person_id, now)
    if refused:
        return refused
    if is_under_way(court, case.case_id, now):
        return Refusal("case_id", "hearing_under_way", "A hearing of the case is under way")
    if court.catalogue.category(case.category, court.today(now)) is None:
        return Refusal("case_id", "unknown_category", f"No category has the code {case.category} any more")
    if not could_be_drawn(court, taken_by_hand(court, case, person_id), now):
        return Refusal("case_id", "nobody_eligible", "Nobody else can be drawn for the case")
    return None
