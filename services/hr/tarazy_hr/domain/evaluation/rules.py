"""The rules of evaluation, as one dated whole: criteria with their weights, categories, clocks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from tarazy_hr.domain.clocks.clock_rule import LONGEST, ClockRule
from tarazy_hr.domain.clocks.clock_rule import check as check_clocks
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.refusal import Refusal, wrong

Basis = Literal["indicators", "panel", "survey"]
"""What a criterion is scored by: figures from hearing facts, the panel's scores, answers to a survey."""
IndicatorCode = Literal["held_as_planned", "timeliness", "own_adjournments", "workload_carried"]
INDICATORS: tuple[IndicatorCode, ...] = get_args(IndicatorCode)
CycleKind = Literal["first_year", "periodic", "on_request"]
NEEDED = ("reply", "decision", "appeal", "appeal_decision")
"""Clocks without which no evaluation can run."""
WHOLE = 100
"""What all weights make together, and the best score."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is looked at."""

    code: str
    name: Trilingual
    weight: int
    """Percent of the whole."""
    basis: Basis
    indicators: tuple[IndicatorCode, ...] = ()
    """Each counts alike."""
    need_below: Decimal | None = None
    """A score below this becomes a need for training; None: never."""
    needs: tuple[str, ...] = ()
    """Subjects of training that it then asks for."""


@dataclass(frozen=True, slots=True)
class Category:
    """What a total comes to."""

    code: str
    name: Trilingual
    from_score: Decimal


@dataclass(frozen=True, slots=True)
class EvaluationRules:
    """How an evaluation runs. Those that stood when it was opened hold to the end."""

    code: str
    source: str
    verified: bool
    criteria: tuple[Criterion, ...]
    categories: tuple[Category, ...]
    clocks: tuple[ClockRule, ...]
    own_reasons: tuple[str, ...]
    """Codes of adjournments that count as the judge's own; all others are shown apart."""
    quorum: int = 3
    """Members who have to score each criterion of the panel."""
    first_after_months: int = 12
    every_months: int = 60
    opens_by_itself: bool = True
    """Whether cycles open on their day; else people open them, from the list of what is due."""
    long_leave_days: int = 60
    """Whoever is away for so many days in a row is not evaluated before coming back."""
    least_hearings: int = 20
    """With fewer of them an indicator says nothing and is left out."""
    keep_days: int = 3650

    def criterion(self, code: str) -> Criterion | None:
        """The criterion of a code."""
        return next((one for one in self.criteria if one.code == code), None)

    def clock(self, code: str) -> ClockRule | None:
        """The clock of a code."""
        return next((one for one in self.clocks if one.code == code), None)

    def category_of(self, total: Decimal) -> Category:
        """What a total comes to: the highest category that it reaches."""
        return max((one for one in self.categories if one.from_score <= total), key=lambda one: one.from_score)


def check(rules: EvaluationRules) -> Refusal | None:
    """Why nobody could be evaluated by these rules."""
    return next(_faults(rules), None)


def _faults(rules: EvaluationRules) -> Iterator[Refusal]:
    if not rules.criteria:
        yield wrong("criteria", "none_given")
    for name, codes in (
        ("criteria", [one.code for one in rules.criteria]),
        ("categories", [one.code for one in rules.categories]),
    ):
        for code, times in Counter(codes).items():
            if times > 1:
                yield wrong(name, "code_repeated", repeated=code)
    for place, criterion in enumerate(rules.criteria):
        if criterion.weight <= 0:
            yield wrong(f"criteria[{place}].weight", "weight_not_positive")
        if (criterion.basis == "indicators") != bool(criterion.indicators):
            yield wrong(f"criteria[{place}].indicators", "indicators_misplaced")
    total = sum(one.weight for one in rules.criteria)
    if total != WHOLE:
        yield wrong("criteria", "weights_not_whole", total=total, source=rules.source)
    if all(one.from_score > 0 for one in rules.categories):
        yield wrong("categories", "no_lowest_category")
    if any(not 0 <= one.from_score <= WHOLE for one in rules.categories):
        yield wrong("categories", "category_outside", most=WHOLE)
    for name in ("quorum", "first_after_months", "every_months", "long_leave_days"):
        if not 0 < getattr(rules, name) <= LONGEST:
            yield wrong(name, "amount_outside", least=1, most=LONGEST)
    if refused := check_clocks(rules.clocks):
        yield refused
    for code in NEEDED:
        if rules.clock(code) is None:
            yield wrong("clocks", "clock_missing", clock=code)
