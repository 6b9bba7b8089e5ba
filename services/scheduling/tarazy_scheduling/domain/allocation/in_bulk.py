"""Many cases of one judge drawn again together: as previewed, or not at all."""

from datetime import datetime

from tarazy_scheduling.domain.allocation.reallocating import Ground, draw_again
from tarazy_scheduling.domain.allocation.redrawing import cannot_approve
from tarazy_scheduling.domain.allocation.selecting import changed_since
from tarazy_scheduling.domain.commands import Reallocate
from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.outcome import Applied, Dead, Outcome, Steps
from tarazy_scheduling.domain.working_set.court import Court

MOST_REASONS = 50
"""In one answer: whoever looked at another court's state learns enough from the first."""


def reallocate(court: Court, asked: Reallocate, now: datetime) -> Steps[Outcome]:
    """Draw all of them again, the oldest first, then the seats beside others, and let their hearings follow."""
    plan = asked.plan
    refused = cannot_approve(court, asked.approved_by, plan.person_id, now)
    if refused:
        return Dead((refused,))
    part_heard = {one.case_id for one in plan.moving if one.is_part_heard}
    strangers = sorted(asked.part_heard - part_heard)
    if strangers:
        text = f"{strangers[0]} is no part-heard case of the preview"
        return Dead((Refusal("part_heard_case_ids", "field_wrong", text),))
    changed = []
    for found in changed_since(court, plan, now):
        changed += [found] if found else []
        if len(changed) == MOST_REASONS:
            break
        yield
    if changed:
        return Dead(tuple(changed))
    moving = [one.case_id for one in plan.moving if not one.is_part_heard or one.case_id in asked.part_heard]
    if not moving:
        return Dead((Refusal("part_heard_case_ids", "nothing_moves", "No case of the preview would move"),))
    ground = Ground(asked.stated, asked.approved_by, asked.reallocation_id, asked.origin)
    yield from draw_again(court, plan.person_id, moving, "by_hand", now, ground)
    return Applied()
