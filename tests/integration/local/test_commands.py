"""`tarazy up`, `down` and `status` as a person types them."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from tarazy_local.identity import Identity

PROGRAM = Path(__file__).with_name("fake_tarazy.py")


def kept_settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("TARAZY_") or "CACHE" in name}


async def tarazy(state: Path, *words: str, **settings: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(PROGRAM),
        *words,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**kept_settings(), "TARAZY_STATE": str(state), **settings},
    )
    try:
        async with asyncio.timeout(60):
            output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    return process.returncode or 0, output.decode()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110  the file of another process
            await asyncio.sleep(0.1)


@pytest.fixture
async def state(tmp_path: Path) -> AsyncIterator[Path]:
    """A state folder; whatever a test has left running with it is stopped."""
    state = tmp_path / "state"
    yield state
    if (state / "processes.json").exists():
        await tarazy(state, "down")


async def test_up_leaves_it_running_status_sees_it_and_down_stops_it(state: Path) -> None:
    code, said = await tarazy(state, "up", "--detach")
    assert code == 0, said
    endpoints = json.loads((state / "endpoints.json").read_text(encoding="utf-8"))
    assert endpoints["catcher"]["url"] in said
    assert endpoints["services"]["scheduling"]["url"] in said

    code, said = await tarazy(state, "status")
    assert code == 0
    assert f"process {endpoints['pids']['hr'][0]}" in said
    assert "not ready" not in said

    code, said = await tarazy(state, "up", "--detach")
    assert code == 1
    assert "already runs" in said

    code, said = await tarazy(state, "down")
    assert code == 0
    assert "the data are kept" in said
    assert not any(Identity.of(pids[0]) for pids in endpoints["pids"].values())
    code, said = await tarazy(state, "status")
    assert (code, said) == (3, f"Nothing runs with the state folder {state}.\n")


async def test_down_where_nothing_runs_says_so(state: Path) -> None:
    code, said = await tarazy(state, "down")
    assert (code, said) == (0, f"Nothing runs with the state folder {state}.\n")


async def test_port_in_use_is_one_sentence_and_everything_is_stopped_again(state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = await tarazy(state, "up", "--detach", TARAZY_HR_HTTP_PORT=str(port))
    assert code == 1
    assert said.strip().splitlines()[-1].startswith(f"tarazy: Port {port} for hr is in use")
    assert "Traceback" not in said
    assert json.loads((state / "processes.json").read_text(encoding="utf-8")) == {}


async def test_missing_java_is_one_sentence(state: Path, tmp_path: Path) -> None:
    code, said = await tarazy(state, "up", PATH=str(tmp_path), JAVA_HOME="")
    assert code == 1
    assert said.strip().splitlines()[-1].startswith("tarazy: Java is missing. Install Java 17")
    assert "Traceback" not in said


async def test_missing_maven_is_one_sentence(state: Path, tmp_path: Path) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho 'openjdk version \"17.0.1\"' >&2\n")
    java.chmod(0o755)
    settings = {"PATH": f"{tmp_path}:/nowhere", "JAVA_HOME": "", "TARAZY_CACHE": str(tmp_path / "cache")}
    code, said = await tarazy(state, "up", **settings)
    assert code == 1
    assert "tarazy: Maven is missing. Install it" in said


@pytest.mark.parametrize("command", ["up", "down", "status"])
async def test_state_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    code, said = await tarazy(tmp_path / "file" / "state", command)
    assert code == 1
    assert said.startswith(f"tarazy: The state folder {tmp_path / 'file' / 'state'} cannot be used (Not a directory")
    assert said.endswith("): choose another by TARAZY_STATE.\n")
    assert said.count("\n") == 1


async def test_cache_that_cannot_be_used_is_one_sentence(state: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, said = await tarazy(state, "up", TARAZY_CACHE=str(tmp_path / "file" / "cache"))
    assert code == 1
    last = said.strip().splitlines()[-1]
    assert last.startswith(f"tarazy: The cache {tmp_path / 'file' / 'cache'} cannot be used (Not a directory")
    assert last.endswith("choose another by TARAZY_CACHE.")


async def test_system_goes_on_when_nobody_reads_any_more(state: Path) -> None:
    """As with `tarazy up --detach | head -1`."""
    starting = await asyncio.create_subprocess_exec(
        sys.executable,
        str(PROGRAM),
        "up",
        "--detach",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**kept_settings(), "TARAZY_STATE": str(state)},
    )
    assert starting.stdout is not None
    await starting.stdout.readline()
    starting.kill()  # its end of the pipe closes
    await starting.wait()
    await until((state / "endpoints.json").exists)
    code, said = await tarazy(state, "status")
    assert code == 0, said
    assert "Starting hr, scheduling and notifications" in (state / "logs" / "supervisor.log").read_text("utf-8")
