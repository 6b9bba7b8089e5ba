"""One Kafka node, broker and controller in one process, on the loopback interface."""

import asyncio
import base64
import hashlib
import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from tarazy_local.child import Child, Running, run_once
from tarazy_local.kafka.jars import fetch_jars
from tarazy_local.kafka.java import Java, find_java
from tarazy_local.ports import LOOPBACK

_CLEAN = (0, 130, 143)
"""How a Java program exits that was asked to: by itself, by Ctrl-C, by SIGTERM."""
logging.getLogger("aiokafka").addHandler(logging.NullHandler())  # its lines say again what its errors say
_LOGGING = Path(__file__).with_name("log4j2.properties")


@dataclass(frozen=True, slots=True)
class Broker:
    """A formatted node that can be started: its program and where it answers."""

    child: Child
    bootstrap_servers: str
    archive: Path
    """Kafka's classes as the runtime likes to load them, made at the first clean stop; halves the start."""

    def keep_archive(self, ended: Running) -> None:
        """Put the class archive that a clean stop wrote in its place, for all later starts."""
        written = _unfinished(self.archive)
        if ended.status in _CLEAN and written.exists():
            os.replace(written, self.archive)
        written.unlink(missing_ok=True)


async def prepare_broker(
    folder: Path, *, port: int, controller_port: int, cache: Path, log: Path, tell: Callable[[str], None]
) -> Broker:
    """Fetch Kafka, write its properties, format its storage where that is still to be done.

    `folder` keeps the records between starts. The ports may differ from one start to the next.
    """
    java = await asyncio.to_thread(find_java)
    jars = await fetch_jars(cache, tell)
    class_path = os.pathsep.join(map(str, jars))
    data = folder / "data"
    properties = _write_properties(folder, _properties(data, port=port, controller_port=controller_port))
    if not _is_formatted(data):
        tell("Formatting Kafka's storage")
        await _format(java, class_path, properties, log=log)
    archive = jars[0].parent / f"broker-{_fingerprint(java, class_path)}.jsa"
    child = Child(
        name="Kafka",
        command=(
            java.program,
            *_flags(archive),
            "-cp",
            class_path,
            "kafka.Kafka",
            str(properties),
        ),
        log=log,
        ready=lambda: answers(f"{LOOPBACK}:{port}"),
        stop_limit=30,
    )
    return Broker(child, f"{LOOPBACK}:{port}", archive)


async def answers(bootstrap_servers: str) -> None:
    """One round trip to the controller and the group coordinator; `OSError` while they do not answer.

    The port opens earlier than that, so a connection alone says little.
    """
    await _reach_one(bootstrap_servers.split(","))
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers, request_timeout_ms=3000)
    try:
        await admin.start()
        await admin.list_topics()
        await admin.list_consumer_groups()
    except KafkaError as error:
        raise OSError(str(error)) from error
    finally:
        await admin.close()


async def _reach_one(servers: list[str]) -> None:
    """Connect to one of them: of a cluster some may be away."""
    for place, server in enumerate(servers, start=1):
        host, _, port = server.strip().rpartition(":")
        try:
            _, writer = await asyncio.open_connection(host, int(port))
        except OSError:
            if place == len(servers):
                raise
        else:
            writer.close()
            return


async def _format(java: Java, class_path: str, properties: Path, *, log: Path) -> None:
    cluster = base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=").replace("-", "A")
    tool = ("kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(properties))
    await run_once(
        Child(
            name="Kafka's storage formatter",
            command=(
                java.program,
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                f"-Dlog4j2.configurationFile={_LOGGING}",
                "-cp",
                class_path,
                *tool,
            ),
            log=log,
        )
    )


def _write_properties(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    properties = folder / "server.properties"
    properties.write_text(text, encoding="utf-8")
    return properties


def _is_formatted(data: Path) -> bool:
    return (data / "meta.properties").exists()


def _flags(archive: Path) -> tuple[str, ...]:
    """A small heap and a quick start; the second compiler stays on, since throughput matters later."""
    archiving = (
        f"-XX:SharedArchiveFile={archive}" if archive.exists() else f"-XX:ArchiveClassesAtExit={_unfinished(archive)}"
    )
    return (
        "-Xms64m",
        "-Xmx384m",
        "-XX:+UseSerialGC",
        archiving,
        "-Xshare:auto",
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.awt.headless=true",
        f"-Dlog4j2.configurationFile={_LOGGING}",
    )


def _unfinished(archive: Path) -> Path:
    return archive.with_suffix(f".{os.getpid()}.new")


def _fingerprint(java: Java, class_path: str) -> str:
    """An archive fits one runtime and one class path only."""
    return hashlib.sha256(f"{java.program} {java.version} {class_path}".encode()).hexdigest()[:12]


def _properties(data: Path, *, port: int, controller_port: int) -> str:
    values = {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@{LOOPBACK}:{controller_port}",
        "listeners": f"CLIENTS://{LOOPBACK}:{port},CONTROLLER://{LOOPBACK}:{controller_port}",
        "advertised.listeners": f"CLIENTS://{LOOPBACK}:{port}",
        "listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "CLIENTS",
        "controller.listener.names": "CONTROLLER",
        "log.dirs": str(data),
        "auto.create.topics.enable": "false",
        "offsets.topic.num.partitions": "4",
        "offsets.topic.replication.factor": "1",
        "transaction.state.log.num.partitions": "2",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "share.coordinator.state.topic.num.partitions": "1",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        # With the default of 3 s every group would wait that long for members that do not exist.
        "group.initial.rebalance.delay.ms": "0",
        # After a kill the controller waits for the dead broker's session before it lets it in again.
        "broker.session.timeout.ms": "2000",
        "broker.heartbeat.interval.ms": "500",
        "num.network.threads": "2",
        "num.io.threads": "4",
        "log.cleaner.dedupe.buffer.size": "16777216",
    }
    return "".join(f"{name}={value}\n" for name, value in values.items())
