"""Breaks a running system in seeded ways: kills, stops, and a mail server that misbehaves."""

import asyncio
import json
import os
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

SERVICES = ("hr", "scheduling", "notifications")


@dataclass
class Saboteur:
    """Its choices depend on the seed alone; what it did is in `done`."""

    endpoints_file: Path
    seed: int
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    async def work(self, actions: int, *, pause: tuple[float, float], targets: tuple[str, ...]) -> None:
        """So many faults, with a random pause before each."""
        for _ in range(actions):
            await asyncio.sleep(self.random.uniform(*pause))
            target = self.random.choice(targets)
            await self.act(target)

    async def act(self, target: str) -> None:
        """Kill a process group member by its part's name, freeze it for a moment, or spoil the mail server."""
        if target == "smtp":
            await self._spoil_mail()
        elif self.random.random() < 0.25:
            await self._freeze(target)
        else:
            self._signal(target, signal.SIGKILL)
            self.done.append(f"killed {target}")

    async def _freeze(self, target: str) -> None:
        if not self._signal(target, signal.SIGSTOP):
            return
        self.done.append(f"froze {target}")
        await asyncio.sleep(self.random.uniform(0.5, 3))
        self._signal(target, signal.SIGCONT)

    async def _spoil_mail(self) -> None:
        mode = self.random.choice(("refuse", "hang", "drop"))
        url = f"{self._endpoints()['catcher']['url']}/behaviour"
        async with httpx.AsyncClient(timeout=10) as http:
            (await http.post(url, json={"mode": mode})).raise_for_status()
            self.done.append(f"mail server: {mode}")
            await asyncio.sleep(self.random.uniform(1, 3))
            (await http.post(url, json={"mode": "accept"})).raise_for_status()

    def _signal(self, target: str, number: signal.Signals) -> bool:
        pids: list[int] = self._endpoints()["pids"].get(target, [])
        sent = False
        for pid in pids:
            try:
                os.kill(pid, number)
                sent = True
            except ProcessLookupError:
                continue
        return sent

    def _endpoints(self) -> dict[str, Any]:
        return dict(json.loads(self.endpoints_file.read_text(encoding="utf-8")))


async def quiet(measure: Callable[[], int], *, for_seconds: float, within: float) -> None:
    """Wait until what is measured has not changed for a while."""
    loop = asyncio.get_running_loop()
    end, last, since = loop.time() + within, measure(), loop.time()
    while loop.time() - since < for_seconds:
        if loop.time() > end:
            raise AssertionError(f"not quiet within {within:.0f} s")
        await asyncio.sleep(0.2)
        if (now := measure()) != last:
            last, since = now, loop.time()
