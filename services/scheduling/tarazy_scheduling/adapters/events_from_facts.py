"""What the domain tells, as events of `court.hearings`."""

from datetime import date
from typing import Any, get_args
from uuid import UUID

from tarazy_shared.beacons.beacon import Beacon
from tarazy_shared.contracts import draw_proof, draws, hearings, premises, reasons
from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.contracts.staff import Weekday
from tarazy_shared.tickets import Candidate

from tarazy_scheduling.domain import facts
from tarazy_scheduling.domain.model.case import Case, Conflict
from tarazy_scheduling.domain.model.hearing import Placing, Promised, Venue
from tarazy_scheduling.domain.model.means import Room
from tarazy_scheduling.domain.model.remedies import Remedy


def event_of(fact: facts.Fact, court_id: str, answered: Event[Any] | None = None) -> EventData:
    """The event that tells a fact; `answered` is what brought it about, where that was an event."""
    match fact:
        case facts.HearingScheduled():
            return hearings.HearingScheduled(**_placed(fact, court_id))
        case facts.HearingRescheduled():
            previous = _placing(fact.previous, fact.previous_rooms, fact.previously_promised)
            return hearings.HearingRescheduled(**_placed(fact, court_id), previous=previous, reason=fact.reason)
        case facts.HearingUnlisted():
            return _unlisted(fact, court_id)
        case facts.HearingCancelled():
            return _cancelled(fact, court_id)
        case facts.HearingRecorded():
            return _recorded(fact, court_id)
        case facts.CaseAllocated():
            return draws.CaseAllocated(**_allocation(fact, court_id), related_case_id=fact.related_case_id)
        case facts.CaseReallocated():
            return draws.CaseReallocated(**_allocation(fact, court_id))
        case facts.CaseUnallocated():
            return draws.CaseUnallocated(court_id=court_id, case_id=fact.case_id, reasons=_conflicts(fact.reasons))
        case facts.DrawsCorrected():
            told = {name: getattr(fact, name) for name in fact.__slots__}
            return draws.DrawsCorrected(court_id=court_id, **told)
        case facts.EventRefused():
            return _refused(fact, court_id, answered)
        case facts.RoomRegistered():
            return premises.RoomRegistered(**_room(fact.room, court_id))
        case facts.RoomUpdated():
            return premises.RoomUpdated(**_room(fact.room, court_id))
        case facts.RoomClosed():
            return premises.RoomClosed(**_room(fact.room, court_id))
        case facts.CalendarChanged():
            return premises.CalendarChanged(
                court_id=court_id,
                version=fact.version,
                from_on=fact.from_on,
                to_on=fact.to_on,
                weekdays=tuple(day for day in get_args(Weekday) if day in fact.calendar.weekdays),
                closed=tuple(sorted(fact.calendar.closed)),
                open=tuple(sorted(fact.calendar.open)),
            )


ABOUT_A_CASE = (draws.CaseAllocated, draws.CaseReallocated, draws.CaseUnallocated)


def with_case(data: EventData, case: Case, filed_on: date) -> EventData:
    """The event that says who has a case, with what readers who do not know the case count it by."""
    return data.model_copy(update={"category": case.category, "instance": case.instance, "filed_on": filed_on})


def _placed(fact: facts.HearingScheduled | facts.HearingRescheduled, court_id: str) -> dict[str, Any]:
    return {
        "court_id": court_id,
        "hearing_id": fact.hearing_id,
        "case_id": fact.case_id,
        "version": fact.version,
        "request_version": fact.request_version,
        "sittings": _sittings(fact.placing, fact.rooms),
        "person_ids": _people(fact.placing),
        "attendee_ids": fact.placing.attendee_ids,
        "substitute_for": fact.placing.substitute_for,
        "channel": fact.channel,
        "hearing_type": fact.hearing_type,
        "category": fact.category,
        "case_number": fact.case_number,
        "confidential": fact.confidential,
        "latest_lawful_on": fact.latest_lawful_on,
        "interpreter_languages": fact.interpreter_languages or None,
        **_promised(fact.promised),
    }


def _unlisted(fact: facts.HearingUnlisted, court_id: str) -> hearings.HearingUnlisted:
    return hearings.HearingUnlisted(
        court_id=court_id,
        hearing_id=fact.hearing_id,
        case_id=fact.case_id,
        version=fact.version,
        request_version=fact.request_version,
        conflicts=_conflicts(fact.conflicts),
        escalation=_escalation(fact.escalation),
        previous=_previous(fact),
    )


def _cancelled(fact: facts.HearingCancelled, court_id: str) -> hearings.HearingCancelled:
    return hearings.HearingCancelled(
        court_id=court_id,
        hearing_id=fact.hearing_id,
        case_id=fact.case_id,
        version=fact.version,
        request_version=fact.request_version,
        reason=fact.reason,
        previous=_previous(fact),
    )


