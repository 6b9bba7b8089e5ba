"""Figures about a judge's hearings, each with the facts behind it.

Nothing here can know what was decided: `HearingOfJudge` has no field for it, nor for appeals or reversals, and a test
holds that so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.evaluation.rules import EvaluationRules, IndicatorCode

Course = Literal["held", "adjourned", "not_held"]
"""What became of the hearing as an appointment, not of the case."""
Counted = Literal["for", "against", "apart"]
"""`apart`: not the judge's own doing, or disputed and left out."""


@dataclass(frozen=True, slots=True)
class HearingOfJudge:
    """A hearing in which the judge presided and that is over."""

    hearing_id: UUID
    case_id: UUID
    planned_on: date
    """The day that people were first told."""
    held_on: date | None
    course: Course
    latest_on: date | None
    """The last lawful day, where one was known."""
    adjournment_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Workload:
    """What the judge carried against the norm of the period, in minutes."""

    carried: Fraction
    norm: Fraction


@dataclass(frozen=True, slots=True)
class FactBehind:
    """One hearing, and how it counts."""

    hearing_id: UUID
    counted: Counted
    why: str
    """A code: `held_on_day`, `held_later`, `not_held`, `within_limit`, `after_limit`, `no_limit`, a reason of an
    adjournment, `disputed`."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure from 0 to 1 with what it was counted from."""

    code: IndicatorCode
    value: Fraction | None
    """None: too few hearings to say anything."""
    counted_for: Fraction
    counted: Fraction
    behind: tuple[FactBehind, ...] = ()


def indicators(
    hearings: Sequence[HearingOfJudge], workload: Workload | None, left_out: frozenset[UUID], rules: EvaluationRules
) -> tuple[Indicator, ...]:
    """All figures. `left_out`: hearings that were disputed with success, by whichever figure."""
    in_order = sorted(hearings, key=lambda one: (one.planned_on, str(one.hearing_id)))
    own = frozenset(rules.own_reasons)
    figures = (
        ("held_as_planned", [_as_planned(one, own) for one in in_order]),
        ("timeliness", [_in_time(one) for one in in_order]),
        ("own_adjournments", [_not_adjourned_by_own(one, own) for one in in_order]),
    )
    found = [_figure(code, behind, left_out, rules.least_hearings) for code, behind in figures]  # type: ignore[arg-type]
    return (*found, _carried(workload))


def recounted(figures: Iterable[Indicator], left_out: frozenset[UUID], rules: EvaluationRules) -> tuple[Indicator, ...]:
    """The figures of the same facts, without those that were disputed with success."""
    return tuple(
        _figure(one.code, one.behind, left_out, rules.least_hearings) if one.behind else one for one in figures
    )


def _figure(code: IndicatorCode, behind: Iterable[FactBehind], left_out: frozenset[UUID], least: int) -> Indicator:
    facts = tuple(
        FactBehind(one.hearing_id, "apart", "disputed") if one.hearing_id in left_out else one for one in behind
    )
    good = sum(1 for one in facts if one.counted == "for")
    all_of_them = good + sum(1 for one in facts if one.counted == "against")
    value = Fraction(good, all_of_them) if all_of_them >= max(least, 1) else None
    return Indicator(code, value, Fraction(good), Fraction(all_of_them), facts)


def _as_planned(one: HearingOfJudge, own: frozenset[str]) -> FactBehind:
    if one.course == "held" and one.held_on is not None:
        on_day = one.held_on <= one.planned_on
        return FactBehind(one.hearing_id, "for" if on_day else "against", "held_on_day" if on_day else "held_later")
    reason = one.adjournment_reason or "not_held"
    return FactBehind(one.hearing_id, "against" if reason in own else "apart", reason)


def _in_time(one: HearingOfJudge) -> FactBehind:
    if one.latest_on is None or one.held_on is None:
        return FactBehind(one.hearing_id, "apart", "no_limit" if one.latest_on is None else "not_held")
    within = one.held_on <= one.latest_on
    return FactBehind(one.hearing_id, "for" if within else "against", "within_limit" if within else "after_limit")


def _not_adjourned_by_own(one: HearingOfJudge, own: frozenset[str]) -> FactBehind:
    if one.course == "held":
        return FactBehind(one.hearing_id, "for", "held_on_day")
    reason = one.adjournment_reason or "not_held"
    return FactBehind(one.hearing_id, "against" if reason in own else "apart", reason)


def _carried(workload: Workload | None) -> Indicator:
    # Without a single case the court's system has told of none: that says nothing about the judge.
    if workload is None or workload.norm <= 0 or not workload.carried:
        return Indicator("workload_carried", None, Fraction(0), Fraction(0))
    value = min(Fraction(1), workload.carried / workload.norm)
    return Indicator("workload_carried", value, workload.carried, workload.norm)
