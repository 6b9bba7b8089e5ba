"""The form of a questionnaire: what it is called, whom it asks, and a group of fields for each question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.http.surveys.pages.words import AUDIENCES
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.evaluation.rules import EvaluationRules
from tarazy_hr.domain.surveys import questionnaire as asked
from tarazy_hr.domain.surveys.questionnaire import MOST_QUESTIONS, Audience, Questionnaire
from tarazy_hr.domain.surveys.rules import SurveyRules, free_code

LANGUAGES = ("kk", "ru", "en")
SPARE = 3
"""Empty questions that the form has below those that are filled."""
KINDS = {"scale": message("On a scale from 1 to 5"), "text": message("In words")}
NAMES = (
    Question("name_kk", message("Name in Kazakh"), "text", required=True, size=40),
    Question("name_ru", message("Name in Russian"), "text", required=True, size=40),
    Question("name_en", message("Name in English"), "text", required=True, size=40),
    Question("audience", message("Who is asked"), "choice", required=True),
)
DATING = (
    Question("valid_from", message("It holds for surveys opened from"), "day", DAY, required=True, size=12),
    Question("where", message("It holds"), "choice", required=True),
    Question("source", message("Where it is laid down"), "text", required=True, size=40),
    Question("verified", message("Somebody has compared it with the law in force"), "flag"),
)
_CODE = re.compile(r"[a-z0-9_]{1,60}").fullmatch


@dataclass(frozen=True, slots=True)
class DrawnUp:
    """What a form lays down."""

    questionnaire: Questionnaire
    valid_from: date
    everywhere: bool
    source: str
    verified: bool


def question_fields(number: int) -> tuple[Question, ...]:
    """Of one question; one without words is none."""
    return (
        Question(f"q{number}_kk", message("In Kazakh"), "text", size=40),
        Question(f"q{number}_ru", message("In Russian"), "text", size=40),
        Question(f"q{number}_en", message("In English"), "text", size=40),
        Question(f"q{number}_kind", message("How it is answered"), "choice"),
        Question(f"q{number}_criterion", message("For the criterion of evaluation"), "choice"),
        Question(f"q{number}_place", message("Place"), "whole", size=4),
    )


def places(form: Form, questions: int) -> int:
    """How many questions the form shows."""
    typed = [int(found[1]) for name in form.typed if (found := re.fullmatch(r"q(\d{1,2})_kk", name))]
    filled = [number for number in typed if form.typed[f"q{number}_kk"].strip()]
    return min(MOST_QUESTIONS, max([questions, *filled]) + SPARE)


def about(visit: Visit, one: Questionnaire | None, evaluation: EvaluationRules | None, *, everywhere: bool) -> About:
    """The form filled with what stands."""
    gettext = visit.words.gettext
    where = [("here", gettext(message("in this court")))]
    if everywhere:
        where.append(("everywhere", gettext(message("in every court without one of its own"))))
    criteria = [("", "–"), *((one.code, local(visit, one.name)) for one in (evaluation.criteria if evaluation else ()))]
    options: dict[str, Sequence[tuple[str, str]]] = {
        "where": where,
        "audience": [(code, gettext(words)) for code, words in AUDIENCES.items()],
    }
    values: dict[str, str] = {}
    for number in range(1, MOST_QUESTIONS + 1):
        options[f"q{number}_kind"] = [(code, gettext(words)) for code, words in KINDS.items()]
        options[f"q{number}_criterion"] = criteria
        values[f"q{number}_place"] = str(number)
    if one is not None:
        values |= {f"name_{language}": getattr(one.name, language) for language in LANGUAGES}
        values["audience"] = one.audience
        for number, question in enumerate(one.questions, 1):
            said = {language: getattr(question.words, language) for language in LANGUAGES}
            said |= {"code": question.code, "kind": question.kind, "criterion": question.criterion or ""}
            values |= {f"q{number}_{part}": text for part, text in said.items()}
    return About(values, options)


def drawn_up(visit: Visit, shown: About, known: Questionnaire | None, rules: SurveyRules) -> DrawnUp | Form:
    """What the form lays down; the form itself with what is wrong."""
    numbers = filled(visit.given)
    fields = tuple(field for number in numbers for field in question_fields(number))
    said = answers_of(visit, (*DATING, *NAMES, *fields), shown)
    wrong = dict(said.wrong) if isinstance(said, Form) else {}
    for number in numbers:
        for language in LANGUAGES:
            if not visit.given.get(f"q{number}_{language}", "").strip():
                wrong.setdefault(f"q{number}_{language}", visit.words.gettext(message("This is needed.")))
    if not numbers:
        wrong["q1_kk"] = visit.words.gettext(message("It asks one question at least."))
    if wrong or isinstance(said, Form):
        return Form(visit.given, wrong)
    code = known.code if known else free_code(said["name_en"], ["new", *(one.code for one in rules.questionnaires)])
    audience: Audience = next(one for one in get_args(Audience) if one == said["audience"])
    questions = _questions(visit.given, said, numbers)
    return DrawnUp(
        Questionnaire(code, _trilingual(said, "name_"), audience, questions),
        said["valid_from"],
        said["where"] == "everywhere",
        said["source"],
        bool(said["verified"]),
    )


def filled(given: Mapping[str, str]) -> list[int]:
    """The questions of a form that have words in some language."""
    return [
        number
        for number in range(1, MOST_QUESTIONS + 1)
        if any(given.get(f"q{number}_{language}", "").strip() for language in LANGUAGES)
    ]


def in_order(given: Mapping[str, str]) -> list[int]:
    """The same by the places that were typed; where two have one place, as they stand in the form."""

    def place(number: int) -> int:
        typed = given.get(f"q{number}_place", "").strip()
        return int(typed) if typed.isascii() and typed.isdecimal() else number

    return sorted(filled(given), key=lambda number: (place(number), number))


def _questions(given: Mapping[str, str], said: Mapping[str, Any], numbers: Sequence[int]) -> tuple[asked.Question, ...]:
    """In their order. A question keeps its code from edition to edition; a new one gets one of its own."""
    codes: dict[int, str] = {}
    for number in numbers:
        code = given.get(f"q{number}_code", "")
        if _CODE(code) and code not in codes.values():
            codes[number] = code
    for number in numbers:
        codes.setdefault(number, free_code(said[f"q{number}_en"], codes.values()))
    return tuple(
        asked.Question(
            codes[number],
            _trilingual(said, f"q{number}_"),
            "text" if said[f"q{number}_kind"] == "text" else "scale",
            said[f"q{number}_criterion"] or None,
        )
        for number in in_order(given)
    )


def _trilingual(said: Mapping[str, Any], prefix: str) -> Trilingual:
    return Trilingual(said[f"{prefix}kk"], said[f"{prefix}ru"], said[f"{prefix}en"])
