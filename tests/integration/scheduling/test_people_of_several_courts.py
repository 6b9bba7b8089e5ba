"""People who are known in several courts: free, away or unavailable in one, so in all."""

from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_shared.unit_of_work import Work

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, ids_of, record, registered, requested


async def test_who_becomes_free_in_one_court_is_tried_again_in_another(scheduling: Scheduling, work: Work) -> None:
    here, there = [await ACourt().open(scheduling) for _ in range(2)]
    advocate = new_id()
    parties = [{"party_id": new_id(), "role": "representative", "name": "B", "person_id": advocate}]
    only = {"earliest_on": "2026-03-16", "latest_on": "2026-03-16", "starts_at": "2026-03-16T10:00:00+05:00"}
    case, other = here.case(parties=parties), there.case(parties=parties)
    first = here.request(case, **only)
    await scheduling.take(registered(case), requested(first))
    unlisted = (await scheduling.take(registered(other), requested(there.request(other, **only))))[-1]
    assert unlisted["conflicts"][0]["code"] == "attendee_busy"
    withdrawal, correlation = new_id(), new_id()
    withdrawn = record(
        "court.hearing.withdrawn",
        {**ids_of(first), "reason": "settled"},
        event_id=withdrawal,
        correlation_id=correlation,
    )
    await scheduling.take(withdrawn)
    await PassingTime(work, scheduling.sets).step()
    scheduled = (await scheduling.told())[-1]
    assert (scheduled["type"], scheduled["court_id"]) == ("court.hearing.scheduled.v1", there.court_id)
    assert (scheduled["cause"], scheduled["correlation"]) == (withdrawal, correlation)


async def test_a_person_who_cannot_come_cannot_come_in_any_court(scheduling: Scheduling) -> None:
    here, there = [await ACourt().open(scheduling) for _ in range(2)]
    advocate = new_id()
    parties = [{"party_id": new_id(), "role": "representative", "name": "B", "person_id": advocate}]
    placed = []
    for court in (here, there):
        case = court.case(parties=parties)
        placed.append((await scheduling.take(registered(case), requested(court.request(case))))[-1])
    declared = {
        "court_id": here.court_id,
        "unavailability_id": new_id(),
        "person_id": advocate,
        "starts_at": "2026-03-16T00:00:00+05:00",
        "ends_at": "2026-03-18T00:00:00+05:00",
    }
    moved = await scheduling.take(record("court.unavailability.declared", declared))
    assert {one["hearing_id"] for one in moved} == {one["hearing_id"] for one in placed}
    assert {one["reason"] for one in moved} == {"attendee_unavailable"}
    assert all(one["sittings"][0]["starts_at"] > "2026-03-17T19" for one in moved)


async def test_an_unavailability_in_the_past_is_refused_once_however_many_courts_know_the_person(
    scheduling: Scheduling,
) -> None:
    courts, advocate = [await ACourt().open(scheduling) for _ in range(2)], new_id()
    parties = [{"party_id": new_id(), "role": "representative", "name": "B", "person_id": advocate}]
    await scheduling.take(*(registered(court.case(parties=parties)) for court in courts))
    declared = {
        "court_id": courts[0].court_id,
        "unavailability_id": new_id(),
        "person_id": advocate,
        "starts_at": "2026-02-01T00:00:00+05:00",
        "ends_at": "2026-02-02T00:00:00+05:00",
    }
    [refused] = await scheduling.take(record("court.unavailability.declared", declared))
    assert (refused["type"], refused["court_id"]) == ("court.event.refused.v1", courts[0].court_id)
    assert refused["reasons"][0]["code"] == "in_the_past"


async def test_whoever_is_on_leave_in_one_court_is_no_witness_in_another(scheduling: Scheduling) -> None:
    here, there = [await ACourt().open(scheduling) for _ in range(2)]
    parties = [{"party_id": new_id(), "role": "witness", "name": "B", "person_id": there.clerks[0]}]
    case = here.case(parties=parties)
    scheduled = (await scheduling.take(registered(case), requested(here.request(case))))[-1]
    assert scheduled["sittings"][0]["starts_at"] == "2026-03-16T04:00:00Z"
    absence = {
        "court_id": there.court_id,
        "person_id": there.clerks[0],
        "absence_id": new_id(),
        "kind": "leave",
        "starts_at": "2026-03-16T00:00:00+05:00",
        "ends_at": "2026-03-18T00:00:00+05:00",
    }
    [moved] = await scheduling.take(record("court.absence.approved", absence))
    assert (moved["hearing_id"], moved["reason"]) == (scheduled["hearing_id"], "attendee_unavailable")
    assert moved["sittings"][0]["starts_at"] == "2026-03-18T04:00:00Z"
    await scheduling.take(record("court.absence.cancelled", absence))
    early = here.request(case, earliest_on="2026-03-17", latest_on="2026-03-17")
    [placed] = await scheduling.take(requested(early))
    assert placed["type"] == "court.hearing.scheduled.v1"
