"""`tarazy import court`, `rota`, `hearings` and `staff`; `tarazy export staff`."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
from tarazy_shared.errors import TarazyError
from tarazy_shared.installation import read_endpoints

from tarazy_local.importing.court_file import CourtFile, parse_court_file
from tarazy_local.importing.court_sending import Sending, send_court
from tarazy_local.importing.files import read_file, read_rota
from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.installation import Installation, connected
from tarazy_local.importing.list_form import ListForm
from tarazy_local.importing.list_sending import ListSending, send_list
from tarazy_local.importing.report import UNREADABLE, Report, Tally, as_json, lines
from tarazy_local.importing.rota_court import Reading
from tarazy_local.importing.staff_commands import OF_TABLE, export
from tarazy_local.importing.staff_sending import StaffSending, send_staff

_FILE = click.argument("file", type=click.Path(path_type=Path))
_STATE = click.option(
    "--state", metavar="DIR", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default."
)
_SKIP = click.option("--skip-bad-rows", is_flag=True, help="Import the good rows of a file with bad ones.")
_DRY = click.option("--dry-run", is_flag=True, help="Only say what would be.")
_JSON = click.option("--json", "json_", is_flag=True, help="The report as JSON; all else goes to standard error.")
_DATE = click.DateTime(formats=["%Y-%m-%d"])
_STARTING = click.option(
    "--starting",
    type=_DATE,
    metavar="DATE",
    help="Move the file by whole weeks, its first day to the first of its weekday on or after this date.",
)

Import = Callable[[Installation], Awaitable[Report]]


def commands() -> list[click.Command]:
    """What imports add to `tarazy`."""
    return [import_, export]


@click.group("import")
def import_() -> None:
    """Read a court's files into the running system.

    A file with bad rows is not imported unless --skip-bad-rows is given; the same file twice changes nothing.
    Exit status: 0 all read, 3 rows skipped, 1 the file or its court cannot be read.
    """


@import_.command("court")
@_FILE
@_STATE
@_SKIP
@_DRY
@_JSON
def court(file: Path, state: str | None, skip_bad_rows: bool, dry_run: bool, json_: bool) -> None:
    """A whole court, with calendar, rooms, people and absences, from JSON."""
    sending = Sending(skip_bad_rows, dry_run)
    _run(state, lambda system: _send(system, parse_court_file(read_file(file)), sending), json_)


@import_.command("rota")
@_FILE
@_STARTING
@click.option("--court", "court_id", metavar="ID", help="The court's id; by default rota- and the justice area's id.")
@click.option("--zone", default="Asia/Almaty", show_default=True, help="The court's time zone.")
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), default="en", show_default=True)
@click.option(
    "--with",
    "more",
    type=click.Path(path_type=Path),
    metavar="COURT.json",
    help="A court file with what a rota cannot say: names, clerks, contacts, room features.",
)
@_STATE
@_SKIP
@_DRY
@_JSON
def rota(
    file: Path,
    starting: datetime | None,
    court_id: str | None,
    zone: str,
    language: str,
    more: Path | None,
    state: str | None,
    skip_bad_rows: bool,
    dry_run: bool,
    json_: bool,
) -> None:
    """Judges, sitting patterns, absences and court rooms from a rota file (XML)."""
    reading = Reading(court_id, _day(starting), zone, language)
    sending = Sending(skip_bad_rows, dry_run)
    _run(state, lambda system: _send(system, read_rota(file, reading, more), sending), json_)


@import_.command("hearings")
@_FILE
@click.option("--court", "court_id", required=True, metavar="ID", help="The court whose list it is.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    required=True,
    metavar="COLUMN=FIELD",
    help="What a column means: number, date, time, starts_at, hearing_type, estimated_minutes, category, language, "
    "party, surname, forenames, patronymic. Columns are named by the header or numbered from 1.",
)
@click.option("--date-format", metavar="FORMAT", help="Such as DD.MM.YYYY; needed where the file does not prove it.")
@click.option("--time-format", metavar="FORMAT", help="Such as HH:mm or 'hh:mm a'.")
@click.option("--delimiter", metavar="CHARACTER", help="Or comma, semicolon, tab, bar.")
@click.option("--encoding", help="Such as cp1251; by default UTF-8, or what the file's byte order mark says.")
@click.option("--header/--no-header", default=None, help="By default there is one unless all columns are numbers.")
@click.option("--only", multiple=True, metavar="COLUMN=TEXT", help="Only rows with this text in this column.")
@click.option("--type", "types", multiple=True, metavar="TEXT=CODE", help="The code of what the list calls a type.")
@click.option("--hearing-type", metavar="CODE", help="For rows whose type has no code; main where no type is given.")
@click.option("--category", default="civil.other", show_default=True, help="For rows without one.")
@click.option("--minutes", type=click.IntRange(5, 2400), default=60, show_default=True, help="For rows without.")
@click.option("--notice-days", type=click.IntRange(0, 10_000), default=0, show_default=True)
@click.option("--zone", metavar="ZONE", help="Of the list's times; by default the court's.")
@_STARTING
@_STATE
@_SKIP
@_DRY
@_JSON
def hearings(file: Path, state: str | None, json_: bool, **said: Any) -> None:
    """A court's hearing list (CSV): each case is registered, each hearing asked for at its time."""

    async def send(system: Installation) -> Report:
        sending = ListSending(
            court_id=said["court_id"],
            zone=said["zone"],
            notice_days=said["notice_days"],
            skip_bad_rows=said["skip_bad_rows"],
            dry_run=said["dry_run"],
        )
        form = ListForm(
            mapping=said["mapping"],
            date_format=said["date_format"],
            time_format=said["time_format"],
            delimiter=said["delimiter"],
            encoding=said["encoding"],
            header=said["header"],
            only=_pairs("--only", said["only"]),
            types=_pairs("--type", said["types"]),
            hearing_type=said["hearing_type"],
            category=said["category"],
            minutes=said["minutes"],
            starting=_day(said["starting"]),
        )
        return await send_list(system, read_file(file), form, sending, now=datetime.now(UTC), tell=tell)

    _run(state, send, json_)


