"""Well-formed events as outside programs write them, for tests to spoil."""

import json
from collections.abc import Sequence
from typing import Any

from tarazy_shared.contracts import registry
from tarazy_shared.contracts.decoding import Ignored, Malformed, decode
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import RawRecord

ALL_TYPES = frozenset(registry.MODELS)
EVENT_ID = "0193a5c0-0000-7000-8000-0000000000ff"
COURT = "almaty-1"
HASH = "ab" * 32


def uid(number: int) -> str:
    return f"0193a5c0-0000-7000-8000-{number:012d}"


CASE = {"case_id": uid(1), "court_id": COURT}
HEARING = {"hearing_id": uid(2), **CASE}
PERSON = {"person_id": uid(3), "court_id": COURT}
PARTY = {"party_id": uid(4), "role": "claimant", "name": "Айгүл Сәрсенова"}
NAMES = {"kk": "Алматы соты", "ru": "Суд Алматы", "en": "Almaty court"}
AT, LATER = "2026-03-02T09:00:00+05:00", "2026-03-02T10:00:00+05:00"
ROOM = {"room_id": uid(5), "name": "Зал 1", "court_id": COURT, "version": 2}
POST = {**PERSON, "version": 2, "post_id": uid(6), "role": "judge", "name": "А. Судья", "from_on": "2020-01-01"}
TRAINING = {**PERSON, "version": 1, "programme": "ethics-1"}
PLACE = {**TRAINING, "enrolment_id": uid(41), "session_id": uid(42), "starts_at": AT, "ends_at": LATER}
CERTIFICATE = {**TRAINING, "certificate_id": uid(43)}
EVALUATION = {**PERSON, "version": 1, "evaluation_id": uid(44)}
PROCEEDINGS = {**PERSON, "version": 1, "proceedings_id": uid(45)}
SCORING = {"court_id": COURT, "version": 1, "evaluation_id": uid(44), "people": [uid(3)], "part_id": uid(49)}
PART = {"court_id": COURT, "version": 1, "proceedings_id": uid(45), "people": [uid(3)]}
VACANCY = {"competition_id": uid(40), "court_id": COURT, "post_id": uid(6), "version": 2, "record_hash": HASH}
ABSENCE = {**PERSON, "absence_id": uid(7), "kind": "leave", "starts_at": AT, "ends_at": LATER}
INTEREST = {**PERSON, "interest_id": uid(8), "against": "ТОО Ромашка"}
SITTING = {"sequence": 1, "starts_at": AT, "ends_at": LATER, "room_id": uid(5), "room_name": "Зал 1"}
PERSON_IDS: dict[str, Any] = {"judges": [uid(3)], "clerk": None, "interpreters": []}
PLACING = {"sittings": [SITTING], "person_ids": PERSON_IDS, "attendee_ids": [uid(4)]}
PLACED = {**HEARING, "version": 1, "request_version": 1, **PLACING}
CONFLICT = {"code": "no_room", "text": "Зал занят", "refers_to": uid(5)}
PROOF = {
    "rule": "two-choice-1",
    "beta": "1/2",
    "candidates": [
        {"person_id": uid(3), "share": 100, "score": "12/7", "tickets": 3},
        {"person_id": uid(9), "excluded": "absent"},
    ],
    "inputs_hash": HASH,
    "seed": {
        "secret_commitment": HASH,
        "beacon": {"chain": HASH, "round": 1000, "randomness": HASH, "signature": HASH},
        "attempt": 0,
    },
    "number": 1,
    "previous_hash": "0" * 64,
    "hash": HASH,
}
ALLOCATION = {
    **CASE,
    "version": 1,
    "person_id": uid(3),
    "draw_id": uid(10),
    "reason": "registered",
    "proof": PROOF,
}
NOTICE = {
    "notice_id": uid(11),
    "court_id": COURT,
    "subject_id": uid(2),
    "subject_version": 1,
    "recipient_id": uid(4),
    "channel": "email",
    "topic": "hearing_scheduled",
    "at": AT,
}

