"""Cases that wait for the round of a beacon, drawn when it is known."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_shared.beacons.beacon import Beacon

from tarazy_scheduling.domain.allocation.allocating import draw_now
from tarazy_scheduling.domain.allocation.reallocating import follow
from tarazy_scheduling.domain.commands import DrawAtRound
from tarazy_scheduling.domain.model.drawing import AllocationReason
from tarazy_scheduling.domain.outcome import Applied, Dropped, Outcome, Steps
from tarazy_scheduling.domain.pool.panels import fill_panel, fill_panel_now
from tarazy_scheduling.domain.working_set.court import Court


def draw_at_round(court: Court, asked: DrawAtRound, now: datetime) -> Steps[Outcome]:
    """Draw for those that still wait for this round, one after the other, and let their hearings follow.

    Raises `ValueError` for the value of another round.
    """
    beacon = asked.beacon
    if beacon and (beacon.chain, beacon.round) != (asked.chain, asked.round):
        raise ValueError(f"Round {beacon.round} of {beacon.chain} is not {asked.round} of {asked.chain}")
    drawn: dict[str, list[UUID]] = {}
    for case_id in asked.case_ids:
        case = court.cases.get(case_id)
        awaited = case.awaits if case else None
        if case is None or awaited is None or (awaited.chain, awaited.round) != (asked.chain, asked.round):
            continue
        court.put_case(replace(case, awaits=None))
        _draw(court, case_id, awaited.reason, beacon, now)
        drawn.setdefault(awaited.change_reason, []).append(case_id)
        yield
    if not drawn:
        return Dropped()
    for change_reason, case_ids in drawn.items():
        yield from follow(court, case_ids, now, change_reason)
    return Applied()


def _draw(court: Court, case_id: UUID, reason: AllocationReason, beacon: Beacon | None, now: datetime) -> None:
    """Draw who presides, or else who sits beside."""
    case = court.cases[case_id]
    if case.judge_id:
        fill_panel_now(court, case_id, reason, beacon, now)
        return
    draw_now(court, case, reason, beacon, now)
    if case.had_panel:
        # Somebody who sat beside may have gone meanwhile.
        fill_panel(court, case_id, reason, now)
