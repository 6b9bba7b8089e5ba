"""Calendars of whole courts on one core: single inserts, and what the search makes of the greedy plan in how long.

    python -m benchmarks.bench_solve --seconds 10 --seconds 60 --seconds 240 --seed 1 --seed 2 --bound thorough FILE...

is the long form: every budget on every court, one after another, plain Python too if it is wished.
"""

import json
import lzma
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import click
from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.bound import prove
from tarazy_scheduling.planning.bounds import Bound, gap
from tarazy_scheduling.planning.core import PLAIN, Core, compiled_core
from tarazy_scheduling.planning.court import court_of
from tarazy_scheduling.planning.diary import empty_diary, put
from tarazy_scheduling.planning.finding import find, first_lawful_day
from tarazy_scheduling.planning.generating import Setting, court_file
from tarazy_scheduling.planning.greedy import arrival_order
from tarazy_scheduling.planning.improving import greedy_cost, improve, rounds_within
from tarazy_scheduling.planning.instance import instance_of
from tarazy_scheduling.planning.plan_file import plan_file

from benchmarks.report import Result, table

COURT_3 = Path(__file__).parents[1] / "tests" / "data" / "listing" / "court-3.json.xz"
CROWDED = Setting(judges=60, rooms=45, clerks=44, interpreters=18, advocates=600, prosecutors=60, hearings=10_000)
SEED = 1
SMALL = [Path(__file__).parent / "courts" / f"small-{number}.json.xz" for number in (1, 2, 3)]
CP_SAT_AT_LEAST = 10.0
"""Seconds: it has found nothing before."""
THOROUGH = 120.0
"""Seconds for the thorough bound."""
TARGETS = {10: 0.07, 60: 0.06, 240: 0.05}
"""Seconds, and what part of the cost may be unproved then."""


def run() -> list[Result]:
    """The short form: inserts, one court for ten seconds with the quick bound, three small ones beside CP-SAT."""
    core = compiled_core()
    beside = [result for path in SMALL for result in solved(path, [2.0], core, "thorough", cp_sat=True)]
    return [*inserts(), *solved(COURT_3, [10.0], core, "quick"), *beside]


def inserts() -> list[Result]:
    """Every hearing of a crowded court, one by one as their requests came, in plain Python."""
    instance = instance_of(court_file(CROWDED))
    court = court_of(instance)
    diary = empty_diary(court)
    took = []
    for number in arrival_order(instance, court):
        began = time.perf_counter()
        place = find(court, diary, number, first_lawful_day(court, diary, number), False, 0, [0])
        if place[0] >= 0:
            put(court, diary, number, *place)
        took.append(time.perf_counter() - began)
    took.sort()
    what = f"insert into a court of {CROWDED.judges} judges, {CROWDED.rooms} rooms, {CROWDED.hearings:,} hearings"
    return [
        Result("solve", f"{what}, p50", took[len(took) // 2] * 1e6, "µs"),
        Result("solve", f"{what}, p99", took[len(took) * 99 // 100] * 1e6, "µs", target="<= 100 µs"),
    ]


def solved(
    path: Path, budgets: list[float], core: Core, proof: str, *, seeds: Sequence[int] = (SEED,), cp_sat: bool = False
) -> list[Result]:
    """One court within each budget of seconds, with each seed; every plan is audited. `cp_sat`: that solver beside."""
    document = _read(path)
    instance = instance_of(document)
    greedy = greedy_cost(instance)
    bound = prove(instance, seconds=THOROUGH if proof == "thorough" else 0) if proof != "none" else None
    results = [Result("solve", f"{path.name}: greedy", greedy, "cost")]
    if bound:
        results.append(Result("solve", f"{path.name}: {proof} bound", bound.cost, "cost"))
    for seed, seconds in product(seeds, budgets):
        iterations = rounds_within(instance, seed, seconds, core, time.process_time)
        began = time.process_time()
        improved = improve(instance, seed, iterations, core)
        took = time.process_time() - began
        plan = plan_file(instance, improved.places)
        if audit(document, plan):
            raise AssertionError("a plan is not lawful")
        what = f"{path.name}: {core.name}, seed {seed}, {iterations:,} rounds in {took:.1f} CPU s"
        results.append(Result("solve", what, improved.cost, "cost", greedy, greedy / improved.cost, _wanted(core)))
        results.append(Result("solve", f"{what}: not listed", len(plan["unlisted"]), f"of {len(instance.hearings):,}"))
        if bound:
            results += _gaps(what, improved.cost, bound, seconds)
    if cp_sat:
        results += _by_cp_sat(path, greedy, max(*budgets, CP_SAT_AT_LEAST))
    return results


def _by_cp_sat(path: Path, greedy: int, seconds: float) -> list[Result]:
    """In a process of its own: OR-tools and HiGHS cannot be loaded together."""
    command = [sys.executable, "-m", "benchmarks.cp_sat", str(path), "--seconds", str(seconds)]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    what = f"{path.name}: CP-SAT alone from the greedy plan, {found['seconds']:.0f} s, {found['status'].lower()}"
    if found["cost"] is None:
        return [Result("solve", f"{what}: no plan", greedy, "cost (greedy)")]
    return [
        Result("solve", what, found["cost"], "cost", greedy, greedy / found["cost"]),
        Result("solve", f"{what}: its bound", found["bound"], "cost"),
    ]


def _wanted(core: Core) -> str:
    return ">= 3.33 (60 s)" if core is PLAIN else ">= 4"


def _gaps(what: str, cost: int, bound: Bound, seconds: float) -> list[Result]:
    target = f"<= {100 * TARGETS[int(seconds)]:.0f} %, thorough" if seconds in TARGETS else ""
    net = gap(cost - bound.penalties, bound.cost - bound.penalties)
    return [
        Result(
            "solve", f"{what}: gap, {bound.unlisted} cannot be listed", 100 * gap(cost, bound.cost), "%", target=target
        ),
        Result("solve", f"{what}: gap without these", 100 * net, "%"),
    ]


def _read(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    document: dict[str, Any] = json.loads(lzma.decompress(data) if path.suffix == ".xz" else data)
    return document


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--seconds", "budgets", type=float, multiple=True, default=[10.0])
@click.option("--seed", "seeds", type=int, multiple=True, default=[SEED], help="Of the search; may be given again.")
@click.option("--core", "core_name", type=click.Choice(["compiled", "python"]), default="compiled")
@click.option("--bound", "proof", type=click.Choice(["none", "quick", "thorough"]), default="quick")
@click.option("--cp-sat", is_flag=True, help="CP-SAT alone beside it, for as long as the longest budget.")
def main(
    files: tuple[Path, ...],
    budgets: tuple[float, ...],
    seeds: tuple[int, ...],
    core_name: str,
    proof: str,
    *,
    cp_sat: bool,
) -> None:
    """Solve court files within budgets; without files, the one in the repository."""
    core = PLAIN if core_name == "python" else compiled_core()
    results = [
        result
        for path in files or (COURT_3,)
        for result in solved(path, list(budgets), core, proof, seeds=seeds, cp_sat=cp_sat)
    ]
    click.echo(table(results))


if __name__ == "__main__":
    main()
