"""A preview as it is stored and shown: ids, codes and numbers, which a page puts into words."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from pydantic_core import to_json

from tarazy_scheduling.domain.allocation.foreseeing import Expected, Outlook, Share
from tarazy_scheduling.domain.allocation.selecting import Selected
from tarazy_scheduling.domain.model.reallocating import HowTheyStand
from tarazy_scheduling.domain.working_set.court import Court


def document_of(court: Court, selected: Sequence[Selected], standing: HowTheyStand, outlook: Outlook) -> str:
    """JSON. Expected numbers are exact and shown to two places."""
    moving = [one for one in selected if one.stays is None]
    custody = [one.case for one in moving if one.case.custody_since or one.case.custody_limit_on]
    custody.sort(key=lambda case: (case.custody_limit_on or date.max, case.filed_at))
    document: dict[str, Any] = {
        "judge": {"standing": standing.code, "until": standing.until},
        "counts": {
            "cases": len(selected),
            "moving": len(moving),
            "seats_moving": sum(one.beside for one in moving),
            "part_heard_moving": sum(one.is_part_heard for one in moving),
            "staying": len(selected) - len(moving),
            "custody": len(custody),
            "weight_minutes": sum(one.case.weight_minutes for one in moving),
        },
        "moving": [_case(one) | _waiting(court, one) | {"candidates": len(one.eligible)} for one in moving],
        "staying": [_case(one) | {"reason": one.stays} for one in selected if one.stays],
        "custody": [{"case_id": case.case_id, "limit_on": case.custody_limit_on} for case in custody],
        "shares": [_share(court, one) for one in outlook.shares],
        "hearings": {
            "standing": outlook.standing,
            "waiting": outlook.waiting,
            **{name: _expected(one) for name, one in outlook.hearings.items()},
        },
        "people": outlook.people,
    }
    return to_json(document).decode()


def _case(one: Selected) -> dict[str, Any]:
    case = one.case
    return {
        "case_id": case.case_id,
        "number": case.number,
        "category": case.category,
        "filed_at": case.filed_at,
        "weight_minutes": case.weight_minutes,
        "beside": one.beside,
        "part_heard": one.is_part_heard,
        "custody_limit_on": case.custody_limit_on,
        "allocation_version": case.allocation_version,
    }


def _waiting(court: Court, one: Selected) -> dict[str, Any]:
    """What tells whether the case can wait: hearings without a place, and when the first of their windows ends."""
    hearings = [court.hearings[hearing] for hearing in court.hearings_of_case.get(one.case.case_id, ())]
    last_days = [hearing.request.latest_on for hearing in hearings if hearing.state == "unlisted"]
    return {"hearings_waiting": len(last_days), "window_ends_on": min(last_days, default=None)}


def _share(court: Court, one: Share) -> dict[str, Any]:
    return {
        "person_id": one.person_id,
        "share": one.share_milli / 1000,
        "surplus_minutes": _rounded(Fraction(court.balance_of(one.person_id).surplus, 1_000_000)),
        "could_get": one.could_get,
        "cases": {
            "expected": _rounded(one.cases),
            "at_least": _rounded(one.at_least),
            "at_most": _rounded(one.at_most),
        },
        "weight_minutes": {"expected": _rounded(one.minutes)},
    }


def _expected(one: Expected) -> dict[str, Any]:
    return {"expected": _rounded(one.number), "at_least": one.at_least, "at_most": one.at_most}


def _rounded(number: Fraction) -> float:
    return float(round(number, 2))
