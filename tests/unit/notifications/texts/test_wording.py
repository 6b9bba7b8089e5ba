"""Where words are found, and that a hole in them is found before anybody is told nothing."""

import pytest
from jinja2 import UndefinedError
from tarazy_notifications.adapters.texts.wording import Wording, packaged
from tarazy_notifications.adapters.texts.words import LANGUAGES, counted, language_name, words_of
from tarazy_notifications.domain.texts.chain import names


def wording(**texts: str) -> Wording:
    opening = "{{% block opening %}}{}{{% endblock %}}"
    return Wording("en", 1, {name.replace("__", "."): opening.format(text) for name, text in texts.items()})


def test_the_most_specific_text_is_taken() -> None:
    assert names("hearing_reminder_1d", "sms", "party") == (
        "hearing_reminder_1d.sms.party",
        "hearing_reminder_1d.party",
        "hearing_reminder_1d.sms",
        "hearing_reminder_1d",
        "hearing_reminder.sms.party",
        "hearing_reminder.party",
        "hearing_reminder.sms",
        "hearing_reminder",
        "hearing.sms.party",
        "hearing.party",
        "hearing.sms",
        "hearing",
    )
    several = {name: name for name in names("hearing_moved", "sms", "party")}
    while several:
        found = wording(**{name.replace(".", "__"): name for name in several})
        most_specific = next(iter(several))
        assert found.parts("hearing_moved", "sms", "party").line("opening", {}) == most_specific
        del several[most_specific]


def test_each_part_is_looked_for_by_itself() -> None:
    both = Wording(
        "en",
        1,
        {
            "a_b": "{% block subject %}S{% endblock %}{% block opening %}O{% endblock %}",
            "a_b.party": "{% block opening %}to a party{% endblock %}",
            "a": "{% block closing %}C{% endblock %}",
        },
    )
    parts = both.parts("a_b", "email", "party")
    assert [parts.line(part, {}) for part in ("subject", "opening", "closing")] == ["S", "to a party", "C"]
    assert both.parts("a_b", "email", "judge").line("opening", {}) == "O"


def test_a_part_that_no_message_can_do_without_is_an_error_where_there_is_none() -> None:
    parts = wording(a="").parts("a", "email", "party")
    for part in ("opening", "subject"):
        with pytest.raises(LookupError, match=part):
            parts.line(part, {})


def test_an_empty_part_ends_the_search() -> None:
    silent = Wording("en", 1, {"a_b": "{% block bring %}{% endblock %}", "a": "{% block bring %}B{% endblock %}"})
    assert silent.parts("a_b", "email", "party").say("bring", {}) == []


def test_a_value_that_is_missing_is_an_error_instead_of_a_gap() -> None:
    with pytest.raises(UndefinedError, match="nobody"):
        wording(a="to {{ nobody }}").parts("a", "email", "party").line("opening", {})


@pytest.mark.parametrize("text", ["{{ ''.__class__.__mro__ }}", "{{ name.__init__.__globals__ }}"])
def test_a_text_cannot_reach_into_the_program(text: str) -> None:
    with pytest.raises(Exception, match=r"unsafe|undefined"):
        wording(a=text).parts("a", "email", "party").line("opening", {"name": "A"})


def test_versions_tell_words_apart() -> None:
    one, same, other = wording(a="1", b="x"), wording(a="1", b="y"), wording(a="2", b="x")
    versions = [each.parts("a", "email", "party").version for each in (one, same, other)]
    assert versions[0] == versions[1] != versions[2]
    assert str(versions[0]).startswith("1:")


def test_texts_of_all_languages_have_the_same_names_and_parts() -> None:
    parts = {
        language: {name: set(packaged(language)._template(name).blocks) for name in packaged(language).sources}
        for language in LANGUAGES
    }
    assert parts["kk"] == parts["ru"] == parts["en"]


def test_every_language_has_words_for_the_same_codes() -> None:
    every = {language: words_of(language) for language in LANGUAGES}
    for group in every["en"]:
        keys = {language: set(words[group]) for language, words in every.items()}
        assert keys["kk"] == keys["ru"] == keys["en"], group


def test_numbers_take_the_form_of_the_word_that_cldr_says() -> None:
    days = {"one": "день", "few": "дня", "many": "дней", "other": "дня"}
    said = [counted("ru", number, **days).replace("\u00a0", " ") for number in (1, 2, 5, 11, 21)]
    assert said == ["1 день", "2 дня", "5 дней", "11 дней", "21 день"]
    assert counted("kk", 2, other="күнге") == "2\u00a0күнге"


def test_languages_have_names_and_an_unknown_one_stands_for_itself() -> None:
    assert [language_name("uz", language) for language in LANGUAGES] == ["өзбек тілі", "узбекский", "Uzbek"]
    assert language_name("qqq", "en") == "qqq"
