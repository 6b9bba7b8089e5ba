"""The whole system on one machine, with stand-ins for the three services: started, kept alive, stopped."""

import asyncio
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import asyncpg
import httpx
import pytest
from tarazy_local.identity import Identity
from tarazy_local.kafka.broker import answers
from tarazy_local.kafka.jars import cache_folder

PROGRAM = Path(__file__).with_name("fake_system.py")
RESTART_LIMIT = 10.0
AS_NOBODY = ("setpriv", "--reuid=nobody", "--clear-groups")


@dataclass
class Run:
    """One run of the system."""

    process: asyncio.subprocess.Process
    state: Path
    said: list[str]

    @property
    def endpoints(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.state / "endpoints.json").read_text(encoding="utf-8"))
        return content

    async def said_until(self, line: str) -> None:
        assert self.process.stdout is not None
        async with asyncio.timeout(60):
            while line not in self.said:
                raw = await self.process.stdout.readline()
                assert raw, self.said
                self.said.append(raw.decode().strip())


@asynccontextmanager
async def system(
    state: Path, command: tuple[str, ...] = (sys.executable,), settings: Mapping[str, str] = MappingProxyType({})
) -> AsyncIterator[Run]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TARAZY_") or "CACHE" in name}
    process = await asyncio.create_subprocess_exec(
        *command,
        str(PROGRAM),
        str(state),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**kept, **settings},
    )
    try:
        yield Run(process, state, [])
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def until(true: Callable[[], bool], limit: float) -> None:
    deadline = time.monotonic() + limit
    while not true():
        assert time.monotonic() < deadline, f"not within {limit} s"
        await asyncio.sleep(0.1)


@pytest.fixture(scope="module")
async def run(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Run]:
    async with system(tmp_path_factory.mktemp("system") / "state", settings={"TARAZY_NOW_OFFSET": "P7D"}) as started:
        await started.said_until("started")
        yield started


async def test_everything_answers_when_it_says_so(run: Run) -> None:
    found = run.endpoints
    await answers(found["kafka"]["bootstrap_servers"])
    async with httpx.AsyncClient() as client:
        for service in found["services"].values():
            assert (await client.get(f"{service['url']}/health/ready")).status_code == 200
        assert (await client.get(f"{found['catcher']['url']}/messages")).json() == []
    assert all(Identity.of(pids[0]) for pids in found["pids"].values())


async def test_services_get_the_shifted_clock(run: Run) -> None:
    async with httpx.AsyncClient() as client:
        told = (await client.get(f"{run.endpoints['services']['hr']['url']}/environment")).json()
    assert told["TARAZY_NOW_OFFSET"] == "P7D"
    assert told["TARAZY_EMBEDDED"] == "1"
    assert told["TARAZY_SMTP_URL"] == f"smtp://127.0.0.1:{run.endpoints['smtp']['port']}"


async def test_each_service_has_a_database_that_the_others_cannot_open(run: Run) -> None:
    urls = run.endpoints["databases"]
    connection = await asyncpg.connect(urls["hr"])
    assert await connection.fetchval("SELECT count(*) FROM pg_extension WHERE extname = 'btree_gist'") == 1
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute("CREATE TABLE mine (id int)")
    await connection.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(urls["hr"].rpartition("/")[0] + "/scheduling")


@pytest.mark.parametrize("part", ["scheduling", "catcher", "postgres", "kafka"])
async def test_killed_part_is_back_in_time_with_its_new_pid(run: Run, part: str) -> None:
    before = run.endpoints["pids"][part]
    os.kill(before[0], signal.SIGKILL)
    await until(lambda: run.endpoints["pids"][part] not in ([], before), RESTART_LIMIT)
    (pid,) = run.endpoints["pids"][part]
    assert Identity.of(pid), "the pid that is told is of a program that runs"
    await test_everything_answers_when_it_says_so(run)


async def test_second_start_on_the_same_state_is_refused_in_one_sentence(run: Run) -> None:
    async with system(run.state) as second:
        output, _ = await second.process.communicate()
    assert second.process.returncode == 1
    assert output.decode().count("\n") == 1
    assert "already runs with the state folder" in output.decode()
    await test_everything_answers_when_it_says_so(run)


async def test_one_signal_stops_everything_and_the_next_start_has_the_data_and_addresses(tmp_path: Path) -> None:
    state = tmp_path / "state"
    async with system(state) as first:
        await first.said_until("started")
        before = first.endpoints
        first.process.send_signal(signal.SIGINT)
        await first.process.wait()
        assert first.process.returncode == 0
    assert not (state / "endpoints.json").exists()
    assert not any(Identity.of(pids[0]) for pids in before["pids"].values())
    async with system(state) as second:
        await second.said_until("started")
        after = second.endpoints
    assert {**after, "pids": {}} == {**before, "pids": {}}


