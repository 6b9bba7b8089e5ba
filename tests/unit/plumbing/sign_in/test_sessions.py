"""Keys for trials and the cookie of a session."""

import base64
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pydantic import SecretStr
from tarazy_shared.sign_in.development_keys import DevelopmentKeys, who_by
from tarazy_shared.sign_in.sessions import LASTS, Sessions

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
TOKEN, OTHER = SecretStr("a token of the tests"), SecretStr("another token of the tests")


def test_a_key_says_who_somebody_is() -> None:
    keys = DevelopmentKeys.of(TOKEN)
    subject = keys.read(keys.make("chair", "kz-1", UUID(int=7)))
    assert subject is not None
    who = who_by(subject)
    assert who is not None
    assert who.person_id == UUID(int=7)
    assert who.roles == frozenset({("chair", "kz-1")})


def test_a_key_of_another_service_is_none() -> None:
    assert DevelopmentKeys.of(TOKEN).read(DevelopmentKeys.of(OTHER).make("chair", "kz-1")) is None


def test_a_session_is_no_key() -> None:
    sessions = Sessions(TOKEN)
    assert DevelopmentKeys.of(TOKEN).read(sessions.cookie(sessions.begin("key chair * -", NOW))) is None


def test_a_session_lasts_four_hours() -> None:
    sessions = Sessions(TOKEN)
    cookie = sessions.cookie(sessions.begin("somebody", NOW))
    assert sessions.read(cookie, NOW + LASTS - timedelta(seconds=1)) is not None
    assert sessions.read(cookie, NOW + LASTS) is None


def test_two_sessions_of_one_account_differ() -> None:
    sessions = Sessions(TOKEN)
    one, other = sessions.begin("somebody", NOW), sessions.begin("somebody", NOW)
    assert sessions.cookie(one) != sessions.cookie(other)
    assert not sessions.is_form_of(one, sessions.form_token(other))


@pytest.mark.parametrize("cookie", ["", ".", "a.b", "é", "x" * 3000, "bnVsbA.0"])
def test_what_is_no_cookie_is_nobody(cookie: str) -> None:
    assert Sessions(TOKEN).read(cookie, NOW) is None


def test_a_cookie_with_another_subject_is_nobody() -> None:
    sessions = Sessions(TOKEN)
    text, signature = sessions.cookie(sessions.begin("judge", NOW)).split(".")
    forged = base64.urlsafe_b64decode(text + "==").replace(b"judge", b"chair")
    assert sessions.read(f"{base64.urlsafe_b64encode(forged).decode().rstrip('=')}.{signature}", NOW) is None
    assert sessions.read(f"{text}.{signature}", NOW) is not None
