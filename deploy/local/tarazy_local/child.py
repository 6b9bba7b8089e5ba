"""A program of the system, described as data, and the same program running."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tarazy_local.errors import CannotRun

_LAUNCHER = Path(__file__).with_name("launcher.py")
_LOG_LIMIT = 20_000_000


async def _at_once() -> None:
    return None


@dataclass(frozen=True, slots=True)
class RunAs:
    """The user that a program runs as when it may not be the caller."""

    uid: int
    gid: int
    namespace: bool
    """True: the caller's own ids under another name, files stay the caller's. False: truly another user."""


@dataclass(frozen=True, slots=True)
class Child:
    """What to run, how to see that it works, and how to end it."""

    name: str
    command: tuple[str, ...]
    log: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    ready: Callable[[], Awaitable[None]] = _at_once
    """Returns when the program answers; an `OSError` or `TimeoutError` means not yet."""
    start_limit: float = 60.0
    """Seconds from start to ready before the start counts as failed."""
    stop_signal: signal.Signals = signal.SIGTERM
    stop_limit: float = 20.0
    """Seconds from the stop signal to the kill."""
    run_as: RunAs | None = None
    orphaned: signal.Signals = signal.SIGKILL
    """What it gets when its parent dies without stopping it."""


class Running:
    """A child that was started."""

    def __init__(self, child: Child, process: asyncio.subprocess.Process) -> None:
        self.child = child
        self._process = process

    @property
    def pid(self) -> int:
        """The program's own process id."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """True once the program has ended and was reaped."""
        return self._process.returncode is not None

    @property
    def status(self) -> int | None:
        """The exit status, negative for a signal, None while it runs."""
        return self._process.returncode

    async def wait(self) -> int:
        """Until it ends; gives the exit status, negative for a signal."""
        return await self._process.wait()

    async def until_ready(self, limit: float | None = None) -> None:
        """Until the program answers, `limit` (else the child's own) seconds at most.

        Raises `CannotRun` when it ends before or takes too long, with the end of its log.
        """
        seconds = limit or self.child.start_limit
        try:
            async with asyncio.timeout(seconds):
                while not self.ended:
                    try:
                        async with asyncio.timeout(5):
                            await self.child.ready()
                        return
                    except (OSError, TimeoutError):
                        await asyncio.sleep(0.1)
        except TimeoutError:
            raise CannotRun(f"{self.child.name} did not answer within {seconds:.0f} s; see {self.child.log}.") from None
        raise CannotRun(explain(self.child, self._process.returncode or 0))

    async def stop(self) -> None:
        """Ask it to end, and kill it when it does not."""
        if self.ended:
            return
        self._send(self.child.stop_signal)
        try:
            async with asyncio.timeout(self.child.stop_limit):
                await self._process.wait()
        except TimeoutError:
            self._send(signal.SIGKILL)
            await self._process.wait()

    def _send(self, sign: signal.Signals) -> None:
        try:
            self._process.send_signal(sign)
        except ProcessLookupError:
            return


async def start(child: Child) -> Running:
    """Start the program, its output going to the end of its log. It does not outlive this process."""
    child.log.parent.mkdir(parents=True, exist_ok=True)
    if child.log.exists() and child.log.stat().st_size > _LOG_LIMIT:
        child.log.replace(child.log.with_suffix(".old.log"))
    with child.log.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *launched(child),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=dict(child.environment),
            start_new_session=True,  # a Ctrl-C at the terminal is the supervisor's, who ends all in order
        )
    return Running(child, process)


@asynccontextmanager
async def running(child: Child) -> AsyncIterator[Running]:
    """The child, ready, for the length of the block."""
    process = await start(child)
    try:
        await process.until_ready()
        yield process
    finally:
        await process.stop()


async def run_once(child: Child) -> None:
    """Run a program to its end; `CannotRun` with the end of its log unless it exits with 0."""
    process = await start(child)
    try:
        async with asyncio.timeout(child.start_limit):
            status = await process.wait()
    except TimeoutError:
        raise CannotRun(f"{child.name} was not done within {child.start_limit:.0f} s; see {child.log}.") from None
    finally:
        await process.stop()
    if status != 0:
        raise CannotRun(explain(child, status))


def launched(child: Child) -> list[str]:
    """The command line by which the launcher becomes the program."""
    options = ["--parent", str(os.getpid()), "--die-with-parent", child.orphaned.name]
    if child.run_as is not None:
        kind = "--namespace" if child.run_as.namespace else "--user"
        options += [kind, f"{child.run_as.uid}:{child.run_as.gid}"]
    return [sys.executable, "-I", str(_LAUNCHER), *options, "--", *child.command]


def explain(child: Child, status: int) -> str:
    """One sentence on why a program ended, with the last line that it wrote."""
    ending = f"was ended by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"
    last = last_line(child.log)
    if "No space left on device" in last:
        return f"{child.name} cannot go on because the disk of {child.log.parent} is full: free some space."
    return f"{child.name} {ending}" + (f": {last}" if last else "") + f" (log: {child.log})."


def last_line(log: Path) -> str:
    """The last line of a log that says something, at most 300 characters of it."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 8_192))
            lines = file.read().decode("utf-8", "replace").split("\n")
    except FileNotFoundError:
        return ""
    spoken = [line.strip() for line in lines if line.strip()]
    return spoken[-1][:300].rstrip(".") if spoken else ""
