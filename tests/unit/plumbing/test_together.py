"""What several ask for at once is done at once, and each gets the answer to their own question."""

import asyncio
from collections.abc import Sequence

import pytest
from tarazy_shared.together import Together


class Slow:
    """Doubles numbers, one round at a time, when it is let."""

    def __init__(self) -> None:
        self.rounds: list[list[int]] = []
        self.gate = asyncio.Semaphore(0)

    def let(self, rounds: int = 100) -> None:
        for _ in range(rounds):
            self.gate.release()

    async def __call__(self, asked: Sequence[int]) -> list[int]:
        self.rounds.append(list(asked))
        await self.gate.acquire()
        if 13 in asked:
            raise ValueError("unlucky")
        return [2 * one for one in asked]


async def begun(together: Together[int, int], *numbers: int) -> list["asyncio.Task[int]"]:
    tasks = [asyncio.create_task(together.ask(number)) for number in numbers]
    await asyncio.sleep(0)
    return tasks


async def test_what_comes_up_while_a_round_runs_is_done_together_in_the_next() -> None:
    slow = Slow()
    together = Together(slow)
    tasks = await begun(together, 1)
    tasks += await begun(together, 2, 3, 4)
    slow.let()
    assert await asyncio.gather(*tasks) == [2, 4, 6, 8]
    assert slow.rounds == [[1], [2, 3, 4]]


async def test_nobody_waits_while_it_is_idle() -> None:
    slow = Slow()
    slow.let()
    together = Together(slow)
    assert [await together.ask(1), await together.ask(2)] == [2, 4]
    assert slow.rounds == [[1], [2]]


async def test_what_comes_up_while_it_rests_is_done_together_too() -> None:
    slow = Slow()
    slow.let()
    together = Together(slow, rest=0.1)
    await together.ask(1)
    tasks = await begun(together, 2)
    for _ in range(10):
        await asyncio.sleep(0)
    tasks += await begun(together, 3)
    assert await asyncio.gather(*tasks) == [4, 6]
    assert slow.rounds == [[1], [2, 3]]


async def test_what_goes_wrong_is_told_to_the_whole_round_and_to_nobody_else() -> None:
    slow = Slow()
    together = Together(slow)
    tasks = await begun(together, 1)
    tasks += await begun(together, 13, 3)
    slow.let()
    first, *others = await asyncio.gather(*tasks, return_exceptions=True)
    assert first == 2
    assert [str(one) for one in others] == ["unlucky", "unlucky"]
    assert await together.ask(5) == 10


async def test_who_waits_for_a_round_whose_leader_is_cancelled_is_told_so_and_may_ask_again() -> None:
    slow = Slow()
    together = Together(slow)
    (first,) = await begun(together, 1)
    leader, other = await begun(together, 2, 3)
    slow.let(1)
    await first
    await asyncio.sleep(0.01)
    assert slow.rounds == [[1], [2, 3]]
    leader.cancel()
    with pytest.raises(ConnectionError):
        await other
    slow.let(1)
    assert await together.ask(4) == 8
    assert slow.rounds == [[1], [2, 3], [4]]
