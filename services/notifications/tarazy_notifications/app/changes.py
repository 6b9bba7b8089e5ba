"""Events about hearings as the domain sees them."""

from collections.abc import Sequence
from typing import Any

from tarazy_shared.contracts import hearings as contract
from tarazy_shared.contracts.event import Event

from tarazy_notifications.domain.hearings import HearingChange, Matter, Placing, Promised, Sitting


def hearing_change(event: Event[Any], case_number: str) -> HearingChange:
    """What an event of the `court.hearing.*` family says. `case_number` stands in where the event names none."""
    data = event.data
    change = {
        "hearing_id": data.hearing_id,
        "case_id": data.case_id,
        "court_id": data.court_id,
        "version": data.version,
        "at": event.time,
    }
    match data:
        case contract.HearingRescheduled():
            return HearingChange(
                happening="rescheduled",
                placing=_placed(data),
                previous=_placing(data.previous),
                matter=_matter(data, case_number),
                reason=data.reason,
                **change,
            )
        case contract.HearingScheduled():
            return HearingChange(
                happening="scheduled", placing=_placed(data), matter=_matter(data, case_number), **change
            )
        case contract.HearingCancelled():
            return HearingChange(happening="cancelled", previous=_placing(data.previous), reason=data.reason, **change)
        case contract.HearingUnlisted():
            return HearingChange(
                happening="unlisted", previous=_placing(data.previous), reason=data.conflicts[0].code, **change
            )
        case contract.HearingRecorded():
            return HearingChange(
                happening="recorded",
                reason=data.adjournment_reason or ("adjourned" if data.outcome == "adjourned" else None),
                outcome=data.outcome,
                begun=data.started_at is not None,
                **change,
            )
        case _:
            raise TypeError(f"{event.type} says nothing about a hearing")


def _placed(data: contract.HearingScheduled | contract.HearingRescheduled) -> Placing:
    return Placing(
        _sittings(data.sittings),
        data.person_ids.judges,
        data.person_ids.clerk,
        data.person_ids.interpreters,
        data.attendee_ids,
        _promised(data),
    )


def _promised(data: contract.HearingScheduled | contract.HearingRescheduled | contract.Placing) -> Promised | None:
    if data.promised_from_on is None or data.promised_to_on is None:
        return None
    return Promised(data.promised_from_on, data.promised_to_on)


def _placing(data: contract.Placing | None) -> Placing | None:
    if data is None or not data.sittings:
        return None
    people = data.person_ids
    return Placing(
        _sittings(data.sittings),
        people.judges,
        people.clerk,
        people.interpreters,
        data.attendee_ids,
        _promised(data),
    )


def _sittings(sittings: Sequence[contract.Sitting]) -> tuple[Sitting, ...]:
    return tuple(Sitting(one.starts_at, one.ends_at, one.room_name, one.building, one.address) for one in sittings)


def _matter(data: contract.HearingScheduled | contract.HearingRescheduled, case_number: str) -> Matter:
    return Matter(
        hearing_type=data.hearing_type or "",
        case_number=data.case_number or case_number,
        channel=data.channel or "in_person",
        video_url=data.video_url,
        confidential=bool(data.confidential),
        substituted=data.substitute_for is not None,
        interpreter_languages=data.interpreter_languages or (),
    )
