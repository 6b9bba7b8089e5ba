"""What `tarazy plan` says of a court in the end."""

from dataclasses import dataclass
from typing import Any

from tarazy_scheduling.planning.bounds import gap
from tarazy_scheduling.planning.for_court import Planned


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a court: a plan with its number, none where nothing can be gained, or a sentence why not."""

    court_id: str
    planned: Planned | None = None
    proposal: dict[str, Any] | None = None
    failed: str | None = None


def report(done: Done) -> str:
    """A line for each thing to know."""
    planned = done.planned
    if planned is None:
        return ""
    lines = [
        f"hearings      {planned.hearings:,} that can be moved or listed",
        f"as it stands  {planned.present_cost:,}",
        f"cost          {planned.cost:,}",
        f"searched      {planned.iterations:,} rounds, seed {planned.body['seed']}, {planned.body['core']} core",
        f"changes       {planned.changes:,} published places; {planned.listed:,} listed, {planned.unlisted:,} not",
    ]
    if planned.bound:
        bound = planned.bound
        net = gap(planned.cost - bound.penalties, bound.cost - bound.penalties)
        lines[3:3] = [
            f"bound         {bound.cost:,}: no plan costs less",
            f"gap           {100 * gap(planned.cost, bound.cost):.1f} % of the cost is not proved needful",
            f"              {100 * net:.1f} % without the {bound.penalties:,} for what no plan can list",
        ]
    if done.proposal is None:
        return "\n".join([*lines, "nothing is to be gained: no plan was proposed"])
    counts = done.proposal["counts"]
    lines.append(
        f"people        {counts['people_told']:,} to be told; {counts['dates_changed']:,} dates change,"
        f" {counts['days_gained']:,} days gained"
    )
    return "\n".join([*lines, f"plan {done.proposal['number']} of {done.court_id} is {done.proposal['status']}"])


def line(done: Done) -> str:
    """The same in one line, where there are many courts."""
    if done.failed or done.planned is None:
        return f"{done.court_id}: failed: {done.failed}"
    planned = done.planned
    what = f"plan {done.proposal['number']} {done.proposal['status']}" if done.proposal else "nothing to gain"
    return (
        f"{done.court_id}: {what}: cost {planned.present_cost:,} -> {planned.cost:,},"
        f" {planned.changes} changes, {planned.listed} listed, {planned.unlisted} not"
    )
