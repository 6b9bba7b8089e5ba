"""`tarazy dead-letters`: look at what a service could not use, replay it for that service alone, or discard it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import click

from tarazy_shared import dead_letters as store
from tarazy_shared.database import Connection
from tarazy_shared.installation import database_url

T = TypeVar("T")

SERVICES = ("hr", "scheduling", "notifications")
WAIT_SECONDS = 10.0

_service = click.option("--service", type=click.Choice(SERVICES), default="scheduling", show_default=True)
_state = click.option(
    "--state", metavar="DIR", help="State folder of the system (default: TARAZY_STATE, else .tarazy)."
)
_ids = click.argument("ids", nargs=-1, required=True, type=click.UUID)


@click.group("dead-letters")
def dead_letters() -> None:
    """Records that a service could not use: list, show, replay, discard."""


@dead_letters.command("list")
@_service
@_state
@click.option("--all", "everything", is_flag=True, help="Also those replayed or discarded.")
@click.option("--at-most", default=100, show_default=True)
def list_(service: str, state: str | None, everything: bool, at_most: int) -> None:
    """One line each, oldest first."""
    states = ["parked", "replaying", "replayed", "discarded"] if everything else ["parked", "replaying"]
    letters = _run(service, state, lambda connection: store.listed(connection, states=states, at_most=at_most))
    for letter in letters:
        codes = ", ".join(sorted({f"{reason.code} {reason.field}".strip() for reason in letter.reasons}))
        click.echo(
            f"{letter.dead_letter_id}  {letter.first_failed_at:%Y-%m-%d %H:%M:%S}Z  {letter.state:9}  "
            f"{letter.record.topic}  {codes}"
        )
    if not letters:
        click.echo(f"No dead letters of {service}.")


@dead_letters.command("show")
@_service
@_state
@_ids
def show(service: str, state: str | None, ids: tuple[UUID, ...]) -> None:
    """The whole record and why it was parked."""
    letters = _run(service, state, lambda connection: store.find(connection, ids))
    for letter in letters:
        click.echo(json.dumps(_readable(letter), ensure_ascii=False, indent=2))
    _say_missing(ids, {letter.dead_letter_id for letter in letters})


@dead_letters.command("replay")
@_service
@_state
@_ids
def replay(service: str, state: str | None, ids: tuple[UUID, ...]) -> None:
    """Feed them through the running service again, with their original ids; other services do not see it."""

    async def ask_and_wait(connection: Connection) -> list[store.DeadLetter]:
        asked = await store.ask_replay(connection, ids, datetime.now(UTC))
        async with asyncio.timeout(WAIT_SECONDS):
            while True:
                letters = await store.find(connection, list(asked))
                if all(letter.state != "replaying" for letter in letters):
                    return letters
                await asyncio.sleep(0.2)

    try:
        letters = _run(service, state, ask_and_wait)
    except TimeoutError:
        raise click.ClickException(f"{service} did not take them within {WAIT_SECONDS:.0f} s: is it running?") from None
    for letter in letters:
        again = "; ".join(reason.text for reason in letter.reasons)
        click.echo(f"{letter.dead_letter_id}  {'replayed' if letter.state == 'replayed' else f'parked again: {again}'}")
    _say_missing(ids, {letter.dead_letter_id for letter in letters})
    if any(letter.state != "replayed" for letter in letters):
        raise SystemExit(1)


@dead_letters.command("discard")
@_service
@_state
@_ids
def discard(service: str, state: str | None, ids: tuple[UUID, ...]) -> None:
    """Close them without using them; they stay readable with `list --all`."""
    done = _run(service, state, lambda connection: store.discard(connection, ids, datetime.now(UTC)))
    for dead_letter_id in done:
        click.echo(f"{dead_letter_id}  discarded")
    _say_missing(ids, done)


def _run(service: str, state: str | None, action: Callable[[Connection], Awaitable[T]]) -> T:
    async def main() -> T:
        connection = await asyncpg.connect(database_url(service, state))
        try:
            return await action(connection)
        finally:
            await connection.close()

    return asyncio.run(main())


def _say_missing(ids: tuple[UUID, ...], found: set[UUID]) -> None:
    missing = [str(dead_letter_id) for dead_letter_id in ids if dead_letter_id not in found]
    if missing:
        raise click.ClickException(f"not among the parked ones: {', '.join(missing)}")


def _readable(letter: store.DeadLetter) -> dict[str, Any]:
    record = letter.record
    return {
        "dead_letter_id": str(letter.dead_letter_id),
        "state": letter.state,
        "attempts": letter.attempts,
        "first_failed_at": letter.first_failed_at.isoformat(),
        "reasons": [{"field": r.field, "code": r.code, "text": r.text} for r in letter.reasons],
        "origin": {"topic": record.topic, "partition": record.partition, "offset": record.offset},
        "key": None if record.key is None else record.key.decode("utf-8", "backslashreplace"),
        "headers": [[n, None if v is None else v.decode("utf-8", "backslashreplace")] for n, v in record.headers],
        "value": None if record.value is None else record.value.decode("utf-8", "backslashreplace"),
    }
