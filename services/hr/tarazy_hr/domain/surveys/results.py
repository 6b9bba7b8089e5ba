"""What answers come to: told of a group only where enough of it have answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tarazy_hr.domain.surveys.groups import LEAST as LEAST_OF_A_GROUP
from tarazy_hr.domain.surveys.groups import Path, told
from tarazy_hr.domain.surveys.questionnaire import LEAST, MOST


@dataclass(frozen=True, slots=True)
class Counts:
    """How many gave each answer of a scale, from 1 on."""

    by_value: tuple[int, ...]

    @property
    def answers(self) -> int:
        """How many answered."""
        return sum(self.by_value)

    @property
    def mean(self) -> Fraction:
        """Of the scale, 1 to 5. Raises ZeroDivisionError for no answers."""
        return Fraction(sum(value * count for value, count in enumerate(self.by_value, start=LEAST)), self.answers)

    @property
    def score(self) -> Fraction:
        """The mean as 0 to 100."""
        return (self.mean - LEAST) * 100 / (MOST - LEAST)


def results(answers: Iterable[tuple[Path, str, int]], least: int = LEAST_OF_A_GROUP) -> dict[str, dict[Path, Counts]]:
    """By question, the groups that can be told of. `answers`: group, question and value, each alone."""
    counted: dict[str, dict[Path, list[int]]] = {}
    for path, question, value in answers:
        by_value = counted.setdefault(question, {}).setdefault(path, [0] * (MOST - LEAST + 1))
        by_value[value - LEAST] += 1
    return {question: _told_of(groups, least) for question, groups in counted.items()}


def _told_of(groups: Mapping[Path, list[int]], least: int) -> dict[Path, Counts]:
    found = {}
    for path in told({path: sum(by_value) for path, by_value in groups.items()}, least):
        inside = [by_value for group, by_value in groups.items() if group[: len(path)] == path]
        found[path] = Counts(tuple(map(sum, zip(*inside, strict=True))))
    return found
