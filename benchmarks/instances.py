"""The published courts in `benchmarks/courts`: made by seed, with the best plans known and what is proved of all plans.

python -m benchmarks.instances write              make the files anew from their seeds
python -m benchmarks.instances improve --seconds 60 NAME...    search, prove, and keep what is better
"""

import hashlib
import json
import lzma
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.bound import prove
from tarazy_scheduling.planning.core import compiled_core
from tarazy_scheduling.planning.generating import Setting, court_file
from tarazy_scheduling.planning.improving import greedy_cost, improve, present_cost, rounds_within
from tarazy_scheduling.planning.instance import instance_of
from tarazy_scheduling.planning.plan_file import plan_file
from tarazy_scheduling.planning.standing import calendar_file

FOLDER = Path(__file__).parent / "courts"
SET = FOLDER / "set.json"
BUDGET = 20
SIZES = {
    "small": {"judges": 4, "rooms": 3, "clerks": 3, "interpreters": 5, "advocates": 45, "prosecutors": 5, "days": 24,
              "hearings": 150},
    "medium": {"judges": 15, "rooms": 11, "clerks": 10, "interpreters": 8, "advocates": 110, "prosecutors": 10,
               "days": 60, "hearings": 1000},
    "large": {},
    "standing": {"judges": 7, "rooms": 6, "clerks": 6, "interpreters": 5, "advocates": 60, "prosecutors": 6,
                 "days": 63, "hearings": 530},
}  # fmt: skip
SEEDS = (1, 2, 3)
NAMES = [f"{size}-{seed}" for size in SIZES for seed in SEEDS]
THOROUGH = 120.0


def made(name: str) -> dict[str, Any]:
    """A court of the set, from its seed alone."""
    size, _, seed = name.partition("-")
    setting = Setting(**SIZES[size], seed=int(seed))
    return calendar_file(setting, BUDGET) if size == "standing" else court_file(setting)


def text_of(document: dict[str, Any]) -> bytes:
    """The very bytes of a file, before they are compressed."""
    return (json.dumps(document, separators=(",", ":")) + "\n").encode()


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.json.xz"


@click.group()
def main() -> None:
    """The published set of courts."""


@main.command()
def write() -> None:
    """Make all files from their seeds; what is known of their plans stays."""
    known = json.loads(SET.read_text(encoding="utf-8")) if SET.exists() else {}
    entries = {}
    for name in NAMES:
        text = text_of(made(name))
        path_of(name).write_bytes(lzma.compress(text, preset=9))
        size, _, seed = name.partition("-")
        about = {"sha256": hashlib.sha256(text).hexdigest(), "options": asdict(Setting(**SIZES[size], seed=int(seed)))}
        same = known.get(name, {}) if known.get(name, {}).get("sha256") == about["sha256"] else {}
        entries[name] = same | about
    _write(entries)


@main.command("improve")
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
@click.option("--seconds", type=float, default=10.0)
@click.option("--seed", type=int, default=1)
def search(names: tuple[str, ...], seconds: float, seed: int) -> None:
    """Search in these courts, or in all, and keep the better of what was known and what is found."""
    core = compiled_core()
    for name in names or NAMES:
        document = json.loads(lzma.decompress(path_of(name).read_bytes()))
        instance = instance_of(document)
        rounds = rounds_within(instance, seed, seconds, core)
        improved = improve(instance, seed, rounds, core)
        plan = plan_file(instance, improved.places)
        if audit(document, plan):
            raise AssertionError(f"{name}: the plan is not lawful")
        bound = prove(instance, seconds=THOROUGH)
        # Read again at the end: others may be searched at the same time.
        entries = json.loads(SET.read_text(encoding="utf-8"))
        entry = entries[name]
        begins = "present" if name.startswith("standing") else "greedy"
        entry[begins] = present_cost(instance) if begins == "present" else greedy_cost(instance)
        if improved.cost < entry.get("best", improved.cost + 1):
            entry |= {"best": improved.cost, "unlisted": len(plan["unlisted"]), "seed": seed, "rounds": rounds}
        entry["bound"] = max(bound.cost, entry.get("bound", 0))
        entry["fewest_unlisted"] = max(bound.unlisted, entry.get("fewest_unlisted", 0))
        _write(entries)
        click.echo(f"{name}: {entry['best']:,} (found {improved.cost:,}), bound {entry['bound']:,}")


def _write(entries: dict[str, Any]) -> None:
    SET.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
