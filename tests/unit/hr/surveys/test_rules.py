"""What the rules of surveys have to say."""

from dataclasses import replace

import pytest
from tarazy_hr.adapters.proceedings.rules import SURVEYS
from tarazy_hr.domain.surveys.rules import Keeping, check, free_code, with_questionnaire, without_questionnaire


@pytest.mark.parametrize("days", [0, -1, 3661])
def test_words_are_kept_for_a_day_at_least_and_ten_years_at_most(days: int) -> None:
    refused = check(replace(SURVEYS.shipped.rules, texts=Keeping(days)))
    assert refused is not None
    assert (refused.field, refused.code) == ("texts.days", "amount_outside")


def test_the_rules_that_come_with_the_program_say_that_nobody_has_set_the_time() -> None:
    assert check(SURVEYS.shipped.rules) is None
    keeping = SURVEYS.shipped.rules.texts
    assert (keeping.source, keeping.verified) == ("To be set by the council", False)


def test_a_questionnaire_takes_the_place_of_the_one_of_its_code() -> None:
    rules = SURVEYS.shipped.rules
    first = replace(rules.questionnaires[0], audience="colleagues")
    changed = with_questionnaire(rules, first)
    assert [one.code for one in changed.questionnaires] == [one.code for one in rules.questionnaires]
    assert changed.questionnaires[0] == first
    assert with_questionnaire(rules, replace(first, code="another")).questionnaires[-1].code == "another"
    assert first.code not in [one.code for one in without_questionnaire(rules, first.code).questionnaires]


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Survey of judges", [], "survey_of_judges"),
        ("Survey of judges", ["survey_of_judges", "survey_of_judges_2"], "survey_of_judges_3"),
        ("Сауалнама", [], "questionnaire"),
    ],
)
def test_codes_are_made_from_english_names_and_free(name: str, taken: list[str], code: str) -> None:
    assert free_code(name, taken) == code
