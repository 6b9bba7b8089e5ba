"""What waits is answered, each for itself, once it can be."""

from datetime import timedelta

from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, ids_of, record, registered, requested


async def test_a_case_that_waits_is_drawn_when_a_judge_is_back(
    scheduling: Scheduling, work: Work, clock: SteppingClock
) -> None:
    court = await ACourt(judges=[new_id()]).open(scheduling)
    away = {"starts_at": "2026-03-02T00:00:00+05:00", "ends_at": "2026-03-09T00:00:00+05:00"}
    absence = {
        "court_id": court.court_id,
        "person_id": court.judges[0],
        "absence_id": new_id(),
        "kind": "leave",
        **away,
    }
    await scheduling.take(record("court.absence.approved", absence))
    [unallocated] = await scheduling.take(registered(court.case()))
    assert unallocated["type"] == "court.case.unallocated.v1"
    clock.step(timedelta(days=8))
    await PassingTime(work, scheduling.sets).step()
    allocated = (await scheduling.told())[-1]
    assert (allocated["type"], allocated["reason"]) == ("court.case.allocated.v1", "became_eligible")


async def test_every_request_that_waited_is_answered_for_itself(scheduling: Scheduling, court: ACourt) -> None:
    case = court.case()
    first = court.request(case)
    second = {**first, "request_version": 2, "earliest_on": "2026-03-23"}
    other = court.request(case, room_features=["dock"])
    ids = [new_id() for _ in range(3)]
    waiting = [requested(data, event_id=id_) for data, id_ in zip((first, second, other), ids, strict=True)]
    assert await scheduling.take(*waiting) == []
    allocated, *answers = await scheduling.take(registered(case))
    assert allocated["type"] == "court.case.allocated.v1"
    assert [(one["type"], one["cause"], one["request_version"]) for one in answers] == [
        ("court.hearing.scheduled.v1", ids[0], 1),
        ("court.hearing.rescheduled.v1", ids[1], 2),
        ("court.hearing.unlisted.v1", ids[2], 1),
    ]
    assert answers[1]["reason"] == "request_changed"
    assert answers[1]["previous"]["sittings"] == answers[0]["sittings"]


async def test_the_request_for_the_next_hearing_is_answered_under_the_conclusion(
    scheduling: Scheduling, court: ACourt
) -> None:
    case = court.case()
    request, following = court.request(case), court.request(case, hearing_type="continued")
    await scheduling.take(registered(case), requested(request))
    concluded = {**ids_of(request), "outcome": "adjourned", "next": following}
    conclusion_id = new_id()
    recorded, scheduled = await scheduling.take(record("court.hearing.concluded", concluded, event_id=conclusion_id))
    assert (recorded["hearing_id"], recorded["version"]) == (request["hearing_id"], 2)
    assert (scheduled["hearing_id"], scheduled["version"]) == (following["hearing_id"], 1)
    assert {recorded["cause"], scheduled["cause"]} == {conclusion_id}
