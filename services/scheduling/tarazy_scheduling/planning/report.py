"""What `tarazy solve` says in the end."""

from dataclasses import dataclass

from tarazy_scheduling.planning.bounds import Bound, gap


@dataclass(frozen=True, slots=True)
class Report:
    """A plan in figures."""

    hearings: int
    greedy: int
    cost: int
    unlisted: int
    seconds: float
    iterations: int
    seed: int


def report(found: Report, bound: Bound | None) -> str:
    """A line for each thing to know."""
    ratio = f"{found.cost / found.greedy:.3f} of it" if found.greedy else "as it"
    lines = [
        f"hearings      {found.hearings:,}",
        f"not listed    {found.unlisted:,}" + _fewest(found.unlisted, bound),
        f"greedy        {found.greedy:,}",
        f"cost          {found.cost:,}: {ratio}",
        f"searched      {found.iterations:,} rounds in {found.seconds:.1f} s, seed {found.seed}",
    ]
    if bound:
        net = gap(found.cost - bound.penalties, bound.cost - bound.penalties)
        lines[4:4] = [
            f"bound         {bound.cost:,}: no plan costs less",
            f"gap           {100 * gap(found.cost, bound.cost):.1f} % of the cost is not proved needful",
            f"              {100 * net:.1f} % without the {bound.penalties:,} for what no plan can list",
        ]
    return "\n".join(lines)


def _fewest(unlisted: int, bound: Bound | None) -> str:
    if bound is None:
        return ""
    return ": the fewest possible" if unlisted <= bound.unlisted else f": no plan has fewer than {bound.unlisted:,}"