async def test_killed_supervisor_leaves_nothing_that_hinders_the_next_start(tmp_path: Path) -> None:
    state = tmp_path / "state"
    async with system(state) as first:
        await first.said_until("started")
        before = first.endpoints
        first.process.kill()
        await first.process.wait()
    async with system(state) as second:
        await second.said_until("started")
        assert second.endpoints["databases"] == before["databases"]
        await test_everything_answers_when_it_says_so(second)
    assert not any(Identity.of(pids[0]) for pids in before["pids"].values())


async def test_migration_that_fails_stops_the_start_with_its_reason(tmp_path: Path) -> None:
    async with system(tmp_path / "state", settings={"TARAZY_FAKE_BREAKS": "hr migrate"}) as broken:
        output, _ = await broken.process.communicate()
    assert broken.process.returncode == 1
    last = output.decode().strip().splitlines()[-1]
    assert last.startswith("The migration of hr ended with status 1: the schema is newer than this program")
    assert "Traceback" not in output.decode()


async def test_external_kafka_and_smtp_replace_the_embedded_ones(tmp_path: Path, kafka: str) -> None:
    elsewhere = {"TARAZY_KAFKA_BOOTSTRAP_SERVERS": kafka, "TARAZY_SMTP_URL": "smtp://mail.court.example:2525"}
    async with system(tmp_path / "state", settings=elsewhere) as mixed:
        await mixed.said_until("started")
        found = mixed.endpoints
    assert found["kafka"]["bootstrap_servers"] == kafka
    assert found["smtp"] == {"host": "mail.court.example", "port": 2525}
    assert (found["pids"]["kafka"], found["pids"]["catcher"]) == ([], [])
    assert not (tmp_path / "state" / "kafka").exists()


async def test_external_kafka_that_is_away_is_named(tmp_path: Path) -> None:
    async with system(tmp_path / "state", settings={"TARAZY_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"}) as lonely:
        output, _ = await lonely.process.communicate()
    said = output.decode()
    assert said.startswith("Kafka does not answer at TARAZY_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1 (Connect call failed")
    assert said.count("\n") == 1


async def test_external_database_that_is_away_is_named_before_anything_starts(tmp_path: Path) -> None:
    url = "postgresql://hr:secret@127.0.0.1:1/court"
    async with system(tmp_path / "state", settings={"TARAZY_HR_DATABASE_URL": url}) as lonely:
        output, _ = await lonely.process.communicate()
    assert lonely.process.returncode == 1
    assert output.decode().startswith("PostgreSQL at 127.0.0.1:1/court cannot be used (Connect call failed")
    assert output.decode().endswith("correct TARAZY_HR_DATABASE_URL or the server.\n")
    assert "secret" not in output.decode()
    assert not (tmp_path / "state" / "kafka").exists()


def python_of_everybody() -> str | None:
    """A Python that an unprivileged user may run and that can use this one's packages."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        return None
    program = "import os, sys, asyncpg, tarazy_local; sys.exit(not os.access(sys.executable, os.X_OK))"
    for candidate in (sys.executable, "/usr/bin/python3"):
        trial = [*AS_NOBODY, candidate, "-c", program]
        tried = subprocess.run(trial, check=False, capture_output=True, env={"PYTHONPATH": os.pathsep.join(sys.path)})
        if tried.returncode == 0:
            return candidate
    return None


def copied_cache(folder: Path) -> str:
    """The jars that this session has fetched, for a user who may not read the cache."""
    copy = folder / "cache"
    shutil.copytree(cache_folder(), copy, ignore=shutil.ignore_patterns("*.jsa", "uv-*"))
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, "nobody")
    return str(copy)


@pytest.mark.skipif(python_of_everybody() is None, reason="no Python that another user could run")
async def test_ordinary_user_runs_it_all(kafka: str) -> None:
    """`kafka` is here so that the jars are."""
    with tempfile.TemporaryDirectory(prefix="tarazy-nobody-") as folder:
        settings = {"TARAZY_CACHE": copied_cache(Path(folder)), "HOME": folder, "PYTHONPATH": os.pathsep.join(sys.path)}
        async with system(Path(folder, "state"), (*AS_NOBODY, python_of_everybody() or ""), settings) as started:
            await started.said_until("started")
            await test_everything_answers_when_it_says_so(started)
            owners = {os.stat(f"/proc/{pid}").st_uid for pids in started.endpoints["pids"].values() for pid in pids}
            assert owners == {pwd.getpwnam("nobody").pw_uid}
