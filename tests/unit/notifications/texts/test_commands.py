"""`tarazy notifications preview`."""

from pathlib import Path

from click.testing import CliRunner
from tarazy_notifications.adapters.texts.commands import preview


def said(*words: str) -> str:
    result = CliRunner().invoke(preview, words, catch_exceptions=False)
    return result.output


def test_a_notice_is_read_by_channel_role_and_language(tmp_path: Path) -> None:
    file = tmp_path / "letter.html"
    mail = said("hearing_scheduled", "--role", "judge", "--language", "en", "--html", str(file))
    assert "A hearing in which you sit" in mail
    assert "A hearing in which you sit" in file.read_text(encoding="utf-8")
    message = said("hearing_reminder_1d", "--channel", "sms")
    assert "ucs2" in message
    assert "еске саламыз" in message
    assert '"type":"hearing_cancelled"' in said("hearing_cancelled", "--channel", "webhook")
    assert "You are called" in said("hearing_scheduled", "--channel", "inbox", "--language", "en")


def test_a_topic_that_there_is_not_is_named() -> None:
    assert "one of hearing_scheduled" in said("nothing")
