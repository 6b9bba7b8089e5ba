"""The whole system on one machine: which parts it has, what they need of each other, in which order they start."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any

import asyncpg

from tarazy_local import services
from tarazy_local.child import Child, Running, run_once
from tarazy_local.endpoints import endpoints
from tarazy_local.external import KAFKA, check_database, check_kafka, external_databases
from tarazy_local.identity import Identity
from tarazy_local.kafka.broker import Broker, prepare_broker
from tarazy_local.kafka.jars import cache_folder
from tarazy_local.leftovers import end_leftovers
from tarazy_local.ports import LOOPBACK
from tarazy_local.postgres.databases import ensure_database, ensure_role, grant_runtime_rights
from tarazy_local.postgres.server import Server, prepare_server
from tarazy_local.services import SERVICES, Databases, Service, Surroundings
from tarazy_local.state import State, read_json, write_json
from tarazy_local.supervisor import Supervisor, together

Tell = Callable[[str], None]

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PORTS = ("kafka", "kafka-controller", "postgres", "smtp", "smpp", "catcher", "replies", *SERVICES)


async def run_system(
    state: State,
    *,
    tell: Tell,
    started: Callable[[dict[str, Any]], None] = lambda _: None,
    program: tuple[str, ...] = services.TARAZY,
) -> None:
    """Start all, keep it running, and stop it in order on SIGTERM, Ctrl-C or cancellation.

    `started` gets the endpoints once, when all of it answers. Raises `CannotRun` for what keeps it from starting.
    """
    os.umask(0o077)  # what is made here and by the programs below is for this user alone
    state.prepare()
    with state.claimed(), _stoppable():
        try:
            await end_leftovers(state.recorded_processes().items(), tell)
            state.record_processes(Identity.of(os.getpid()), {})
            async with AsyncExitStack() as stack:
                system = System(state, tell, program)
                stack.push_async_callback(system.stop)
                await system.start()
                started(read_json(state.endpoints, {}))
                await system.supervisor.keep()
        except asyncio.CancelledError:
            tell("Stopped")
        finally:
            state.endpoints.unlink(missing_ok=True)
            state.record_processes(None, {})


class System:
    """The parts that are embedded, and the addresses of those that are not."""

    def __init__(self, state: State, tell: Tell, program: tuple[str, ...] = services.TARAZY) -> None:
        self.state = state
        self.tell = tell
        self.services: list[Service] = []
        self.supervisor = Supervisor(tell=tell, changed=self.write_endpoints)
        self.supervisor.on_start(self._note_processes)
        self._program = program
        self._ports: dict[str, int] = {}
        self._bootstrap_servers = ""
        self._broker: Broker | None = None
        self._smtp_url = ""
        self._catcher_url: str | None = None

    async def start(self) -> None:
        """Servers first, then each service's schema, then the services."""
        self._ports = self.state.choose_ports(_PORTS)
        self.state.endpoints.unlink(missing_ok=True)
        self._bootstrap_servers = os.environ.get(KAFKA, "")
        external = external_databases(SERVICES)
        await self._check(external)
        embedded = [name for name in SERVICES if name not in external]
        broker, server = await self._prepare(postgres=bool(embedded))
        children = [part.child for part in (broker, server) if part is not None] + self._catcher()
        if children:
            self.tell(f"Starting {_listed([child.name for child in children])}")
        await self.supervisor.start(*children)
        databases = external | (await make_databases(server, embedded, self.state) if server is not None else {})
        surroundings = Surroundings(self._bootstrap_servers, self._smtp_url, databases)
        self.services = services.describe(self.state, surroundings, self._ports, self._program)
        self.tell("Bringing the databases up to date")
        await together(*(run_once(service.migration()) for service in self.services))
        self.tell(f"Starting {_listed([service.name for service in self.services])}")
        await self.supervisor.start(*(service.server() for service in self.services))
        self.write_endpoints()

    async def stop(self) -> None:
        """Services, then the servers below them."""
        if self.supervisor.pids:
            self.tell("Stopping")
        await self.supervisor.stop(self._after)

    def _after(self, ended: Running) -> None:
        if self._broker is not None and ended.child is self._broker.child:
            self._broker.keep_archive(ended)

    def write_endpoints(self) -> None:
        """Tell other programs where everything is now; before all has started there is nothing to tell."""
        if not self.services:
            return
        write_json(
            self.state.endpoints,
            endpoints(
                bootstrap_servers=self._bootstrap_servers,
                services=self.services,
                smtp_url=self._smtp_url,
                catcher_url=self._catcher_url,
                smpp_port=self._ports["smpp"] if self._catcher_url else None,
                pids=self.supervisor.pids,
            ),
        )

    async def _check(self, databases: dict[str, Databases]) -> None:
        """Try all servers that are not ours, one by one: the first that fails is told, the others are left alone."""
        for name, found in databases.items():
            await check_database(name, found)
        if self._bootstrap_servers:
            await check_kafka(self._bootstrap_servers)

    async def _prepare(self, *, postgres: bool) -> tuple[Broker | None, Server | None]:
        if not self._bootstrap_servers:
            self._broker = await prepare_broker(
                self.state.folder / "kafka",
                port=self._ports["kafka"],
                controller_port=self._ports["kafka-controller"],
                cache=cache_folder(),
                log=self.state.log("kafka"),
                tell=self.tell,
            )
            self._bootstrap_servers = self._broker.bootstrap_servers
        server = None
        if postgres:
            server = await prepare_server(
                self.state.folder / "postgres",
                port=self._ports["postgres"],
                password=self.state.secret("postgres"),
                log=self.state.log("postgres"),
                tell=self.tell,
            )
        return self._broker, server

    def _catcher(self) -> list[Child]:
        self._smtp_url = os.environ.get("TARAZY_SMTP_URL", "")
        if self._smtp_url:
            return []
        self._smtp_url = f"smtp://{LOOPBACK}:{self._ports['smtp']}"
        self._catcher_url = url = f"http://{LOOPBACK}:{self._ports['catcher']}"
        options = {
            "--smtp-port": self._ports["smtp"],
            "--smpp-port": self._ports["smpp"],
            "--http-port": self._ports["catcher"],
            "--file": self.state.folder / "mails.sqlite",
        }
        command = [sys.executable, "-m", "tarazy_local.catcher"]
        command += [part for name, value in options.items() for part in (name, str(value))]
        return [
            Child(
                name="The mail catcher",
                command=tuple(command),
                log=self.state.log("catcher"),
                ready=lambda: services.is_ready(url),
            )
        ]

    def _note_processes(self) -> None:
        children = {name: who for name, pid in self.supervisor.pids.items() if (who := Identity.of(pid))}
        self.state.record_processes(Identity.of(os.getpid()), children)


