"""What receivers of webhooks are posted, and how it is signed."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from tarazy_notifications.adapters.channels.web.posting import LONGEST_WAIT, wait_asked_for
from tarazy_notifications.adapters.channels.webhook.body import SIZE_LIMIT, body
from tarazy_notifications.adapters.channels.webhook.endpoints import Endpoint
from tarazy_notifications.adapters.channels.webhook.signing import as_text, seconds, secret, signature
from tarazy_notifications.domain.hearings import Matter, Promised

from tests.unit.notifications.letters_of import cancelled, moved, notice, story
from tests.unit.notifications.people import COURT, STARTS

ADDRESS, KEY = "https://hooks.party.test/", "k" * 32


def test_a_hearing_is_told_in_words_and_in_facts() -> None:
    told = json.loads(body(*moved(), COURT))
    assert told["type"] == "hearing_rescheduled"
    hearing = told["data"]["hearing"]
    assert (hearing["stands"], hearing["case_number"]) == (True, "2-15/2026")
    assert hearing["sittings"][0]["starts_at"] == (STARTS + timedelta(days=1)).isoformat()
    assert told["data"]["title"] in told["data"]["text"] or "2-15/2026" in told["data"]["title"]
    assert json.loads(body(*cancelled(), COURT))["data"]["hearing"]["stands"] is False


def test_the_same_notice_is_the_same_bytes_and_has_no_address_of_anybody() -> None:
    written = body(notice(), story(), COURT)
    assert written == body(notice(), story(), COURT)
    assert b"anna@party.test" not in written


def test_where_days_are_promised_no_hour_is_told() -> None:
    days = Promised(STARTS.date(), STARTS.date() + timedelta(days=4))
    hearing = json.loads(body(notice(), story(promised=days), COURT))["data"]["hearing"]
    assert (hearing["days"]["from_on"], hearing["sittings"]) == (STARTS.date().isoformat(), [])


def test_a_body_is_never_larger_than_receivers_take() -> None:
    long = "Длинное имя зала " * 400
    large = replace(story(), judges=(long,), matter=Matter("main", "2-15/2026"))
    told = body(notice(), large, COURT)
    assert len(told) <= SIZE_LIMIT
    assert json.loads(told)["data"]["hearing"]["case_number"] == "2-15/2026"


def test_an_outside_library_verifies_what_is_signed() -> None:
    shared, content, now = secret(KEY, ADDRESS, 1), body(notice(), story(), COURT), datetime.now(UTC)
    headers = {
        "webhook-id": "id",
        "webhook-timestamp": seconds(now),
        "webhook-signature": signature([shared], "id", now, content),
    }
    assert Webhook(as_text(shared)).verify(content, headers)["type"] == "hearing_scheduled"
    for stranger in (secret(KEY, ADDRESS, 2), secret(KEY, ADDRESS + "x", 1), secret("l" * 32, ADDRESS, 1)):
        with pytest.raises(WebhookVerificationError):
            Webhook(as_text(stranger)).verify(content, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(as_text(shared)).verify(content + b" ", headers)


def test_two_secrets_sign_while_one_replaces_the_other() -> None:
    now = datetime.now(UTC)
    changed = Endpoint(ADDRESS, 3, now + timedelta(hours=1))
    assert changed.generations(now) == [3, 2]
    assert changed.generations(now + timedelta(hours=1)) == [3]
    headers = {
        "webhook-id": "id",
        "webhook-timestamp": seconds(now),
        "webhook-signature": signature([secret(KEY, ADDRESS, one) for one in (3, 2)], "id", now, b"{}"),
    }
    for generation in (3, 2):
        assert Webhook(as_text(secret(KEY, ADDRESS, generation))).verify(b"{}", headers) == {}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (b"120", timedelta(minutes=2)),
        (b"0", timedelta()),
        (b"Thu, 01 Jan 2026 00:01:00 GMT", timedelta(minutes=1)),
        (b"Wed, 31 Dec 2025 00:00:00 GMT", timedelta()),
        (b"99999999999999999999", LONGEST_WAIT),
        (b"Fri, 01 Jan 2100 00:00:00 GMT", LONGEST_WAIT),
        (b"-5", None),
        (b"soon", None),
        ("１".encode(), None),
        (None, None),
    ],
)
def test_how_long_a_server_asks_to_be_left_alone(text: bytes | None, wanted: timedelta | None) -> None:
    assert wait_asked_for(text, datetime(2026, 1, 1, tzinfo=UTC)) == wanted
