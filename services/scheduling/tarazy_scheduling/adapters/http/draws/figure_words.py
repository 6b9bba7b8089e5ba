"""Figures about draws in people's words: what was drawn and expected, judge by judge, and what to think of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tarazy_shared.pages.name_order import name_key
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words

from tarazy_scheduling.adapters.http.draws.codes import EXCLUSIONS
from tarazy_scheduling.adapters.http.draws.figure_drawings import Deviation, Interval, columns, deviations, intervals
from tarazy_scheduling.adapters.http.draws.seat_words import workload
from tarazy_scheduling.adapters.http.draws.shown_draws import called
from tarazy_scheduling.adapters.http.list_words import Names
from tarazy_scheduling.app.draw_figures import CourtFigures
from tarazy_scheduling.domain.draw.distributions import normal_tails
from tarazy_scheduling.domain.draw.fairness import STRIKING, JudgeFigures, PoolFigures

SHOWN_NUMBERS = 20
"""Draws that a list names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class JudgeRow:
    """A judge on the page."""

    name: str
    candidacies: str
    drawn: str
    expected: str
    finding: str
    tone: str
    interval: Interval
    workload: str
    deviation: Deviation


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A category on the page."""

    code: str
    name: str
    draws: str
    p: str
    finding: str
    tone: str


def seen(
    found: CourtFigures, category: str, names: Names, people: Mapping[UUID, str], reader: Reader
) -> dict[str, Any]:
    """What the page says, once all names are known."""
    words = Words("tarazy_scheduling", reader)
    pool = found.categories[category] if category else found.whole
    summary, tone = _summary(pool, words)
    return {
        "found": found,
        "pool": pool,
        "category": category,
        "category_name": names.category(category) if category else "",
        "summary": summary,
        "tone": tone,
        "judges": _judges(pool, people, words),
        "categories": [_category(code, one, names, words) for code, one in found.categories.items()],
        "columns": columns(pool.sizes),
        "figures": _key_figures(pool, found, words),
        "shown_numbers": SHOWN_NUMBERS,
        "reasons": EXCLUSIONS,
    }


def _summary(pool: PoolFigures, words: Words) -> tuple[str, str]:
    if pool.chi_square is None:
        return words.gettext("There are too few draws to say anything."), ""
    if pool.is_striking:
        return words.gettext("Something here is seldom by chance alone: somebody should look into it."), "warn"
    return words.gettext("The draws went as chance has it."), "ok"


def _key_figures(pool: PoolFigures, found: CourtFigures, words: Words) -> list[tuple[str, str]]:
    few = words.gettext("too few to say")
    reader = words.reader
    z, chi_square, runs = pool.largest_z, pool.chi_square, found.runs
    return [
        (words.gettext("draws"), reader.number(pool.draws)),
        (words.gettext("all judges together: p"), _chance(chi_square.p, reader) if chi_square else few),
        (words.gettext("most striking judge: p"), few if z is None else _chance(pool.largest_z_p or 0.0, reader)),
        (words.gettext("order of the numbers: p"), few if runs.p is None else _chance(runs.p, reader)),
    ]


def _judges(pool: PoolFigures, people: Mapping[UUID, str], words: Words) -> Sequence[JudgeRow]:
    reader = words.reader
    rows = []
    for one, interval, deviation in zip(pool.judges, intervals(pool.judges), deviations(pool.judges), strict=True):
        finding, tone = _finding(one, pool, words)
        rows.append(
            JudgeRow(
                name=called(people, one.person_id),
                candidacies=reader.number(one.candidacies),
                drawn=reader.number(one.drawn),
                expected=reader.number(round(one.expected, 1)),
                finding=finding,
                tone=tone,
                interval=interval,
                workload=workload(one.surplus_minutes, words),
                deviation=deviation,
            )
        )
    return sorted(rows, key=lambda row: name_key(row.name))


def _finding(one: JudgeFigures, pool: PoolFigures, words: Words) -> tuple[str, str]:
    """In a word; striking is who is so among all judges of the pool, not who is beyond the band alone."""
    if one.z is None:
        return words.gettext("too few to say"), "none"
    told = sum(judge.z is not None for judge in pool.judges)
    if 1 - (1 - normal_tails(one.z)) ** told >= STRIKING:
        return words.gettext("as chance has it"), ""
    more = words.gettext("more often than chance") if one.z > 0 else words.gettext("more seldom than chance")
    return more, "warn"


def _category(code: str, pool: PoolFigures, names: Names, words: Words) -> PoolRow:
    chi_square = pool.chi_square
    few = words.gettext("too few to say")
    finding, tone = _summary(pool, words)
    return PoolRow(
        code=code,
        name=names.category(code),
        draws=words.reader.number(pool.draws),
        p=_chance(chi_square.p, words.reader) if chi_square else few,
        finding=finding,
        tone=tone,
    )


def _chance(p: float, reader: Reader) -> str:
    return f"< {reader.number(0.001)}" if p < 0.001 else reader.number(round(p, 3))
