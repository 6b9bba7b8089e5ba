"""Which lane is woken."""

import asyncio

from tarazy_notifications.app.rota import Rota


async def nothing() -> bool:
    return False


def rung(rota: Rota) -> list[bool]:
    return [wake._event.is_set() for wake in rota.wakes]


def test_a_call_wakes_as_many_lanes_as_it_says_and_the_next_call_others() -> None:
    rota = Rota(5)
    rota.call(2)
    assert sum(rung(rota)) == 2
    rota.call(2)
    assert sum(rung(rota)) == 4


async def test_a_call_for_more_lanes_than_are_idle_wakes_those_that_are() -> None:
    rota = Rota(2)
    rota.call(3)
    assert sum(rung(rota)) == 2
    assert await rota.turn(0, nothing) is False


async def test_a_call_while_all_are_busy_makes_the_first_that_is_done_look_again() -> None:
    rota, release = Rota(1), asyncio.Event()

    async def busy() -> bool:
        await release.wait()
        return False

    async with asyncio.TaskGroup() as group:
        turn = group.create_task(rota.turn(0, busy))
        await asyncio.sleep(0)
        rota.call()
        release.set()
    assert turn.result() is True
    assert await rota.turn(0, nothing) is False


async def test_a_lane_that_fails_is_idle_again() -> None:
    rota = Rota(1)

    async def fails() -> bool:
        raise OSError

    try:
        await rota.turn(0, fails)
    except OSError:
        rota.call()
    assert rung(rota) == [True]