MINIMAL: dict[str, dict[str, Any]] = {
    "court.case.registered.v1": {
        **CASE,
        "number": "2-1/2026",
        "category": "civil.contract",
        "filed_at": AT,
        "parties": [PARTY],
    },
    "court.case.updated.v1": {**CASE, "version": 2},
    "court.case.closed.v1": {**CASE, "closed_at": AT, "outcome": "resolved"},
    "court.hearing.requested.v1": {
        **HEARING,
        "hearing_type": "main",
        "estimated_minutes": 60,
        "earliest_on": "2026-03-02",
        "latest_on": "2026-04-01",
    },
    "court.hearing.withdrawn.v1": {**HEARING, "reason": "request_withdrawn"},
    "court.hearing.concluded.v1": {**HEARING, "outcome": "held", "started_at": AT, "ended_at": LATER},
    "court.unavailability.declared.v1": {
        "unavailability_id": uid(12),
        "court_id": COURT,
        "starts_at": AT,
        "ends_at": LATER,
        "person_id": uid(3),
    },
    "court.unavailability.withdrawn.v1": {"unavailability_id": uid(12), "court_id": COURT},
    "court.recusal.granted.v1": {**CASE, "person_id": uid(3), "reason": "kinship"},
    "court.court.registered.v1": {"court_id": COURT, "version": 1, "name": NAMES},
    "court.court.updated.v1": {"court_id": COURT, "version": 2, "name": NAMES},
    "court.staff.appointed.v1": POST,
    "court.staff.updated.v1": POST,
    "court.staff.separated.v1": POST,
    "court.staff.authorised.v1": {**PERSON, "specialism": "juvenile", "from_on": "2026-01-01"},
    "court.staff.authorisation_ended.v1": {**PERSON, "specialism": "juvenile", "from_on": "2026-01-01"},
    "court.absence.approved.v1": ABSENCE,
    "court.absence.cancelled.v1": ABSENCE,
    "court.staff.suspended.v1": {**PERSON, "from_on": "2026-01-01"},
    "court.staff.reinstated.v1": {**PERSON, "from_on": "2026-01-01"},
    "court.interest.declared.v1": INTEREST,
    "court.interest.ended.v1": INTEREST,
    "court.norm.changed.v1": {
        "court_id": COURT,
        "category": "civil.contract",
        "weight_minutes": 120,
        "valid_from": "2026-01-01",
    },
    "court.training.place_given.v1": PLACE,
    "court.training.place_withdrawn.v1": {**PLACE, "reason": "session_cancelled"},
    "court.training.place_awaited.v1": {**PLACE, "turn": 2},
    "court.training.place_offered.v1": {**PLACE, "answer_by": AT},
    "court.training.wait_ended.v1": {**PLACE, "reason": "session_cancelled"},
    "court.training.certificate_issued.v1": {**CERTIFICATE, "issued_on": "2026-03-02"},
    "court.training.certificate_ended.v1": {**CERTIFICATE, "reason": "renewed"},
    "court.survey.invited.v1": {
        "court_id": PERSON["court_id"],
        "survey_id": uid(45),
        "person_id": PERSON["person_id"],
        "sealed_token": "gAAAAABp",
        "closes_on": "2026-03-12",
    },
    "court.survey.reminded.v1": {
        "court_id": PERSON["court_id"],
        "survey_id": uid(45),
        "unused": ["ab" * 32],
        "closes_on": "2026-03-12",
    },
    "court.survey.offered.v1": {
        "court_id": PERSON["court_id"],
        "survey_id": uid(45),
        "hearing_id": uid(46),
        "sealed_tokens": ["gAAAAABp"],
        "closes_on": "2026-03-12",
    },
    "court.survey.closed.v1": {"court_id": PERSON["court_id"], "survey_id": uid(45), "closes_on": "2026-03-12"},
    "court.evaluation.started.v1": {**EVALUATION, "cycle": "periodic"},
    "court.evaluation.reply_awaited.v1": {**EVALUATION, "due_on": "2026-03-12"},
    "court.evaluation.replied.v1": EVALUATION,
    "court.evaluation.decided.v1": EVALUATION,
    "court.evaluation.closed.v1": EVALUATION,
    "court.discipline.reply_awaited.v1": {**PROCEEDINGS, "due_on": "2026-03-12"},
    "court.discipline.replied.v1": PROCEEDINGS,
    "court.discipline.hearing_set.v1": {**PROCEEDINGS, "starts_at": AT},
    "court.discipline.decided.v1": {**PROCEEDINGS, "decision": "remark"},
    "court.discipline.closed.v1": PROCEEDINGS,
    "court.evaluation.appealed.v1": EVALUATION,
    "court.evaluation.appeal_decided.v1": {**EVALUATION, "result": "upheld"},
    "court.evaluation.part_given.v1": {**SCORING, "part": "panel_member"},
    "court.evaluation.part_ended.v1": {**SCORING, "part": "panel_member"},
    "court.evaluation.decision_awaited.v1": {**SCORING, "part": "panel_member", "due_on": "2026-04-01"},
    "court.discipline.hearing_called_off.v1": {**PROCEEDINGS, "starts_at": AT},
    "court.discipline.paused.v1": PROCEEDINGS,
    "court.discipline.appealed.v1": {**PROCEEDINGS, "by": "judge"},
    "court.discipline.part_given.v1": {**PART, "part_id": uid(46), "part": "panel_member"},
    "court.discipline.part_ended.v1": {**PART, "part_id": uid(46), "part": "panel_member"},
    "court.discipline.sitting_set.v1": {**PART, "sitting_id": uid(47), "starts_at": AT, "ends_at": LATER},
    "court.discipline.sitting_called_off.v1": {**PART, "sitting_id": uid(47), "starts_at": AT},
    "court.discipline.complaint_answered.v1": {**PART, "complaint_id": uid(48), "answer": "complaint_admitted"},
    "court.vacancy.announced.v1": {
        **VACANCY,
        "role": "judge",
        "from_on": "2026-06-01",
        "applications_until": "2026-04-01",
        "procedure": "kz-judges",
        "stages": ["documents", "interview"],
    },
    "court.vacancy.stage_completed.v1": {**VACANCY, "stage": "documents", "passed": 3, "ended": 1},
    "court.vacancy.reopened.v1": {**VACANCY, "stage": "interview", "reason": "appeal_upheld", "due_on": "2026-05-01"},
    "court.vacancy.filled.v1": {**VACANCY, "person_id": uid(3), "from_on": "2026-06-01"},
    "court.vacancy.closed.v1": {**VACANCY, "reason": "nobody_passed"},
    "court.vacancy.cancelled.v1": {**VACANCY, "reason": "post_abolished"},
    "court.case.allocated.v1": ALLOCATION,
    "court.case.reallocated.v1": {**ALLOCATION, "panel": [uid(13), uid(14)]},
    "court.case.unallocated.v1": {**CASE, "reasons": [CONFLICT]},
    "court.draws.corrected.v1": {
        "court_id": COURT,
        "correction_id": uid(30),
        "number": 8,
        "order_id": uid(31),
        "person_id": uid(3),
        "minutes": -120,
        "draw_number": 7,
        "reason": "counted_twice",
        "corrected_by": uid(4),
        "previous_hash": HASH,
        "hash": HASH,
    },
    "court.draws.sealed.v1": {
        "court_id": COURT,
        "day": "2026-03-02",
        "number": 8,
        "hash": HASH,
        "count": 2,
        "sha256": HASH,
    },
    "court.hearing.scheduled.v1": PLACED,
    "court.hearing.rescheduled.v1": {**PLACED, "previous": PLACING, "reason": "judge_absent"},
    "court.hearing.cancelled.v1": {**HEARING, "version": 2, "request_version": 1, "reason": "case_closed"},
    "court.hearing.unlisted.v1": {**HEARING, "version": 2, "request_version": 1, "conflicts": [CONFLICT]},
    "court.hearing.recorded.v1": {**HEARING, "version": 3, "outcome": "held"},
    "court.event.refused.v1": {
        "event_id": uid(15),
        "type": "court.hearing.withdrawn.v1",
        "court_id": COURT,
        "reasons": [{"field": "", "code": "hearing_over", "text": "Заседание прошло"}],
    },
    "court.room.registered.v1": ROOM,
    "court.room.updated.v1": ROOM,
    "court.room.closed.v1": ROOM,
    "court.calendar.changed.v1": {
        "court_id": COURT,
        "version": 1,
        "from_on": "2026-01-01",
        "to_on": "2026-12-31",
    },
    "court.cause_list.published.v1": {
        "court_id": COURT,
        "day": "2026-03-02",
        "edition": "final",
        "url": "http://127.0.0.1/lists/1",
        "sha256": HASH,
    },
    **{
        f"court.notice.{what}.v1": NOTICE
        for what in (
            "queued", "sent", "delivered", "read", "failed", "bounced", "superseded", "expired", "escalated",
        )
    },
    "court.notice.told_by_hand.v1": {**NOTICE, "channel": "by_hand", "proof": True},
    "court.notice.replied.v1": {**NOTICE, "answer": "declined"},
}  # fmt: skip

