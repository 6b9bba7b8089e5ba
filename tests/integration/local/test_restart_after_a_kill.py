"""A killed server comes back with everything that it had acknowledged."""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from tarazy_local import ports
from tarazy_local.child import Running, running, start
from tarazy_local.errors import CannotRun
from tarazy_local.identity import Identity
from tarazy_local.kafka.broker import prepare_broker
from tarazy_local.kafka.jars import cache_folder
from tarazy_local.postgres import binaries
from tarazy_local.postgres.binaries import OLDEST, from_machine
from tarazy_local.postgres.server import Server, prepare_server

LIMIT = 10.0


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder below one that everybody may pass, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="tarazy-test-") as made:
        yield Path(made)


def mode_and_owner(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mode & 0o777, status.st_uid


def user_of(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid


async def started_within(limit: float, child_of: Running) -> Running:
    """Start the same program until it stays, as the supervisor does."""
    deadline = time.monotonic() + limit
    while True:
        again = await start(child_of.child)
        try:
            await again.until_ready()
        except CannotRun:
            if time.monotonic() > deadline:
                raise
        else:
            assert time.monotonic() < deadline
            return again


async def test_kafka_keeps_its_records_and_is_back_in_time(folder: Path) -> None:
    chosen = ports.choose(("clients", "controller"), {})
    broker = await prepare_broker(
        folder / "kafka",
        port=chosen["clients"],
        controller_port=chosen["controller"],
        cache=cache_folder(),
        log=folder / "kafka.log",
        tell=print,
    )
    process = await start(broker.child)
    try:
        await process.until_ready()
        admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap_servers)
        await admin.start()
        await admin.create_topics([NewTopic("kept", num_partitions=1, replication_factor=1)])
        await admin.close()
        async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap_servers, acks="all") as producer:
            for number in range(100):
                await producer.send_and_wait("kept", str(number).encode())
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
        process = await started_within(LIMIT, process)
        async with AIOKafkaConsumer(bootstrap_servers=broker.bootstrap_servers) as consumer:
            consumer.assign([TopicPartition("kept", 0)])
            await consumer.seek_to_beginning()
            records = [(await consumer.getone()).value for _ in range(100)]
        assert records == [str(number).encode() for number in range(100)]
    finally:
        await process.stop()


async def postgres_in(folder: Path, namespaces: bool | None = None) -> Server:
    return await prepare_server(
        folder / "postgres",
        port=ports.choose(("postgres",), {})["postgres"],
        password="a 'quoted' pass/word",
        log=folder / "postgres.log",
        tell=print,
        namespaces=namespaces,
    )


async def write_note(server: Server) -> None:
    connection = await asyncpg.connect(server.url())
    await connection.execute("CREATE TABLE note AS SELECT 'kept' AS text")
    await connection.close()


async def read_note(server: Server) -> str:
    connection = await asyncpg.connect(server.url())
    try:
        return str(await connection.fetchval("SELECT text FROM note"))
    finally:
        await connection.close()


async def test_postgres_keeps_what_was_committed_and_is_back_in_time(folder: Path) -> None:
    server = await postgres_in(folder)
    process = await start(server.child)
    try:
        await process.until_ready()
        await write_note(server)
        busy = await asyncpg.connect(server.url())  # its backend outlives the postmaster for a moment
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
        process = await started_within(LIMIT, process)
        assert await read_note(server) == "kept"
        busy.terminate()
    finally:
        await process.stop()


async def test_postgres_is_durable_and_checks_its_pages(folder: Path) -> None:
    server = await postgres_in(folder)
    process = await start(server.child)
    try:
        await process.until_ready()
        connection = await asyncpg.connect(server.url())
        shown = {name: await connection.fetchval(f"SHOW {name}") for name in ("fsync", "data_checksums")}
        hosts = await connection.fetch("SELECT DISTINCT auth_method FROM pg_hba_file_rules")
        await connection.close()
        assert shown == {"fsync": "on", "data_checksums": "on"}
        assert [row["auth_method"] for row in hosts] == ["scram-sha-256"]
    finally:
        await process.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
async def test_root_without_namespaces_runs_postgres_as_nobody_inside_the_state_folder(folder: Path) -> None:
    above = mode_and_owner(folder.parent)
    server = await postgres_in(folder, namespaces=False)
    process = await start(server.child)
    try:
        await process.until_ready()
        await write_note(server)
        assert user_of(process.pid) == mode_and_owner(folder / "postgres")[1] != 0
        assert await read_note(server) == "kept"
        assert mode_and_owner(folder.parent) == above
        assert mode_and_owner(folder) == (0o711, 0)
    finally:
        await process.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a home that nobody else may pass")
async def test_root_with_a_closed_home_opens_nothing(folder: Path) -> None:
    home = folder / "home"
    home.mkdir(mode=0o700)
    server = await postgres_in(home / "state", namespaces=False)
    process = await start(server.child)
    elsewhere = Path("/var/lib/tarazy", (home / "state" / "postgres" / "elsewhere").read_text())
    try:
        await process.until_ready()
        assert mode_and_owner(home) == (0o700, 0)
        assert (elsewhere / "data" / "PG_VERSION").exists()
    finally:
        await process.stop()
        shutil.rmtree(elsewhere)


async def test_killed_parent_takes_its_servers_along(folder: Path) -> None:
    """A test run or a supervisor that gets kill -9 leaves no server behind."""
    program = f"""
import asyncio, sys
from pathlib import Path
from tarazy_local.child import Child, start

async def main() -> None:
    running = await start(Child("sleeper", ("sleep", "600"), Path({str(folder)!r}) / "log"))
    sys.stdout.write(f"{{running.pid}}\\n"); sys.stdout.flush()
    await running.wait()

asyncio.run(main())
"""
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE)
    assert parent.stdout is not None
    pid = int(await parent.stdout.readline())
    await asyncio.sleep(0.3)
    parent.kill()
    await parent.wait()
    for _ in range(50):
        if Identity.of(pid) is None:
            return
        await asyncio.sleep(0.1)
    pytest.fail(f"process {pid} outlived its parent")


@pytest.mark.skipif(not [found for found in from_machine() if found.major >= OLDEST], reason="no server installed")
@pytest.mark.parametrize("namespaces", [None, False])
async def test_installed_server_serves_where_the_wheel_does_not_fit(
    folder: Path, monkeypatch: pytest.MonkeyPatch, namespaces: bool | None
) -> None:
    monkeypatch.setattr(binaries, "from_wheel", list)
    server = await postgres_in(folder, namespaces)
    async with running(server.child):
        await write_note(server)
        assert await read_note(server) == "kept"


def test_no_server_at_all_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "from_wheel", list)
    monkeypatch.setattr(binaries, "from_machine", list)
    with pytest.raises(CannotRun, match=r"^PostgreSQL 15 or newer is missing\. Install it"):
        binaries.find_binaries()
