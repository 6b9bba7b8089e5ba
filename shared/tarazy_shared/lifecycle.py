"""The life of one service process: HTTP, consumers, relay and loops, started in order and stopped in reverse."""

import asyncio
import gc
import signal
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from types import FrameType

import asyncpg
import structlog
import uvicorn
import uvloop
from fastapi import APIRouter, FastAPI
from faststream.kafka import KafkaBroker

from tarazy_shared import inbox, telemetry
from tarazy_shared.background import Wake, looping
from tarazy_shared.body_limit import BodyLimit
from tarazy_shared.clock import Clock, system_clock
from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData
from tarazy_shared.database import open_pool
from tarazy_shared.documents import mount_documents
from tarazy_shared.gauges import Gauges
from tarazy_shared.health import health_router
from tarazy_shared.kafka import ensure_topics, make_broker, make_producer, start, subscribe
from tarazy_shared.lag import LagMeter
from tarazy_shared.logs import configure_logs
from tarazy_shared.migrations import require_current
from tarazy_shared.problems import handle_problems
from tarazy_shared.processing import Processor, Subscription
from tarazy_shared.relay import Relay
from tarazy_shared.settings import ServiceSettings
from tarazy_shared.sweeping import sweep
from tarazy_shared.unit_of_work import Work

log = structlog.get_logger(__name__)

SWEEP_EVERY = 0.5
"""Seconds between two looks at what waits."""

GARBAGE_THRESHOLDS = (100_000, 30, 100)
"""Batches and courts in memory are many small records: Python's default looks through them again and again, which
takes a quarter of the time of a busy service. A look at more than these takes too long: nothing else goes on."""

PLUMBING = "tarazy_shared"
"""The package whose migrations make the tables that every service needs."""


@dataclass(frozen=True, slots=True)
class Running:
    """What the parts of a service are built from, once its database is open."""

    work: Work
    pool: asyncpg.Pool
    clock: Clock
    look_again: Callable[[], None] = lambda: None
    """Wakes the sweeps of this process: what was released is tried again at once."""
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the process is told to end: answers that go on and on end by themselves then."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What makes one service this service."""

    subscriptions: Sequence[Subscription] = ()
    routers: Sequence[APIRouter] = ()
    background: Sequence[AbstractAsyncContextManager[None]] = ()
    """Loops (`looping(...)`), entered after the consumers have started and left before they stop."""
    on_handled: Callable[[], None] = lambda: None
    """Called after every committed batch."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service as its composition root describes it."""

    name: str
    package: str
    settings: ServiceSettings
    writes: Sequence[type[EventData]]
    """Events that it publishes, for the page that documents them."""
    build: Callable[[Running], Parts]
    title: str
    summary: str
    after_migrating: Callable[[str], Awaitable[None]] | None = None
    """What the owner of the tables does after each migration, given the owner's address of the database."""
    relay_rests: float = 0.005
    """Seconds between two rounds of the relay, which cost much the same for one record as for fifty: short where
    somebody waits for what is told."""

    @property
    def migrations(self) -> tuple[str, str]:
        """Packages whose migrations its database needs."""
        return (PLUMBING, self.package)


