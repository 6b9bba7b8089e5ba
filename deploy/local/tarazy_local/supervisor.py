"""Keeps programs running: starts them, starts a dead one again, stops all in reverse order."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tarazy_local.child import Child, Running, start
from tarazy_local.errors import CannotRun

_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 4.0
_STEADY = 30.0
"""Seconds after which a program counts as steady, so that its next death is its first again."""
_TELL_AFTER = 5.0
"""Seconds after which a program started again is made known although it does not answer yet."""


@dataclass(slots=True)
class _Kept:
    child: Child
    running: Running
    began: float = field(default_factory=time.monotonic)


class Supervisor:
    """Programs in stages: each stage needs the ones before it."""

    def __init__(self, *, tell: Callable[[str], None], changed: Callable[[], None] = lambda: None) -> None:
        """`tell` gets a line for people; `changed` is called when `pids` differs for good from what it was."""
        self._tell = tell
        self._changed = changed
        self._stages: list[list[_Kept]] = []
        self._on_start: Callable[[], None] = lambda: None

    @property
    def pids(self) -> dict[str, int]:
        """The process id of each living program, by name."""
        return {kept.child.name: kept.running.pid for stage in self._stages for kept in stage if not kept.running.ended}

    def on_start(self, call: Callable[[], None]) -> None:
        """Call this whenever a process was started, ready or not."""
        self._on_start = call

    async def start(self, *children: Child) -> None:
        """Start a stage and wait until all of it answers; `CannotRun` when one does not."""
        stage: list[_Kept] = []
        self._stages.append(stage)
        for child in children:
            stage.append(_Kept(child, await start(child)))
            self._on_start()
        await together(*(kept.running.until_ready() for kept in stage))

    async def keep(self) -> None:
        """Start whatever dies again, until cancelled."""
        async with asyncio.TaskGroup() as group:
            for stage in self._stages:
                for kept in stage:
                    group.create_task(self._keep_one(kept), name=f"keep {kept.child.name}")

    async def stop(self, after: Callable[[Running], None] = lambda _: None) -> None:
        """Stop the stages in reverse, each stage's programs together; `after` sees each one that ended."""
        for stage in reversed(self._stages):
            await together(*(kept.running.stop() for kept in stage))
            for kept in stage:
                after(kept.running)
        self._stages.clear()

    async def _keep_one(self, kept: _Kept) -> None:
        deaths = 0
        while True:
            status = await kept.running.wait()
            deaths = 1 if time.monotonic() - kept.began > _STEADY else deaths + 1
            pause = pause_after(deaths)
            self._tell(f"{kept.child.name} ended with status {status}, starting it again in {pause:.1f} s")
            await asyncio.sleep(pause)
            try:
                await self._revive(kept)
                await self._make_known(kept)
            except (CannotRun, OSError) as error:
                self._tell(str(error))

    async def _revive(self, kept: _Kept) -> None:
        kept.running = await start(kept.child)
        kept.began = time.monotonic()
        with suppress(OSError):
            self._on_start()
        try:
            await kept.running.until_ready(_TELL_AFTER)
        except CannotRun:
            if kept.running.ended:
                raise

    async def _make_known(self, kept: _Kept) -> None:
        """Say who runs now; on a disk that is full, as soon as there is room again."""
        while not kept.running.ended:
            try:
                self._on_start()
                self._changed()
            except OSError as error:
                self._tell(f"{kept.child.name} runs, but that cannot be written down yet: {error.strerror}")
                await asyncio.sleep(_LONGEST_PAUSE)
            else:
                return


def pause_after(deaths: int) -> float:
    """Seconds before a program is started again after so many deaths in a row."""
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** (deaths - 1))


async def together(*work: Awaitable[None]) -> None:
    """Do all of it at once; the first failure cancels the rest and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            for each in work:
                group.create_task(_done(each))
    except BaseExceptionGroup as failures:
        raise first_of(failures.exceptions) from None


def first_of(failures: Sequence[BaseException]) -> BaseException:
    """The failure that says most: one meant for people before any other."""
    return next((failure for failure in failures if isinstance(failure, CannotRun)), failures[0])


async def _done(work: Awaitable[None]) -> None:
    await work
