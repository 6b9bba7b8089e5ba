"""What can be asked and answered."""

from typing import Any

import pytest
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.surveys.questionnaire import Answers, Question, Questionnaire, check, unfit

NAME = Trilingual("к", "р", "e")
QUESTIONS = (Question("manner", NAME, criterion="conduct"), Question("remarks", NAME, "text"))
ASKED = Questionnaire("users", NAME, "users", QUESTIONS)


@pytest.mark.parametrize(
    ("questions", "field", "code"),
    [
        ((), "questions", "none_given"),
        ((QUESTIONS[0], QUESTIONS[0]), "questions", "code_repeated"),
        ((Question("remarks", NAME, "text", "conduct"),), "questions[0].criterion", "words_score_nothing"),
        (tuple(Question(f"q{number}", NAME) for number in range(61)), "questions", "amount_outside"),
    ],
)
def test_what_cannot_be_asked(questions: tuple[Question, ...], field: str, code: str) -> None:
    refused = check(Questionnaire("users", NAME, "users", questions))
    assert refused is not None
    assert (refused.field, refused.code) == (field, code)


@pytest.mark.parametrize(
    ("scales", "texts", "field", "code"),
    [
        ({"manner": 6}, {}, "manner", "amount_outside"),
        ({"manner": 0}, {}, "manner", "amount_outside"),
        ({"another": 3}, {}, "another", "unknown_question"),
        ({"remarks": 3}, {}, "remarks", "unknown_question"),
        ({}, {"manner": "well"}, "manner", "unknown_question"),
        ({}, {"remarks": "x" * 2001}, "remarks", "text_too_long"),
        ({}, {"remarks": "  "}, "", "nothing_answered"),
    ],
)
def test_what_cannot_be_answered(scales: dict[str, int], texts: dict[str, str], field: str, code: str) -> None:
    refused = unfit(ASKED, Answers(scales, texts))
    assert refused is not None
    assert (refused.field, refused.code) == (field, code)


@pytest.mark.parametrize("given", [Answers({"manner": 5}, {}), Answers({}, {"remarks": "well"})])
def test_questions_may_be_left_out(given: Any) -> None:
    assert check(ASKED) is None
    assert unfit(ASKED, given) is None
