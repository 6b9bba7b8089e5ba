"""`tarazy up`, `down` and `status` as a person types them."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tarazy_local.commands import plain_errors
from tarazy_local.errors import CannotRun
from tarazy_local.identity import Identity
from tarazy_local.state import State

PROGRAM = Path(__file__).with_name("fake_tarazy.py")


async def tarazy(state: Path, *words: str, **settings: str) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TARAZY_") or "CACHE" in name}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(PROGRAM),
        *words,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**kept, "TARAZY_STATE": str(state), **settings},
    )
    try:
        async with asyncio.timeout(60):
            output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    return process.returncode or 0, output.decode()


@pytest.fixture
async def state(tmp_path: Path) -> AsyncIterator[Path]:
    yield tmp_path / "state"
    await tarazy(tmp_path / "state", "down")


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


def test_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(CannotRun, match=rf"^The disk of {tmp_path} is full: free some space\.$"),
        plain_errors(State(tmp_path)),
        Path("/dev/full").open("w") as disk,
    ):
        disk.write("anything")


def test_folder_of_somebody_else_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="may not be used by this user"), plain_errors(State(tmp_path)):
        raise PermissionError(13, "Permission denied", str(tmp_path))
