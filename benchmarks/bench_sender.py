"""The sender: queued notices to mails that a mail server has taken, against aiosmtplib alone on as many connections.

The bare loop hands over mails that are written already and lie in memory. It asks no database and writes nothing down.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import aiosmtplib
import asyncpg
from pydantic import SecretStr
from tarazy_local import ports
from tarazy_local.child import Child
from tarazy_local.child import running as running_program
from tarazy_notifications.adapters.channels.wiring import Channels
from tarazy_notifications.adapters.directory import CourtRow, save_courts
from tarazy_notifications.adapters.hearing_store import SubjectVersion
from tarazy_notifications.adapters.mail import MailBuilder
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.app.evidence.wiring import evidence_loops
from tarazy_notifications.app.queueing import Decided
from tarazy_notifications.app.rota import Rota, lanes_for
from tarazy_notifications.app.telemetry import notices_total
from tarazy_notifications.domain.hearings import Matter, Sitting
from tarazy_notifications.domain.notices import Notice, notices
from tarazy_notifications.domain.people import Contact, Court
from tarazy_notifications.domain.recipients import Recipient
from tarazy_notifications.domain.stories import HearingStory
from tarazy_notifications.domain.telling import Telling
from tarazy_notifications.main import sending
from tarazy_notifications.settings import Settings
from tarazy_shared.clock import system_clock
from tarazy_shared.unit_of_work import Cause, Work

from benchmarks import bare
from benchmarks.measuring import Count, rate
from benchmarks.report import Result
from benchmarks.servers import Servers

HEARINGS, TOLD_EACH = 750, 4
MAILS = HEARINGS * TOLD_EACH
SENDER = "notices@tarazy.test"
CONNECTIONS: int = Settings.model_fields["lanes"].default
EXPIRES = datetime.now(UTC) + timedelta(days=365)
COURT = Court("bench", {"kk": "Сот", "ru": "Суд", "en": "Court"}, "Asia/Almaty", "ru", None, None, None)


SLOW = 0.1
"""Seconds that the slow server takes over each mail: so many connections then hand over 320 a second at most."""


async def run(servers: Servers) -> list[Result]:
    """One process as it is deployed; the mail server is a process of its own."""
    async with _catcher() as port:
        ours = await _our_rate(servers, port)
        theirs = await _bare_rate(port)
    async with slow_server(SLOW) as port:
        slow = await _our_rate(servers, port)
        bare_slow = await _bare_rate(port)
        one = await _rate_of_processes(servers, port, 1)
        two = await _rate_of_processes(servers, port, 2)
    what = f"queued notices to mails taken, {CONNECTIONS} connections"
    takes = f"a server that takes {SLOW * 1000:.0f} ms over each"
    return [
        Result("sender", f"{what}, a server on the same cores", ours, "mails/s", theirs, ours / theirs, ">= 0.9"),
        Result("sender, slow server", f"{what}, {takes}", slow, "mails/s", bare_slow, slow / bare_slow, ">= 0.9"),
        Result("sender, two processes", f"{takes}, against one process", two, "mails/s", one, two / one, ">= 1.6"),
    ]


def settings_for(database_url: str, port: int) -> Settings:
    """The settings of a process that sends to a server here."""
    return Settings(
        database_url=SecretStr(database_url),
        token=SecretStr("for-benchmarks-only"),
        kafka_bootstrap_servers="nowhere:1",
        mail_from=SENDER,
        smtp_url=SecretStr(f"smtp://{ports.LOOPBACK}:{port}"),
    )


async def _our_rate(servers: Servers, port: int) -> float:
    database, pool = await servers.database(["tarazy_shared", "tarazy_notifications"])
    settings = settings_for(database.runtime_url, port)
    work = Work(pool, system_clock(), "/tarazy/notifications")
    await _queue(work)
    watching = asyncio.create_task(rate(_counted_from(_counted()), MAILS))
    async with AsyncExitStack() as stack:
        for loop in (
            *evidence_loops(work, "notifications", Rules(KINDS)),
            *sending(settings, Channels.of(settings), work, Rota(lanes_for(CONNECTIONS))),
        ):
            await stack.enter_async_context(loop)
        return await watching


async def _rate_of_processes(servers: Servers, port: int, number: int) -> float:
    """So many processes that send beside each other; they have started before there is anything to send."""
    database, pool = await servers.database(["tarazy_shared", "tarazy_notifications"])
    program = (sys.executable, "-m", "benchmarks.sender_process", database.runtime_url, str(port))

    async def ready() -> None:
        if await pool.fetchval(_SENDERS) < number:
            raise ConnectionError

    with tempfile.TemporaryDirectory(prefix="tarazy-bench-") as folder:
        async with AsyncExitStack() as stack:
            for each in range(number):
                child = Child(f"Sender {each}", program, Path(folder, f"log{each}"), ready=ready)
                await stack.enter_async_context(running_program(child))
            await _queue(Work(pool, system_clock(), "/tarazy/notifications"))
            # Counted from the first tenth on: how soon each lane has noticed that there is work is no matter here.
            return await rate(partial(_sent, pool, MAILS // 10), MAILS - MAILS // 10)


def _counted() -> int:
    """Mails that this process has sent so far, by its own counter: counting rows takes time of the database."""
    samples = (sample for metric in notices_total.collect() for sample in metric.samples)
    return int(sum(one.value for one in samples if one.name.endswith("_total") and one.labels["outcome"] == "sent"))


def _counted_from(before: int) -> Count:
    async def count() -> int:
        return _counted() - before

    return count


_SENDERS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tarazy-sender'"


async def _sent(pool: asyncpg.Pool, but_for: int = 0) -> int:
    return max(0, int(await pool.fetchval("SELECT count(*) FROM notices WHERE state = 'sent'")) - but_for)


async def _bare_rate(port: int) -> float:
    mails = [_written(number, told) for number in range(HEARINGS) for told in range(TOLD_EACH)]
    taken: list[bytes] = []

    async def count() -> int:
        return len(taken)

    async def connection() -> None:
        async with aiosmtplib.SMTP(hostname=ports.LOOPBACK, port=port, start_tls=False) as client:
            await bare.hand_over(client, SENDER, mails, taken)

    async with asyncio.TaskGroup() as tasks:
        watching = tasks.create_task(rate(count, MAILS))
        for _ in range(CONNECTIONS):
            tasks.create_task(connection())
    return watching.result()


async def _queue(work: Work) -> None:
    decided = Decided()
    for number in range(HEARINGS):
        story = a_story(number)
        version = SubjectVersion(uuid4(), 1, COURT.court_id, story, Cause.command(uuid4()))
        decided.add(version, [a_notice(version.subject_id, number, told) for told in range(TOLD_EACH)])
    async with work.begin() as uow:
        await save_courts(uow.connection, [CourtRow(COURT, 1)])
        await decided.save(uow, Rules(KINDS))


def _written(number: int, told: int) -> bytes:
    notice = a_notice(uuid4(), number, told)
    return MailBuilder(SENDER).build(notice, a_story(number), COURT, written_at=datetime.now(UTC)).content


def a_story(number: int) -> HearingStory:
    """A hearing that was set."""
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=20, minutes=30 * number)
    sitting = Sitting(start, start + timedelta(minutes=30), "Зал 1", "Главное здание", "ул. Абая, 1")
    matter = Matter("main", f"2-{number}", "in_person")
    return HearingStory("scheduled", datetime.now(UTC), None, (sitting,), (), ("Ахметова А. К.",), (), matter)


def a_notice(subject_id: UUID, number: int, told: int) -> Notice:
    """Word of it to one of those whom it concerns."""
    contact = Contact("email", f"p{number}-{told}@parties.test")
    recipient = Recipient(uuid4(), f"Сатпаева Дина {number}-{told}", "kk" if told % 2 else "ru", (contact,))
    (notice,) = notices(
        Telling("hearing_scheduled", recipient),
        court_id=COURT.court_id,
        subject_id=subject_id,
        version=1,
        expires_at=EXPIRES,
        gateways=frozenset({"email"}),
    )
    return notice


@asynccontextmanager
async def _catcher() -> AsyncIterator[int]:
    with tempfile.TemporaryDirectory(prefix="tarazy-bench-") as folder:
        chosen = ports.choose(("smtp", "http"), {})

        async def ready() -> None:
            _, writer = await asyncio.open_connection(ports.LOOPBACK, chosen["smtp"])
            writer.close()

        program = (sys.executable, "-m", "tarazy_local.catcher", "--file", str(Path(folder, "mails")))
        where = ("--smtp-port", str(chosen["smtp"]), "--http-port", str(chosen["http"]))
        child = Child("The mail catcher", (*program, *where), Path(folder, "log"), ready=ready)
        async with running_program(child):
            yield chosen["smtp"]


@asynccontextmanager
async def slow_server(takes: float, mails: Path | None = None) -> AsyncIterator[int]:
    """A mail server that takes so many seconds over each mail and notes it in a file; its port."""
    with tempfile.TemporaryDirectory(prefix="tarazy-bench-") as folder:
        (port,) = ports.choose(("smtp",), {}).values()

        async def ready() -> None:
            _, writer = await asyncio.open_connection(ports.LOOPBACK, port)
            writer.close()

        program = (
            sys.executable,
            "-m",
            "benchmarks.mail_sink",
            str(port),
            str(mails or Path(folder, "mails")),
            str(takes),
        )
        async with running_program(Child("The mail server", program, Path(folder, "log"), ready=ready)):
            yield port
