"""What judges have to learn, summed over groups that are large enough to be told of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tarazy_hr.adapters.evaluation.needing import Needing
from tarazy_hr.domain.surveys.groups import Path, told

QUARTER = 3


@dataclass(frozen=True, slots=True)
class GroupNeeds:
    """A group: `()` the country, `(region,)`, `(region, court)`; or everybody of a role, `(role,)`."""

    path: Path
    judges: int
    """Who were evaluated."""
    subjects: dict[str, int]
    """How many of them have to learn it."""


def as_of(today: date) -> date:
    """From when on sums are told: the beginning of the quarter. With sums of every day whoever compares two of them
    would learn what the one evaluation between them came to."""
    return date(today.year, today.month - (today.month - 1) % QUARTER, 1)


def by_place(evaluated: Iterable[Needing]) -> list[GroupNeeds]:
    """The country, its regions and courts that can be told of, the widest first."""
    return _groups([((one.region, one.court_id), one) for one in evaluated])


def by_role(evaluated: Iterable[Needing]) -> list[GroupNeeds]:
    """The roles of the whole country that can be told of."""
    return [one for one in _groups([((one.role,), one) for one in evaluated]) if one.path]


def _groups(known: list[tuple[Path, Needing]]) -> list[GroupNeeds]:
    counts = Counter(path for path, _ in known)
    found = []
    for path in sorted(told(counts), key=lambda path: (len(path), path)):
        inside = [one for group, one in known if group[: len(path)] == path]
        subjects = Counter(subject for one in inside for subject in one.subjects)
        found.append(GroupNeeds(path, len(inside), dict(sorted(subjects.items()))))
    return found
