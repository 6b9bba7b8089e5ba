"""What a survey asks, of whom. Dated data."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.refusal import Refusal, wrong

Audience = Literal["judges", "users", "colleagues", "participants"]
LEAST, MOST = 1, 5
"""Of a scale: from not at all to wholly."""
LONGEST_TEXT = 2_000
"""Code points."""
MOST_QUESTIONS = 60


@dataclass(frozen=True, slots=True)
class Question:
    """One question."""

    code: str
    words: Trilingual
    kind: Literal["scale", "text"] = "scale"
    criterion: str | None = None
    """The criterion of an evaluation that its answers are for."""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All questions to one audience."""

    code: str
    name: Trilingual
    audience: Audience
    questions: tuple[Question, ...]

    def question(self, code: str) -> Question | None:
        """The question of a code."""
        return next((one for one in self.questions if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Answers:
    """What one sheet says. It bears no name, no time and no number."""

    scales: dict[str, int]
    texts: dict[str, str]


def check(questionnaire: Questionnaire) -> Refusal | None:
    """Why nobody could answer it."""
    return next(_faults(questionnaire), None)


def _faults(questionnaire: Questionnaire) -> Iterator[Refusal]:
    if not questionnaire.questions:
        yield wrong("questions", "none_given")
    if len(questionnaire.questions) > MOST_QUESTIONS:
        yield wrong("questions", "amount_outside", least=1, most=MOST_QUESTIONS)
    for code, times in Counter(one.code for one in questionnaire.questions).items():
        if times > 1:
            yield wrong("questions", "code_repeated", repeated=code)
    for place, question in enumerate(questionnaire.questions):
        if question.kind == "text" and question.criterion is not None:
            yield wrong(f"questions[{place}].criterion", "words_score_nothing")


def unfit(questionnaire: Questionnaire, answers: Answers) -> Refusal | None:
    """Why a sheet cannot be taken. Questions may be left out, but not all of them."""
    for code, value in answers.scales.items():
        question = questionnaire.question(code)
        if question is None or question.kind != "scale":
            return wrong(code, "unknown_question", reference=code)
        if not LEAST <= value <= MOST:
            return wrong(code, "amount_outside", least=LEAST, most=MOST)
    for code, text in answers.texts.items():
        question = questionnaire.question(code)
        if question is None or question.kind != "text":
            return wrong(code, "unknown_question", reference=code)
        if len(text) > LONGEST_TEXT:
            return wrong(code, "text_too_long", most=LONGEST_TEXT)
    if not answers.scales and not any(text.strip() for text in answers.texts.values()):
        return wrong("", "nothing_answered")
    return None
