"""The commands that verify trails: read from the first entry on, say what is wrong, write down where they end."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import asyncpg
import click

from tarazy_shared.audit_chain import Checking, Head, Link
from tarazy_shared.database import Connection
from tarazy_shared.installation import database_url

RIGHT, WRONG, UNREADABLE = 0, 1, 2

InOrder = Callable[[Connection, str | None], AsyncIterator[Link]]
"""Reads all entries, chain by chain, of one court or of all."""


def verifying_command(name: str, service: str, in_order: InOrder, what: str) -> click.Command:
    """`tarazy <name>` over the trail that a service keeps."""
    text = f"""Read {what} from the first entry on and say what is wrong.

    Exit status 0: all is right, 1: something is wrong, 2: it cannot be read. That its end was cut off, or all of it
    written anew, shows only against a file that was written before and kept elsewhere.
    """

    @click.command(name, help=text)
    @click.option("--court", help="Only this court.")
    @click.option("--since", type=click.Path(dir_okay=False, path_type=Path), help="A file of --checkpoint.")
    @click.option("--checkpoint", type=click.Path(dir_okay=False, path_type=Path), help="Write down where it ends.")
    @click.option("--state", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default.")
    def command(court: str | None, since: Path | None, checkpoint: Path | None, state: str | None) -> None:
        try:
            known = read_checkpoint(since) if since else {}
            ends, faults = asyncio.run(_verify(database_url(service, state), in_order, court, known))
        except (OSError, ValueError, asyncpg.PostgresError) as error:
            click.echo(f"The trail cannot be read: {error}", err=True)
            sys.exit(UNREADABLE)
        for chain, head in ends.items():
            wrong = faults.get(chain, [])
            click.echo(f"{chain}: {head.number} entries, the last {head.hash}: {'WRONG' if wrong else 'right'}")
            for fault in wrong:
                click.echo(f"  {fault}")
        if faults:
            sys.exit(WRONG)
        if checkpoint:
            text = json.dumps({chain: asdict(head) for chain, head in ends.items()}, indent=1, sort_keys=True)
            checkpoint.write_text(f"{text}\n", encoding="utf-8")

    return command


def read_checkpoint(file: Path) -> dict[str, Head]:
    """Where trails ended when the file was written. Raises `ValueError` for anything else."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        return {str(chain): Head(int(head["number"]), str(head["hash"])) for chain, head in said.items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{file} is no file of --checkpoint") from error


async def _verify(
    url: str, in_order: InOrder, court: str | None, known: Mapping[str, Head]
) -> tuple[dict[str, Head], dict[str, list[str]]]:
    """Where each trail ends, and what is wrong with it."""
    wanted = {chain: head for chain, head in known.items() if court in (None, chain)}
    checks = {chain: Checking(head) for chain, head in wanted.items()}
    faults: dict[str, list[str]] = {}
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            async for link in in_order(connection, court):
                check = checks.setdefault(link.entry.chain, Checking())
                if found := list(check.take(link)):
                    faults.setdefault(link.entry.chain, []).extend(found)
    finally:
        await connection.close()
    for chain, check in checks.items():
        if found := list(check.end()):
            faults.setdefault(chain, []).extend(found)
    return {chain: check.head for chain, check in sorted(checks.items())}, faults
