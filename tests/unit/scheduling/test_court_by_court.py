"""One court that fails keeps no other waiting."""

import pytest
from tarazy_scheduling.app.court_by_court import CourtByCourt


class AClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def fails() -> bool:
    raise RuntimeError("a bug")


async def is_away() -> bool:
    raise ConnectionError("the server is away")


async def goes_well() -> bool:
    return True


def courts() -> tuple[CourtByCourt, AClock]:
    clock = AClock()
    return CourtByCourt("sealing", first_rest=10.0, clock=clock), clock


async def test_a_court_that_fails_is_left_out_for_longer_each_time() -> None:
    dealt, clock = courts()
    for rest in (10, 20, 40):
        assert await dealt.deal("almaty-1", fails()) is None
        clock.now += rest - 1
        assert dealt.left_out() == ["almaty-1"]
        clock.now += 1
        assert dealt.left_out() == []
    for _ in range(10):
        await dealt.deal("almaty-1", fails())
    clock.now += 600
    assert dealt.left_out() == [], "ten minutes at most"


async def test_a_court_that_goes_well_again_is_as_any_other() -> None:
    dealt, clock = courts()
    await dealt.deal("almaty-1", fails())
    await dealt.deal("almaty-1", fails())
    assert await dealt.deal("almaty-1", goes_well()) is True
    await dealt.deal("almaty-1", fails())
    clock.now += 10
    assert dealt.left_out() == []


async def test_what_passes_by_itself_is_raised_and_puts_the_court_behind_the_others_too() -> None:
    dealt, _ = courts()
    with pytest.raises(ConnectionError):
        await dealt.deal("almaty-1", is_away())
    assert dealt.left_out() == ["almaty-1"]
