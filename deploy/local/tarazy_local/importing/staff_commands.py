"""`tarazy import staff` and `tarazy export staff`."""

import asyncio
import sys
from pathlib import Path

import click
from tarazy_shared.errors import TarazyError
from tarazy_shared.installation import read_endpoints

from tarazy_local.importing.installation import connected
from tarazy_local.importing.staff_sending import fetch_staff

TABLES = click.Choice(["courts", "posts", "people", "appointments", "authorisations"])
OF_TABLE = click.option("--table", type=TABLES, help="Which table a CSV file holds; by default the one of its columns.")


@click.group("export")
def export() -> None:
    """Write what the running system holds into files."""


@export.command("staff")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, writable=True))
@click.option("--court", "court_id", metavar="ID", help="Only this court; by default all.")
@click.option("--table", type=TABLES, help="The table of a CSV file.")
@click.option("--state", metavar="DIR", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default.")
def staff(file: Path, court_id: str | None, table: str | None, state: str | None) -> None:
    """Courts, posts, people, appointments and authorisations into FILE.xlsx, or one table into FILE.csv.

    `tarazy import staff` takes the file in again, and changes nothing.
    """
    file_format = file.suffix.lower().removeprefix(".")
    if file_format not in {"xlsx", "csv"}:
        raise click.UsageError("FILE ends in .xlsx or in .csv")
    if file_format == "csv" and table is None:
        raise click.UsageError("A CSV file holds one table: say --table")
    try:
        content = asyncio.run(_fetched(state, court_id, table, file_format))
        file.write_bytes(content)
    except (TarazyError, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"wrote {len(content):,} bytes to {click.format_filename(file)}")


async def _fetched(state: str | None, court_id: str | None, table: str | None, file_format: str) -> bytes:
    async with connected(read_endpoints(state)) as installation:
        return await fetch_staff(installation, court_id, table, file_format)
