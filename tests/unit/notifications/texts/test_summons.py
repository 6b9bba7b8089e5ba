"""What a summons has to say, proved on the text that leaves."""

from dataclasses import replace

import pytest
from tarazy_notifications.adapters import letters
from tarazy_notifications.adapters.channels.webhook.body import words_of
from tarazy_notifications.adapters.rules.summons_rules import SUMMONS, SummonsBody
from tarazy_notifications.adapters.texts.samples import COURT, EVENTS, sample
from tarazy_notifications.adapters.texts.short import text_message
from tarazy_notifications.adapters.texts.terms import Terms
from tarazy_notifications.adapters.texts.wording import Wording, packaged
from tarazy_notifications.adapters.texts.words import LANGUAGES
from tarazy_notifications.domain.hearings import Matter
from tarazy_notifications.domain.people import Language, Role
from tarazy_notifications.domain.texts.summons import ITEMS, Item, Summons

from tests.unit.notifications.letters_of import notice, story

RULES = SUMMONS.default
EVERYTHING = Summons(tuple((item, "hold") for item in ITEMS))


def required(topic: str = "hearing_scheduled", role: Role = "party") -> Terms:
    return Terms(summons=RULES.of(topic, role))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", [event for event, what in EVENTS.items() if RULES.of(what.topic, "party")])
def test_the_shipped_texts_of_summonses_lack_nothing(event: str, language: Language) -> None:
    everything = Terms(summons=EVERYTHING)
    for role in ("party", "representative"):
        one = sample(event, "email", role, language)
        assert letters.write(one.notice, one.story, one.court, terms=everything).lacking == ()
        assert text_message(one.notice, one.story, one.court, terms=everything).lacking == ()
        assert words_of(one.notice, one.story, one.court, everything).lacking == ()


def test_a_court_without_an_address_still_summons_and_is_told_so() -> None:
    terms = required()
    letter = letters.write(notice(), story(), replace(COURT, addresses=None), terms=terms)
    assert letter.lacking == ("court_address",)
    assert terms.refusal(letter.lacking) is None


def test_without_a_name_for_the_court_or_a_time_no_summons_leaves() -> None:
    terms = required()
    nameless = letters.write(notice(), story(), replace(COURT, names={}), terms=terms)
    assert terms.refusal(nameless.lacking) == "summons_incomplete:court"
    text = packaged("en").sources["hearing_scheduled"]
    timeless = Wording("en", 1, {**packaged("en").sources, "hearing": "{% block short_where %}{% endblock %}"})
    message = text_message(notice(), story(), COURT, terms=replace(terms, wording=timeless))
    assert set(message.lacking) == {"court", "court_address"}
    assert text, "the text of the topic itself is as it was"


def test_a_case_without_a_number_is_told_of() -> None:
    terms = required()
    letter = letters.write(notice(), story(matter=Matter("main", "")), COURT, terms=terms)
    assert letter.lacking == ("case",)
    assert terms.refusal(letter.lacking) is None


def test_only_who_is_summoned_and_only_what_summons_has_to_be_complete() -> None:
    for topic, role in (("hearing_scheduled", "judge"), ("hearing_cancelled", "party"), ("leave_decided", "staff")):
        assert RULES.of(topic, role) is None  # type: ignore[arg-type]
    assert RULES.of("hearing_rescheduled", "representative")


def test_a_rule_says_what_is_required_and_what_becomes_of_a_lack() -> None:
    body = SummonsBody.model_validate(
        {"topics": [{"topic": "hearing_scheduled", "items": [{"item": "court_address"}, {"item": "contact"}]}]}
    )
    rule = SUMMONS.as_rule(body).of("hearing_scheduled", "party")
    assert rule
    lacking: tuple[Item, ...] = rule.lacking({"court_address": [], "contact": ["1"], "time": []}, "1")
    assert (lacking, rule.held_for(lacking)) == (("court_address",), "court_address")


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"topics": [{"topic": "a", "items": [{"item": "seal"}]}]}, ("topics", 0, "items", 0, "item")),
        ({"topics": [{"topic": "a", "items": [{"item": "case"}, {"item": "case"}]}]}, ("topics", 0, "items")),
        ({"topics": [{"topic": "a", "items": []}, {"topic": "a", "items": []}]}, ()),
    ],
)
def test_a_rule_that_is_wrong_names_its_field(document: object, field: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="validation error") as caught:
        SummonsBody.model_validate(document)
    assert caught.value.errors()[0]["loc"] == field  # type: ignore[attr-defined]
