"""Settings of notifications: read from the environment, and a wrong one stops the start with its name."""

from datetime import timedelta

import pytest
from tarazy_notifications.adapters.reply_intake import IntakeAddress
from tarazy_notifications.main import make_service
from tarazy_notifications.settings import Settings
from tarazy_shared.errors import ConfigurationError
from tarazy_shared.settings import read_settings

NEEDED = {
    "TARAZY_NOTIFICATIONS_DATABASE_URL": "postgresql://user:secret@127.0.0.1/notifications",
    "TARAZY_NOTIFICATIONS_TOKEN": "a token of sixteen or more",
    "TARAZY_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:9092",
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("TARAZY_SMTP_URL", raising=False)
    return monkeypatch


def test_the_mail_server_is_a_setting_of_the_whole_installation(environment: pytest.MonkeyPatch) -> None:
    assert read_settings(Settings).smtp_url is None
    environment.setenv("TARAZY_SMTP_URL", "smtp://user:pass-word@mail.test:2525")
    settings = read_settings(Settings)
    assert settings.smtp_url is not None
    assert "pass-word" not in repr(settings)


def test_the_rest_is_named_after_the_service(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("TARAZY_NOTIFICATIONS_MAIL_FROM", "court@court.test")
    environment.setenv("TARAZY_NOTIFICATIONS_SEND_LEASE", "PT1M")
    settings = read_settings(Settings)
    assert (settings.mail_from, settings.send_lease) == ("court@court.test", timedelta(minutes=1))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TARAZY_NOTIFICATIONS_MAIL_FROM", "nobody"),
        ("TARAZY_NOTIFICATIONS_MAIL_FROM", "суд@court.test"),
        ("TARAZY_NOTIFICATIONS_LANES", "0"),
        ("TARAZY_NOTIFICATIONS_SEND_LEASE", "soon"),
        ("TARAZY_NOTIFICATIONS_SEND_LEASE", "PT2S"),
        ("TARAZY_HR_SURVEY_KEY", "k" * 31),
        ("TARAZY_HR_SURVEY_KEY", "k" * 32 + ",short"),
        ("TARAZY_HR_PUBLIC_URL", "hr.court.example"),
    ],
)
def test_a_wrong_one_is_named(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    environment.setenv(name, value)
    with pytest.raises(ConfigurationError, match=name):
        read_settings(Settings)


def test_a_wrong_mail_server_stops_the_start(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("TARAZY_SMTP_URL", "http://mail.test")
    with pytest.raises(ConfigurationError, match="TARAZY_SMTP_URL"):
        make_service()


def test_where_replies_are_read_is_an_address_that_can_be_listened_at(environment: pytest.MonkeyPatch) -> None:
    settings = read_settings(Settings)
    assert (settings.replies_at, settings.replies_to, settings.replies_vouched_by) == (None, None, None)
    for name in ("AT", "TO", "VOUCHED_BY"):
        environment.setenv(f"TARAZY_NOTIFICATIONS_REPLIES_{name}", "")
    assert read_settings(Settings) == settings, "an empty setting is none"
    for url, wanted in (
        ("lmtp://127.0.0.1:8024", IntakeAddress("lmtp", "127.0.0.1", 8024)),
        ("smtp://[::1]:25/", IntakeAddress("smtp", "::1", 25)),
    ):
        assert IntakeAddress.at(url) == wanted
    for url in (
        "lmtp://127.0.0.1",
        "imap://127.0.0.1:143",
        "lmtp://a:b@127.0.0.1:24",
        "lmtp://:24",
        "lmtp://h:x",
        "8024",
    ):
        environment.setenv("TARAZY_NOTIFICATIONS_REPLIES_AT", url)
        with pytest.raises(ConfigurationError, match="TARAZY_NOTIFICATIONS_REPLIES_AT must be lmtp"):
            make_service(read_settings(Settings))
    environment.setenv("TARAZY_NOTIFICATIONS_REPLIES_TO", "no mailbox")
    with pytest.raises(ConfigurationError, match="TARAZY_NOTIFICATIONS_REPLIES_TO"):
        read_settings(Settings)
