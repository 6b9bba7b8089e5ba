"""Totals told of groups alone that are large enough, and of categories alone that tell nothing of anybody."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from tarazy_hr.domain.evaluation.scoring import rounded
from tarazy_hr.domain.evaluation.totals import FinalOne, GroupTotal
from tarazy_hr.domain.surveys.groups import LEAST, Path, told


def totals_of(final: Iterable[FinalOne]) -> list[GroupTotal]:
    """The groups that can be told of, the widest first."""
    known = list(final)
    counts: Counter[Path] = Counter((one.region, one.court_id) for one in known)
    groups = []
    for path in sorted(told(counts), key=lambda path: (len(path), path)):
        inside = [one for one in known if (one.region, one.court_id)[: len(path)] == path]
        mean = rounded(sum((Fraction(one.total) for one in inside), Fraction(0)) / len(inside))
        categories = dict(sorted(Counter(one.category for one in inside).items()))
        groups.append(GroupTotal(path, len(inside), mean, categories))
    shown = _with_categories((), groups)
    return [one if one.path in shown else replace(one, categories=None) for one in groups]


def tells_nobody(categories: Counter[str]) -> bool:
    """Whether from these numbers nobody can work out what one of the group came to: two categories at least, and in
    none fewer than five. Of a group that is in one category everybody's is known, and few in one are easily guessed."""
    numbers = [number for number in categories.values() if number]
    return len(numbers) > 1 and min(numbers) >= LEAST


def _with_categories(path: Path, groups: Sequence[GroupTotal]) -> set[Path]:
    """The groups from this one on of which categories can be told; within a group that cannot, none can."""
    group = next((one for one in groups if one.path == path), None)
    if group is None or not tells_nobody(_of(group)):
        return set()
    within = [one for one in groups if len(one.path) == len(path) + 1 and one.path[: len(path)] == path]
    fit = sorted((one for one in within if tells_nobody(_of(one))), key=lambda one: (-one.evaluations, one.path))
    # What is left beside those that are told can be worked out as well.
    while fit and not _left_tells_nobody(group, fit):
        fit.pop()
    found = {path}
    for one in fit:
        found |= _with_categories(one.path, groups)
    return found


def _left_tells_nobody(group: GroupTotal, parts: Iterable[GroupTotal]) -> bool:
    left = _of(group)
    for one in parts:
        left.subtract(_of(one))
    return not any(left.values()) or tells_nobody(left)


def _of(group: GroupTotal) -> Counter[str]:
    return Counter(group.categories or {})
