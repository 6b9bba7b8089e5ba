"""`tarazy up`, `tarazy down`, `tarazy status`: the system on one machine."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from tarazy_local.demo import commands as demo
from tarazy_local.errors import CannotRun
from tarazy_local.importing import commands as importing
from tarazy_local.leftovers import send
from tarazy_local.services import is_ready
from tarazy_local.state import State, read_json, state_folder
from tarazy_local.system import run_system

_STOP_LIMIT = 90.0

_state_option = click.option(
    "--state", "chosen", metavar="DIR", help="State folder; by default TARAZY_STATE, else ./.tarazy."
)


def commands() -> list[click.Command]:
    """What this package adds to `tarazy`."""
    return [up, down, status, *importing.commands(), *demo.commands()]


@click.command()
@_state_option
@click.option("--detach", is_flag=True, help="Come back when all of it answers, and leave it running.")
@click.option("--log", type=click.Path(path_type=Path), hidden=True, help="Once started, write here and nowhere else.")
def up(chosen: str | None, detach: bool, log: Path | None) -> None:
    """Start Kafka, PostgreSQL, the mail catcher and the three services here.

    Data stay in the state folder between runs. Ctrl-C stops everything in order.
    """
    state = State(state_folder(chosen))
    if detach:
        _start_detached(state)
        return
    tell = _teller(state, log)

    def started(endpoints: dict[str, Any]) -> None:
        with suppress(OSError):
            click.echo(addresses(endpoints, state))
        if log is not None:
            _turn_output_to(log)

    with state.usable():
        asyncio.run(run_system(state, tell=tell, started=started))


@click.command()
@_state_option
def down(chosen: str | None) -> None:
    """Stop what `tarazy up` started; the data stay."""
    state = State(state_folder(chosen))
    with state.usable():
        supervisor = state.supervisor()
    if supervisor is None:
        click.echo(f"Nothing runs with the state folder {state.folder}.")
        return
    send(supervisor, signal.SIGTERM)
    click.echo("Stopping Tarazy")
    deadline = time.monotonic() + _STOP_LIMIT
    while supervisor.lives():
        if time.monotonic() > deadline:
            raise CannotRun(f"It has not stopped after {_STOP_LIMIT:.0f} s; see {state.log('supervisor')}.")
        time.sleep(0.1)
    click.echo("Stopped; the data are kept.")


@click.command()
@_state_option
def status(chosen: str | None) -> None:
    """Say what runs and whether it answers; exit 0 when all does, 3 when not."""
    state = State(state_folder(chosen))
    with state.usable():
        endpoints = read_json(state.endpoints, None) if state.supervisor() is not None else None
    if endpoints is None:
        click.echo(f"Nothing runs with the state folder {state.folder}.")
        sys.exit(3)
    ready = asyncio.run(_ready(endpoints))
    for name, pids in endpoints["pids"].items():
        state_word = {True: "ready", False: "not ready", None: ""}[ready.get(name)]
        click.echo(f"{name:<14} {'process ' + str(pids[0]) if pids else 'elsewhere':<16} {state_word}".rstrip())
    click.echo(addresses(endpoints, state))
    if not all(ready.values()):
        sys.exit(3)


def addresses(endpoints: dict[str, Any], state: State) -> str:
    """Where a person finds the running system."""
    service = {name: found["url"] for name, found in endpoints["services"].items()}
    lines = {
        "Cause list": service["scheduling"],
        "HR": f"{service['hr']}, to be signed in to with what `tarazy hr key hr_officer` prints",
        "Notifications": service["notifications"],
        "Mail catcher": endpoints["catcher"]["url"] or f"none, mails go to {endpoints['smtp']['host']}",
        "API pages": ", ".join(f"{url}/docs" for url in service.values()),
        "Metrics": ", ".join(f"{url}/metrics" for url in service.values()),
        "Kafka": endpoints["kafka"]["bootstrap_servers"],
        "Logs": str(state.logs),
        "For programs": str(state.endpoints),
    }
    return "\n".join(["Tarazy runs.", *(f"  {name + ':':<15}{where}" for name, where in lines.items())])


async def _ready(endpoints: dict[str, Any]) -> dict[str, bool]:
    async def answers(url: str) -> bool:
        try:
            await is_ready(url)
        except OSError:
            return False
        return True

    urls = {name: found["url"] for name, found in endpoints["services"].items()}
    if endpoints["catcher"]["url"]:
        urls["catcher"] = endpoints["catcher"]["url"]
    return {name: await answers(url) for name, url in urls.items()}


def _start_detached(state: State) -> None:
    """Start a supervisor of its own and show what it says until all answers or it gives up."""
    state.prepare()
    log = state.log("supervisor")
    command = [sys.executable, sys.argv[0], "up", "--state", str(state.folder), "--log", str(log)]
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert child.stdout is not None  # noqa: S101  it was asked for
        for line in child.stdout:
            click.echo(line, nl=False)
    except KeyboardInterrupt:
        child.terminate()
        child.wait()
        raise click.Abort from None
    if _ended_soon(child):
        sys.exit(child.returncode or 1)


def _ended_soon(child: "subprocess.Popen[str]") -> bool:
    """The output ends when the supervisor is up, or when it ends; the latter shows within a moment."""
    try:
        child.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return False
    return True


def _teller(state: State, log: Path | None) -> Callable[[str], None]:
    """Lines for people: on the terminal, and with the time in the supervisor's log.

    Where nobody reads any more, or the disk is full, the system goes on all the same.
    """
    file = log or state.log("supervisor")

    def tell(line: str) -> None:
        with suppress(OSError):
            click.echo(line)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a", encoding="utf-8") as out:
                out.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {line}\n")

    return tell


def _turn_output_to(log: Path) -> None:
    """Let go of the terminal of whoever started this; what Python itself says goes into the log."""
    sys.stdout.flush()
    sys.stderr.flush()
    with log.open("ab") as file, open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(file.fileno(), 2)
