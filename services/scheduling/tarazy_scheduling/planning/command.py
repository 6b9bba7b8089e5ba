"""`tarazy solve`: reads a court, lists all its hearings, proves how good the plan is, and writes it."""

import json
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.bounds import Bound, gap
from tarazy_scheduling.planning.core import COMPILING, Core, Missing, core_named
from tarazy_scheduling.planning.generating import Setting, court_file
from tarazy_scheduling.planning.improving import HEATS, Improved, Step, greedy_cost, improve, rounds_within
from tarazy_scheduling.planning.instance import Instance, WrongInstance, instance_of
from tarazy_scheduling.planning.plan_file import plan_file, write_plan_file
from tarazy_scheduling.planning.report import Report, report

WRONG_FILE = 2
THOROUGH = 180.0
"""Seconds for the calendars of all judges."""
NO_EXTRA = "no bound: install tarazy-scheduling[planning] to have one proved"


class WrongFile(click.ClickException):
    """Said in one sentence, with the exit status of wrong usage."""

    exit_code = WRONG_FILE


def _in_a_folder(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    if path and not path.parent.is_dir():
        raise click.BadParameter(f"The folder {path.parent} does not exist.")
    if path and not os.access(path.parent, os.W_OK):
        raise click.BadParameter(f"The folder {path.parent} cannot be written into.")
    return path


@click.command("solve")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seconds", type=click.FloatRange(0.1, 86_400), help="To search for. [default: 10]")
@click.option(
    "--iterations", type=click.IntRange(0, 10**12), help="Rounds to search for; repeats a plan on any machine."
)
@click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True, help="Another one, another plan."
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=_in_a_folder,
    required=True,
    help="Where the plan goes.",
)
@click.option(
    "--core",
    "core_name",
    type=click.Choice(["auto", "compiled", "python"]),
    default="auto",
    show_default=True,
    help="Both give the same plan for the same rounds; compiled does many more of them.",
)
@click.option(
    "--bound",
    "proof",
    type=click.Choice(["none", "quick", "thorough"]),
    help="What is proved after the search: nothing, in seconds, or judge by judge in a minute or so. "
    "[default: thorough, if it can be]",
)
def solve(
    file: Path, seconds: float | None, iterations: int | None, seed: int, out: Path, core_name: str, proof: str | None
) -> None:
    """List all hearings of a court: an instance file as docs/listing-files.md describes it.

    The plan is written only after a checker that shares no code with the search has found nothing wrong with it.
    The file says with which seed and how many rounds it was made: --seed and --iterations make it again.
    """
    if seconds is not None and iterations is not None:
        raise click.UsageError("Say how long by --seconds or by --iterations, not by both.")
    document, instance = _read(file)
    core = _core(core_name)
    if proof in ("quick", "thorough") and not _can_prove():
        raise WrongFile(NO_EXTRA)
    began = time.perf_counter()
    if iterations is None:
        if not core.is_ready:
            click.echo(COMPILING, err=True)
        click.echo(f"{core.name} core: measuring the speed", err=True)
        iterations = rounds_within(instance, seed, seconds or 10, core)
    improved = _improve(instance, seed, iterations, core)
    searched = time.perf_counter() - began
    greedy = greedy_cost(instance)
    plan = plan_file(
        instance, improved.places, seed=seed, iterations=iterations, bound=None, greedy=greedy, core=core.name
    )
    broken = audit(document, plan)
    if broken or plan["cost"] != improved.cost:
        for one in broken[:10]:
            click.echo(f"{one.rule} {one.hearing}: {one.text}", err=True)
        raise click.ClickException(
            "The plan is not lawful, so it was not written. This is a mistake of Tarazy: tell us."
        )
    # Before the bound, so that nobody loses a plan who does not wait for the proof.
    _write(out, plan)
    found = Report(len(instance.hearings), greedy, plan["cost"], len(plan["unlisted"]), searched, iterations, seed)
    bound = _prove(instance, proof)
    if bound:
        proved = {"bound": bound.cost, "gap": gap(plan["cost"], bound.cost), "fewest_unlisted": bound.unlisted}
        _write(out, plan | proved | {"unavoidable": bound.penalties})
    click.echo(report(found, bound))
    click.echo(f"written to {out}")


def _read(file: Path) -> tuple[dict[str, Any], Instance]:
    try:
        document = json.loads(file.read_bytes())
        return document, instance_of(document)
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, WrongInstance) else f"It is no JSON text: {error}."
        raise WrongFile(f"{file}: {what}") from error


def _write(out: Path, plan: dict[str, Any]) -> None:
    try:
        write_plan_file(out, plan)
    except OSError as error:
        raise click.ClickException(f"{out} could not be written: {error.strerror}.") from error


def _core(name: str) -> Core:
    try:
        return core_named(name)
    except Missing as error:
        raise WrongFile(str(error)) from error


def _improve(instance: Instance, seed: int, iterations: int, core: Core) -> Improved:
    bar: Any
    with click.progressbar(
        length=HEATS,
        label=f"{iterations:,} rounds",
        file=sys.stderr,
        item_show_func=lambda step: f"cost {step.cost:,}, {step.unlisted} not listed" if step else None,
    ) as bar:

        def told(step: Step) -> None:
            bar.update(1, step)

        return improve(instance, seed, iterations, core, told)


def _can_prove() -> bool:
    return find_spec("highspy") is not None


def _prove(instance: Instance, proof: str | None) -> Bound | None:
    """The bound, or nothing when none is asked for or the extra is missing."""
    if proof == "none":
        return None
    if not _can_prove():
        click.echo(NO_EXTRA, err=True)
        return None
    # Here, since it takes the extra.
    from tarazy_scheduling.planning.bound import prove

    click.echo("proving what no plan can do better than", err=True)
    if proof == "quick":
        return prove(instance)
    bar: Any
    with click.progressbar(length=100, label="judge by judge", file=sys.stderr) as bar:

        def told(done: int, of: int) -> None:
            bar.update(100 * done // of - bar.pos)

        return prove(instance, seconds=THOROUGH, told=told)


@click.command("make-court")
@click.option("--judges", type=click.IntRange(1, 1000), default=40, show_default=True)
@click.option("--rooms", type=click.IntRange(1, 1000), default=30, show_default=True)
@click.option("--clerks", type=click.IntRange(0, 1000), default=28, show_default=True)
@click.option(
    "--days", type=click.IntRange(1, 366), default=60, show_default=True, help="Days on which the court sits."
)
@click.option("--hearings", type=click.IntRange(1, 100_000), default=3000, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Another one, another court.")
@click.option(
    "--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), callback=_in_a_folder, required=True
)
def make_court(out: Path, **options: int) -> None:
    """Make up a court for `tarazy solve`: the same options make the same file, on every machine."""
    out.write_text(json.dumps(court_file(Setting(**options)), separators=(",", ":")) + "\n", encoding="utf-8")
    click.echo(f"written to {out}")
