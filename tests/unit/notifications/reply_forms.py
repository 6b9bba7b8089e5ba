"""Mails with which calendars answer, in the forms that common programs give them; all names and ids are invented."""

from base64 import encodebytes
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from quopri import encodestring
from types import MappingProxyType

from tests.unit.notifications.letters_of import notice

UID = f"{notice().subject_id}@almaty-1.tarazy"


@dataclass(frozen=True)
class Answer:
    """What is answered, and by whom."""

    answer: str = "DECLINED"
    sequence: int = 0
    stamp: str = "20261117T081500Z"
    attendee: str = "anna@party.test"
    sender: str = "anna@party.test"
    uid: str = UID
    occurrence: str = ""
    """A line RECURRENCE-ID."""
    extra_headers: str = ""


def _calendar(one: Answer, attendee: str, *, head: str = "", more: str = "") -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Reader//Calendar//EN",
        "VERSION:2.0",
        "METHOD:REPLY",
        *head.splitlines(),
        "BEGIN:VEVENT",
        attendee,
        *more.splitlines(),
        f"UID:{one.uid}",
        *([one.occurrence] if one.occurrence else []),
        f"DTSTAMP:{one.stamp}",
        f"SEQUENCE:{one.sequence}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines)


def _mail(one: Answer, name: str, body: str) -> bytes:
    head = (
        f'From: "{name}" <{one.sender}>\r\nTo: registry@court.test\r\nSubject: Declined: Main hearing\r\n'
        f"Date: Tue, 17 Nov 2026 13:15:00 +0500\r\nMessage-ID: <{one.stamp}@reader.test>\r\n{one.extra_headers}"
        "MIME-Version: 1.0\r\n"
    )
    return (head + body).encode("utf-8", "surrogateescape")


def outlook(one: Answer) -> bytes:
    """Base64 in multipart/alternative, MAILTO in capitals, zones by Microsoft's names, extensions without end."""
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Central Asia Standard Time\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        "TZOFFSETFROM:+0500\nTZOFFSETTO:+0500\nEND:STANDARD\nEND:VTIMEZONE"
    )
    more = (
        "COMMENT;LANGUAGE=ru-RU:Не смогу\\, болен\nSUMMARY;LANGUAGE=ru-RU:Declined: Main hearing\n"
        "DTSTART;TZID=Central Asia Standard Time:20261201T100000\n"
        "DTEND;TZID=Central Asia Standard Time:20261201T120000\nCLASS:PUBLIC\nPRIORITY:5\nTRANSP:OPAQUE\n"
        "STATUS:CONFIRMED\nX-MICROSOFT-CDO-APPT-SEQUENCE:0\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY"
    )
    calendar = _calendar(one, f"ATTENDEE;PARTSTAT={one.answer};CN=Anna:MAILTO:{one.attendee}", head=zone, more=more)
    encoded = encodebytes(calendar.encode()).decode().replace("\n", "\r\n")
    return _mail(
        one,
        "Anna",
        'Content-Type: multipart/alternative;\r\n\tboundary="_000_x_"\r\n\r\n--_000_x_\r\n'
        'Content-Type: text/plain; charset="koi8-r"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=EE=C5\r\n'
        '--_000_x_\r\nContent-Type: text/calendar; charset="utf-8"; method=REPLY\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n--_000_x_--\r\n",
    )


def google(one: Answer) -> bytes:
    """The same calendar twice: as an alternative and as an attachment, with parameters of Google's own."""
    attendee = (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={one.answer};CN=Anna;X-NUM-\r\n"
        f" GUESTS=0:mailto:{one.attendee}"
    )
    calendar = _calendar(one, attendee, head="CALSCALE:GREGORIAN", more="ORGANIZER;CN=Court:mailto:registry@court.test")
    return _mail(
        one,
        "Anna",
        'Content-Type: multipart/mixed; boundary="0001"\r\nAuto-Submitted: auto-generated\r\n\r\n--0001\r\n'
        'Content-Type: multipart/alternative; boundary="0002"\r\n\r\n--0002\r\n'
        "Content-Type: text/plain; charset=UTF-8; format=flowed; delsp=yes\r\n\r\nAnna has declined.\r\n--0002\r\n"
        f"Content-Type: text/calendar; charset=UTF-8; method=REPLY\r\n\r\n{calendar}\r\n--0002--\r\n--0001\r\n"
        'Content-Type: application/ics; name="invite.ics"\r\nContent-Disposition: attachment; filename="invite.ics"'
        f"\r\n\r\n{calendar}\r\n--0001--\r\n",
    )


def apple(one: Answer) -> bytes:
    """An attachment of application/octet-stream that its name alone gives away; the UID in capitals."""
    attendee = (
        f'ATTENDEE;CN="Anna";CUTYPE=INDIVIDUAL;EMAIL="{one.attendee}";PARTSTAT={one.answer}:mailto:{one.attendee}'
    )
    calendar = _calendar(one, attendee).replace(one.uid, one.uid.upper() if one.uid == UID else one.uid)
    return _mail(
        one,
        "Anna",
        'Content-Type: multipart/mixed; boundary="Apple-Mail"\r\n\r\n--Apple-Mail\r\n'
        "Content-Type: text/plain; charset=us-ascii\r\n\r\nAnna has declined.\r\n--Apple-Mail\r\n"
        'Content-Type: application/octet-stream; name="iCal-2026.ICS"\r\nContent-Transfer-Encoding: 7bit\r\n\r\n'
        f"{calendar}\r\n--Apple-Mail--\r\n",
    )


def thunderbird(one: Answer) -> bytes:
    """Quoted-printable, with the invitation's people and words repeated."""
    more = "ORGANIZER;RSVP=TRUE;CN=Сот;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:registry@court.test\nSUMMARY:№ 2-15/2026"
    attendee = f"ATTENDEE;RSVP=TRUE;CN=Anna;PARTSTAT={one.answer};ROLE=REQ-PARTICIPANT:mailto:{one.attendee}"
    encoded = encodestring(_calendar(one, attendee, more=more).encode()).decode()
    return _mail(
        one,
        "Anna",
        'Content-Type: multipart/mixed; boundary="------------x"\r\n\r\n--------------x\r\n'
        "Content-Type: text/plain; charset=UTF-8; format=flowed\r\n\r\nAnna has declined.\r\n--------------x\r\n"
        "Content-Type: text/calendar; method=REPLY; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"\r\n{encoded}\r\n--------------x--\r\n",
    )


def bare(one: Answer) -> bytes:
    """As RFC 6047 needs it and no more: the calendar is the mail."""
    calendar = _calendar(one, f"ATTENDEE;PARTSTAT={one.answer}:mailto:{one.attendee}")
    return _mail(one, "Anna", f"Content-Type: text/calendar; method=REPLY; charset=UTF-8\r\n\r\n{calendar}")


FORMS: Mapping[str, Callable[[Answer], bytes]] = MappingProxyType(
    {form.__name__: form for form in (outlook, google, apple, thunderbird, bare)}
)
