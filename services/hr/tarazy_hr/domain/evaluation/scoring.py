"""From figures, scores of the panel and answers to surveys to a total and a category, with every step shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from uuid import UUID

from tarazy_hr.domain.evaluation.indicators import Indicator
from tarazy_hr.domain.evaluation.rules import WHOLE, EvaluationRules

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Spread:
    """How far members are from each other: whoever reads a mean has to see it."""

    mean: Fraction
    lowest: Decimal
    highest: Decimal
    members: int


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """What a criterion came to, from 0 to 100; None where nothing could be said of it."""

    code: str
    score: Decimal | None
    weight: int
    spread: Spread | None = None
    """Of the panel's scores."""


@dataclass(frozen=True, slots=True)
class Total:
    """The whole."""

    criteria: tuple[CriterionScore, ...]
    weighed: int
    """Percent of the weights of which something could be said; the total is of these alone."""
    total: Decimal
    category: str
    needs: tuple[str, ...]
    """Subjects of training, in the order of the criteria, none twice."""


def spread_of(scores: Iterable[Decimal]) -> Spread | None:
    """Of the scores that members gave; None without any."""
    given = sorted(scores)
    if not given:
        return None
    return Spread(sum(map(Fraction, given), Fraction(0)) / len(given), given[0], given[-1], len(given))


def total_of(
    rules: EvaluationRules,
    figures: Iterable[Indicator],
    panel: Mapping[str, Mapping[UUID, Decimal]],
    surveys: Mapping[str, Fraction | None],
) -> Total | None:
    """`panel`: scores by criterion and member; `surveys`: mean answers from 0 to 100 by criterion, None for a group
    that is too small. None where nothing could be said of any criterion."""
    by_code = {figure.code: figure.value for figure in figures}
    found: list[CriterionScore] = []
    exact: dict[str, Fraction] = {}
    for criterion in rules.criteria:
        spread = None
        score: Fraction | None
        match criterion.basis:
            case "indicators":
                known = [value for code in criterion.indicators if (value := by_code.get(code)) is not None]
                score = sum(known, Fraction(0)) / len(known) * WHOLE if known else None
            case "panel":
                spread = spread_of(panel.get(criterion.code, {}).values())
                score = spread.mean if spread else None
            case "survey":
                score = surveys.get(criterion.code)
        if score is not None:
            exact[criterion.code] = score
        found.append(
            CriterionScore(criterion.code, None if score is None else rounded(score), criterion.weight, spread)
        )
    weighed = sum(one.weight for one in found if one.score is not None)
    if not weighed:
        return None
    total = rounded(sum((exact[one.code] * one.weight for one in found if one.code in exact), Fraction(0)) / weighed)
    return Total(tuple(found), weighed, total, rules.category_of(total).code, _needs(rules, found))


def rounded(value: Fraction) -> Decimal:
    """To a hundredth, halves to the even one."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(HUNDREDTH, ROUND_HALF_EVEN)


def _needs(rules: EvaluationRules, found: Iterable[CriterionScore]) -> tuple[str, ...]:
    needs: dict[str, None] = {}
    for one in found:
        criterion = rules.criterion(one.code)
        low = criterion is not None and criterion.need_below is not None and one.score is not None
        if criterion is not None and low and one.score is not None and one.score < (criterion.need_below or 0):
            needs |= dict.fromkeys(criterion.needs)
    return tuple(needs)