@import_.command("staff")
@_FILE
@click.option("--court", "court_id", metavar="ID", help="The court of rows that name none.")
@OF_TABLE
@_STATE
@_SKIP
@_DRY
@_JSON
def staff(
    file: Path,
    court_id: str | None,
    table: str | None,
    state: str | None,
    skip_bad_rows: bool,
    dry_run: bool,
    json_: bool,
) -> None:
    """Courts, posts, people, appointments and authorisations from XLSX or CSV (docs/hr.md)."""
    sending = StaffSending(court_id, table, skip_bad_rows, dry_run)
    _run(state, lambda system: send_staff(system, read_file(file), sending, tell), json_)


def tell(line: str) -> None:
    """Progress, beside the report."""
    click.echo(line, err=True)


async def _send(installation: Installation, court: CourtFile, sending: Sending) -> Report:
    return await send_court(installation, court, sending, tell)


def _run(state: str | None, send: Import, json_: bool) -> None:
    try:
        report = asyncio.run(_connected(state, send))
    except UnreadableFile as error:
        _show(Report(Tally(), error.findings), json_)
        sys.exit(UNREADABLE)
    except TarazyError as error:
        _show(Report(Tally(), [Finding("", "", str(error))]), json_)
        sys.exit(UNREADABLE)
    _show(report, json_)
    sys.exit(report.status)


async def _connected(state: str | None, send: Import) -> Report:
    async with connected(read_endpoints(state)) as installation:
        return await send(installation)


def _show(report: Report, json_: bool) -> None:
    say = partial(click.echo, err=json_)
    for line in lines(report):
        say(line)
    if json_:
        click.echo(as_json(report))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _pairs(option: str, texts: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.rpartition("=")
        if not equals or not name:
            raise UnreadableFile(Finding(option, text, "Must have the form left=right"))
        pairs[name.strip()] = value.strip()
    return pairs
