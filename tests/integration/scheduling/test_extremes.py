"""Well-formed events from the ends of time and of what fits into a field: answered or stored, never a failure."""

from typing import Any

import pytest

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested

FIRST, LAST = "0001-01-02", "9999-12-31"
EARLY, LATE = "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"
LONG = "я" * 500


async def answered(scheduling: Scheduling, *records: Any) -> list[str]:
    """Types of what was told; nothing may be parked."""
    told = await scheduling.take(*records)
    assert await scheduling.dead() == []
    return [one["type"].split(".")[2] for one in told]


@pytest.mark.parametrize(
    ("window", "answer"),
    [
        ({"earliest_on": FIRST, "latest_on": LAST}, "scheduled"),
        ({"earliest_on": LAST, "latest_on": LAST}, "unlisted"),
        ({"earliest_on": FIRST, "latest_on": FIRST}, "unlisted"),
        ({"earliest_on": LAST, "latest_on": FIRST}, "unlisted"),
        ({"earliest_on": FIRST, "latest_on": LAST, "starts_at": EARLY}, "unlisted"),
        ({"earliest_on": FIRST, "latest_on": LAST, "starts_at": LATE}, "unlisted"),
        ({"latest_on": LAST, "min_notice_days": 10_000}, "scheduled"),
        ({"latest_on": LAST, "estimated_minutes": 2400}, "scheduled"),
        ({"hearing_type": LONG, "room_features": [LONG]}, "unlisted"),
        ({"interpreter_languages": [f"a{chr(97 + n)}" for n in range(26)] * 50}, "unlisted"),
        ({"attendee_ids": [new_id() for _ in range(9000)]}, "unlisted"),
        ({"attendee_ids": []}, "scheduled"),
    ],
)
async def test_every_window_is_answered(
    scheduling: Scheduling, court: ACourt, window: dict[str, Any], answer: str
) -> None:
    case = court.case()
    assert await answered(scheduling, registered(case), requested(court.request(case, **window))) == [
        "allocated",
        answer,
    ]


@pytest.mark.parametrize("filed_at", [EARLY, LATE])
async def test_a_case_of_any_time_is_drawn(scheduling: Scheduling, court: ACourt, filed_at: str) -> None:
    custody = {"since": FIRST, "limit_on": LAST}
    specialisms = [f"{LONG[:-4]}{number}" for number in range(300)]
    case = court.case(filed_at=filed_at, custody=custody, specialisms=specialisms, number=LONG)
    told = await answered(scheduling, registered(case), requested(court.request(case)))
    assert told == ["allocated", "scheduled"]


async def test_people_may_be_away_for_ever(scheduling: Scheduling, court: ACourt) -> None:
    case = court.case()
    for_ever = {"court_id": court.court_id, "starts_at": EARLY, "ends_at": LATE}
    judge, clerk = {"person_id": court.judges[0]}, {"person_id": court.clerks[0]}
    of = {"court_id": court.court_id}
    told = await answered(
        scheduling,
        registered(case),
        requested(court.request(case)),
        record("court.absence.approved", {**for_ever, **clerk, "absence_id": new_id(), "kind": "other"}),
        record("court.unavailability.declared", {**for_ever, "unavailability_id": new_id(), "room_id": court.rooms[0]}),
        record("court.staff.suspended", {**of, **judge, "from_on": FIRST}),
        record("court.staff.reinstated", {**of, **judge, "from_on": LAST}),
        record("court.staff.authorised", {**of, **judge, "specialism": LONG, "from_on": FIRST, "to_on": LAST}),
        record("court.interest.declared", {**of, **judge, "interest_id": new_id(), "against": LONG, "to_on": LAST}),
        record("court.norm.changed", {**of, "category": LONG, "weight_minutes": 2**63 - 1, "valid_from": FIRST}),
        court.appointed(new_id(), "judge", from_on=FIRST, to_on=LAST, working_pattern={}),
        court.appointed(new_id(), LONG, from_on=LAST, full_time_share=0.0001),
    )
    assert told[:2] == ["allocated", "scheduled"]
    assert set(told[2:]) <= {"rescheduled", "unlisted", "reallocated"}, "it moves or says why not, as on any day"


async def test_a_hearing_may_have_been_held_at_any_time(scheduling: Scheduling, court: ACourt) -> None:
    case = court.case()
    request = court.request(case)
    of = {name: request[name] for name in ("hearing_id", "case_id", "court_id")}
    held = {**of, "outcome": "held", "started_at": EARLY, "ended_at": "2026-03-02T09:00:00Z"}
    told = await answered(scheduling, registered(case), requested(request), record("court.hearing.concluded", held))
    assert told == ["allocated", "scheduled", "recorded"]


async def test_the_heaviest_norm_can_be_drawn_with(scheduling: Scheduling, court: ACourt) -> None:
    norm = {"court_id": court.court_id, "category": "civil.contract", "weight_minutes": 2**63 - 1}
    await answered(scheduling, record("court.norm.changed", {**norm, "valid_from": FIRST}))
    for _ in range(3):
        assert await answered(scheduling, registered(court.case())) == ["allocated"]