@asynccontextmanager
async def running(service: Service, clock: Clock | None = None) -> AsyncIterator[FastAPI]:
    """Start everything but the HTTP server, bottom up, and give the application to serve; stop in reverse.

    Database, topics, producer, relay, consumers, loops. Raises `ConfigurationError` for what can never work.
    """
    name, settings = service.name, service.settings
    telemetry.begin(name)
    clock = clock or system_clock(settings.now_offset)
    async with AsyncExitStack() as stack:
        pool = await open_pool(settings.database_url.get_secret_value(), name=name, size=settings.database_pool)
        stack.push_async_callback(pool.close)
        async with pool.acquire() as connection:
            await require_current(connection, service.migrations)
        servers = settings.kafka_bootstrap_servers
        await ensure_topics(servers, [*topics.ALL, topics.dead_letters(name)], replication=settings.kafka_replication)
        producer = make_producer(servers, client_id=f"tarazy-{name}-relay")
        await producer.start()
        stack.push_async_callback(producer.stop)

        loop = partial(looping, service=name)
        wake = Wake()
        work = Work(pool, clock, f"/tarazy/{name}", wake.ring)
        relay = Relay(name, pool, producer)
        await stack.enter_async_context(loop("relay", relay.step, pause=0.05, rest=service.relay_rests, wake=wake))

        sweeps: list[Wake] = []

        def look_again() -> None:
            for alarm in sweeps:
                alarm.ring()

        closing = asyncio.Event()
        parts = service.build(Running(work, pool, clock, look_again, closing))
        broker = make_broker(servers, service=name)
        meters = []
        for subscription in parts.subscriptions:
            processor = Processor(name, subscription, work, settings.unknown_reference_wait, parts.on_handled)
            subscriber = subscribe(broker, processor, replica=settings.replica)
            meters.append(LagMeter(name, subscription.topic, subscriber))
            sweeps.append(Wake())
            sweeping = loop(
                f"sweep {subscription.topic}", partial(sweep, processor), pause=SWEEP_EVERY, wake=sweeps[-1]
            )
            await stack.enter_async_context(sweeping)
        await start(broker)
        stack.push_async_callback(broker.stop)

        gauges = Gauges(name, pool, clock, relay, meters)
        await gauges.measure()
        await stack.enter_async_context(loop("gauges", gauges.measure, pause=1))
        await stack.enter_async_context(loop("inbox-age", partial(_forget_old_ids, work), pause=3600))
        for background in parts.background:
            await stack.enter_async_context(background)
        app = make_app(service, parts, broker, pool, meters)
        app.state.closing = closing
        yield app


def make_app(
    service: Service, parts: Parts, broker: KafkaBroker, pool: asyncpg.Pool, meters: Sequence[LagMeter]
) -> FastAPI:
    """The service over HTTP: its own routes, health, metrics and the pages that document both interfaces."""

    async def moving() -> str | None:
        stuck = [meter.topic for meter in meters if meter.stuck(time.monotonic())]
        return f"no progress on {', '.join(stuck)}" if stuck else None

    async def database() -> str | None:
        await asyncio.wait_for(pool.fetchval("SELECT 1"), 2)
        return None

    async def kafka() -> str | None:
        return None if await broker.ping(timeout=2.0) else "the broker does not answer"

    app = FastAPI(
        title=service.title,
        summary=service.summary,
        root_path=service.settings.root_path,
        docs_url=None,
        redoc_url=None,
    )
    handle_problems(app)
    app.add_middleware(BodyLimit)
    app.include_router(health_router(live={"consumers": moving}, ready={"database": database, "kafka": kafka}))
    for router in parts.routers:
        app.include_router(router)
    mount_documents(app, broker, service.writes)
    return app


async def _forget_old_ids(work: Work) -> bool:
    async with work.begin() as uow:
        return await inbox.forget(uow.connection, uow.now)


def serve(service: Service) -> None:
    """Run until SIGTERM or SIGINT; requests in flight and the running batch are finished first.

    Raises `ConfigurationError` for what can never work, `OSError` when the port is taken.
    """
    configure_logs(service.name, level=service.settings.log_level)
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(service))


async def _serve(service: Service) -> None:
    settings = service.settings
    with socket.create_server((settings.http_host, settings.http_port), backlog=512) as listener:
        async with running(service) as app:
            config = uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=20,
                server_header=False,
            )
            # uvicorn raises the signal that ended it once more: what then stands here must let us stop in order.
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: None)
            log.info("ready", port=settings.http_port)
            await _Server(config, app.state.closing).serve(sockets=[listener])
            log.info("stopping")


class _Server(uvicorn.Server):
    """Says that it is told to end before it waits for the answers in progress."""

    def __init__(self, config: uvicorn.Config, closing: asyncio.Event) -> None:
        super().__init__(config)
        self._closing = closing
        self._loop = asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal came."""
        self._loop.call_soon_threadsafe(self._closing.set)
        super().handle_exit(sig, frame)
