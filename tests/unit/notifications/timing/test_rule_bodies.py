"""Rules as they are written: what holds without any, and what is refused with its field."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from tarazy_notifications.adapters.rules.book import RuleBook, Standing
from tarazy_notifications.adapters.rules.digest_rules import DIGESTS, DigestBody
from tarazy_notifications.adapters.rules.kind import RuleBody
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.adapters.rules.quiet_rules import QUIET_HOURS, QuietBody
from tarazy_notifications.adapters.rules.reminder_rules import REMINDERS, ReminderBody
from tarazy_notifications.adapters.rules.topic_rules import TOPICS, TopicsBody

DAY = date(2026, 12, 1)


def test_without_any_rule_contracts_hold() -> None:
    ladder, quiet = REMINDERS.default, QUIET_HOURS.default
    assert [tier.name for tier in ladder.tiers] == ["7d", "1d", "3h"]
    assert [tier.name for tier in ladder.tiers if tier.reminds("judge")] == ["1d"]
    assert [tier.name for tier in ladder.tiers if tier.concerns("in_person", "main")] == ["7d", "1d"]
    assert quiet.of("sms").ranges
    assert not quiet.of("email").ranges
    assert DIGESTS.default.roles == frozenset()


@pytest.mark.parametrize("role", ["judge", "party"])
def test_word_of_hearings_is_mandatory_and_has_to_reach_people_in_time(role: str) -> None:
    topics = TOPICS.default
    for topic in ("hearing_scheduled", "hearing_rescheduled", "hearing_cancelled", "hearing_uninvited"):
        assert topics.of(topic, role).mandatory
        assert topics.of(topic, role).reach_before == timedelta(hours=3)
    assert topics.of("hearing_reminder_1d", role).mandatory is (role == "party")
    assert topics.of("something_new", role).mandatory
    assert not topics.of("training_place_given", role).mandatory
    assert topics.of("training_certificate_near", role).mandatory


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_rule_is_read_as_it_was_written(kind: Any) -> None:
    body = kind.body()
    assert kind.read(body.model_dump_json(by_alias=True)) == kind.default


@pytest.mark.parametrize(
    ("body", "document", "field"),
    [
        (ReminderBody, {"tiers": [{"before": "1x"}]}, ("tiers", 0, "before")),
        (ReminderBody, {"tiers": [{"before": "1d", "roles": ["king"]}]}, ("tiers", 0, "roles", 0)),
        (ReminderBody, {"tiers": [{"before": "1d"}, {"before": "1d"}]}, ()),
        (ReminderBody, {"teirs": []}, ("teirs",)),
        (QuietBody, {"channels": {"sms": [{"from": "8:00", "until": "22:00"}]}}, ("channels", "sms", 0, "from")),
        (QuietBody, {"channels": {"sms": [{"from": "08:00", "until": "08:00"}]}}, ()),
        (QuietBody, {"spread_minutes": -1}, ("spread_minutes",)),
        (DigestBody, {"roles": ["party"]}, ("roles",)),
        (DigestBody, {"at": "25:00"}, ("at",)),
        (TopicsBody, {"topics": [{"topic": "hearing_scheduled", "mandatory": False}]}, ()),
        (TopicsBody, {"topics": [{"topic": "hearing_*", "mandatory": False}]}, ()),
        (TopicsBody, {"topics": [{"topic": "discipline_charged", "mandatory": False}]}, ()),
        (TopicsBody, {"topics": [{"topic": "*", "mandatory": False}]}, ()),
        (TopicsBody, {"topics": [{"topic": "Hearing"}]}, ("topics", 0, "topic")),
    ],
)
def test_what_is_wrong_is_named(body: type[RuleBody], document: dict[str, Any], field: tuple[str | int, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        body.model_validate(document)
    assert caught.value.errors()[0]["loc"] == field


def test_a_courts_own_rule_comes_before_that_of_all_courts_and_each_from_its_day() -> None:
    book = RuleBook(
        {
            ("digests", None): [Standing(DAY, "all"), Standing(DAY + timedelta(days=9), "all later")],
            ("digests", "almaty-1"): [Standing(DAY + timedelta(days=2), "own")],
        }
    )

    def rule(court_id: str, days: int) -> object:
        return book.of(DIGESTS, court_id, DAY + timedelta(days=days))

    assert rule("almaty-1", -1) == DIGESTS.default
    assert [rule("almaty-1", days) for days in (0, 1, 2, 9)] == ["all", "all", "own", "own"]
    assert [rule("astana-1", days) for days in (0, 8, 9)] == ["all", "all", "all later"]

    def stretches(court_id: str, days: int) -> list[tuple[date, object]]:
        return [*book.from_to(DIGESTS, court_id, DAY, DAY + timedelta(days=days))]

    assert stretches("almaty-1", 2) == [(DAY, "all"), (DAY + timedelta(days=2), "own")]
    assert stretches("astana-1", 8) == [(DAY, "all")]
