"""The two checkers tried on messages with one fault each: what either finds, and what libical misses."""

import pytest

from tests.unit.notifications import imip, itip, libical
from tests.unit.notifications.letters_of import cancelled, mail

INVITATION = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Asia/Almaty
BEGIN:STANDARD
DTSTART:20250101T000000
TZNAME:+05
TZOFFSETFROM:+0500
TZOFFSETTO:+0500
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1@court.test
SEQUENCE:1
DTSTAMP:20261116T050000Z
DTSTART;TZID=Asia/Almaty:20261202T100000
DTEND;TZID=Asia/Almaty:20261202T120000
SUMMARY:Main hearing
ORGANIZER:mailto:registry@court.test
ATTENDEE:mailto:anna@party.test
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""
CANCELLATION = INVITATION.replace("METHOD:REQUEST", "METHOD:CANCEL").replace("CONFIRMED", "CANCELLED")
TAKEN_OFF = CANCELLATION.replace("STATUS:CANCELLED\n", "")
ALARM = "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:x\nTRIGGER:-PT1H\nEND:VALARM\nEND:VEVENT"

BOTH_FIND = [
    (INVITATION, "ORGANIZER:mailto:registry@court.test\n", "", "ORGANIZER is there 0 times"),
    (INVITATION, "ATTENDEE:mailto:anna@party.test\n", "", "no ATTENDEE"),
    (INVITATION, "SUMMARY:Main hearing\n", "", "SUMMARY is there 0 times"),
    (INVITATION, "DTSTAMP:20261116T050000Z\n", "", "DTSTAMP is there 0 times"),
    (INVITATION, "UID:1@court.test\n", "", "UID is there 0 times"),
    (CANCELLATION, "SEQUENCE:1\n", "", "SEQUENCE is there 0 times"),
    (INVITATION, "STATUS:CONFIRMED", "STATUS:CANCELLED", "STATUS of a REQUEST"),
    (INVITATION, "STATUS:CONFIRMED", "STATUS:MAYBE", "STATUS of a REQUEST"),
    (INVITATION, "SUMMARY", "DURATION:PT2H\nSUMMARY", "DTEND and DURATION"),
    (INVITATION, "UID:1@court.test", "UID:1@court.test\nUID:2@court.test", "UID is there 2 times"),
    (INVITATION, "METHOD:REQUEST", "METHOD:PUBLISH", "METHOD is not there once, or is another"),
]
LIBICAL_MISSES = [
    (INVITATION, "SUMMARY", "METHOD:REQUEST\nSUMMARY", "METHOD inside VEVENT"),
    (CANCELLATION, "END:VEVENT", ALARM, "VALARM in a CANCEL"),
    (INVITATION, "TZID:Asia/Almaty", "TZID:Asia/Nowhere", "TZID without VTIMEZONE"),
    (INVITATION, "20261202T120000", "20261202T090000", "DTEND is not after DTSTART"),
    (CANCELLATION, "STATUS:CANCELLED", "STATUS:CONFIRMED", "STATUS of a CANCEL"),
    (INVITATION, "METHOD:REQUEST\n", "", "METHOD is not there once, or is another"),
    (INVITATION, "20261202T100000", "20261302T100000", "DTSTART is malformed"),
    (INVITATION, "ORGANIZER:mailto:", "ORGANIZER:", "ORGANIZER or ATTENDEE is no mailto"),
]
OURS_ALONE = [
    (
        INVITATION,
        "DTEND;TZID=Asia/Almaty:20261202T120000",
        "DTEND;VALUE=DATE:20261203",
        "DTSTART and DTEND are of two kinds",
    ),
    (INVITATION, "PRODID", "UID:random\nPRODID", "the calendar has a UID of its own, which would be another each time"),
    (INVITATION, "SUMMARY:Main", "SUMMARY:" + "Main " * 20, "a line is longer than 75 octets"),
    (
        INVITATION,
        "STATUS",
        "RECURRENCE-ID;TZID=Asia/Almaty:20261202T100000\nSTATUS",
        "not one event without RECURRENCE-ID",
    ),
]


def crafted(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("text", [INVITATION, CANCELLATION, TAKEN_OFF])
def test_neither_checker_has_anything_against_a_message_without_a_fault(text: str) -> None:
    assert itip.content_faults(crafted(text)) == []
    assert libical.errors(crafted(text)) == set()


@pytest.mark.parametrize(("text", "old", "new", "fault"), BOTH_FIND)
def test_both_checkers_find_a_fault(text: str, old: str, new: str, fault: str) -> None:
    content = crafted(text.replace(old, new))
    assert fault in itip.content_faults(content)
    assert libical.errors(content) != set()


@pytest.mark.parametrize(("text", "old", "new", "fault"), LIBICAL_MISSES)
def test_our_checker_finds_what_libical_misses(text: str, old: str, new: str, fault: str) -> None:
    content = crafted(text.replace(old, new))
    assert fault in itip.content_faults(content)
    assert libical.errors(content) == set(), "libical has learnt to find it: say so here"


@pytest.mark.parametrize(("text", "old", "new", "fault"), OURS_ALONE)
def test_our_checker_finds_what_would_trouble_readers(text: str, old: str, new: str, fault: str) -> None:
    assert fault in itip.content_faults(crafted(text.replace(old, new)))


def test_a_line_that_is_none_is_not_read() -> None:
    with pytest.raises(ValueError, match="no content line"):
        itip.parse(crafted(INVITATION.replace("SUMMARY:Main hearing", "SUMMARY")))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b'; method="CANCEL"', b"", "method differs between Content-Type and VCALENDAR"),
        (b'method="CANCEL"', b'method="REQUEST"', "method differs between Content-Type and VCALENDAR"),
        (b'text/calendar; charset="utf-8"', b"text/calendar", "the calendar part does not say that it is UTF-8"),
        (b"multipart/alternative", b"multipart/mixed", "one text/calendar within multipart/alternative is wanted"),
        (b"text/html", b"text/calendar", "one text/calendar within multipart/alternative is wanted"),
        (b"text/plain", b"text/enriched", "no words before the calendar part"),
        (b"Auto-Submitted: auto-generated\r\n", b"", "it does not say that a program sends it"),
        (b"From: ", b"From: x@elsewhere.test\r\nX-From: ", "who sends it is neither the organizer nor acts for it"),
        (b"Message-ID: ", b"X-Message-ID: ", "Message-ID is not there once"),
        (b"To: ", b"To: b@party.test\r\nTo: ", "To is not there once"),
        (b"To: Anna", "To: Анна".encode(), "the mail is not 7bit"),
        (b"To: Anna", b"To: " + b"A" * 1000, "a line of the mail is longer than 998"),
        (b"Date: ", b"X: y\nDate: ", "the mail has a bare CR or LF"),
        (b"Date: ", b"List-Unsubscribe: <https://x.test>\r\nDate: ", "one cannot unsubscribe from one's hearings"),
        (
            b'component="VEVENT"\r\n',
            b'component="VEVENT"\r\nContent-Disposition: attachment\r\n',
            "the calendar part is an attachment",
        ),
    ],
)
def test_our_checker_finds_what_is_wrong_with_a_mail(old: bytes, new: bytes, fault: str) -> None:
    content = mail(*cancelled()).content
    assert imip.faults(content) == []
    assert content.count(old) >= 1
    assert fault in imip.faults(content.replace(old, new, 1))


def test_libical_is_asked_for_by_name_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="install Debian's package libical3"):
        libical.errors(b"")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"\.ci/run should have done so"):
        libical.classify(b"", None, "anna@party.test")
