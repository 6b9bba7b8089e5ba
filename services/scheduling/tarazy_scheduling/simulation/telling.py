"""What a simulation found: a table for people, a document for programs."""

from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from tarazy_scheduling.simulation.figures import Found, together
from tarazy_scheduling.simulation.years import Setting

HEAD = (
    "method", "load CV", "worst judge", "mean max p", "p99.9 max p", "min p/fair", "max p/fair", "somebody excluded",
    "after leave",
)  # fmt: skip
MEANING = """\
load CV, worst judge: how far the judges' loads are from fair ones, by standard deviation and at most; a fair load is
the judge's share of the cases for which the judge could be drawn. max p: how likely the likeliest judge of a draw is,
on average and in one draw of a thousand. p/fair: the lowest and highest chance a judge had, over the fair one. somebody
excluded: draws in which the method left a judge who can hear the case without a chance. after leave: chances in the
first week back from two weeks of leave or more, over fair ones."""


def name_of(beta: Fraction) -> str:
    """How the court's own draw is called in tables and pictures."""
    return f"Tarazy, beta {beta}"


def heading(setting: Setting, seeds: int) -> str:
    """What was played."""
    years = "1 year" if setting.years == 1 else f"{setting.years} years"
    repeated = f"seed {setting.seed}" if seeds == 1 else f"seeds {setting.seed} to {setting.seed + seeds - 1}"
    return (
        f"{setting.judges} judges, {setting.cases:,} cases in {years}, {setting.leave} days of leave a judge and year, "
        f"{setting.recusals:g} % of the judges drawn recused; {repeated}"
    )


def table(found: Sequence[Sequence[Found]]) -> str:
    """A line a method, as Markdown; of several seeds together."""
    rows = [HEAD, *(_row(together(runs)) for runs in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], "|".join(["", *("-" * (width + 2) for width in widths), ""]), *lines[1:]])


def document(setting: Setting, found: Sequence[Sequence[Found]]) -> dict[str, Any]:
    """All figures of every seed, unrounded."""
    methods = [
        {
            "method": runs[0].method,
            "together": asdict(together(runs).figures),
            "runs": [{"seed": setting.seed + n, **asdict(run.figures)} for n, run in enumerate(runs)],
        }
        for runs in found
    ]
    return {"setting": asdict(setting) | {"seeds": len(found[0])}, "methods": methods}


def _row(found: Found) -> tuple[str, ...]:
    of = found.figures
    return (
        found.method,
        f"{of.load_cv * 100:.1f} %",
        f"{of.worst_judge * 100:.0f} %",
        f"{of.mean_max_p:.2f}",
        f"{of.p999_max_p:.2f}",
        f"{of.min_p_to_fair:.2f}",
        f"{of.max_p_to_fair:.2f}",
        f"{of.excluded * 100:.0f} %",
        f"{of.after_leave:.2f}x",
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"
