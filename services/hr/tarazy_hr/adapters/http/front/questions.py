"""Forms as lists of questions: each is read with what is wrong beside it, and shown again as it was typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.front.fields import Fields
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.tables.columns import Kind
from tarazy_hr.domain.refusal import Refusal, wrong
from tarazy_hr.texts import reason

DAY = message("Like 31.12.2026")
TIME = message("Like 09:30")
MOST_DAYS, MOST_WHOLE = 3660, 100_000
_MONTH_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})", re.ASCII).fullmatch
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII).fullmatch
_LAST_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Question:
    """A field of a form. Texts are `message(…)`s.

    Besides what the cells of tables hold: one of a list, several of a list, several lines, half-days of the week, a
    whole number, a number of days with two places at most, a day of any year as day and month, a time of day.
    """

    name: str
    label: str
    kind: Kind | Literal["choice", "several", "long", "week", "whole", "days", "month_day", "time"]
    hint: str = ""
    required: bool = False
    size: int = 24
    most: int | None = None
    """Letters of several lines; None: as many as a cell holds."""


@dataclass(frozen=True, slots=True)
class About:
    """What a form shows before anything is typed."""

    values: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """Of choices, and what is suggested for fields of text, by the name of the question."""
    facts: Sequence[tuple[str, str]] = ()
    """What stands now: name and fact."""


def answers_of(visit: Visit, questions: Sequence[Question], about: About) -> dict[str, Any] | Form:
    """The answers by the names of their questions; the form with what is wrong where something is."""
    fields = Fields(visit)
    answers = {question.name: _answer(visit, fields, question, about) for question in questions}
    return fields.form() if fields.wrong else answers


def refused_form(
    visit: Visit, questions: Sequence[Question], refusal: Refusal, called: Mapping[str, str] | None = None
) -> Form:
    """The form as it was typed, and the reason beside the question that it is about, else above all.

    `called` names the questions for fields of refusals that are called otherwise.
    """
    name = (called or {}).get(refusal.field, refusal.field)
    known = {question.name for question in questions}
    words = reason(refusal.code, refusal.particulars, visit.reader.language)
    return Form(visit.given, {name if name in known else "asked": words})


def _answer(visit: Visit, fields: Fields, question: Question, about: About) -> Any:
    """What a field says; None for an empty or a wrong one."""
    name = question.name
    if question.kind == "week":
        return tuple(key.removeprefix("on-") for key in visit.given if key.startswith("on-"))
    if question.kind == "several":
        chosen = tuple(code for code, _ in about.options.get(name, ()) if f"{name}-{code}" in visit.given)
        if question.required and not chosen:
            fields.refuse(name, wrong(name, "none_given"))
        return chosen
    if question.kind == "long" and question.most is not None:
        return _long(visit, fields, question, question.most)
    if question.kind == "time":
        return _time(visit, fields, question)
    if question.kind == "choice" or question.kind == "long":
        said: str | None = fields.take(name, "text", required=question.required)
        if question.kind == "choice" and said and said not in dict(about.options.get(name, ())):
            fields.wrong[name] = visit.words.gettext(message("Choose one of the list."))
            return None
        return said
    if question.kind == "whole" or question.kind == "days" or question.kind == "month_day":
        typed: str | None = fields.take(name, "text", required=question.required)
        return None if typed is None else _number(visit, fields, question, typed)
    return fields.take(name, question.kind, required=question.required)


def _long(visit: Visit, fields: Fields, question: Question, most: int) -> str | None:
    said = visit.given.get(question.name, "").replace("\x00", "").strip()
    if len(said) > most:
        fields.refuse(question.name, wrong(question.name, "cell_too_long", most=most))
    elif question.required and not said:
        fields.refuse(question.name, wrong(question.name, "cell_missing"))
    return said or None


def _time(visit: Visit, fields: Fields, question: Question) -> time | None:
    found = _TIME(visit.given.get(question.name, "").strip())
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    fields.wrong[question.name] = visit.words.gettext(message("Must be a time of day, such as 09:30."))
    return None


def _number(visit: Visit, fields: Fields, question: Question, typed: str) -> Any:
    if question.kind == "whole":
        if typed.isascii() and typed.isdecimal() and int(typed) <= MOST_WHOLE:
            return int(typed)
        fields.wrong[question.name] = visit.words.gettext(message("Must be a whole number."))
        return None
    if question.kind == "month_day":
        found = _MONTH_DAY(typed)
        day, month = (int(found[1]), int(found[2])) if found else (0, 0)
        if 1 <= month <= 12 and 1 <= day <= _LAST_OF_MONTH[month - 1]:
            return month, day
        fields.wrong[question.name] = visit.words.gettext(message("Must be a day and a month, such as 31.03."))
        return None
    try:
        days = Decimal(typed.replace(",", ".").replace("−", "-"))
    except InvalidOperation:
        days = Decimal("nan")
    if days.is_finite() and abs(days) <= MOST_DAYS and days == round(days, 2):
        return days
    fields.wrong[question.name] = visit.words.gettext(message("Must be a number of days, such as 12.5."))
    return None
