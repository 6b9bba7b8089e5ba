"""The questionnaires that stand, as one dated whole."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

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


def with_questionnaire(rules: SurveyRules, drawn_up: Questionnaire) -> SurveyRules:
    """The rules with a questionnaire in place of the one of the same code, or as the last one."""
    known = rules.questionnaire(drawn_up.code)
    if known is None:
        return replace(rules, questionnaires=(*rules.questionnaires, drawn_up))
    kept = tuple(drawn_up if one.code == drawn_up.code else one for one in rules.questionnaires)
    return replace(rules, questionnaires=kept)


def without_questionnaire(rules: SurveyRules, code: str) -> SurveyRules:
    """The rules without a questionnaire: nobody is asked it any more."""
    return replace(rules, questionnaires=tuple(one for one in rules.questionnaires if one.code != code))


def free_code(name: str, taken: Collection[str]) -> str:
    """A code that nothing has yet, made from an English name."""
    words = "_".join(re.findall(r"[a-z0-9]+", name.lower()))[:40] or "questionnaire"
    numbered = (f"{words}_{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (words, *numbered) if code not in taken)


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