REGISTERED, UPDATED = "court.case.registered.v1", "court.case.updated.v1"
REQUESTED, CONCLUDED = "court.hearing.requested.v1", "court.hearing.concluded.v1"
UNAVAILABLE, APPOINTED = "court.unavailability.declared.v1", "court.staff.appointed.v1"


def headers(event_type: str, **changed: bytes | None) -> list[tuple[str, bytes | None]]:
    """The required headers; `changed` replaces some, `-` in a name written as `_` only for content_type."""
    values: dict[str, bytes | None] = {
        "ce_specversion": b"1.0",
        "ce_id": EVENT_ID.encode(),
        "ce_source": b"/court-system/test",
        "ce_type": event_type.encode(),
        "ce_time": b"2026-03-01T08:00:00Z",
        "ce_subject": b"anything",
        "content-type": b"application/json",
    }
    return list((values | {name.replace("content_type", "content-type"): v for name, v in changed.items()}).items())


def record(
    event_type: str,
    data: object = None,
    *,
    value: bytes | None = None,
    topic: str | None = None,
    key: bytes | None = COURT.encode(),
    fields: Sequence[tuple[str, bytes | None]] | None = None,
) -> RawRecord:
    """A record of the type as its example has it, with `data` or the bytes `value` instead where given."""
    if value is None:
        value = json.dumps(MINIMAL[event_type] if data is None else data).encode()
    return RawRecord(
        topic=topic or registry.topic_of(event_type) or "court.cases",
        partition=3,
        offset=17,
        timestamp_ms=1_772_000_000_000,
        key=key,
        headers=headers(event_type) if fields is None else fields,
        value=value,
    )


def read(raw: RawRecord, *, first_reader: bool = True) -> Event[Any] | Ignored | Malformed:
    return decode(raw, uses=ALL_TYPES, first_reader=first_reader)


def reasons(raw: RawRecord) -> list[tuple[str, str]]:
    """(field, code) of everything that is wrong; empty for an event."""
    decoded = read(raw)
    if isinstance(decoded, Malformed):
        return [(reason.field, reason.code) for reason in decoded.reasons]
    assert isinstance(decoded, Event)
    return []


def spoilt(event_type: str, **changed: object) -> list[tuple[str, str]]:
    """What is wrong about the example with these fields set."""
    return reasons(record(event_type, {**MINIMAL[event_type], **changed}))
