"""Mails as people get them: golden texts for each topic and language, headers, and hostile input."""

import json
from dataclasses import replace
from email import message_from_bytes
from email.header import Header, decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_notifications.adapters import letters, mail_headers
from tarazy_notifications.adapters.documents import (
    read_matter,
    read_placing,
    read_story,
    write_matter,
    write_placing,
    write_story,
)
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.words import words_of
from tarazy_notifications.domain.hearings import Matter
from tarazy_notifications.domain.people import Language
from tarazy_notifications.domain.stories import AbsenceStory, AllocationStory

from tests.unit.notifications.letters_of import mail, notice, story
from tests.unit.notifications.people import COURT, SAID, STARTS, number, placing, sitting

LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=default)


def test_headers_name_the_notice_the_hearing_and_its_version() -> None:
    about = notice(version=4, language="kk")
    headers = read(mail(about).content)
    assert headers["Tarazy-Notice-Id"] == str(about.notice_id)
    assert headers["Tarazy-Hearing-Id"] == str(about.subject_id)
    assert headers["Tarazy-Hearing-Version"] == "4"
    assert headers["Content-Language"] == "kk"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Message-ID"] == f"<{about.notice_id}@almaty-1.tarazy>"
    assert headers["References"] is None
    assert headers["To"].addresses[0].addr_spec == "anna@party.test"
    assert headers["From"].addresses[0].addr_spec == "notices@tarazy.test"
    assert headers["From"].addresses[0].display_name == "№1 сот"
    assert headers["Reply-To"] == "registry@court.test"


