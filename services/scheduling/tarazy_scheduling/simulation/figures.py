"""What draws say about a method: how far loads end up from a fair part, and how much could be foreseen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import fmean
from uuid import UUID

from tarazy_scheduling.domain.model.drawing import DrawRules
from tarazy_scheduling.domain.model.means import Absence
from tarazy_scheduling.simulation.playing import Draw

LONG_LEAVE = timedelta(days=14)
AFTER_LEAVE = timedelta(days=7)
"""So long a judge who comes back from it is watched, from the first day on which the domain draws the judge again."""
AVERAGED = ("load_cv", "worst_judge", "mean_max_p", "p999_max_p", "excluded", "after_leave")


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one method over the years. A chance is fair when it is the judge's share of those who could be drawn."""

    load_cv: float
    """Standard deviation of load over fair load, of its mean."""
    worst_judge: float
    """How far the load of one judge is from a fair one at most, as a part of it."""
    mean_max_p: float
    """The best guess of who is drawn, before the draw: how often it is right."""
    p999_max_p: float
    """How sure the best guess is in one draw of a thousand."""
    min_p_to_fair: float
    max_p_to_fair: float
    excluded: float
    """Part of the draws in which the method left somebody who can hear the case without a chance."""
    after_leave: float
    """Chances in the first week back from a leave of two weeks or more, over fair ones: all who came back together."""
    draws: int


@dataclass(frozen=True, slots=True)
class Found:
    """A method, its figures, and each judge's load over the fair one."""

    method: str
    figures: Figures
    loads: tuple[float, ...]


def find(method: str, draws: Sequence[Draw], absences: Iterable[Absence]) -> Found:
    """The figures of a method's draws. A judge who never could be drawn counts in none of them."""
    loads = loads_over_fair(draws)
    largest, lowest, highest, closed = [], 2.0, 0.0, 0
    for draw in draws:
        held, share = sum(draw.tickets), sum(draw.shares)
        ratios = [mine * share / (held * own) for mine, own in zip(draw.tickets, draw.shares, strict=True)]
        lowest, highest = min(lowest, *ratios), max(highest, *ratios)
        largest.append(max(draw.tickets) / held)
        closed += 0 in draw.tickets
    mean = fmean(loads)
    figures = Figures(
        load_cv=sqrt(fmean((load - mean) ** 2 for load in loads)) / mean,
        worst_judge=max(abs(load - 1) for load in loads),
        mean_max_p=fmean(largest),
        p999_max_p=sorted(largest)[int(len(largest) * 0.999)],
        min_p_to_fair=lowest,
        max_p_to_fair=highest,
        excluded=closed / len(draws),
        after_leave=_after_leave(draws, _returns(absences)),
        draws=len(draws),
    )
    return Found(method, figures, tuple(loads))


def together(found: Sequence[Found]) -> Found:
    """One method over several seeds: of bounds the widest, of the other figures the mean; and all judges' loads."""
    figures = [one.figures for one in found]
    mean = {name: fmean(getattr(one, name) for one in figures) for name in AVERAGED}
    return Found(
        found[0].method,
        Figures(
            **mean,
            min_p_to_fair=min(one.min_p_to_fair for one in figures),
            max_p_to_fair=max(one.max_p_to_fair for one in figures),
            draws=sum(one.draws for one in figures),
        ),
        tuple(load for one in found for load in one.loads),
    )


def loads_over_fair(draws: Iterable[Draw]) -> list[float]:
    """Each judge's minutes over the fair part of the cases for which the judge could be drawn at first."""
    load: dict[UUID, int] = defaultdict(int)
    fair: dict[UUID, float] = defaultdict(float)
    has: dict[UUID, UUID] = {}
    for draw in draws:
        if draw.is_first:
            total = sum(draw.shares)
            for judge, share in zip(draw.judges, draw.shares, strict=True):
                fair[judge] += draw.minutes * share / total
        else:
            load[has[draw.case_id]] -= draw.minutes
        load[draw.drawn] += draw.minutes
        has[draw.case_id] = draw.drawn
    return [load[judge] / due for judge, due in fair.items()]


def _returns(absences: Iterable[Absence]) -> Mapping[date, Sequence[UUID]]:
    """For each day who has come back from a long leave of late."""
    back: dict[date, list[UUID]] = defaultdict(list)
    for absence in absences:
        if absence.ends_at - absence.starts_at >= LONG_LEAVE:
            first = absence.ends_at.date() - timedelta(days=DrawRules().absence_days)
            for day in range(AFTER_LEAVE.days):
                back[first + timedelta(days=day)].append(absence.person_id)
    return back


def _after_leave(draws: Iterable[Draw], returns: Mapping[date, Sequence[UUID]]) -> float:
    had = fair = 0.0
    for draw in draws:
        back = [judge for judge in returns.get(draw.on, ()) if judge in draw.judges]
        for place in map(draw.judges.index, back):
            had += draw.tickets[place] / sum(draw.tickets)
            fair += draw.shares[place] / sum(draw.shares)
    return had / fair if fair else 1.0