def _recorded(fact: facts.HearingRecorded, court_id: str) -> hearings.HearingRecorded:
    return hearings.HearingRecorded(
        court_id=court_id,
        hearing_id=fact.hearing_id,
        case_id=fact.case_id,
        version=fact.version,
        outcome=fact.outcome,
        judges=fact.judges or None,
        minutes=fact.minutes,
        started_at=fact.started_at,
        ended_at=fact.ended_at,
        adjournment_reason=fact.adjournment_reason,
    )


def _previous(fact: facts.HearingUnlisted | facts.HearingCancelled) -> hearings.Placing | None:
    return _placing(fact.previous, fact.previous_rooms, fact.previously_promised) if fact.previous else None


def _placing(placing: Placing, rooms: tuple[Venue, ...], promised: Promised | None) -> hearings.Placing:
    return hearings.Placing(
        sittings=_sittings(placing, rooms),
        person_ids=_people(placing),
        attendee_ids=placing.attendee_ids,
        **_promised(promised),
    )


def _promised(promised: Promised | None) -> dict[str, Any]:
    if promised is None:
        return {}
    return {"promised_from_on": promised.from_on, "promised_to_on": promised.to_on}


def _sittings(placing: Placing, rooms: tuple[Venue, ...]) -> tuple[hearings.Sitting, ...]:
    return tuple(
        hearings.Sitting(
            sequence=sequence,
            starts_at=sitting.starts_at,
            ends_at=sitting.ends_at,
            room_id=sitting.room_id,
            room_name=room.name,
            building=room.building,
            address=room.address,
        )
        for sequence, (sitting, room) in enumerate(zip(placing.sittings, rooms, strict=True), 1)
    )


def _people(placing: Placing) -> hearings.PersonIds:
    return hearings.PersonIds(judges=placing.judges, clerk=placing.clerk, interpreters=placing.interpreters)


def _conflicts(conflicts: tuple[Conflict, ...]) -> tuple[reasons.Conflict, ...]:
    return tuple(
        reasons.Conflict(code=conflict.code, text=conflict.text, refers_to=conflict.refers_to) for conflict in conflicts
    )


def _escalation(found: tuple[Remedy, ...]) -> tuple[reasons.Remedy, ...] | None:
    return tuple(reasons.Remedy(code=one.code, by=one.by, refers_to=one.refers_to) for one in found) or None


def _allocation(fact: facts.CaseAllocated | facts.CaseReallocated, court_id: str) -> dict[str, Any]:
    return {
        "court_id": court_id,
        "case_id": fact.case_id,
        "version": fact.version,
        "person_id": fact.person_id,
        "panel": fact.panel or None,
        "draw_id": fact.draw_id,
        "reason": fact.reason,
        "proof": _proof(fact.proof),
    }


def _proof(proof: facts.Proof) -> draw_proof.Proof:
    return draw_proof.Proof(
        rule=proof.rule,
        beta=proof.beta,
        candidates=tuple(_candidate(one) for one in proof.candidates),
        inputs_hash=proof.inputs_hash,
        seed=draw_proof.Seed(
            secret_commitment=proof.secret_commitment,
            beacon=_beacon(proof.beacon),
            attempt=proof.attempt,
        ),
        number=proof.number,
        previous_hash=proof.previous_hash,
        hash=proof.hash,
    )


def _beacon(beacon: Beacon | None) -> draw_proof.Beacon | None:
    if beacon is None:
        return None
    return draw_proof.Beacon(
        chain=beacon.chain, round=beacon.round, randomness=beacon.randomness, signature=beacon.signature
    )


def _candidate(one: Candidate | facts.Excluded) -> draw_proof.Candidate | draw_proof.ExcludedCandidate:
    if isinstance(one, facts.Excluded):
        return draw_proof.ExcludedCandidate(person_id=one.person_id, excluded=one.excluded)
    return draw_proof.Candidate(person_id=one.person_id, share=one.share, score=one.score, tickets=one.tickets)


def _refused(fact: facts.EventRefused, court_id: str, answered: Event[Any] | None) -> hearings.EventRefused:
    if answered is None:
        raise ValueError("Only an event can be refused by an event")
    return hearings.EventRefused(
        court_id=court_id,
        event_id=UUID(answered.id),
        type=answered.type,
        reasons=tuple(
            reasons.Refused(field=reason.field, code=reason.code, text=reason.text) for reason in fact.reasons
        ),
        case_id=fact.case_id,
        hearing_id=fact.hearing_id,
    )


def _room(room: Room, court_id: str) -> dict[str, Any]:
    return {
        "court_id": court_id,
        "room_id": room.room_id,
        "version": room.version,
        "name": room.name,
        "building": room.building,
        "address": room.address,
        "features": tuple(sorted(room.features)),
    }