def test_parts_come_from_plain_to_calendar() -> None:
    kinds = [part.get_content_type() for part in read(mail().content).iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    reminder = read(mail(notice("hearing_reminder_1d")).content)
    assert [part.get_content_type() for part in reminder.iter_parts()] == kinds[:2]


def test_mails_about_no_hearing_have_no_hearing_headers_and_no_calendar_part() -> None:
    told = AbsenceStory(SAID, "leave", STARTS, STARTS, approved=True)
    message = read(mail(notice("leave_decided"), told).content)
    assert not [name for name in message if name.startswith("Tarazy-Hearing")]
    assert "text/calendar" not in [part.get_content_type() for part in message.walk()]


def test_later_mails_refer_to_the_first_of_the_same_hearing() -> None:
    first = notice()
    later = read(mail(notice("hearing_rescheduled", 2), follows=first.notice_id).content)
    assert later["References"] == f"<{first.notice_id}@almaty-1.tarazy>"
    assert read(mail(first, follows=first.notice_id).content)["References"] is None


HOSTILE = st.text(max_size=80).filter(str.strip) | st.sampled_from(
    [
        "A\r\nBcc: x@evil.test",
        "A\nSubject: x",
        "<script>alert(1)</script>",
        "\u202egnp.exe",
        "{{ 7 * 7 }}",
        "x" * 10_000,
    ]
)


@settings(max_examples=80)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_nothing_in_a_name_or_number_steers_the_mail(name: str, case_number: str, room: str) -> None:
    plain = read(mail().content)
    told = story(sitting(room=room), matter=Matter("main", case_number))
    message = read(mail(notice(name=name), told).content)
    assert sorted(message.keys()) == sorted(plain.keys())
    assert [each.addr_spec for each in message["To"].addresses] == ["anna@party.test"]
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "<script" not in html
    assert "\u202e" not in html + message["Subject"]
    assert "49" not in read(mail(notice(name="{{ 7 * 7 }}")).content).get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_control_characters_are_shown_as_spaces() -> None:
    assert shown("a\r\nb\tc\x00d\u2028e\u202ef") == "a b c d e f"
    assert shown("  Айгүл   Сәрсенова ") == "Айгүл Сәрсенова"


def test_times_are_local_and_name_their_offset() -> None:
    words = letters.write(notice(), story(sitting(STARTS, 180), sitting(STARTS.replace(hour=9), 60)), COURT)
    assert "Tuesday, 1 December 2026, 10:00–13:00 (UTC+05:00)" in words.plain
    assert "Tuesday, 1 December 2026, 14:00–15:00 (UTC+05:00)" in words.plain
    berlin = letters.write(notice(), story(), replace(COURT, zone="Europe/Berlin"))
    assert "06:00–08:00 (UTC+01:00)" in berlin.plain


def test_a_move_says_what_was_what_is_and_why() -> None:
    told = story(
        sitting(STARTS.replace(day=3), room="Room 7"),
        happening="rescheduled",
        reason="judge_absent",
        previous=(sitting(),),
        previous_judges=("Former",),
    )
    plain = letters.write(notice("hearing_rescheduled", 2), told, COURT).plain
    for line in ("before: Room 5", "now: Room 7", "before: Former", "now: Judge", "Reason: the judge is absent"):
        assert line in plain
    same = letters.write(
        notice("hearing_rescheduled", 2), replace(told, sittings=told.previous, judges=("Former",)), COURT
    )
    assert "What has changed" not in same.plain
    assert "stay as they were" in same.plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_is_to_come_reads_that_somebody_sits_for_the_judge(language: Language) -> None:
    substituted = story(
        happening="rescheduled",
        reason="judge_absent",
        previous=(sitting(),),
        judges=("Substitute",),
        previous_judges=("Judge",),
        matter=Matter("main", "2-15/2026", substituted=True),
    )
    words = words_of(language)["labels"]["substitute"]
    told = letters.write(notice("hearing_rescheduled", language=language), substituted, COURT).plain
    assert words in told
    assert "Substitute" in told
    farewell = letters.write(notice("hearing_uninvited", language=language), substituted, COURT).plain
    assert words not in farewell
    assert "Substitute" not in farewell


def test_a_code_of_the_courts_own_stands_for_itself() -> None:
    told = story(matter=Matter("jury_selection", "1", "by_phone"), happening="rescheduled", reason="flood")
    plain = letters.write(notice("hearing_rescheduled", 2), told, COURT).plain
    assert "jury_selection" in plain
    assert "by_phone" in plain
    assert "Reason: flood" in plain


def test_a_hearing_cancelled_without_a_known_place_still_makes_a_letter() -> None:
    told = replace(story(happening="cancelled", reason="case_closed"), sittings=(), judges=())
    words = letters.write(notice("hearing_cancelled", 2), told, COURT)
    assert words.subject == "Case 2-15/2026: hearing cancelled"
    mail(notice("hearing_cancelled", 2), told)


@pytest.mark.parametrize(
    "told",
    [
        story(sitting(building="B", address="A"), previous=(sitting(),), previous_judges=("X",), reason="plan"),
        AllocationStory(SAID, "2-15/2026", number(1)),
        AbsenceStory(SAID, "leave", STARTS, STARTS.replace(day=9), approved=False),
    ],
)
def test_stories_come_back_from_the_database_as_they_were(told: Any) -> None:
    assert read_story(json.dumps(json.loads(write_story(told)))) == told


def test_placings_and_matters_come_back_as_they_were() -> None:
    assert read_placing(write_placing(placing())) == placing()
    assert read_placing(write_placing(None)) is None
    matter = Matter("main", "1", "video", "https://v.test", confidential=True)
    assert read_matter(write_matter(matter)) == matter


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("length", range(1, 60, 7))
def test_the_subject_arrives_with_all_its_spaces(language: Language, length: int) -> None:
    placed = story(matter=Matter("main", "2-" + "7" * length))
    content = mail(notice(language=language), placed).content
    told = read(content)
    assert told["Subject"] == letters.write(notice(language=language), placed, COURT).subject
    assert "  " not in told["Subject"]
    assert all(len(line) <= 76 for line in content.split(b"\r\n") if b"=?utf-8?" in line), "RFC 2047, section 2"


def test_long_names_arrive_whole_in_lines_that_every_server_takes() -> None:
    name = "Айгүл " + "Нұрсұлтанқызы " * 12 + "Омарова"
    content = mail(notice(name=name), story()).content
    # Python's own reader keeps the space between the encoded words of a name, against RFC 2047, section 6.2.
    (raw,) = [line for line in content.replace(b"\r\n ", b" ").split(b"\r\n") if line.startswith(b"To: ")]
    told = str(make_header(decode_header(raw.decode())))
    assert told == f"To: {name} <anna@party.test>"
    assert all(len(line) <= 76 for line in content.split(b"\r\n") if b"=?utf-8?" in line), "RFC 2047, section 2"


def test_what_is_laid_out_once_for_all_carries_each_ones_own_name() -> None:
    """The letter is written to nobody and kept; no name may stay in it, and none may be markup or the sign itself."""
    told = story()
    for name, shown_as in (
        ("Anna", "Anna"),
        ("A <b> & 'C'", "A &lt;b&gt; &amp; &#x27;C&#x27;"),
        ("\ue000 Dina", "Dina"),
    ):
        letter = letters.write(notice(name=name), told, COURT)
        assert shown_as in letter.html
        assert "\ue000" not in letter.html + letter.plain + letter.subject
        assert ("Anna" in letter.html + letter.plain) == (name == "Anna")


@given(st.text(st.one_of(st.sampled_from("абвқәЖ № "), st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]))))
def test_words_are_encoded_as_the_standard_library_encodes_them(words: str) -> None:
    for name in ("Subject", "To"):
        written = mail_headers.encoded_words(name, words, "utf-8")
        assert written == Header(words, mail_headers.UTF8, maxlinelen=75, header_name=name).encode(linesep="\r\n")
