"""A court's own texts: what is taken, what is refused with its line, and what is then said."""

import pytest
from pydantic import ValidationError
from tarazy_notifications.adapters import letters
from tarazy_notifications.adapters.rules.text_rules import TEXTS, TextsBody
from tarazy_notifications.adapters.texts.grammar import faults_in
from tarazy_notifications.adapters.texts.short import text_message
from tarazy_notifications.adapters.texts.terms import Terms
from tarazy_notifications.adapters.texts.trying import faults
from tarazy_notifications.adapters.texts.wording import packaged
from tarazy_notifications.adapters.texts.words import LANGUAGES

from tests.unit.notifications.letters_of import notice, story
from tests.unit.notifications.people import COURT

NAME = "hearing_scheduled.party"
OPENING = "{% block opening %}Please come to court {{ capacity }}.{% endblock %}"


def terms(text: str, name: str = NAME) -> Terms:
    rule = TEXTS.as_rule(TextsBody.model_validate({"texts": {"en": {name: text}}}))
    return Terms(rule.wording("en"))


def test_a_court_says_it_in_its_own_words_and_the_rest_in_ours() -> None:
    ours = letters.write(notice(capacity="witness"), story(), COURT)
    theirs = letters.write(notice(capacity="witness"), story(), COURT, terms=terms(OPENING))
    assert "Please come to court as a witness." in theirs.plain
    assert theirs.subject == ours.subject
    assert "You are called" in ours.plain
    assert theirs.version.startswith(f"{packaged('en').edition}+own:")
    assert ours.version.startswith(f"{packaged('en').edition}:")
    # What its text does not say is looked for where it would be without it.
    assert text_message(notice(), story(), COURT, terms=terms(OPENING)).sms.text.startswith("Anna, court hearing")


def test_no_texts_at_all_are_the_way_back() -> None:
    rule = TEXTS.default
    assert [rule.wording(language) for language in LANGUAGES] == [None, None, None]


def test_texts_of_another_language_stay_ours() -> None:
    rule = TEXTS.as_rule(TextsBody.model_validate({"texts": {"en": {NAME: OPENING}}}))
    assert rule.wording("kk") is None


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("{% block opening %}\n{% if capacity %}x{% endblock %}", 2, "unknown tag 'endblock'"),
        ("{% block opening %}a\n{{ nobody }}{% endblock %}", 2, "nobody is not known"),
        (
            "{% block opening %}{% if capacity %}\n{% else %}{{ pay }}{% endif %}{% endblock %}",
            2,
            "pay is not known",
        ),
        ("{% block opening %}\n\n{{ name.__class__ }}{% endblock %}", 3, "getattr is not allowed"),
        ("{% block opening %}{{ name['x'] }}{% endblock %}", 1, "getitem is not allowed"),
        ("{% block opening %}{% for one in name %}x{% endfor %}{% endblock %}", 1, "for is not allowed"),
        ("{% block opening %}{{ 'x' * 1000000000 }}{% endblock %}", 1, "mul is not allowed"),
        ("{% block opening %}{{ name | upper }}{% endblock %}", 1, "filter is not allowed"),
        ("{% block opening %}{% include 'letter.txt.jinja' %}{% endblock %}", 1, "include is not allowed"),
        ("{% extends 'hearing' %}", 1, "extends is not allowed"),
        ("{% block opening %}{% set name = 1 %}x{% endblock %}", 1, "assign is not allowed"),
        ("{% macro a() %}{% endmacro %}", 1, "macro is not allowed"),
        ("{% block opening %}{{ range(3) }}{% endblock %}", 1, "nothing can be called but counted"),
        ("{% block opening %}{{ name() }}{% endblock %}", 1, "nothing can be called but counted"),
        ("\nYou are called.\n", 1, "outside of a block"),
        ("{% block greeting %}Hello{% endblock %}", 1, "no message has a part greeting"),
        ("{% block opening %}a\u202eb{% endblock %}", 1, "cannot be seen"),
        ("{% block opening %}\n\x00{% endblock %}", 2, "cannot be seen"),
        ("{% block opening %}" + "x" * 10_000 + "{% endblock %}", None, "longer than 10000"),
        ("{% block opening %}\n\n{{ counted(case_number, other='x') }}{% endblock %}", 3, ""),
        ("{% block opening %}{{ counted(2) }}{% endblock %}", 1, "other"),
        ("{% block opening %} {% endblock %}", None, "no opening"),
        ("{% block consequences %}{% endblock %}", None, "a summons has to say more: consequences"),
        ("{% block short %}Come to court.{% endblock %}", None, "a summons has to say more: addressee, time"),
        ("{% block subject %}" + "x" * 300 + "{% endblock %}", None, "subject is longer than 200"),
        (
            "{% block short %}{{ name }} {{ first_short }} {{ room }} {{ case_number }} "
            + "x" * 1000
            + "{% endblock %}",
            None,
            "the text message has",
        ),
    ],
)
def test_what_could_fail_or_say_too_little_is_not_taken(text: str, line: int | None, reason: str) -> None:
    fault = faults("en", ((NAME, text),))[0]
    assert reason in fault.reason
    assert fault.line == line
    with pytest.raises(ValidationError) as caught:
        TextsBody.model_validate({"texts": {"en": {NAME: text}}})
    (error,) = caught.value.errors()
    assert error["ctx"]["fields"][0].startswith("texts.en")
    assert str(fault) == error["msg"]


@pytest.mark.parametrize("name", ["nothing", "hearing_scheduled.king", "hearing.email.party.x", "words.json"])
def test_a_text_that_no_notice_looks_for_is_refused(name: str) -> None:
    (fault,) = faults("en", ((name, OPENING),))
    assert "no notice looks for" in fault.reason


def test_our_own_texts_keep_to_what_courts_may_write() -> None:
    for language in LANGUAGES:
        for name, text in packaged(language).sources.items():
            assert list(faults_in(name, text)) == [], (language, name)
        assert faults(language, tuple(packaged(language).sources.items())) == ()
