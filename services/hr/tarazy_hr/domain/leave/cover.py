"""Cover: how many judges with each authorisation are there on a day, against the fewest that a court wants."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.refusal import Refusal

ANY = ""
"""Stands for all judges, whatever they are authorised for."""
JUDGES = frozenset({"judge", "chair"})
"""Roles that count."""


@dataclass(frozen=True, slots=True)
class CoverRule:
    """The fewest judges with an authorisation that are to be there on a working day, from a day on."""

    specialism: str
    """`ANY` for all judges."""
    valid_from: date
    minimum: int


@dataclass(frozen=True, slots=True)
class CoverRuleFact:
    """A rule as a court laid it down, from one version to the next."""

    what: Literal["laid_down"]
    version: int
    court_id: str
    rule: CoverRule


@dataclass(frozen=True, slots=True)
class LayDownCover:
    """Say how many judges are to be there."""

    court_id: str
    rule: CoverRule


@dataclass(frozen=True, slots=True)
class CoverDay:
    """One working day and specialism."""

    day: date
    specialism: str
    there: int
    """Judges there all day."""
    authorised: int
    """Judges in post who have it."""
    minimum: int

    @property
    def is_thin(self) -> bool:
        """Fewer than the court wants."""
        return self.there < self.minimum


@dataclass(frozen=True, slots=True)
class Sitting:
    """A judge as cover sees one."""

    person_id: UUID
    authorised: Mapping[str, Sequence[tuple[date, date | None]]] = field(default_factory=dict)
    """First and last days by specialism, within the time in post; `ANY` for the time in post itself."""
    away: Sequence[tuple[date, date]] = ()
    """First and last days on which they are not there, wholly or in part."""


def lay_down(known: CoverRuleFact | None, command: LayDownCover) -> tuple[CoverRuleFact, ...] | Refusal:
    """A rule for a day on which one began already takes its place; the same one is nothing new."""
    if known is not None and known.rule == command.rule:
        return ()
    return (CoverRuleFact("laid_down", known.version + 1 if known else 1, command.court_id, command.rule),)


def minimum_on(day: date, specialism: str, rules: Iterable[CoverRule]) -> int:
    """The fewest by the rule that holds. Without one: 1 of each specialism, of all judges none."""
    held = [rule for rule in rules if rule.specialism == specialism and rule.valid_from <= day]
    if held:
        return max(held, key=lambda rule: rule.valid_from).minimum
    return 0 if specialism == ANY else 1


def cover(
    first: date, last: date, days: Iterable[date], judges: Sequence[Sitting], rules: Sequence[CoverRule]
) -> list[CoverDay]:
    """The cover of some days of [first, last]: all judges first, then by specialism. A specialism that nobody has on a
    day is left out unless a rule asks for it."""
    asked = {rule.specialism for rule in rules}
    specialisms = sorted({ANY, *asked, *(code for judge in judges for code in judge.authorised)})
    length = (last - first).days + 1
    away = [mask(judge.away, first, length) for judge in judges]
    wanted = list(days)
    found: list[CoverDay] = []
    for code in specialisms:
        held = [mask(judge.authorised.get(code, ()), first, length) for judge in judges]
        authorised = _sums(held, length)
        there = _sums([held_on & ~off for held_on, off in zip(held, away, strict=True)], length)
        for day in wanted:
            place = (day - first).days
            if authorised[place] or code in asked or code == ANY:
                minimum = minimum_on(day, code, rules)
                found.append(CoverDay(day, code, there[place], authorised[place], minimum))
    return sorted(found, key=lambda one: (one.day, one.specialism))


def mask(periods: Iterable[tuple[date, date | None]] | Sequence[tuple[date, date]], first: date, length: int) -> int:
    """The days of periods within `length` days from `first` on, as bits, the first day lowest."""
    found = 0
    for begin, end in periods:
        start = max(0, (begin - first).days)
        stop = length if end is None else min(length, (end - first).days + 1)
        if start < stop:
            found |= ((1 << (stop - start)) - 1) << start
    return found


def _sums(masks: Iterable[int], length: int) -> list[int]:
    """How many masks have each day: digits beside each other are counted faster than days are asked one by one."""
    digits = [format(one, f"0{length}b")[::-1] for one in masks]
    return [column.count("1") for column in zip(*digits, strict=True)] or [0] * length
