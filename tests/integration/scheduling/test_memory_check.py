"""A court in memory is compared with the database; what differs is given up and told of."""

from datetime import timedelta

from tarazy_scheduling.app.checking_memory import MemoryCheck
from tarazy_scheduling.app.telemetry import courts_compared
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling
from tests.integration.scheduling.a_full_court import everything


def counted(outcome: str) -> float:
    return float(courts_compared.labels(outcome)._value.get())


async def test_a_court_in_which_everything_has_happened_is_the_same(
    running: Running, scheduling: Scheduling, court: ACourt
) -> None:
    await everything(court, scheduling)
    check = MemoryCheck(running.pool, scheduling.sets, running.clock)
    [kept] = scheduling.sets.kept()
    same = counted("same")
    assert await check.compare(kept) == []
    assert counted("same") == same + 1
    assert scheduling.sets.kept() == [kept]


async def test_what_differs_is_read_anew(running: Running, scheduling: Scheduling, court: ACourt) -> None:
    await everything(court, scheduling)
    [kept] = scheduling.sets.kept()
    listed = next(one for one in kept.court.hearings.values() if one.state == "listed")
    assert listed.placing
    kept.court.diaries.release(listed.hearing_id, listed.placing)
    different = counted("different")
    found = await MemoryCheck(running.pool, scheduling.sets, running.clock).compare(kept)
    assert {one.split()[0] for one in found} == {"bookings"}
    assert counted("different") == different + 1
    assert scheduling.sets.kept() == []


async def test_a_row_that_somebody_has_written_by_hand_is_found(
    running: Running, scheduling: Scheduling, court: ACourt
) -> None:
    await everything(court, scheduling)
    [kept] = scheduling.sets.kept()
    await running.pool.execute("UPDATE rooms SET name = 'By hand' WHERE room_id = $1", court.rooms[0])
    found = await MemoryCheck(running.pool, scheduling.sets, running.clock).compare(kept)
    assert found == [f"rooms {court.rooms[0]}"]


async def test_each_court_is_compared_once_a_night(
    running: Running, scheduling: Scheduling, court: ACourt, clock: SteppingClock
) -> None:
    check, before = MemoryCheck(running.pool, scheduling.sets, running.clock), counted("same")
    await check.step()
    assert counted("same") == before, "by day it is left in peace"
    clock.step(timedelta(hours=12))
    await everything(court, scheduling)
    for _ in range(3):
        await check.step()
    assert counted("same") == before + 1


async def test_what_has_been_written_since_is_not_compared(
    running: Running, scheduling: Scheduling, court: ACourt
) -> None:
    await everything(court, scheduling)
    [kept] = scheduling.sets.kept()
    await running.pool.execute("UPDATE courts SET revision = revision + 1")
    assert await MemoryCheck(running.pool, scheduling.sets, running.clock).compare(kept) == []
    assert scheduling.sets.kept() == [kept]
