"""Mails with which calendars answer: read in the forms of common programs, and never trusted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_notifications.adapters import reply_mails
from tarazy_notifications.adapters.reply_mails import ReadMail, read
from tarazy_notifications.domain.replies import Verdict

from tests.unit.notifications.letters_of import mail
from tests.unit.notifications.reply_forms import FORMS, UID, Answer, bare, google, outlook

RECEIVED = datetime(2026, 11, 17, 8, 16, tzinfo=UTC)
SERVER = "mx.court.test"


def reading(content: bytes, vouched_by: str | None = None) -> ReadMail:
    return read(content, RECEIVED, vouched_by)


@pytest.mark.parametrize("form", list(FORMS))
@pytest.mark.parametrize("answer", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_an_answer_is_read_in_the_forms_of_common_programs(form: str, answer: str) -> None:
    found = reading(FORMS[form](Answer(answer, sequence=2)))
    assert found.verdict is None
    (reply,) = found.replies
    assert (reply.uid, reply.attendee, reply.sequence) == (UID, "anna@party.test", 2)
    assert reply.answer == answer.lower()
    assert reply.stamped_at == datetime(2026, 11, 17, 8, 15, tzinfo=UTC)
    assert (found.sender.mailbox, found.sender.is_authentic) == ("anna@party.test", True)


def test_one_day_of_several_is_answered_for() -> None:
    zone = ZoneInfo("Asia/Almaty")
    for line in (
        "RECURRENCE-ID:20261201T200000Z",
        "RECURRENCE-ID;VALUE=DATE:20261202",
        "RECURRENCE-ID:20261202T010000",
    ):
        (reply,) = reading(bare(Answer(occurrence=line))).replies
        assert reply.day(zone) == date(2026, 12, 2), line
    (whole,) = reading(bare(Answer())).replies
    assert whole.day(zone) is None


def test_an_answer_from_the_future_is_as_old_as_its_mail() -> None:
    (reply,) = reading(bare(Answer(stamp="20991231T000000Z"))).replies
    assert reply.stamped_at == RECEIVED
    (reply,) = reading(bare(Answer()).replace(b"DTSTAMP:20261117T081500Z\r\n", b"")).replies
    assert reply.stamped_at == RECEIVED


def test_of_several_people_the_sender_is_the_one_who_answers() -> None:
    other = b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:boris@party.test\r\nATTENDEE;PARTSTAT=DECLINED"
    (reply,) = reading(bare(Answer()).replace(b"ATTENDEE;PARTSTAT=DECLINED", other)).replies
    assert (reply.attendee, reply.answer) == ("anna@party.test", "declined")
    forged = replace(Answer(), sender="eve@evil.test")
    assert reading(bare(forged).replace(b"ATTENDEE;PARTSTAT=DECLINED", other)).verdict == Verdict.UNREADABLE


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"", Verdict.NO_CALENDAR),
        (b"\x00\xff\xfe", Verdict.NO_CALENDAR),
        (b"From: a@b.test\r\nAuto-Submitted: auto-replied\r\n\r\nI am away until Monday.", Verdict.NO_CALENDAR),
        (mail().content, Verdict.NO_REPLY),
        (bare(Answer()).replace(b"METHOD:REPLY", b"METHOD:COUNTER"), Verdict.NO_REPLY),
        (bare(Answer()).replace(b"END:VEVENT\r\n", b""), Verdict.UNREADABLE),
        (bare(Answer()).replace(b"ATTENDEE", b"X-ATTENDEE"), Verdict.UNREADABLE),
        (bare(Answer()).replace(b"VEVENT", b"VTODO"), Verdict.UNREADABLE),
        (bare(Answer()) + b"X-A:" + b"a" * reply_mails.CALENDAR_SIZE, Verdict.NO_CALENDAR),
        (b"Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!", Verdict.NO_CALENDAR),
        (b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\n\x78\x9f\x3e\x22", Verdict.NO_CALENDAR),
    ],
)
def test_what_is_no_answer_is_none(content: bytes, verdict: Verdict) -> None:
    found = reading(content)
    assert (found.verdict, found.replies) == (verdict, ())


def test_who_has_no_one_author_is_nobody() -> None:
    for header in (
        b"From: a@b.test, anna@party.test",
        b"From: undisclosed",
        b"X-From: x",
        b"From: a@b.test\r\nFrom: c@d.test",
    ):
        content = bare(Answer()).replace(b'From: "Anna" <anna@party.test>', header)
        assert reading(content).sender.mailbox is None, header


@pytest.mark.parametrize("charset", ["utf-16", "windows-1251", "no-such-charset", "us-ascii", "utf-7"])
def test_a_wrong_charset_hides_no_answer(charset: str) -> None:
    content = outlook(Answer()).replace(b'charset="utf-8"', f'charset="{charset}"'.encode())
    assert [one.answer for one in reading(content).replies] == ["declined"]


def test_an_answer_in_utf_16_is_read() -> None:
    head, _, calendar = bare(Answer()).partition(b"\r\n\r\n")
    assert [one.answer for one in reading(head + b"\r\n\r\n" + calendar.decode().encode("utf-16")).replies] == [
        "declined"
    ]


def nested(depth: int) -> bytes:
    """A mail within a mail within a mail."""
    parts = [b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (one, one) for one in range(depth)]
    return b"".join(parts) + bare(Answer())


@pytest.mark.parametrize(
    "bomb",
    [
        nested(5000),
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + b"--x\r\n\r\n\r\n" * 60_000,
        b'Content-Type: text/calendar; a="' + b";" * 500_000,
        b'Content-Type: text/calendar;\r\n a="' + b";\r\n " * 100_000,
        b'X: y\rContent-Disposition: attachment; filename="' + b";" * 500_000,
        b"From: " + b"a@b.test, " * 100_000,
        b"Authentication-Results: " + b"(" * 500_000,
        b"X: y\r\n" * 150_000,
    ],
)
def test_what_would_keep_a_reader_busy_for_minutes_is_not_read(bomb: bytes) -> None:
    """Each of them took the library a minute or more, or all of its stack; a test that took as long would be ended."""
    assert reading(bomb, SERVER).replies == ()


def test_a_mail_of_a_few_parts_within_parts_is_read() -> None:
    assert len(reading(nested(8)).replies) == 1


@pytest.mark.parametrize(
    ("headers", "authentic"),
    [
        ("", False),
        (
            f"Authentication-Results: {SERVER}; spf=pass smtp.mailfrom=party.test;\r\n dmarc=pass header.from=x\r\n",
            True,
        ),
        (f"Authentication-Results: {SERVER}; dkim=pass; dmarc=fail\r\n", False),
        (f"Authentication-Results: {SERVER} 1; dmarc=PASS (p=reject)\r\n", True),
        ("Authentication-Results: mx.evil.test; dmarc=pass\r\n", False),
        (f"Authentication-Results: {SERVER}; dmarc=none\r\nAuthentication-Results: {SERVER}; dmarc=pass\r\n", False),
        (f"Authentication-Results: {SERVER}; x.dmarc=pass\r\n", False),
    ],
)
def test_the_courts_mail_server_vouches_for_the_sender(headers: str, authentic: bool) -> None:
    content = bare(Answer(extra_headers=headers))
    assert reading(content, SERVER).sender.is_authentic == authentic
    assert reading(content).sender.is_authentic


PIECES = st.sampled_from([form(Answer()) for form in FORMS.values()])


@settings(max_examples=80)
@given(PIECES, st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=6)), max_size=5), st.integers(0, 3000))
def test_nothing_that_comes_in_raises(content: bytes, edits: list[tuple[int, bytes]], cut: int) -> None:
    for place, bytes_ in edits:
        content = content[:place] + bytes_ + content[place + len(bytes_) :]
    for broken in (content, content[:cut]):
        found = reading(broken)
        assert (found.verdict is None) == bool(found.replies)


def test_only_the_first_calendar_of_a_mail_counts() -> None:
    assert len(reading(google(Answer())).replies) == 1


def test_a_reply_for_more_days_than_a_month_has_is_cut() -> None:
    event = bare(Answer()).partition(b"BEGIN:VEVENT")[2].partition(b"END:VCALENDAR")[0]
    many = bare(Answer()).replace(b"END:VCALENDAR", (b"BEGIN:VEVENT" + event) * 100 + b"END:VCALENDAR")
    assert len(reading(many).replies) == reply_mails.EVENTS
    assert timedelta(days=31) >= timedelta(days=reply_mails.EVENTS)
