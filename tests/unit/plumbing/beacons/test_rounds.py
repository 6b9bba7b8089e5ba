"""Which round a case waits for: always one that comes out later, and the first such one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tarazy_shared.beacons.beacon import BeaconClock, comes_out_at, round_after
from tarazy_shared.beacons.drand import QUICKNET

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)
PLAIN = BeaconClock("plain", MIDNIGHT, timedelta(seconds=3), timedelta())
MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("instant", "number"),
    [
        (MIDNIGHT - timedelta(days=1), 1),
        (MIDNIGHT - MICROSECOND, 1),
        (MIDNIGHT, 2),
        (MIDNIGHT + timedelta(seconds=3) - MICROSECOND, 2),
        (MIDNIGHT + timedelta(seconds=3), 3),
    ],
)
def test_a_round_that_comes_out_at_the_very_instant_is_not_waited_for(instant: datetime, number: int) -> None:
    assert round_after(PLAIN, instant) == number


@given(
    instant=some.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001
    period=some.timedeltas(timedelta(seconds=1), timedelta(days=40)),
    margin=some.timedeltas(timedelta(), timedelta(days=2)),
)
def test_the_round_is_the_first_that_comes_out_later_than_the_margin(
    instant: datetime, period: timedelta, margin: timedelta
) -> None:
    clock = BeaconClock("any", MIDNIGHT, period, margin)
    number = round_after(clock, instant)
    assert comes_out_at(clock, number) > instant + margin
    assert number == 1 or comes_out_at(clock, number - 1) <= instant + margin


def test_rounds_of_quicknet_come_out_when_drand_says() -> None:
    assert comes_out_at(QUICKNET, 1) == datetime.fromtimestamp(1692803367, UTC)
    assert comes_out_at(QUICKNET, 1000) == datetime.fromtimestamp(1692803367 + 999 * 3, UTC)
