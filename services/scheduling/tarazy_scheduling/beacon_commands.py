"""`tarazy draw-beacon`: rounds that institutions make together, where no public beacon can be reached."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from tarazy_shared.beacons import commit_reveal
from tarazy_shared.beacons.round_form import WrittenRound

from tarazy_scheduling.new_files import write_new

A_DAY = click.DateTime(["%Y-%m-%d"])
A_FILE = click.Path(path_type=Path)


@click.group("draw-beacon")
def draw_beacon() -> None:
    """Make rounds of randomness together with other institutions, for courts that reach no public beacon.

    Each commits to a value the day before; when the day is over all show theirs, and somebody combines them.
    """


@draw_beacon.command("commit")
@click.argument("name")
@click.argument("day", type=A_DAY)
@click.option("--folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
def commit(name: str, day: datetime, folder: Path) -> None:
    """Make a value for DAY (YYYY-MM-DD) in the NAME of an institution, and what it publishes of it ahead.

    NAME-ROUND.value.json stays secret until the day is over; NAME-ROUND.commitment.json is published at once.
    """
    if not commit_reveal.NAME.fullmatch(name):
        raise click.BadParameter("small letters, digits and hyphens, at most 60", param_hint="NAME")
    number, value = commit_reveal.round_of(day.date()), commit_reveal.make_value()
    about = {"institution": name, "round": number}
    secret = folder / f"{name}-{number}.value.json"
    public = folder / f"{name}-{number}.commitment.json"
    write_new(secret, about | {"value": value.hex()}, mode=0o600)
    write_new(public, about | {"commitment": commit_reveal.commitment_to(value)}, mode=0o644)
    click.echo(f"keep secret until {day:%Y-%m-%d} is over: {secret}")
    click.echo(f"publish now:                        {public}")


@draw_beacon.command("combine")
@click.argument("files", nargs=-1, required=True, type=A_FILE)
@click.option("--into", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file of rounds.")
def combine(files: tuple[Path, ...], into: Path) -> None:
    """Make the round out of the commitments and values of all institutions, and add it to a file of rounds.

    FILES are the commitments as they were published and the values. Names the institution whose value is not the one
    that it committed to.
    """
    try:
        made = _combined(files)
        chain = commit_reveal.chain_of(made.commitments)
        _add(into, made)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"round {made.number} of {chain} is in {into}")


def _combined(files: Iterable[Path]) -> WrittenRound:
    """Raises `ValueError` that says which file is wrong and how."""
    rounds: set[int] = set()
    values: dict[str, bytes] = {}
    commitments: dict[str, str] = {}
    for file in files:
        one = _read(file)
        name = one["institution"]
        if name in (values if "value" in one else commitments):
            raise ValueError(f"{file}: a second one of {name}")
        rounds.add(one["round"])
        if "value" in one:
            values[name] = _bytes_of(file, one["value"])
        else:
            commitments[name] = one["commitment"]
    if len(rounds) != 1:
        raise ValueError(f"the files are of several rounds: {', '.join(map(str, sorted(rounds)))}")
    return commit_reveal.combined(rounds.pop(), values, commitments)


def _read(file: Path) -> dict[str, Any]:
    try:
        one: Any = json.loads(file.read_bytes())
    except OSError as error:
        raise ValueError(f"{file}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{file}: no JSON") from error
    one = one if isinstance(one, dict) else {}
    texts = one.get("institution"), one.get("value", one.get("commitment"))
    if not all(isinstance(text, str) for text in texts) or type(one.get("round")) is not int:
        raise ValueError(f"{file}: institution, round, and value or commitment must be there, each of its kind")
    return dict(one)


def _bytes_of(file: Path, text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise ValueError(f"{file}: the value is not in hexadecimal digits") from error


def _add(into: Path, made: WrittenRound) -> None:
    """Add a round. Raises `ValueError` when the file has it already, is no file of rounds or cannot be written."""
    if made.number in _rounds_in(into):
        raise ValueError(f"{into} has round {made.number} already")
    line = {
        "round": made.number,
        "randomness": made.randomness,
        "signature": made.signature,
        "commitments": made.commitments,
    }
    try:
        with into.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    except OSError as error:
        raise ValueError(f"{into} cannot be written: {error.strerror}") from error


def _rounds_in(into: Path) -> set[int]:
    try:
        lines = into.read_text(encoding="utf-8").splitlines() if into.exists() else []
        return {json.loads(line)["round"] for line in lines if line.strip()}
    except OSError as error:
        raise ValueError(f"{into} cannot be read: {error.strerror}") from error
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ValueError(f"{into} is no file of rounds") from error
