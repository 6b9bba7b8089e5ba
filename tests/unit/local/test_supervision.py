"""How the supervisor treats programs that end; tiny programs stand for the real ones."""

import asyncio
import os
import signal
from pathlib import Path

import pytest
from tarazy_local import supervisor as supervisor_module
from tarazy_local.child import Child, RunAs, explain, last_line, launched, run_once
from tarazy_local.errors import CannotRun
from tarazy_local.identity import Identity
from tarazy_local.leftovers import end_leftovers
from tarazy_local.supervisor import Supervisor, first_of, pause_after


def shell(folder: Path, script: str, name: str = "the program") -> Child:
    return Child(name, ("sh", "-c", script), folder / f"{name}.log", start_limit=5, stop_limit=0.5)


def test_pauses_grow_but_leave_time_to_be_back_within_ten_seconds() -> None:
    assert pause_after(1) == pytest.approx(0.2)
    assert pause_after(2) > pause_after(1)
    assert pause_after(100) == pytest.approx(4.0)


def test_failure_meant_for_people_is_told_before_any_other() -> None:
    told = CannotRun("the disk is full")
    assert first_of([ValueError(), told]) is told


async def test_program_that_fails_is_explained_by_its_last_line(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"the program ended with status 3: no such table"):
        await run_once(shell(tmp_path, "echo begins; echo no such table; exit 3"))


async def test_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    child = Child("the program", ("sleep", "60"), tmp_path / "log", start_limit=0.2)
    with pytest.raises(CannotRun, match="was not done within"):
        await run_once(child)


def test_full_disk_is_recognised_in_a_log(tmp_path: Path) -> None:
    child = shell(tmp_path, "true")
    child.log.write_text("PANIC: could not write: No space left on device\n")
    assert "the disk of" in explain(child, 1)
    assert "is full" in explain(child, 1)


def test_killed_program_is_explained_by_the_signal(tmp_path: Path) -> None:
    assert "was ended by SIGKILL" in explain(shell(tmp_path, "true"), -9)


def test_last_line_of_no_log_is_nothing(tmp_path: Path) -> None:
    assert last_line(tmp_path / "none.log") == ""


async def test_dead_program_is_started_again_and_made_known(tmp_path: Path) -> None:
    known = asyncio.Event()
    supervisor = Supervisor(tell=lambda _: None, changed=known.set)
    await supervisor.start(shell(tmp_path, "exec sleep 60", "sleeper"))
    before = supervisor.pids["sleeper"]
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(supervisor.keep())
        os.kill(before, signal.SIGKILL)
        async with asyncio.timeout(5):
            await known.wait()
        after = supervisor.pids["sleeper"]
        keeping.cancel()
    await supervisor.stop()
    assert after != before
    assert Identity.of(after) is None


async def test_dead_program_is_made_known_as_soon_as_the_disk_has_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, told = asyncio.Event(), list[str]()
    tries = iter([OSError(28, "No space left on device")])

    def changed() -> None:
        for error in tries:
            raise error
        known.set()

    monkeypatch.setattr(supervisor_module, "_LONGEST_PAUSE", 0.2)
    supervisor = Supervisor(tell=told.append, changed=changed)
    await supervisor.start(shell(tmp_path, "exec sleep 60", "sleeper"))
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(supervisor.keep())
        os.kill(supervisor.pids["sleeper"], signal.SIGKILL)
        async with asyncio.timeout(5):
            await known.wait()
        keeping.cancel()
    await supervisor.stop()
    assert told[-1] == "sleeper runs, but that cannot be written down yet: No space left on device"


async def test_programs_stop_in_reverse_order_of_their_stages(tmp_path: Path) -> None:
    ended: list[str] = []
    supervisor = Supervisor(tell=lambda _: None)
    for name in ("kafka", "service"):
        await supervisor.start(shell(tmp_path, "exec sleep 60", name))
    await supervisor.stop(lambda running: ended.append(running.child.name))
    assert ended == ["service", "kafka"]


async def test_program_that_ignores_the_request_is_killed(tmp_path: Path) -> None:
    supervisor = Supervisor(tell=lambda _: None)
    await supervisor.start(shell(tmp_path, "trap '' TERM; while :; do sleep 0.1; done", "stubborn"))
    pid = supervisor.pids["stubborn"]
    await asyncio.sleep(0.3)
    await supervisor.stop()
    assert Identity.of(pid) is None


async def test_leftover_is_ended_but_never_a_stranger_with_its_number(tmp_path: Path) -> None:
    supervisor = Supervisor(tell=lambda _: None)
    await supervisor.start(shell(tmp_path, "exec sleep 60", "left"), shell(tmp_path, "exec sleep 60", "stranger"))
    left, stranger = Identity.of(supervisor.pids["left"]), Identity.of(supervisor.pids["stranger"])
    assert left is not None
    assert stranger is not None
    told: list[str] = []
    noted = [("left", left), ("stranger", Identity(stranger.pid, "an earlier boot"))]
    await end_leftovers(noted, told.append)
    assert not left.lives()
    assert stranger.lives()
    assert told == [f"Ending left of an earlier run (process {left.pid})"]
    await supervisor.stop()


def test_namespace_and_other_user_are_told_to_the_launcher(tmp_path: Path) -> None:
    child = Child("server", ("postgres",), tmp_path / "log", run_as=RunAs(65534, 65534, namespace=True))
    assert "--namespace 65534:65534 -- postgres" in " ".join(launched(child))
    child = Child("server", ("postgres",), tmp_path / "log", run_as=RunAs(65534, 65534, namespace=False))
    assert "--user 65534:65534 -- postgres" in " ".join(launched(child))
