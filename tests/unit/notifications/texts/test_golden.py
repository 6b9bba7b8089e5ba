"""Nobody is told anything that was not read and approved."""

from html import unescape

import pytest
from tarazy_notifications.adapters import letters, previews
from tarazy_notifications.adapters.texts.samples import EVENTS
from tarazy_notifications.adapters.texts.wording import editions, hash_of
from tarazy_notifications.adapters.texts.words import LANGUAGES, words_of
from tarazy_notifications.domain.people import Language

from tests.unit.notifications.texts import golden


def test_every_event_to_every_role_by_every_channel_reads_as_it_was_approved() -> None:
    """Names the first line that differs. `golden.py` says how the files are written anew."""
    if golden.WRITES:
        golden.write_all()
    expected = {f"{event}.{language}.txt" for event in EVENTS for language in LANGUAGES}
    assert {file.name for file in golden.FOLDER.glob("*.txt")} == expected
    for event in EVENTS:
        for language in LANGUAGES:
            name = f"{event}.{language}.txt"
            approved = (golden.FOLDER / name).read_text(encoding="utf-8").split("\n")
            found = golden.written(event, language).split("\n")
            section = ""
            for number, (old, new) in enumerate(zip([*approved, None], [*found, None], strict=False), start=1):
                section = old if old and old.startswith("====") else section
                assert new == old, f"{name}, line {number}, in {section}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_changes_a_text_makes_an_edition_of_it(language: Language) -> None:
    assert editions()[language][-1] == hash_of(language), "write the golden files anew: see golden.py"
    assert len(set(editions()[language])) == len(editions()[language])


def test_plain_text_and_html_say_the_same() -> None:
    for preview in previews.every("email"):
        assert preview.html
        html = unescape(preview.html)
        for line in preview.plain.splitlines():
            for part in filter(None, (piece.strip() for piece in line.rstrip(":").split(": "))):
                assert part in html, preview.sample.notice


def test_no_narrow_space_and_no_sign_of_a_name_is_left_anywhere() -> None:
    for channel in ("email", "sms", "inbox", "webhook", "chat"):
        for preview in previews.every(channel):
            text = preview.subject + preview.plain + (preview.html or "") + (preview.payload or b"").decode()
            assert not set("\u202f\ue000\ue001\ue002\ue003") & set(text), preview.sample.notice


def test_an_entry_of_an_inbox_says_what_the_mail_says_and_greets_nobody() -> None:
    for preview in previews.every("inbox"):
        notice, story, court = preview.sample.notice, preview.sample.story, preview.sample.court
        in_mail = words_of(notice.language)["labels"]["link_in_mail"]
        letter = letters.write(notice, story, court, has_entry=False, answer_at=in_mail)
        assert preview.plain.strip() in letter.plain
        assert letter.subject == preview.subject
        assert notice.name not in preview.plain
