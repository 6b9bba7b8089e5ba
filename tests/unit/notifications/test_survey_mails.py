"""Mails that hold a one-time token: it is for their reader, and not for what is kept of them."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import pytest
from pydantic import SecretStr
from tarazy_notifications.adapters.channels.email.smtp import envelope
from tarazy_notifications.adapters.documents import read_story, write_story
from tarazy_notifications.adapters.links import Links
from tarazy_notifications.adapters.mail import MailBuilder
from tarazy_notifications.adapters.surveys.opening import NO_ADDRESS, NO_KEY, NOT_OPENED, Opening
from tarazy_notifications.adapters.texts.samples import COURT, sample
from tarazy_notifications.domain.delivery.outcomes import Refused
from tarazy_notifications.domain.stories import SurveyStory
from tarazy_shared.sealing import seal

AT = datetime(2026, 11, 16, 4, 30, tzinfo=UTC)
LINKS = Links("https://notices.test", SecretStr("l" * 32))
BUILDER = MailBuilder("notices@tarazy.test", links=LINKS)
ADDRESS = "https://hr.test/answer/token"


def test_what_is_kept_of_a_mail_has_neither_link() -> None:
    one = sample("survey_invited", "email", "staff", "en")
    mail = BUILDER.build(one.notice, one.story, COURT, written_at=AT, answer_at=ADDRESS)
    assert mail.holds_secret
    assert mail.text.count("…") == 2
    assert "https://" not in mail.text
    assert not BUILDER.build(one.notice, one.story, COURT, written_at=AT).holds_secret


def test_one_that_comes_back_brings_no_words_with_it() -> None:
    one = sample("survey_invited", "email", "staff", "en")
    mail = BUILDER.build(one.notice, one.story, COURT, written_at=AT, answer_at=ADDRESS)
    usual = BUILDER.build(one.notice, one.story, COURT, written_at=AT)
    server, other = (cast(Any, SimpleNamespace(offers=frozenset(offers))) for offers in (("dsn",), ()))
    assert envelope(server, mail)[0] == "MAIL FROM:<notices@tarazy.test> RET=HDRS"
    assert envelope(other, mail) == envelope(server, usual)


def test_links_of_a_reminder_are_those_of_the_invitation_of_which_something_is_kept() -> None:
    one = sample("survey_reminded", "email", "staff", "en")
    invitation = uuid4()
    mail = BUILDER.build(
        one.notice._replace(optional=True), one.story, COURT, written_at=AT, follows=invitation, answer_at=ADDRESS
    )
    (header,) = (line for line in mail.content.split(b"\r\n") if line.startswith(b"List-Unsubscribe: "))
    assert LINKS.to("unsubscribe", invitation, AT).encode() in header


def test_a_story_has_no_token_and_is_read_as_it_was_written() -> None:
    story = SurveyStory(AT, date(2026, 11, 30))
    assert read_story(write_story(story)) == story


@pytest.mark.parametrize(
    ("keys", "base", "found"),
    [
        (("new",), "https://hr.test", ADDRESS),
        (("newer", "new"), "https://hr.test", ADDRESS),
        (("newer",), "https://hr.test", Refused(NOT_OPENED)),
        ((), "https://hr.test", Refused(NO_KEY)),
        (("new",), None, Refused(NO_ADDRESS)),
    ],
)
def test_a_token_is_opened_with_any_of_the_keys(keys: tuple[str, ...], base: str | None, found: object) -> None:
    sealed = seal("token", "new")
    assert Opening(keys, base).address(sealed) == found
    assert (Opening(keys, base).hash_of(sealed) is not None) == ("new" in keys)


def test_nothing_that_is_shown_of_it_has_a_key() -> None:
    assert "secret" not in repr(Opening(("secret",), "https://hr.test"))
