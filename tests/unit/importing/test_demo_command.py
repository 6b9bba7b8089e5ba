"""`tarazy demo` as a person sees it: it starts, plays, shows, stops, and its exit status is its verdict."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tarazy_local.demo import commands
from tarazy_local.demo.commands import demo
from tarazy_local.demo.playing import Played, Plot
from tarazy_local.demo.reconciling import Record, reconcile
from tarazy_local.errors import CannotRun
from tarazy_local.state import State

ENDPOINTS = {
    "services": {name: {"url": f"http://{name}"} for name in ("hr", "scheduling", "notifications")},
    "catcher": {"url": "http://mails"},
}
NOTHING = Record([], [], [], [], [], [], frozenset())
GOOD = Played(reconcile(NOTHING), [0.1], [0.1], "rota-71", date(2026, 3, 18))
BAD = replace(GOOD, found=reconcile(replace(NOTHING, cases=["c"])))


class System:
    """Stands for the system on one machine: it runs until it is cancelled, or ends by itself."""

    def __init__(self) -> None:
        self.lives = False
        self.fails: Exception | None = None
        self.ends_after: float | None = None

    async def run(self, state: State, *, tell: object, started: Callable[[dict[str, Any]], None]) -> None:
        if self.fails:
            raise self.fails
        state.folder.mkdir(parents=True, exist_ok=True)
        state.endpoints.write_text(json.dumps(ENDPOINTS), encoding="utf-8")
        self.lives = True
        started(ENDPOINTS)
        try:
            await asyncio.sleep(3600 if self.ends_after is None else self.ends_after)
        except asyncio.CancelledError:
            return
        finally:
            self.lives = False


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    system = System()
    monkeypatch.setattr(commands, "run_system", system.run)
    return system


def playing(monkeypatch: pytest.MonkeyPatch, played: Played | BaseException) -> list[Plot]:
    plots: list[Plot] = []

    async def play(state: State, plot: Plot, tell: object) -> Played:
        plots.append(plot)
        await asyncio.sleep(0)
        if isinstance(played, BaseException):
            raise played
        return played

    monkeypatch.setattr(commands, "play", play)
    return plots


def run(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(demo, ["--state", str(folder), *more])


def test_it_ends_with_0_when_all_reconciles(system: System, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plots = playing(monkeypatch, GOOD)
    result = run(tmp_path, "--seed", "7", "--rate", "50")
    assert result.exit_code == 0, result.output
    assert "It reconciles." in result.stdout
    assert "http://scheduling/courts/rota-71/cause-list?day=2026-03-18" in result.stdout
    assert not system.lives
    assert (plots[0].seed, plots[0].rate) == (7, 50.0)


def test_it_ends_with_2_when_something_is_lost(system: System, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    playing(monkeypatch, BAD)
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "lost: case c was neither drawn nor refused" in result.stdout


def test_with_keep_it_stays_until_it_is_stopped(
    system: System, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    playing(monkeypatch, GOOD)
    system.ends_after = 0.2
    result = run(tmp_path, "--keep")
    assert result.exit_code == 0
    assert "Still up for a look around" in result.stdout


@pytest.mark.parametrize("wrapped", [True, False], ids=["from inside a group", "plain"])
def test_what_keeps_it_from_playing_is_one_sentence(
    system: System, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wrapped: bool
) -> None:
    reason = CannotRun("HR did not approve the leave.")
    playing(monkeypatch, ExceptionGroup("tasks", [ExceptionGroup("more", [reason])]) if wrapped else reason)
    assert run(tmp_path).exception is reason
    assert not system.lives


def test_a_system_that_cannot_start_is_one_sentence(
    system: System, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    playing(monkeypatch, GOOD)
    system.fails = CannotRun("Java is missing.")
    assert str(run(tmp_path).exception) == "Java is missing."


def test_a_system_that_ends_before_the_demo_is_said(
    system: System, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def play(state: State, plot: Plot, tell: object) -> Played:
        await asyncio.sleep(3600)
        return GOOD

    monkeypatch.setattr(commands, "play", play)
    system.ends_after = 0.1
    assert str(run(tmp_path).exception) == "Stopped before the demo was over."


def test_by_default_it_starts_in_a_fresh_folder(
    system: System, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    playing(monkeypatch, GOOD)
    monkeypatch.setenv("TARAZY_STATE", str(tmp_path))
    old = tmp_path / "demo" / "mails.sqlite"
    old.parent.mkdir()
    old.touch()
    (tmp_path / "kept").touch()
    assert CliRunner().invoke(demo, []).exit_code == 0
    assert not old.exists()
    assert (tmp_path / "kept").exists(), "only its own folder is cleared"


def test_a_folder_in_which_something_runs_is_left_alone(
    system: System, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    playing(monkeypatch, GOOD)
    monkeypatch.setattr(State, "supervisor", lambda self: object())
    assert "already runs" in str(run(tmp_path).exception)
