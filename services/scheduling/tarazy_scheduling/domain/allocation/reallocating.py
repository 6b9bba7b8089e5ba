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
from tarazy_scheduling.domain.model.means import Post
from tarazy_scheduling.domain.outcome import Steps
from tarazy_scheduling.domain.pool.balances import burden
from tarazy_scheduling.domain.pool.eligibility import sift
from tarazy_scheduling.domain.pool.panels import empty_seats, fill_panel, without_seat
from tarazy_scheduling.domain.working_set.court import Court


@dataclass(frozen=True, slots=True)
class Ground:
    """Why cases are drawn again by hand, and who answers for it."""

    stated: str
    approved_by: UUID
    reallocation_id: UUID | None = None
    change_reason: str = "by_hand"
    """Why the hearings that follow change."""


NOBODY_YET = Ground("", UUID(int=0))
"""Of a preview: nobody has approved anything."""


def cases_of(court: Court, person_id: UUID) -> list[UUID]:
    """The open cases of a judge, the oldest first."""
    return _oldest_first(one for one in court.cases.values() if one.judge_id == person_id)


def seats_of(court: Court, person_id: UUID) -> list[UUID]:
    """The open cases in which somebody sits beside the judge who presides, the oldest first."""
    return _oldest_first(one for one in court.cases.values() if person_id in one.panel)


def draw_again(
    court: Court,
    person_id: UUID,
    case_ids: Sequence[UUID],
    reason: AllocationReason,
    now: datetime,
    ground: Ground | None = None,
) -> Steps[None]:
    """Take cases, and seats beside others, from a judge, draw for them, and let the hearings follow.

    Of those that wait for a round they follow after the draw.
    """
    change_reason = ground.change_reason if ground else reason
    for case_id in case_ids:
        take(court, case_id, person_id, reason, ground)
        yield
    for case_id in case_ids:
        yield
        if court.cases[case_id].judge_id is None:
            allocate(court, case_id, reason, now, change_reason)
        else:
            fill_panel(court, case_id, reason, now, change_reason)
    yield from follow(court, case_ids, now, change_reason)


def take(court: Court, case_id: UUID, person_id: UUID, reason: AllocationReason, ground: Ground | None = None) -> None:
    """Take a case from its judge, or a seat from whoever sits beside. Its hearings stay where they are until `follow`.

    Whoever has neither loses nothing.
    """
    case = court.cases[case_id]
    if not has_seat(case, person_id):
        return
    # The judge got the credit for the case and does not carry it: that is the debt, and it stays.
    burden(court, person_id, -case.weight_minutes)
    court.put_case(_taken(court, case, person_id, reason, ground))


def has_seat(case: Case, person_id: UUID) -> bool:
    """Whether somebody presides or sits beside in a case."""
    return person_id == case.judge_id or person_id in case.panel


def taken_by_hand(court: Court, case: Case, person_id: UUID) -> Case:
    """The case as it would be drawn for, were it or the seat taken from somebody by hand."""
    return _taken(court, case, person_id, "by_hand", NOBODY_YET)


def could_be_drawn(court: Court, taken: Case, now: datetime) -> list[Post]:
    """Between whom a case that was taken from somebody would be drawn; nobody where too few can be for its seats."""
    beside = taken.judge_id is not None
    eligible, _ = sift(court, taken, now, beside=beside)
    return eligible if len(eligible) >= (empty_seats(taken) if beside else 1) else []


def follow(court: Court, case_ids: Iterable[UUID], now: datetime, reason: str) -> Steps[None]:
    """Let the hearings follow to the judges whom their cases have now, with the fewest changes of date."""
    hearings = [court.hearings[one] for case_id in case_ids for one in court.hearings_of_case.get(case_id, ())]
    yield from settle_all(court, to_come(hearings, now), now, reason)
    for case_id in dict.fromkeys(hearing.case_id for hearing in hearings):
        try_case(court, case_id, now)
        yield


def _oldest_first(cases: Iterable[Case]) -> list[UUID]:
    held = [case for case in cases if case.closed_at is None]
    return [case.case_id for case in sorted(held, key=lambda case: (case.filed_at, case.case_id))]


def _taken(court: Court, case: Case, person_id: UUID, reason: AllocationReason, ground: Ground | None) -> Case:
    taken = Taking(person_id, case.is_part_heard_by(person_id), court.cause)
    if ground:
        taken = replace(
            taken, stated=ground.stated, approved_by=ground.approved_by, reallocation_id=ground.reallocation_id
        )
    if person_id != case.judge_id:
        return without_seat(case, taken)
    # A draw of the seats beside that waits is done once it is known who presides.
    return replace(case, judge_id=None, judge_left=reason, taken=taken, awaits=None)
