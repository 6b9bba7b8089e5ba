"""Rounds that are wrong, late or never come, and a court without a beacon."""

import pytest
from tarazy_scheduling.app import telemetry
from tarazy_scheduling.app.awaited_rounds import AwaitedRounds
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_shared.beacons.development import DevelopmentBeacon

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered
from tests.integration.scheduling.beacon.beacons import DUE, PATIENCE, Refusing, beacon_of, drawn, restarted


@pytest.mark.parametrize("fault", ["wrong_signature", "timed_out"])
async def test_a_round_that_is_wrong_or_away_is_counted_and_never_used(
    scheduling: Scheduling,
    court: ACourt,
    rounds: AwaitedRounds,
    source: DevelopmentBeacon,
    clock: SteppingClock,
    fault: str,
) -> None:
    refusing = rounds.source = Refusing(source.clock, fault)
    case = court.case()
    await scheduling.take(registered(case))
    refused = telemetry.rounds_refused.labels(fault)._value.get()
    without = telemetry.draws_without_beacon._value.get()
    clock.step(DUE)
    assert await drawn(scheduling, rounds) == []
    assert telemetry.rounds_refused.labels(fault)._value.get() == refused + 1
    rounds.source = source
    [told] = await drawn(scheduling, rounds)
    assert beacon_of(told)["round"] == refusing.asked[0]
    assert telemetry.draws_without_beacon._value.get() == without


async def test_when_patience_is_over_the_case_is_drawn_without_a_round_and_counted(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, source: DevelopmentBeacon, clock: SteppingClock
) -> None:
    rounds.source = Refusing(source.clock, "unreachable")
    await scheduling.take(registered(court.case()))
    without = telemetry.draws_without_beacon._value.get()
    clock.step(PATIENCE)
    assert await drawn(scheduling, rounds) == []
    clock.step(DUE)
    [told] = await drawn(scheduling, rounds)
    assert beacon_of(told) is None
    assert telemetry.draws_without_beacon._value.get() == without + 1


async def test_a_round_that_is_known_at_last_is_used_however_late(
    scheduling: Scheduling, court: ACourt, rounds: AwaitedRounds, clock: SteppingClock
) -> None:
    await scheduling.take(registered(court.case()))
    clock.step(2 * PATIENCE)
    [told] = await drawn(scheduling, rounds)
    assert beacon_of(told) is not None


async def test_a_round_of_a_beacon_that_is_in_use_no_more_is_waited_for_in_vain(
    scheduling: Scheduling, court: ACourt, source: DevelopmentBeacon, clock: SteppingClock
) -> None:
    await scheduling.take(registered(court.case()))
    _, rounds = restarted(scheduling, DevelopmentBeacon.of("another key", clock))
    clock.step(PATIENCE - DUE)
    assert await drawn(scheduling, rounds) == []
    clock.step(2 * DUE)
    [told] = await drawn(scheduling, rounds)
    assert beacon_of(told) is None


async def test_without_a_beacon_a_case_is_drawn_at_once_and_counted(scheduling: Scheduling, court: ACourt) -> None:
    scheduling.sets = WorkingSets()
    without = telemetry.draws_without_beacon._value.get()
    [told] = await scheduling.take(registered(court.case()))
    assert beacon_of(told) is None
    assert telemetry.draws_without_beacon._value.get() == without + 1
