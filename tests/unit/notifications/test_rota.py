"""Which lane is woken."""

import asyncio

from tarazy_notifications.app.rota import Rota


async def nothing() -> bool:
    return False


def rung(rota: Rota) -> list[bool]:
    return [wake._event.is_set() for wake in rota.wakes]


def test_one_call_wakes_one_lane_and_the_next_call_another() -> None:
    rota = Rota(3)
    rota.call()
    assert sum(rung(rota)) == 1
    rota.call()
    assert sum(rung(rota)) == 2


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