async def make_databases(server: Server, names: list[str], state: State) -> dict[str, Databases]:
    """One database and two roles for each of these services, made where they are missing."""
    made = {}
    connection = await asyncpg.connect(server.url())
    try:
        for name in names:
            owner, runtime = f"{name}_owner", f"{name}_runtime"
            for role in (owner, runtime):
                await ensure_role(connection, role, state.secret(role))
            await ensure_database(connection, name, owner=owner, runtime=runtime)
            inside = await asyncpg.connect(server.url(name))
            try:
                await grant_runtime_rights(inside, owner=owner, runtime=runtime)
            finally:
                await inside.close()
            made[name] = Databases(
                runtime_url=server.url(name, runtime, state.secret(runtime)),
                owner_url=server.url(name, owner, state.secret(owner)),
            )
    finally:
        await connection.close()
    return made


@contextmanager
def _stoppable() -> Iterator[None]:
    """While the block lasts, the first SIGTERM or Ctrl-C cancels the task; later ones change nothing."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None  # noqa: S101  a coroutine runs in one
    asked = False

    def stop() -> None:
        nonlocal asked
        if not asked:
            asked = True
            task.cancel()

    for number in _STOPPING:
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in _STOPPING:
            loop.remove_signal_handler(number)


def _listed(names: list[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1]) if len(names) > 1 else names)
