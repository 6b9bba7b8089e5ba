"""Which rules are about a hearing on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tarazy_scheduling.domain.model.limits import ANY_BELOW, Applies, Rule


class Subject(NamedTuple):
    """What rules ask of a hearing."""

    category: str
    hearing_type: str
    instance: str
    priority: str
    custody: bool
    """Whether anybody is in custody."""


@dataclass(frozen=True, slots=True)
class Applying:
    """A rule that is about a hearing."""

    rule: Rule
    gives_way_to: str | None
    """The rule that goes before it."""

    @property
    def counts(self) -> bool:
        """Whether hearings are held to it."""
        return self.rule.binding and self.gives_way_to is None


@dataclass(frozen=True, slots=True)
class LimitRules:
    """Rules by code, each in the order in which they go before each other: the last that has begun counts."""

    versions: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    _found: dict[tuple[Subject, date], tuple[Applying, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, *layers: Iterable[Rule]) -> "LimitRules":
        """A book of layers: what holds everywhere, then what goes before it. Rules of a layer come in any order."""
        versions: dict[str, tuple[Rule, ...]] = {}
        for layer in layers:
            for rule in sorted(layer, key=lambda rule: rule.valid_from):
                versions[rule.code] = (*versions.get(rule.code, ()), rule)
        return cls(versions)

    def rule(self, code: str, day: date) -> Rule | None:
        """What a code says on a day; None before it begins and after it has ended."""
        begun = [rule for rule in self.versions.get(code, ()) if rule.valid_from <= day]
        if not begun:
            return None
        return begun[-1] if begun[-1].valid_to is None or day <= begun[-1].valid_to else None

    def on_day(self, day: date) -> tuple[Rule, ...]:
        """All rules that hold on a day, by code."""
        return tuple(rule for code in sorted(self.versions) if (rule := self.rule(code, day)))

    def about(self, subject: Subject, day: date) -> tuple[Applying, ...]:
        """The rules that are about a hearing, those that others go before included."""
        found = self._found.get((subject, day))
        if found is None:
            rules = [rule for rule in self.on_day(day) if _is_about(rule.applies, subject)]
            found = tuple(Applying(rule, _goes_before(rule, rules)) for rule in rules)
            self._found[subject, day] = found
        return found

    def changes_on(self, day: date) -> bool:
        """Whether any rule begins on the day or has ended the day before."""
        ended = {rule.valid_to.toordinal() + 1 for rules in self.versions.values() for rule in rules if rule.valid_to}
        begun = {rule.valid_from for rules in self.versions.values() for rule in rules}
        return day in begun or day.toordinal() in ended


def names(patterns: Iterable[str], code: str) -> bool:
    """Whether a code is among those named, or begins as one of them says."""
    return any(code.startswith(one.removesuffix("*")) if one.endswith(ANY_BELOW) else code == one for one in patterns)


def _goes_before(rule: Rule, others: Iterable[Rule]) -> str | None:
    """The rule that says that this one does not count. One that is not binding says so of none."""
    saying = (one for one in others if one.binding and one.code != rule.code and one.limits == rule.limits)
    return next((one.code for one in saying if names(one.instead_of, rule.code)), None)


def _is_about(applies: Applies, subject: Subject) -> bool:
    if applies.custody not in (None, subject.custody):
        return False
    if applies.categories and not names(applies.categories, subject.category):
        return False
    return all(
        not named or value in named
        for named, value in (
            (applies.hearing_types, subject.hearing_type),
            (applies.instances, subject.instance),
            (applies.priorities, subject.priority),
        )
    )
