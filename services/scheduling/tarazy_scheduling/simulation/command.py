"""`tarazy simulate-draws`: plays years of cases through the draw and shows how fair it is, beside other methods."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from tarazy_scheduling.simulation.figures import Found, find, together
from tarazy_scheduling.simulation.methods import METHODS, play_by
from tarazy_scheduling.simulation.picture import picture
from tarazy_scheduling.simulation.playing import Draw, play
from tarazy_scheduling.simulation.telling import MEANING, document, heading, name_of, table
from tarazy_scheduling.simulation.years import Setting, years_of

AS_SET = Setting()
STEPS = 200
"""Draws between two looks at the progress."""


def _fractions(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[Fraction, ...]:
    return tuple(_fraction(value) for value in values)


def _fraction(value: str) -> Fraction:
    try:
        fraction = Fraction(value)
    except (ValueError, ZeroDivisionError) as error:
        raise click.BadParameter(f"{value} is no fraction: write it as 1/2 or 0.5.") from error
    if not 0 <= fraction <= 1:
        raise click.BadParameter(f"{value} is not between 0 (chance by share alone) and 1.")
    if fraction.denominator > 1000:
        raise click.BadParameter(f"{value} is finer than thousandths.")
    return fraction


def _in_a_folder(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    if path and not path.parent.is_dir():
        raise click.BadParameter(f"The folder {path.parent} does not exist.")
    return path


@click.command("simulate-draws")
@click.option("--judges", type=click.IntRange(2, 500), default=AS_SET.judges, show_default=True)
@click.option(
    "--cases", type=click.IntRange(1, 1_000_000), default=AS_SET.cases, show_default=True, help="In all years."
)
@click.option("--years", type=click.IntRange(1, 30), default=AS_SET.years, show_default=True)
@click.option(
    "--beta",
    "betas",
    callback=_fractions,
    multiple=True,
    default=["1/2"],
    show_default=True,
    help="How much burdens count, from 0 to 1; may be given more than once.",
)
@click.option(
    "--recusals",
    type=click.FloatRange(0, 50),
    default=AS_SET.recusals,
    show_default=True,
    help="Of a hundred cases, those whose judge is recused as soon as drawn.",
)
@click.option(
    "--leave",
    type=click.IntRange(0, 200),
    default=AS_SET.leave,
    show_default=True,
    help="Days that a judge is away in a year, on average.",
)
@click.option(
    "--seed", type=click.IntRange(0), default=AS_SET.seed, show_default=True, help="Another one, other years."
)
@click.option(
    "--seeds", type=click.IntRange(1, 100), default=1, show_default=True, help="Play so many, one after another."
)
@click.option("--json", "as_json", is_flag=True, help="Every figure of every seed, for programs.")
@click.option(
    "--picture",
    "svg",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    callback=_in_a_folder,
    help="Draw the picture into an SVG file.",
)
def simulate_draws(betas: tuple[Fraction, ...], seeds: int, as_json: bool, svg: Path | None, **options: Any) -> None:
    """Play years of a made-up court through the draw of judges, and say how fair it is beside other methods.

    The court's own draws are those of the running system: its commands, its rules about who can be drawn, its
    tickets. Half of the judges work part-time, cases differ in weight and specialism, judges are on leave and
    recused. The same options give the same figures, on every machine.
    """
    setting = Setting(**options)
    names = [name_of(beta) for beta in betas]
    steps = seeds * setting.cases * (len(betas) + len(METHODS))
    with click.progressbar(length=steps, label="playing", file=sys.stderr, update_min_steps=STEPS) as bar:
        runs = [list(_run(replace(setting, seed=setting.seed + n), betas, bar.update)) for n in range(seeds)]
    found = list(zip(*runs, strict=True))
    about = heading(setting, seeds)
    if svg:
        svg.write_text(picture([together(one) for one in found], about, names), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(document(setting, found), indent=2))
    else:
        click.echo(f"{about}\n\n{table(found)}\n\n{MEANING}")


def _run(setting: Setting, betas: tuple[Fraction, ...], progress: Callable[[int], None]) -> Iterator[Found]:
    """Each method over the same years."""
    years = years_of(setting)
    shares = {post.person_id: post.share_milli for post in years.posts}
    own: list[Draw] = []
    for beta in betas:
        played = list(_counted(play(setting, years, beta), progress))
        own = own or played
        if not played:
            raise click.ClickException("No case could be drawn: all judges were away. Try less --leave, more --cases.")
        yield find(name_of(beta), played, years.absences)
    for name, method in METHODS.items():
        played = list(_counted(play_by(method, shares, own, f"{setting.seed} {name}"), progress))
        yield find(name, played, years.absences)


def _counted(draws: Iterable[Draw], progress: Callable[[int], None]) -> Iterator[Draw]:
    for draw in draws:
        progress(1)
        yield draw
