"""Facts are told again as they were."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tarazy_scheduling.app.republishing import UnknownCourtError, republish_hearings
from tarazy_scheduling.domain.commands import ChangeCalendar, CloseRoom, KeepRoom
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.means import Room
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling, ids_of, record, registered, requested
from tests.integration.scheduling.a_full_court import as_it_was_told, everything


async def test_what_stands_is_told_again_as_it_was(scheduling: Scheduling, court: ACourt, work: Work) -> None:
    await everything(court, scheduling)
    assert await as_it_was_told(scheduling, work, court) > 0


async def test_what_has_changed_since_is_told_again_as_it_was(
    scheduling: Scheduling, court: ACourt, work: Work, clock: SteppingClock
) -> None:
    case = court.case()
    first, second, third = (court.request(case) for _ in range(3))
    second |= {"link": "after", "linked_hearing_id": first["hearing_id"]}
    await scheduling.take(registered(case), registered(court.case(category="no.such")))
    await scheduling.take(requested(first), requested(second), requested(third))
    for number, room in enumerate(court.rooms):
        await scheduling.order(court.court_id, KeepRoom(Room(UUID(room), f"Hall {number}", address="Abai 1")))
    changed = {"case_id": case["case_id"], "court_id": court.court_id, "version": 2}
    changed |= {"number": "changed", "confidential": True, "custody": {"since": "2026-03-01", "limit_on": "2026-06-01"}}
    await scheduling.take(record("court.case.updated", changed))
    # The second follows the first, stays where it is and is not told of; the third is told of for the last time.
    answers = await scheduling.take(
        requested({**first, "request_version": 2, "estimated_minutes": 30}),
        record("court.hearing.withdrawn", {**ids_of(third), "reason": "settled"}),
    )
    assert [one["hearing_id"] for one in answers] == [first["hearing_id"], third["hearing_id"]]
    day = date(2026, 5, 4)
    await scheduling.order(court.court_id, ChangeCalendar(Calendar(closed=frozenset({day})), day, day))
    await scheduling.order(court.court_id, CloseRoom(UUID(court.rooms[1]), clock.now + timedelta(days=300)))
    clock.step(timedelta(days=3))
    assert await as_it_was_told(scheduling, work, court) > 0


async def test_telling_again_of_a_court_that_nobody_knows_is_refused(scheduling: Scheduling, work: Work) -> None:
    before = await scheduling.told()
    with pytest.raises(UnknownCourtError, match="nowhere is not registered"):
        await republish_hearings(work, "nowhere")
    assert await scheduling.told() == before
