"""The questionnaires that stand, as one dated whole."""

from collections import Counter
from dataclasses import dataclass

from tarazy_hr.domain.refusal import Refusal, wrong
from tarazy_hr.domain.surveys.groups import LEAST
from tarazy_hr.domain.surveys.questionnaire import Questionnaire
from tarazy_hr.domain.surveys.questionnaire import check as check_one

MOST_DAYS = 3660
"""For which words are kept."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long answers in words are kept after the end of a survey. What was answered on scales stays."""

    days: int = 365
    source: str = "To be set by the council"
    verified: bool = False


@dataclass(frozen=True, slots=True)
class SurveyRules:
    """What can be asked, and how many have to answer before anything is told."""

    source: str
    verified: bool
    questionnaires: tuple[Questionnaire, ...]
    least: int = LEAST
    texts: Keeping = Keeping()

    def questionnaire(self, code: str) -> Questionnaire | None:
        """The questionnaire of a code."""
        return next((one for one in self.questionnaires if one.code == code), None)


def check(rules: SurveyRules) -> Refusal | None:
    """Why nobody could ask by these rules."""
    if rules.least < LEAST:
        return wrong("least", "group_too_small", least=LEAST, source=f"docs/evaluation.md: {LEAST} at least")
    if not 1 <= rules.texts.days <= MOST_DAYS:
        return wrong("texts.days", "amount_outside", least=1, most=MOST_DAYS)
    for code, times in Counter(one.code for one in rules.questionnaires).items():
        if times > 1:
            return wrong("questionnaires", "code_repeated", repeated=code)
    return next((refused for one in rules.questionnaires if (refused := check_one(one))), None)
