"""The three services as programs: their settings, their migration, their server."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from tarazy_local.child import Child
from tarazy_local.errors import CannotRun
from tarazy_local.ports import LOOPBACK, is_free
from tarazy_local.state import State

SERVICES = ("hr", "scheduling", "notifications")
TARAZY = (str(Path(sys.executable).with_name("tarazy")),)
"""The command of this very installation."""


@dataclass(frozen=True, slots=True)
class Databases:
    """Where one service keeps its data, for its two roles."""

    runtime_url: str
    owner_url: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the services stand on."""

    bootstrap_servers: str
    smtp_url: str
    databases: Mapping[str, Databases]


@dataclass(frozen=True, slots=True)
class Service:
    """One service as it will run here."""

    name: str
    environment: Mapping[str, str]
    log: Path
    program: tuple[str, ...]
    """What `<service> migrate` and `<service> serve` are added to."""

    @property
    def port(self) -> int:
        """The port of its HTTP side."""
        text = self.environment[variable(self.name, "HTTP_PORT")]
        if not text.isdecimal() or not 1 <= int(text) <= 65535:
            raise CannotRun(f"{variable(self.name, 'HTTP_PORT')} is {text!r}: it must be a port, 1 to 65535.")
        return int(text)

    @property
    def url(self) -> str:
        """Where it answers on this machine."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def token(self) -> str:
        """What opens its interface."""
        return self.environment[variable(self.name, "TOKEN")]

    @property
    def database_url(self) -> str:
        """Its database, for the role that it runs as."""
        return self.environment[variable(self.name, "DATABASE_URL")]

    def migration(self) -> Child:
        """Brings its database up to date and ends."""
        return self._child(f"The migration of {self.name}", "migrate")

    def server(self) -> Child:
        """The service itself."""
        return self._child(self.name, "serve")

    def _child(self, title: str, command: str) -> Child:
        return Child(
            name=title,
            command=(*self.program, self.name, command),
            log=self.log,
            environment=self.environment,
            ready=lambda: is_ready(self.url),
            stop_limit=30,
        )


def describe(
    state: State, surroundings: Surroundings, ports: Mapping[str, int], program: tuple[str, ...] = TARAZY
) -> list[Service]:
    """The services with their whole environment; what the user set as TARAZY_… wins over what is made up here."""
    common = {
        "TARAZY_KAFKA_BOOTSTRAP_SERVERS": surroundings.bootstrap_servers,
        "TARAZY_SMTP_URL": surroundings.smtp_url,
        "TARAZY_EMBEDDED": "1",
        "TARAZY_STATE": str(state.folder),
        "TARAZY_SCHEDULING_INTAKE_TOKEN": state.secret("intake token"),
        "TARAZY_HR_SCHEDULING_URL": f"http://{LOOPBACK}:{ports['scheduling']}",
        "TARAZY_HR_SCHEDULING_TOKEN": state.secret("token of hr at scheduling"),
        "TARAZY_NOTIFICATIONS_REPLIES_AT": f"smtp://{LOOPBACK}:{ports['replies']}",
        "TARAZY_NOTIFICATIONS_WEBHOOK_KEY": state.secret("key of webhooks"),
        "TARAZY_NOTIFICATIONS_PUBLIC_URL": f"http://{LOOPBACK}:{ports['notifications']}",
        "TARAZY_NOTIFICATIONS_LINK_KEY": state.secret("key of links"),
        "TARAZY_HR_PUBLIC_URL": f"http://{LOOPBACK}:{ports['hr']}",
        "TARAZY_HR_SURVEY_KEY": state.secret("key of surveys"),
        "TARAZY_HR_BEACON": "development",
        "TARAZY_HR_BEACON_KEY": state.secret("beacon key"),
        "TARAZY_SCHEDULING_BEACON": "development",
        "TARAZY_SCHEDULING_BEACON_KEY": state.secret("beacon key"),
    }
    for name in SERVICES:
        common[variable(name, "HTTP_URL")] = f"http://{LOOPBACK}:{ports[name]}"
    users = {name: value for name, value in os.environ.items() if value or not name.startswith("TARAZY_")}
    services: list[Service] = []
    for name in SERVICES:
        databases = surroundings.databases[name]
        own = {
            variable(name, "DATABASE_URL"): databases.runtime_url,
            variable(name, "OWNER_DATABASE_URL"): databases.owner_url,
            variable(name, "HTTP_HOST"): LOOPBACK,
            variable(name, "HTTP_PORT"): str(ports[name]),
            variable(name, "TOKEN"): state.secret(f"{name} token"),
            variable(name, "REPLICA"): f"{name}-1",
        }
        service = Service(name, {**common, **own, **users, "TARAZY_EMBEDDED": "1"}, state.log(name), program)
        _check_port(service, services)
        services.append(service)
    return services


def _check_port(service: Service, others: Sequence[Service]) -> None:
    setting = variable(service.name, "HTTP_PORT")
    for other in others:
        if other.port == service.port:
            raise CannotRun(
                f"{variable(other.name, 'HTTP_PORT')} and {setting} are both {service.port}:"
                " give each service a port of its own."
            )
    try:
        free = is_free(service.port)
    except PermissionError as error:
        raise CannotRun(
            f"Port {service.port} for {service.name} is for root alone: set {setting} to one above 1023."
        ) from error
    if not free:
        raise CannotRun(
            f"Port {service.port} for {service.name} is in use: end the program that has it,"
            f" or set {setting} to another."
        )


async def is_ready(url: str) -> None:
    """`OSError` unless the service says that it can work."""
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=3) as client:
            answer = await client.get(f"{url}/health/ready")
    except httpx.HTTPError as error:
        raise OSError(str(error)) from error
    if answer.status_code != httpx.codes.OK:
        raise OSError(f"{url} is not ready")


def variable(service: str, name: str) -> str:
    """The setting of one service."""
    return f"TARAZY_{service.upper()}_{name}"
