"""A second process of a service, beside the one that the supervisor keeps."""

import asyncio
import json
import os
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from tarazy_local.state import State

from tests.system.conftest import TARAZY


@asynccontextmanager
async def second_replica(state: Path, service: str) -> AsyncIterator[str]:
    """Runs while the block lasts; gives its address once it is ready."""
    endpoints = json.loads(await asyncio.to_thread((state / "endpoints.json").read_text))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    own = f"TARAZY_{service.upper()}"
    smtp = endpoints["smtp"]
    environment = {
        **os.environ,
        "TARAZY_EMBEDDED": "1",
        "TARAZY_KAFKA_BOOTSTRAP_SERVERS": endpoints["kafka"]["bootstrap_servers"],
        "TARAZY_SMTP_URL": f"smtp://{smtp['host']}:{smtp['port']}",
        "TARAZY_SCHEDULING_INTAKE_TOKEN": endpoints["intake"]["token"],
        "TARAZY_SCHEDULING_BEACON": "development",
        "TARAZY_SCHEDULING_BEACON_KEY": State(state).secret("beacon key"),
        f"{own}_DATABASE_URL": endpoints["databases"][service],
        f"{own}_TOKEN": endpoints["services"][service]["token"],
        f"{own}_HTTP_PORT": str(port),
        f"{own}_REPLICA": f"{service}-2",
    }
    process = _start(service, environment, state / "logs" / f"{service}-2.log")
    url = f"http://127.0.0.1:{port}"
    try:
        await _until_ready(url, process)
        yield url
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 60)


def _start(service: str, environment: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("ab") as output:
        return subprocess.Popen([TARAZY, service, "serve"], env=environment, stdout=output, stderr=output)


async def _until_ready(url: str, process: "subprocess.Popen[bytes]") -> None:
    async with asyncio.timeout(60), httpx.AsyncClient() as http:
        while True:
            if process.poll() is not None:
                raise AssertionError(f"the second replica ended with status {process.returncode}")
            try:
                if (await http.get(f"{url}/health/ready")).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.2)
