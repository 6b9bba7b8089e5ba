"""Hearings that nothing more will become of are told a last time."""

from datetime import timedelta

from tarazy_scheduling.adapters import due_courts
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_scheduling.app.touched import Touched
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling, ids_of, record, registered, requested
from tests.integration.scheduling.a_full_court import as_it_was_told


async def test_when_the_window_has_passed_the_hearing_is_told_a_last_time(
    scheduling: Scheduling, court: ACourt, work: Work, clock: SteppingClock
) -> None:
    case = court.case()
    request = court.request(case, earliest_on="2026-03-09", latest_on="2026-03-10", estimated_minutes=2400)
    unlisted = (await scheduling.take(registered(case), requested(request)))[-1]
    assert unlisted["type"] == "court.hearing.unlisted.v1"
    passing = PassingTime(work, scheduling.sets)
    await passing.step()
    assert (await scheduling.told())[-1]["version"] == 1
    clock.step(timedelta(days=9))
    await passing.step()
    last = (await scheduling.told())[-1]
    assert (last["version"], last["conflicts"][0]["code"]) == (2, "window_in_past")
    await passing.step()
    assert (await scheduling.told())[-1] == last


async def test_what_was_told_for_the_last_time_is_loaded_only_when_it_is_named(
    scheduling: Scheduling, court: ACourt, work: Work, clock: SteppingClock
) -> None:
    case = court.case()
    asked_again, withdrawn = (court.request(case, latest_on="2026-03-17", room_features=["dock"]) for _ in range(2))
    await scheduling.take(registered(case), requested(asked_again), requested(withdrawn))
    passing = PassingTime(work, scheduling.sets)
    clock.step(timedelta(days=30))  # nothing has run meanwhile
    await passing.step()
    last = (await scheduling.told())[-2:]
    assert [one["conflicts"][0]["code"] for one in last] == ["window_in_past"] * 2
    clock.step(timedelta(days=3))
    await passing.step()
    async with work.begin() as uow:
        loaded = await scheduling.sets.take(uow.connection, Touched(courts={court.court_id}), uow.now)
        scheduling.sets.keep(loaded, {})
        assert not loaded.court(court.court_id).hearings
    clock.step(timedelta(hours=1))
    async with work.begin() as uow:
        assert not await due_courts.find(uow.connection, uow.now, timedelta(minutes=10), 9), "nothing waits"
    await as_it_was_told(scheduling, work, court)
    later = {"request_version": 2, "room_features": [], "earliest_on": "2026-04-20", "latest_on": "2026-05-20"}
    scheduled, cancelled = await scheduling.take(
        requested({**asked_again, **later}),
        record("court.hearing.withdrawn", {**ids_of(withdrawn), "reason": "settled"}),
    )
    assert (scheduled["type"], scheduled["version"]) == ("court.hearing.scheduled.v1", 3)
    assert (cancelled["type"], cancelled["version"]) == ("court.hearing.cancelled.v1", 3)
