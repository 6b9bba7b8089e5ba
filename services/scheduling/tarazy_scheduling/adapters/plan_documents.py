"""A plan's preview as it is stored and shown: ids, codes and numbers, which a page puts into words."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from tarazy_scheduling.domain.model.hearing import Placing
from tarazy_scheduling.domain.plans.consequences import Consequence, Consequences
from tarazy_scheduling.domain.plans.instance import Drawn
from tarazy_scheduling.domain.working_set.court import Court


def preview_of(court: Court, found: Consequences, drawn: Drawn, plan: Collection[str]) -> str:
    """JSON."""
    moved = [one for one in found.each if one.move.before]
    hearings = drawn.document["hearings"]
    waiting = [one["id"] for one in hearings if one["id"] not in plan]
    document: dict[str, Any] = {
        "counts": {
            "hearings": len(hearings),
            "moved": len(moved),
            "dates_changed": sum(one.changes_the_date for one in moved),
            "times_changed": sum(one.changes_the_time for one in moved),
            "change_budget": drawn.document.get("change_budget"),
            "listed": len(found.each) - len(moved),
            "waiting": len(waiting),
            "custody": sum(one.custody for one in found.each),
            "days_gained": sum(one.days_gained for one in moved),
            "people_told": sum(found.people.values()),
            "kept": drawn.document["kept"],
        },
        "moves": [_move(one) for one in found.each],
        "waiting": [_waiting(court, one) for one in waiting],
        "people": found.people,
    }
    return to_json(document).decode()


def _move(one: Consequence) -> dict[str, Any]:
    return {
        "hearing_id": one.move.hearing_id,
        "case_id": one.case_id,
        "custody": one.custody,
        "before": _place(one.move.before) if one.move.before else None,
        "after": _place(one.move.after),
        "changes_the_date": one.changes_the_date,
        "changes_the_time": one.changes_the_time,
        "days_gained": one.days_gained,
        "notice_days": one.notice_days,
        "notice_on": one.notice_on,
        "told": one.told,
    }


def _place(placing: Placing) -> dict[str, Any]:
    return {
        "sittings": [
            {"starts_at": one.starts_at, "ends_at": one.ends_at, "room_id": one.room_id} for one in placing.sittings
        ],
        "judges": placing.judges,
        "clerk": placing.clerk,
        "interpreters": placing.interpreters,
    }


def _waiting(court: Court, hearing_id: str) -> dict[str, Any]:
    hearing = court.hearings[UUID(hearing_id)]
    return {"hearing_id": hearing_id, "case_id": hearing.case_id, "codes": [one.code for one in hearing.conflicts]}
