"""`tarazy simulate-listing`: plays weeks of a court's calendar night by night, and shows what planning gives."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from tarazy_scheduling.planning.bounds import gap
from tarazy_scheduling.planning.core import Core, core_named
from tarazy_scheduling.planning.generating import Setting, court_file
from tarazy_scheduling.planning.improving import greedy_cost, improve
from tarazy_scheduling.planning.instance import instance_of
from tarazy_scheduling.planning.nights import Outcome, Policy, play
from tarazy_scheduling.planning.pictures import Closing, fence_picture, gap_picture

COURT = Setting(judges=10, rooms=8, clerks=7, interpreters=5, advocates=80, prosecutors=8, hearings=750)
LARGER = Setting(judges=15, rooms=11, clerks=10, interpreters=8, advocates=110, prosecutors=10, hearings=1000)
"""In which the gap is looked at."""
POLICIES = (
    Policy("listed as they come", None),
    Policy("fence 5, changes are free", 5, 0),
    Policy("fence 5, a change costs 2", 5, 2),
    Policy("fence 5, a change costs 6", 5, 6),
    Policy("fence 5, a change costs 15", 5, 15),
    Policy("fence 10, changes are free", 10, 0),
    Policy("fence 10, a change costs 6", 10, 6),
)
LADDER = (1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
"""Rounds after which the gap is looked at."""
SVG = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command("simulate-listing")
@click.option("--judges", type=click.IntRange(1, 100), default=COURT.judges, show_default=True)
@click.option("--hearings", type=click.IntRange(1, 10_000), default=COURT.hearings, show_default=True)
@click.option("--days", type=click.IntRange(15, 366), default=COURT.days, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=COURT.seed, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=5000, show_default=True, help="Of the search, a night.")
@click.option("--core", type=click.Choice(["auto", "compiled", "python"]), default="auto", show_default=True)
@click.option("--picture", type=SVG, help="Draw what a calm calendar costs into an SVG file.")
@click.option("--gap-picture", "gaps", type=SVG, help="Draw how the gap closes in three larger courts; takes minutes.")
@click.option(
    "--gap-rounds", type=click.IntRange(1000), default=LADDER[-2], show_default=True, help="For that picture."
)
@click.option("--json", "as_json", is_flag=True, help="Every figure, for programs.")
def simulate_listing(
    judges: int,
    hearings: int,
    days: int,
    seed: int,
    rounds: int,
    core: str,
    picture: Path | None,
    gaps: Path | None,
    gap_rounds: int,
    as_json: bool,
) -> None:
    """Play weeks of a made-up court under several policies: what is planned at night, what stays, what a change costs.

    Hearings are asked for 3 to 20 days ahead and listed at once, each at its earliest place. The same options give the
    same figures on every machine, with either core.
    """
    setting = replace(COURT, judges=judges, hearings=hearings, days=days, seed=seed)
    instance, chosen = instance_of(court_file(setting)), core_named(core)
    outcomes = []
    with click.progressbar(POLICIES, label="playing", file=sys.stderr, item_show_func=_name) as bar:
        for policy in bar:
            outcomes.append(play(instance, policy, rounds, chosen))
    about = f"{judges} judges, {hearings:,} hearings, {days} days, seed {seed}; {rounds:,} rounds a night"
    if picture:
        picture.write_text(fence_picture(outcomes, about), encoding="utf-8")
    if gaps:
        _draw_gaps(gaps, gap_rounds, chosen)
    click.echo(
        json.dumps([_figures(one) for one in outcomes], indent=2) if as_json else f"{about}\n\n{table(outcomes)}"
    )


def _figures(outcome: Outcome) -> dict[str, Any]:
    return {name: value for name, value in asdict(outcome).items() if name != "places"}


def _name(policy: Policy | None) -> str | None:
    return policy.name if policy else None


def table(outcomes: Sequence[Outcome]) -> str:
    """A line a policy."""
    lines = [f"{'':30}{'cost':>8}{'not listed':>12}{'dates changed':>15}{'told again':>12}{'most a night':>14}"]
    for one in outcomes:
        lines.append(
            f"{one.policy.name:30}{one.cost:>8,}{one.unlisted:>12,}{one.dates_changed:>15,}{one.changes:>12,}"
            f"{one.most_a_night:>14,}"
        )
    return "\n".join(lines)


def _draw_gaps(file: Path, most: int, core: Core) -> None:
    if find_spec("highspy") is None:
        raise click.ClickException("The gap needs a bound: install tarazy-scheduling[planning].")
    courts = [replace(LARGER, seed=seed) for seed in (1, 2, 3)]
    with click.progressbar(courts, label="closing gaps", file=sys.stderr) as bar:
        closings = [closing(setting, most, core) for setting in bar]
    about = f"{courts[0].judges} judges, {courts[0].hearings:,} hearings, {courts[0].days} days"
    file.write_text(gap_picture(closings, about), encoding="utf-8")


def closing(setting: Setting, most: int, core: Core) -> Closing:
    """The gaps of one court's plans, each made anew with so many rounds, without what no plan can list."""
    # Here, since it takes the extra.
    from tarazy_scheduling.planning.bound import prove

    instance = instance_of(court_file(setting))
    bound = prove(instance)
    costs = [(0, greedy_cost(instance))]
    costs += [(rounds, improve(instance, 1, rounds, core).cost) for rounds in LADDER if rounds <= most]
    lost = bound.penalties
    points = ((rounds, gap(cost - lost, bound.cost - lost)) for rounds, cost in costs)
    return Closing(f"court {setting.seed}", tuple(points))
