"""How far people are told, and what happened in which order."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tarazy_notifications.adapters.channels.port import CANNOT_BE_WRITTEN
from tarazy_notifications.adapters.channels.sms.numbers import LANDLINE, NUMBER_WRONG
from tarazy_notifications.adapters.desk import words
from tarazy_notifications.domain.delivery.escalation import EscalationRule
from tarazy_notifications.domain.delivery.outcomes import ADDRESS_REFUSED, GIVEN_UP, NO_GATEWAY, POSSIBLE_DUPLICATE
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.delivery.transitions import Transition
from tarazy_notifications.domain.desk.standing import Followed, standings
from tarazy_notifications.domain.desk.timeline import Answered, in_order, steps_of
from tarazy_notifications.domain.notices import Notice
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words

NOW = datetime(2026, 11, 30, 11, tzinfo=UTC)
RULE = EscalationRule({"email": "delivered"}, timedelta(days=2), timedelta(days=1))
"""A court in which a mail counts once a receipt came, and a text message once it was taken."""
HEARING, ANNA, BORIS = uuid4(), UUID(int=1), UUID(int=2)


def followed(
    who: UUID, state: State, version: int = 1, topic: str = "hearing_scheduled", channel: str = "email"
) -> Followed:
    name = "Anna" if who == ANNA else "Boris"
    notice = Notice(uuid4(), "c", HEARING, version, who, channel, topic, name, "ru", "a@b.test", NOW)  # type: ignore[arg-type]
    return Followed(notice, state, NOW, 1, None)


def test_the_best_of_all_channels_counts() -> None:
    (anna,) = standings([followed(ANNA, State.BOUNCED), followed(ANNA, State.DELIVERED, channel="sms")], RULE)
    assert anna.told == "proven"
    assert len(anna.notices) == 2


def test_only_the_newest_version_counts() -> None:
    (anna,) = standings([followed(ANNA, State.READ), followed(ANNA, State.FAILED, 2, "hearing_rescheduled")], RULE)
    assert (anna.version, anna.told) == (2, "not_told")


def test_a_late_reminder_does_not_undo_what_was_told() -> None:
    (anna,) = standings([followed(ANNA, State.SENT), followed(ANNA, State.EXPIRED, topic="hearing_reminder_1d")], RULE)
    assert anna.told == "sent"


def test_what_counts_as_proof_is_the_courts_rule_and_what_a_clerk_did_counts_too() -> None:
    by_text = standings([followed(ANNA, State.SENT, channel="sms")], RULE)
    by_mail = standings([followed(ANNA, State.SENT)], RULE)
    by_hand = standings([followed(ANNA, State.BOUNCED)], RULE, {ANNA: 1})
    of_an_older_one = standings([followed(ANNA, State.BOUNCED, 2)], RULE, {ANNA: 1})
    assert [one.told for (one,) in (by_text, by_mail, by_hand, of_an_older_one)] == [
        "proven",
        "sent",
        "proven",
        "not_told",
    ]


def test_who_is_not_told_comes_first() -> None:
    found = standings([followed(ANNA, State.READ), followed(BORIS, State.BOUNCED)], RULE)
    assert [one.name for one in found] == ["Boris", "Anna"]


def test_an_attempt_shows_by_its_end_and_the_one_that_runs_by_its_beginning() -> None:
    notice = followed(ANNA, State.SENDING).notice

    def step(number: int, state: State, attempt: int) -> Transition:
        return Transition(notice.notice_id, number, NOW + timedelta(minutes=number), state, attempt)

    steps = [step(1, State.QUEUED, 0), step(2, State.SENDING, 1), step(3, State.QUEUED, 1), step(4, State.SENDING, 2)]
    shown = steps_of(notice, steps)
    assert [(one.step.number, one.tone) for one in shown] == [(1, ""), (3, "warn"), (4, "")]
    answer = Answered(NOW + timedelta(minutes=2), ANNA, "declined", None, "bad")
    assert in_order([*shown, answer])[1] == answer


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_state_and_reason_has_words(language: str) -> None:
    said = Words("tarazy_notifications", Reader(language, "Asia/Almaty"))  # type: ignore[arg-type]
    assert set(words.STATES) == set(State)
    assert "552" in words.reason(said, "smtp_552")
    assert "599" in words.reason(said, "smtp_599")
    assert words.reason(said, "of_a_gateway") == "of_a_gateway"
    assert words.reason(said, None) == ""
    assert words.reason(said, "status_5.1.1").endswith("5.1.1")
    for code in (ADDRESS_REFUSED, GIVEN_UP, NO_GATEWAY, POSSIBLE_DUPLICATE, CANNOT_BE_WRITTEN, LANDLINE, NUMBER_WRONG):
        assert words.reason(said, code) != code
    assert words.topic(said, "hearing_reminder_7d") == words.topic(said, "hearing_reminder")
    assert words.topic(said, "another") == "another"
