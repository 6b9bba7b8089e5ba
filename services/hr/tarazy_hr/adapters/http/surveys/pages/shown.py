"""What a survey came to as a reader sees it: a bar of five parts a question, and the same in numbers by group."""

from collections.abc import Mapping
from dataclasses import dataclass

from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.app.surveys.telling import Told
from tarazy_hr.domain.evaluation.scoring import rounded
from tarazy_hr.domain.surveys.groups import Path
from tarazy_hr.domain.surveys.questionnaire import LEAST
from tarazy_hr.domain.surveys.results import Counts


@dataclass(frozen=True, slots=True)
class Part:
    """One answer of the scale; where it lies in the bar, in per cent of its width."""

    value: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class NumberRow:
    """What a group said to a question."""

    group: str
    mean: str
    answers: str
    by_value: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Distribution:
    """What a question came to in the group that is shown; without parts where too few answered it there."""

    words: str
    parts: tuple[Part, ...]
    mean: str
    answers: int
    in_words: str
    """The bar for whoever cannot see it."""
    rows: tuple[NumberRow, ...]
    """All groups that are told of."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group that was asked: whether it can be shown."""

    path: Path
    name: str
    told: bool


def distributions(
    visit: Visit, survey: Survey, told: Told, group: Path, names: Mapping[Path, str]
) -> list[Distribution]:
    """All questions with a scale, in their order. `names`: of the groups that are told of."""
    found = []
    for question in survey.questionnaire.questions:
        if question.kind == "scale":
            by_group = told.by_question.get(question.code, {})
            rows = tuple(_row(visit, name, by_group[path]) for path, name in names.items() if path in by_group)
            found.append(_distribution(visit, local(visit, question.words), by_group.get(group), rows))
    return found


def _distribution(visit: Visit, words: str, counts: Counts | None, rows: tuple[NumberRow, ...]) -> Distribution:
    if counts is None:
        return Distribution(words, (), "", 0, "", rows)
    parts, before = [], 0
    for value, count in enumerate(counts.by_value, start=LEAST):
        if count:
            parts.append(Part(value, _percent(before, counts), _percent(count, counts)))
        before += count
    told = "; ".join(
        visit.words.ngettext("%(value)s: %(n)s answer", "%(value)s: %(n)s answers", count, value=value)
        for value, count in enumerate(counts.by_value, start=LEAST)
    )
    return Distribution(words, tuple(parts), _mean(visit, counts), counts.answers, told, rows)


def _percent(count: int, counts: Counts) -> str:
    return f"{100 * count / counts.answers:.2f}%"


def _mean(visit: Visit, counts: Counts) -> str:
    return visit.reader.number(float(rounded(counts.mean)))


def _row(visit: Visit, name: str, counts: Counts) -> NumberRow:
    number = visit.reader.number
    return NumberRow(name, _mean(visit, counts), number(counts.answers), tuple(map(number, counts.by_value)))


def groups_of(visit: Visit, survey: Survey, told: Told, courts: Mapping[str, tuple[str, str]]) -> list[Group]:
    """Everybody, and the regions and courts that were asked: whether anybody answered there cannot be read off.

    `courts`: region and name.
    """
    asked = {(courts[code][0], code) for code in survey.courts if code in courts}
    asked |= {(path[0], path[1]) for path in told.groups if len(path) == 2}
    regions = {(region,) for region, _ in asked if region} if len({region for region, _ in asked}) > 1 else set()
    found = [Group((), visit.words.gettext(message("Everybody")), () in told.groups)]
    for path in sorted(regions):
        found.append(Group(path, path[0], path in told.groups))
    if len(asked) > 1:
        for region, code in sorted(asked):
            name = courts[code][1] if code in courts else code
            found.append(Group((region, code), name, (region, code) in told.groups))
    return found
