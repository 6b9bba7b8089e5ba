"""`tarazy plan`: plans the hearings of courts in the running system, and proposes what it found to each."""

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import click
from tarazy_shared.errors import ConfigurationError
from tarazy_shared.installation import service_address

from tarazy_scheduling.plan_client import ChangedMeanwhile, Client, NotDone
from tarazy_scheduling.plan_report import Done, line, report
from tarazy_scheduling.planning.bounds import Bound
from tarazy_scheduling.planning.core import COMPILING, PLAIN, Missing, best_core, core_named
from tarazy_scheduling.planning.for_court import Budget, Proof, Unlawful, plan_for
from tarazy_scheduling.planning.generating import Setting, court_file
from tarazy_scheduling.planning.improving import HEATS, Step, improve
from tarazy_scheduling.planning.instance import WrongInstance, instance_of

TRIES = 3
"""How often a court is planned whose calendar changes meanwhile."""
A_DAY = click.DateTime(["%Y-%m-%d"])
FAILURES = (NotDone, WrongInstance, Unlawful, Missing)


@dataclass(frozen=True, slots=True)
class Task:
    """What is done for each court."""

    client: Client
    asked: dict[str, Any]
    budget: Budget
    approve_by: str | None


@click.command("plan")
@click.option("--court", "court_id", help="The court to plan.")
@click.option("--all-courts", is_flag=True, help="One court after another, in several processes.")
@click.option("--from", "from_on", type=A_DAY, help="First day. [default: right after the fence]")
@click.option("--to", "to_on", type=A_DAY, help="Last day. [default: 90 days after the first]")
@click.option("--seconds", type=click.FloatRange(0.1, 86_400), help="To search for, a court. [default: 10]")
@click.option("--iterations", type=click.IntRange(0, 10**12), help="Rounds to search for; repeats a plan.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True)
@click.option("--fence", type=click.IntRange(0, 260), help="Working days that stay as they are. [default: the court's]")
@click.option("--penalty", type=click.IntRange(0, 10**9), help="Of a changed place. [default: the court's]")
@click.option("--change-budget", type=click.IntRange(0, 10**9), help="Published places that may change, a court.")
@click.option("--approve-by", type=click.UUID, help="person_id of who approves it at once; else it stays a proposal.")
@click.option(
    "--bound",
    "proof",
    type=click.Choice(["none", "quick", "thorough"]),
    help="What is proved before the search. [default: quick; none with --all-courts]",
)
@click.option("--core", type=click.Choice(["auto", "compiled", "python"]), default="auto", show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="With --all-courts.")
@click.option("--instance", "kept", type=click.Path(dir_okay=False, path_type=Path), help="Keep the instance, too.")
@click.option("--warm", "only_warm", is_flag=True, help="Compile the search and stop: once, where it is installed.")
@click.option("--state", help="Folder of the running system; TARAZY_STATE or ./.tarazy by default.")
def plan(
    court_id: str | None,
    all_courts: bool,
    from_on: datetime | None,
    to_on: datetime | None,
    seconds: float | None,
    iterations: int | None,
    seed: int,
    fence: int | None,
    penalty: int | None,
    change_budget: int | None,
    approve_by: UUID | None,
    proof: str | None,
    core: str,
    workers: int,
    kept: Path | None,
    only_warm: bool,
    state: str | None,
) -> None:
    """Plan the hearings of a court, or of all, from its calendar as it stands, and propose the plan to it.

    Nothing changes until somebody of the court approves the proposal: GET and POST {scheduling}/courts/COURT/plans.
    Hearings within the fence, fixed by hand, of several days and the like stay where they are.
    """
    if only_warm:
        if core == "auto" and best_core() is PLAIN:
            click.echo("There is no numba here: the search will run in plain Python.", err=True)
        else:
            _warm_here(core)
        return
    if bool(court_id) == all_courts:
        raise click.UsageError("Name one court by --court, or take --all-courts.")
    if seconds is not None and iterations is not None:
        raise click.UsageError("Say how long by --seconds or by --iterations, not by both.")
    if from_on and to_on and to_on < from_on:
        raise click.UsageError(f"--to {to_on:%Y-%m-%d} lies before --from {from_on:%Y-%m-%d}.")
    asked = {
        "from": f"{from_on:%Y-%m-%d}" if from_on else None,
        "to": f"{to_on:%Y-%m-%d}" if to_on else None,
        "fence": fence,
        "penalty": penalty,
        "budget": change_budget,
    }
    proof = proof or ("none" if all_courts else "quick")
    budget = Budget(seconds, iterations, seed, core, cast(Proof, proof))
    task = Task(_client(state), asked, budget, str(approve_by) if approve_by else None)
    if court_id:
        _warm_here(core)
        with _bar() as told:
            done = plan_one(task, court_id, told, kept)
        if done.failed:
            raise click.ClickException(f"{court_id}: {done.failed}")
        click.echo(report(done))
    else:
        _plan_all(task, workers)


def plan_one(task: Task, court_id: str, told: Any = lambda step, bound: None, kept: Path | None = None) -> Done:
    """Plan one court and propose what is found; again where its calendar changes meanwhile."""
    try:
        for attempt in range(1, TRIES + 1):
            document = task.client.instance(court_id, task.asked)
            if kept:
                kept.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")
            planned = plan_for(document, task.budget, told)
            if not planned.is_any:
                return Done(court_id, planned)
            try:
                proposal = task.client.propose(court_id, planned.body)
                break
            except ChangedMeanwhile:
                if attempt == TRIES:
                    raise
        if task.approve_by:
            proposal |= task.client.approve(court_id, proposal["number"], task.approve_by)
        return Done(court_id, planned, proposal)
    except FAILURES as error:
        return Done(court_id, failed=str(error))


def _client(state: str | None) -> Client:
    try:
        return Client(*service_address("scheduling", state))
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


def _plan_all(task: Task, workers: int) -> None:
    """One court each at a time; a court that fails keeps none of the others from its plan."""
    try:
        courts = task.client.courts()
    except NotDone as error:
        raise click.ClickException(str(error)) from error
    failed = proposed = 0
    # Processes of their own: the search holds the interpreter, and what it compiled is loaded by each.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        # What is not compiled yet is compiled once, not by all at the same time.
        try:
            pool.submit(warm, task.budget.core).result()
        except Missing as error:
            raise click.ClickException(str(error)) from error
        try:
            for done in pool.map(plan_one, [task] * len(courts), courts):
                failed += done.failed is not None
                proposed += done.proposal is not None
                click.echo(line(done))
        except BrokenProcessPool as error:
            raise click.ClickException("A process of the search was ended; memory may have run out.") from error
    idle = len(courts) - proposed - failed
    click.echo(f"{len(courts)} courts: {proposed} plans, {idle} in which nothing is to be gained, {failed} failed")
    if failed:
        raise SystemExit(1)


def _warm_here(core_name: str) -> None:
    try:
        warm(core_name)
    except Missing as error:
        raise click.ClickException(str(error)) from error


def warm(core_name: str) -> None:
    """Compile the search, or load what was compiled."""
    core = core_named(core_name)
    if not core.is_ready:
        click.echo(COMPILING, err=True)
    small = Setting(judges=2, rooms=2, clerks=2, days=5, hearings=10)
    improve(instance_of(court_file(small)), 1, 10, core)


@contextmanager
def _bar() -> Iterator[Any]:
    bar: Any
    with click.progressbar(length=HEATS, label="searching", file=sys.stderr, item_show_func=lambda shown: shown) as bar:

        def told(step: Step, bound: Bound | None) -> None:
            proved = f", bound {bound.cost:,}" if bound else ""
            bar.update(1, f"cost {step.cost:,}{proved}, {step.unlisted} not listed, {step.changes} changes")

        yield told
