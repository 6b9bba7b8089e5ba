"""What evaluations came to together, told of groups alone that are large enough."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tarazy_hr.adapters.evaluation.standing import FinalOne
from tarazy_hr.domain.evaluation.scoring import rounded
from tarazy_hr.domain.surveys.groups import Path, told


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """A group: `()` the country, `(region,)`, `(region, court)`."""

    path: Path
    evaluations: int
    mean_total: Decimal
    categories: dict[str, int]


def totals_of(final: Iterable[FinalOne]) -> list[GroupTotal]:
    """The groups that can be told of, the widest first."""
    known = list(final)
    counts: Counter[Path] = Counter((one.region, one.court_id) for one in known)
    found = []
    for path in sorted(told(counts), key=lambda path: (len(path), path)):
        inside = [one for one in known if (one.region, one.court_id)[: len(path)] == path]
        mean = rounded(sum((Fraction(one.total) for one in inside), Fraction(0)) / len(inside))
        categories = dict(sorted(Counter(one.category for one in inside).items()))
        found.append(GroupTotal(path, len(inside), mean, categories))
    return found
