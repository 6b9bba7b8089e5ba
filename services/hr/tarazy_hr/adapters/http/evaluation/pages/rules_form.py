"""The form that lays rules of evaluation down: what stands, with what can be otherwise, and what that changes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.discipline.pages.rules_form import UNITS, clock_questions
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.domain.clocks.clock_rule import ClockRule
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.evaluation.rules import Basis, Category, Criterion, EvaluationRules
from tarazy_hr.domain.refusal import Refusal

BASES: Mapping[Basis, str] = {
    "indicators": message("Figures from hearings"),
    "panel": message("Scores of the panel"),
    "survey": message("Answers to a survey"),
}
NEW = "new"
"""Stands for a criterion that is added."""
DATING = (
    Question("valid_from", message("It holds for evaluations opened from"), "day", DAY, required=True, size=12),
    Question("where", message("It holds"), "choice", required=True),
    Question("source", message("Where it is laid down"), "text", required=True, size=40),
    Question("verified", message("Somebody has compared it with the law in force"), "flag"),
)
GENERAL = (
    Question("first_after_months", message("First evaluation after so many months in office"), "whole", required=True),
    Question("every_months", message("Then every so many months"), "whole", required=True),
    Question("opens_by_itself", message("They open by themselves on their day"), "flag"),
    Question("long_leave_days", message("Put off for whoever is away so many days in a row"), "whole", required=True),
    Question("quorum", message("Members who score at least"), "whole", required=True),
    Question("least_hearings", message("Hearings without which a figure says nothing"), "whole", required=True),
    Question("keep_days", message("Words are kept for so many days"), "whole", required=True),
    Question(
        "own_reasons", message("Reasons of adjournments that are the judge's own"), "long", message("Codes, one a line")
    ),
)
ADDED = (
    Question("new-code", message("Code of a criterion to add"), "text", message("Latin letters and digits"), size=20),
    Question("new-kk", message("Its name in Kazakh"), "text"),
    Question("new-ru", message("Its name in Russian"), "text"),
    Question("new-en", message("Its name in English"), "text"),
    Question("new-basis", message("Scored by"), "choice"),
)
CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}", re.ASCII).fullmatch


def criterion_questions(code: str) -> tuple[Question, ...]:
    """Of one criterion."""
    return (
        Question(f"{code}-weight", message("Weight"), "whole", message("0 takes it out"), size=4),
        Question(
            f"{code}-need_below", message("Training is asked for below"), "whole", message("Empty: never"), size=4
        ),
        Question(
            f"{code}-needs", message("Subjects of training"), "text", message("Codes with commas between"), size=24
        ),
    )


def questions(rules: EvaluationRules) -> tuple[Question, ...]:
    """All of the form."""
    return (
        *DATING,
        *GENERAL,
        *(one for criterion in rules.criteria for one in criterion_questions(criterion.code)),
        *ADDED,
        *criterion_questions(NEW),
        *(category_question(category) for category in rules.categories),
        *(one for clock in rules.clocks for one in clock_questions(clock.code)),
    )


def category_question(category: Category) -> Question:
    """From which total on it is reached."""
    return Question(f"category-{category.code}", message("From a total of"), "whole", required=True, size=4)


def about_rules(visit: Visit, rules: EvaluationRules, *, may_everywhere: bool) -> About:
    """The form filled with what stands. That somebody has compared it is said anew each time."""
    gettext = visit.words.gettext
    where = [("here", gettext(message("in this court")))]
    if may_everywhere:
        where.append(("everywhere", gettext(message("in every court without rules of its own"))))
    values = {one.name: str(getattr(rules, one.name)) for one in GENERAL if one.kind == "whole"}
    values |= {"opens_by_itself": "1" if rules.opens_by_itself else "", "own_reasons": "\n".join(rules.own_reasons)}
    for criterion in rules.criteria:
        below = "" if criterion.need_below is None else f"{criterion.need_below:f}"
        said = {"weight": str(criterion.weight), "need_below": below, "needs": ", ".join(criterion.needs)}
        values |= {f"{criterion.code}-{part}": text for part, text in said.items()}
    values |= {f"category-{one.code}": f"{one.from_score:f}" for one in rules.categories}
    for clock in rules.clocks:
        said = {"amount": str(clock.amount), "unit": clock.unit, "warn_days": str(clock.warn_days)}
        said |= {"source": clock.source, "suspendable": "1" if clock.suspendable else ""}
        values |= {f"{clock.code}-{part}": text for part, text in said.items()}
    units = [(code, gettext(words)) for code, words in UNITS.items()]
    options = {"where": where, "new-basis": [(code, gettext(BASES[code])) for code in ("panel", "survey")]}
    return About(values, options | {f"{clock.code}-unit": units for clock in rules.clocks})


def rules_typed(
    visit: Visit, stands: EvaluationRules, about: About
) -> tuple[EvaluationRules, Mapping[str, Any]] | Form:
    """What the form lays down, with the answers; the form itself with what is wrong."""
    said = answers_of(visit, questions(stands), about)
    if isinstance(said, Form):
        return said
    criteria = [_criterion(one, said) for one in stands.criteria]
    if said["new-code"]:
        added = _added(said)
        if added is None:
            return Form(visit.given, {"new-code": visit.words.gettext(message("Give its code and all three names."))})
        criteria.append(added)
    rules = replace(
        stands,
        source=said["source"],
        verified=bool(said["verified"]),
        criteria=tuple(one for one in criteria if one.weight),
        categories=tuple(replace(one, from_score=Decimal(said[f"category-{one.code}"])) for one in stands.categories),
        clocks=tuple(_clock(one, said) for one in stands.clocks),
        own_reasons=tuple((said["own_reasons"] or "").split()),
        opens_by_itself=bool(said["opens_by_itself"]),
        **{one.name: said[one.name] for one in GENERAL if one.kind == "whole"},
    )
    return rules, said


def field_of(stands: EvaluationRules, refusal: Refusal) -> Refusal:
    """A refusal about a clock or a criterion, by the question of the form."""
    found = re.fullmatch(r"(rules|criteria)\[(\d+)\]\.(\w+)", refusal.field)
    if found is None:
        return refusal
    known = stands.clocks if found[1] == "rules" else stands.criteria
    place = int(found[2])
    return replace(refusal, field=f"{known[place].code}-{found[3]}") if place < len(known) else refusal


def changes(visit: Visit, old: EvaluationRules, new: EvaluationRules) -> Iterator[tuple[str, str, str]]:
    """What is otherwise by the new rules: what it is, as it stands, as it would be."""
    gettext = visit.words.gettext
    for question in GENERAL:
        before, after = getattr(old, question.name), getattr(new, question.name)
        if before != after:
            yield gettext(question.label), _shown(visit, before), _shown(visit, after)
    for code in dict.fromkeys([*(one.code for one in old.criteria), *(one.code for one in new.criteria)]):
        was, now = old.criterion(code), new.criterion(code)
        either = now or was
        name = local(visit, either.name) if either else code
        for question in criterion_questions(code):
            part = question.name.removeprefix(f"{code}-")
            before, after = getattr(was, part, None), getattr(now, part, None)
            if before != after:
                yield f"{name}: {gettext(question.label)}", _shown(visit, before), _shown(visit, after)
    for category, other in zip(old.categories, new.categories, strict=False):
        if category.from_score != other.from_score:
            yield local(visit, category.name), _shown(visit, category.from_score), _shown(visit, other.from_score)
    for clock, other_clock in zip(old.clocks, new.clocks, strict=False):
        if (clock.amount, clock.unit) != (other_clock.amount, other_clock.unit):
            before, after = (f"{one.amount} {gettext(UNITS[one.unit])}" for one in (clock, other_clock))
            yield local(visit, clock.name), before, after


def _shown(visit: Visit, value: object) -> str:
    if value is None or value == ():
        return "–"
    if isinstance(value, bool):
        return visit.words.gettext(message("yes")) if value else visit.words.gettext(message("no"))
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _criterion(one: Criterion, said: Mapping[str, Any]) -> Criterion:
    below = said[f"{one.code}-need_below"]
    return replace(
        one,
        weight=said[f"{one.code}-weight"] or 0,
        need_below=None if below is None else Decimal(below),
        needs=_subjects(said[f"{one.code}-needs"]),
    )


def _added(said: Mapping[str, Any]) -> Criterion | None:
    """A criterion that is added; None where something of it is missing."""
    names = [said[f"new-{language}"] for language in ("kk", "ru", "en")]
    if not CODE(said["new-code"]) or not all(names) or said["new-basis"] is None:
        return None
    below = said["new-need_below"]
    return Criterion(
        said["new-code"],
        Trilingual(*names),
        said["new-weight"] or 0,
        said["new-basis"],
        need_below=None if below is None else Decimal(below),
        needs=_subjects(said["new-needs"]),
    )


def _subjects(typed: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in (typed or "").split(",") if part.strip()))


def _clock(clock: ClockRule, said: Mapping[str, Any]) -> ClockRule:
    return replace(
        clock,
        amount=said[f"{clock.code}-amount"],
        unit=said[f"{clock.code}-unit"],
        warn_days=said[f"{clock.code}-warn_days"],
        suspendable=bool(said[f"{clock.code}-suspendable"]),
        source=said[f"{clock.code}-source"],
        verified=bool(said[f"{clock.code}-verified"]),
    )
