"""When somebody counts as told, and what is done about who does not."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.adapters.rules.escalation_rules import ESCALATION, EscalationBody
from tarazy_notifications.domain.delivery.escalation import Told, next_contact
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.people import ChannelName, Contact

NOW = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
USUAL = ESCALATION.default
STRICT = ESCALATION.as_rule(EscalationBody(proof={"email": "delivered", "sms": "read"}))


def test_what_a_gateway_has_accepted_proves_it_unless_a_court_asks_for_more() -> None:
    assert USUAL.is_told([Told("email", State.SENT)])
    assert not USUAL.is_told([Told("email", State.QUEUED), Told("sms", State.BOUNCED)])
    assert not USUAL.is_told([Told("inbox", State.SENT)]), "it lies there unread"
    assert not STRICT.is_told([Told("email", State.SENT), Told("sms", State.DELIVERED)])
    assert STRICT.is_told([Told("email", State.BOUNCED), Told("sms", State.READ)])


def test_a_hearing_far_away_is_looked_at_a_day_before_and_a_near_one_halfway() -> None:
    far = NOW + timedelta(days=30)
    assert USUAL.look_at(far, NOW) == far - timedelta(days=1)
    tomorrow = NOW + timedelta(hours=20)
    assert USUAL.look_at(tomorrow, NOW) == NOW + timedelta(hours=1)
    at_once = NOW + timedelta(minutes=40)
    assert USUAL.look_at(at_once, NOW) == NOW + timedelta(minutes=20)
    assert USUAL.look_at(NOW, NOW) is None


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=400)), st.integers(15, 40_000), st.integers(1, 10_000))
def test_it_is_looked_at_after_it_was_told_and_before_the_hearing(away: timedelta, before: int, patience: int) -> None:
    rule = ESCALATION.as_rule(EscalationBody(before_minutes=before, patience_minutes=patience))
    look_at = rule.look_at(NOW + away, NOW)
    assert look_at is not None
    assert NOW < look_at < NOW + away


def test_each_channel_is_tried_once_with_its_first_contact() -> None:
    contacts = [
        Contact("webhook", "https://a.test"),
        Contact("sms", "+77010000001"),
        Contact("sms", "+77010000002"),
        Contact("email", "a@b.test"),
    ]
    everything: frozenset[ChannelName] = frozenset({"email", "sms", "webhook"})
    assert next_contact(contacts, ["email"], everything) == Contact("sms", "+77010000001")
    assert next_contact(contacts, ["email", "sms"], everything) == Contact("webhook", "https://a.test")
    assert next_contact(contacts, ["email", "sms", "webhook"], everything) is None
    assert next_contact(contacts, ["email"], frozenset()) is None
    assert next_contact(contacts, ["email"], everything, ["webhook", "email"]) == Contact("webhook", "https://a.test")
    assert next_contact([Contact("chat", "ops")], ["email"], frozenset({"chat"}), ["email"]) == Contact("chat", "ops")


def test_a_court_rules_the_order_and_a_channel_that_it_does_not_name_comes_last() -> None:
    rule = ESCALATION.as_rule(EscalationBody(channels=("webhook", "sms")))
    contacts = [Contact("sms", "+77010000001"), Contact("webhook", "https://a.test"), Contact("email", "a@b.test")]
    everything: frozenset[ChannelName] = frozenset({"email", "sms", "webhook"})
    tried: list[ChannelName] = []
    while (found := next_contact(contacts, tried, everything, rule.order)) is not None:
        tried.append(found.channel)
    assert tried == ["webhook", "sms", "email"]
