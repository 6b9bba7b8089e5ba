"""A real Keycloak for one test module, with the realm that the compose file uses. `tools/keycloak` fetches it."""

import asyncio
import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from tarazy_local import ports
from tarazy_local.kafka.jars import cache_folder

VERSION = "26.7.3"
REALM = Path(__file__).parents[1] / "deploy" / "keycloak" / "tarazy-realm.json"
PATIENCE = 110
"""Seconds until it answers; it takes about 30 on two processors."""


def keycloak_home() -> Path:
    """Where `tools/keycloak` puts it."""
    return cache_folder() / f"keycloak-{VERSION}"


@dataclass(frozen=True, slots=True)
class Keycloak:
    """A server that runs."""

    url: str
    client_secret: str
    admin_password: str

    @property
    def issuer(self) -> str:
        """As browsers come to it."""
        return f"{self.url.replace('127.0.0.1', 'localhost')}/realms/tarazy"

    @property
    def discovery(self) -> str:
        """As HR comes to it, from inside of the same network."""
        return f"{self.url}/realms/tarazy"

    async def administer(self, path: str, body: dict[str, Any]) -> str:
        """Make something in the realm; gives its id."""
        async with httpx.AsyncClient(base_url=self.url, timeout=30, trust_env=False) as client:
            form = {"grant_type": "password", "client_id": "admin-cli", "username": "admin"}
            asked = await client.post(
                "/realms/master/protocol/openid-connect/token", data=form | {"password": self.admin_password}
            )
            token = asked.json()["access_token"]
            made = await client.post(
                f"/admin/realms/tarazy{path}", json=body, headers={"Authorization": f"Bearer {token}"}
            )
            assert made.status_code == 201, made.text
            return made.headers["location"].rsplit("/", 1)[1]


@asynccontextmanager
async def keycloak_server(hr_url: str) -> AsyncIterator[Keycloak]:
    """Keycloak for the length of the block; everything in memory."""
    port = ports.choose(("keycloak", "management"), {})
    server = Keycloak(f"http://127.0.0.1:{port['keycloak']}", secrets.token_urlsafe(16), secrets.token_urlsafe(16))
    with tempfile.TemporaryDirectory(prefix="tarazy-keycloak-") as folder:
        # Links to the jars, files of its own: nothing is written into the cache.
        home = Path(folder, "home")
        shutil.copytree(keycloak_home(), home, copy_function=os.link)
        (home / "data" / "import").mkdir(parents=True)
        shutil.copy(REALM, home / "data" / "import")
        log = Path(folder, "log")
        with log.open("wb") as output:  # noqa: ASYNC230  opened once
            process = await asyncio.create_subprocess_exec(
                home / "bin" / "kc.sh",
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                f"--http-port={port['keycloak']}",
                f"--http-management-port={port['management']}",
                f"--hostname={server.url.replace('127.0.0.1', 'localhost')}",
                "--hostname-backchannel-dynamic=true",
                start_new_session=True,
                stdout=output,
                stderr=output,
                env=os.environ
                | {
                    "KC_BOOTSTRAP_ADMIN_USERNAME": "admin",
                    "KC_BOOTSTRAP_ADMIN_PASSWORD": server.admin_password,
                    "TARAZY_HR_OIDC_CLIENT_SECRET": server.client_secret,
                    "TARAZY_HR_PUBLIC_URL": hr_url,
                    "TARAZY_NOTIFICATIONS_OIDC_CLIENT_SECRET": server.client_secret,
                    "TARAZY_NOTIFICATIONS_PUBLIC_URL": "http://127.0.0.1:8003",
                    "JAVA_OPTS_APPEND": "-Xmx512m",
                },
            )
            try:
                await _until_ready(server, process, log)
                yield server
            finally:
                # The script starts Java as a child of its own.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()


async def _until_ready(server: Keycloak, process: asyncio.subprocess.Process, log: Path) -> None:
    async with asyncio.timeout(PATIENCE), httpx.AsyncClient(trust_env=False) as client:
        while True:
            assert process.returncode is None, log.read_text(errors="replace")[-2000:]  # noqa: ASYNC240
            with suppress(httpx.HTTPError):
                if (await client.get(f"{server.discovery}/.well-known/openid-configuration")).is_success:
                    return
            await asyncio.sleep(0.5)
