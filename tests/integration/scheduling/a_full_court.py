"""A court in which something of everything has happened."""

from typing import Any

from tarazy_scheduling.app.republishing import republish_hearings
from tarazy_shared.unit_of_work import Work

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested


async def everything(court: ACourt, scheduling: Scheduling) -> None:
    """Something of every kind in the court."""
    judge, clerk = court.judges[0], court.clerks[0]
    of = {"court_id": court.court_id, "person_id": judge}
    away = {"starts_at": "2026-03-20T00:00:00+05:00", "ends_at": "2026-03-25T00:00:00+05:00"}
    cases = [court.case() for _ in range(3)]
    room = {"court_id": court.court_id, "unavailability_id": new_id(), "room_id": court.rooms[0], **away}
    await scheduling.take(
        record("court.staff.authorised", {**of, "specialism": "civil", "from_on": "2026-01-01"}),
        record("court.absence.approved", {**of, "person_id": clerk, "absence_id": new_id(), "kind": "leave", **away}),
        record("court.staff.suspended", {**of, "person_id": court.judges[2], "from_on": "2026-03-02"}),
        record("court.interest.declared", {**of, "interest_id": new_id(), "against": "ТОО «Алтын Дан»"}),
        record("court.norm.changed", {"court_id": court.court_id, "category": "civil.contract", "weight_minutes": 99,
                                      "valid_from": "2026-01-01"}),
        *(registered(case) for case in cases),
        *(requested(court.request(case)) for case in cases),
        requested(court.request(cases[0], latest_on="2026-03-10", earliest_on="2026-03-11")),
        record("court.unavailability.declared", room),
    )  # fmt: skip


async def as_it_was_told(scheduling: Scheduling, work: Work, court: ACourt) -> int:
    """Tell everything again, and compare it with what was told last of each thing; how many facts it were."""
    before = await scheduling.told()
    again_from = await scheduling.pool.fetchval("SELECT max(id) FROM outbox")
    told = await republish_hearings(work, court.court_id)
    again = await scheduling.told(again_from)
    assert told == len(again)
    last = {_aggregate(fact): fact for fact in before}
    repeated = {_aggregate(fact): fact for fact in again}
    assert repeated.keys() == last.keys()
    for key, fact in repeated.items():
        unsaid = {"cause": None, "correlation": None}
        assert fact | unsaid == last[key] | unsaid
    return told


def _aggregate(fact: dict[str, Any]) -> tuple[str, str]:
    family = fact["type"].split(".")[1]
    return family, fact.get(f"{family}_id", fact["court_id"])
