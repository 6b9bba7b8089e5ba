"""`tarazy demo`."""

import asyncio
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from tarazy_local.demo import district
from tarazy_local.demo.playing import Played, Plot, play
from tarazy_local.demo.telling import addresses, summary
from tarazy_local.errors import CannotRun
from tarazy_local.state import State, read_json, state_folder
from tarazy_local.system import run_system

DIFFERENT = 2
"""Exit status when the figures do not reconcile."""


def commands() -> list[click.Command]:
    """What the demo adds to `tarazy`."""
    return [demo]


@click.command()
@click.option("--keep", is_flag=True, help="Stay up afterwards for a look around; Ctrl-C ends it.")
@click.option("--state", metavar="DIR", help="State folder; by default a fresh .tarazy/demo.")
@click.option("--seed", type=int, default=district.SEED, show_default=True, help="Of the cases and requests.")
@click.option("--rate", type=click.FloatRange(1, 500), default=30.0, show_default=True, help="Requests a second.")
@click.option("--rota", type=click.Path(path_type=Path), help="Another rota file instead of the sample district.")
def demo(keep: bool, state: str | None, seed: int, rate: float, rota: Path | None) -> None:
    """A court's month in two minutes, with a judge on leave and a service killed on the way.

    Exit status 0 only when nothing was lost, doubled or told out of order.
    """
    folder = State(state_folder(state) if state else state_folder() / "demo")
    if folder.supervisor() is not None:
        raise CannotRun(f"Tarazy already runs with {folder.folder}: end it first, or choose another folder by --state.")
    if not state:
        shutil.rmtree(folder.folder, ignore_errors=True)
    plot = Plot(seed, rate) if rota is None else Plot(seed, rate, rota=rota, court=None)
    click.echo(f"State folder {folder.folder}, seed {seed}")
    try:
        held = asyncio.run(_run(folder, plot, keep=keep))
    except BaseExceptionGroup as failures:
        raise _first(failures) from None
    if not held:
        sys.exit(DIFFERENT)


async def _run(state: State, plot: Plot, *, keep: bool) -> bool:
    """Start the system, play, show; stop it again unless it is to be kept. True when all reconciles."""
    ready: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
    system = asyncio.create_task(
        run_system(state, tell=click.echo, started=lambda endpoints: ready.set_result(endpoints)), name="system"
    )
    try:
        await _whichever_first(ready, system)
        playing = asyncio.create_task(play(state, plot, click.echo), name="play")
        try:
            await _whichever_first(playing, system)
        finally:
            playing.cancel()
        played = playing.result()
        show(played, read_json(state.endpoints, {}))
        if keep:
            click.echo("Still up for a look around; Ctrl-C ends it.")
            await system
        return played.found.holds
    finally:
        system.cancel()
        with suppress(asyncio.CancelledError):
            await system


async def _whichever_first(wanted: "asyncio.Future[Any]", system: "asyncio.Task[None]") -> None:
    """Until what is wanted is there; `CannotRun` when the system ends before."""
    await asyncio.wait([wanted, system], return_when=asyncio.FIRST_COMPLETED)
    if not wanted.done():
        await system
        raise CannotRun("Stopped before the demo was over.")


def show(played: Played, endpoints: dict[str, Any]) -> None:
    """The figures and the addresses."""
    click.echo("")
    for line in summary(played.found, played.seconds, played.undisturbed, played.repeated):
        click.echo(line)
    click.echo("")
    for line in addresses(endpoints, played.court_id, played.busy_day.isoformat()):
        click.echo(line)


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    first = errors.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first
