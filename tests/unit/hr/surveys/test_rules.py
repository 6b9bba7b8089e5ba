"""What the rules of surveys have to say."""

from dataclasses import replace

import pytest
from tarazy_hr.adapters.proceedings.rules import SURVEYS
from tarazy_hr.domain.surveys.rules import Keeping, check


@pytest.mark.parametrize("days", [0, -1, 3661])
def test_words_are_kept_for_a_day_at_least_and_ten_years_at_most(days: int) -> None:
    refused = check(replace(SURVEYS.shipped.rules, texts=Keeping(days)))
    assert refused is not None
    assert (refused.field, refused.code) == ("texts.days", "amount_outside")


def test_the_rules_that_come_with_the_program_say_that_nobody_has_set_the_time() -> None:
    assert check(SURVEYS.shipped.rules) is None
    keeping = SURVEYS.shipped.rules.texts
    assert (keeping.source, keeping.verified) == ("To be set by the council", False)
