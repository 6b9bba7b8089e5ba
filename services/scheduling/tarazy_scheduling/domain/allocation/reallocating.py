"""Taking cases from the judge who had them: the draws of others, and what follows for the hearings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.allocation.allocating import allocate
from tarazy_scheduling.domain.listing.listing import settle_all, try_case
from tarazy_scheduling.domain.listing.moving import to_come
from tarazy_scheduling.domain.model.case import Case, Taking
from tarazy_scheduling.domain.model.drawing import AllocationReason
from tarazy_scheduling.domain.pool.balances import burden
from tarazy_scheduling.domain.pool.panels import fill_panel, leave_panel
from tarazy_scheduling.domain.working_set.court import Court


@dataclass(frozen=True, slots=True)
class Ground:
    """Why cases are drawn again by hand, and who answers for it."""

    stated: str
    approved_by: UUID
    reallocation_id: UUID | None = None
    change_reason: str = "by_hand"
    """Why the hearings that follow change."""


def cases_of(court: Court, person_id: UUID) -> list[UUID]:
    """The open cases of a judge, the oldest first."""
    held = [case for case in court.cases.values() if case.judge_id == person_id and case.closed_at is None]
    return [case.case_id for case in sorted(held, key=lambda case: (case.filed_at, case.case_id))]


def draw_again(
    court: Court, case_ids: Sequence[UUID], reason: AllocationReason, now: datetime, ground: Ground | None = None
) -> None:
    """Take cases from their judges, draw others, and let the hearings follow: of those that wait, after the draw."""
    change_reason = ground.change_reason if ground else reason
    for case_id in case_ids:
        take(court, case_id, reason, ground)
    for case_id in case_ids:
        allocate(court, case_id, reason, now, change_reason)
    follow(court, case_ids, now, change_reason)


def take(court: Court, case_id: UUID, reason: AllocationReason, ground: Ground | None = None) -> None:
    """Take a case from its judge. Its hearings stay where they are until `follow`."""
    case = court.cases[case_id]
    if case.judge_id is None:
        return
    # The judge got the credit for the case and does not carry it: that is the debt, and it stays.
    burden(court, case.judge_id, -case.weight_minutes)
    court.put_case(_taken(court, case, case.judge_id, reason, ground))


def leave_seats(
    court: Court, case_ids: Iterable[UUID], person_id: UUID, reason: AllocationReason, now: datetime
) -> None:
    """Take seats beside the presiding judge from somebody, draw others for them, and let the hearings follow."""
    case_ids = list(case_ids)
    for case_id in case_ids:
        leave_panel(court, case_id, person_id)
        fill_panel(court, case_id, reason, now)
    follow(court, case_ids, now, reason)


def seats_of(court: Court, person_id: UUID) -> list[UUID]:
    """The open cases in which somebody sits beside, the oldest first."""
    held = [case for case in court.cases.values() if person_id in case.panel and case.closed_at is None]
    return [case.case_id for case in sorted(held, key=lambda case: (case.filed_at, case.case_id))]


def taken_by_hand(court: Court, case: Case) -> Case:
    """The case as it would be drawn for, were it taken from its judge by hand."""
    return _taken(court, case, case.judge_id, "by_hand", None) if case.judge_id else case


def follow(court: Court, case_ids: Iterable[UUID], now: datetime, reason: str) -> None:
    """Let the hearings follow to the judges whom their cases have now, with the fewest changes of date."""
    hearings = [court.hearings[one] for case_id in case_ids for one in court.hearings_of_case.get(case_id, ())]
    settle_all(court, to_come(hearings, now), now, reason)
    for case_id in dict.fromkeys(hearing.case_id for hearing in hearings):
        try_case(court, case_id, now)


def _taken(court: Court, case: Case, person_id: UUID, reason: AllocationReason, ground: Ground | None) -> Case:
    taken = Taking(person_id, case.is_part_heard, court.cause)
    if ground:
        taken = replace(
            taken, stated=ground.stated, approved_by=ground.approved_by, reallocation_id=ground.reallocation_id
        )
    # A draw of the seats beside that waits is done once it is known who presides.
    return replace(case, judge_id=None, judge_left=reason, taken=taken, awaits=None)
