"""Reports of mail servers and of readers' programs, as they are written."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.adapters.delivery.report_mails import read
from tarazy_notifications.domain.delivery.receipts import Happening

AT = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
NOTICE = UUID("0f0e0d0c-0b0a-5908-8706-050403020100")
OTHER = UUID("1f0e0d0c-0b0a-5908-8706-050403020100")
OURS = f"Message-ID: <{NOTICE}@almaty-1.tarazy>\nTarazy-Notice-Id: {NOTICE}\nSubject: =?utf-8?b?0KHRg9C0?="


def report(
    fields: str, returned: str = OURS, kind: str = "delivery-status", back: str = "text/rfc822-headers"
) -> bytes:
    """A report as Postfix writes it, with other fields."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@mx.test (Mail Delivery System)
To: bounces@court.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.test.

--B
Content-Type: message/{kind}

{fields}

--B
Content-Type: {back}

{returned}

--B--
""".replace("\n", "\r\n").encode()


def failed(action: str = "failed", status: str = "5.1.1") -> str:
    return f"""Reporting-MTA: dns; mx.test
Arrival-Date: Mon, 16 Nov 2026 09:00:00 +0500 (+05)

Final-Recipient: rfc822; anna@party.test
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <anna@party.test>: no such user"""


@pytest.mark.parametrize(
    ("action", "status", "expected"),
    [
        ("failed", "5.1.1", (Happening.BOUNCED, "status_5.1.1")),
        ("Failed", "4.4.7 (time out)", (Happening.BOUNCED, "status_4.4.7")),
        ("delayed", "4.4.1", (Happening.DEFERRED, "status_4.4.1")),
        ("delivered", "2.0.0", (Happening.DELIVERED, "status_2.0.0")),
        ("relayed", "2.1.9", (Happening.DELIVERED, "status_2.1.9")),
        ("failed", "bad", (Happening.BOUNCED, None)),
    ],
)
def test_what_a_mail_server_says_by_rfc_3464(action: str, status: str, expected: tuple[Happening, str | None]) -> None:
    found = read(report(failed(action, status)), AT)
    assert found is not None
    assert (found.happening, found.code) == expected
    assert found.notice_id == NOTICE


@pytest.mark.parametrize(
    "mail",
    [
        report(failed(), f"Message-ID: <{NOTICE}@almaty-1.tarazy>"),
        report(failed(), f"{OURS}\n\nWords of the mail.", back="message/rfc822"),
        report(failed().replace("Arrival-Date", f"Original-Envelope-Id: {NOTICE}\nArrival-Date"), "Subject: -"),
        report(failed(), "Subject: -").replace(b"To: ", f"In-Reply-To: <{NOTICE}@almaty-1.tarazy>\r\nTo: ".encode()),
        report(failed(), OURS, kind="global-delivery-status"),
    ],
    ids=["message id", "whole mail", "envelope id", "in reply to", "RFC 6533"],
)
def test_the_notice_is_found_by_whatever_comes_back_of_the_mail(mail: bytes) -> None:
    found = read(mail, AT)
    assert found is not None
    assert (found.notice_id, found.happening) == (NOTICE, Happening.BOUNCED)


@pytest.mark.parametrize(
    "returned",
    ["Subject: -", f"{OURS}\nMessage-ID: <{OTHER}@almaty-1.tarazy>", f"Message-ID: <{OTHER}@x.test>", OURS[:-80]],
)
def test_a_report_whose_ids_do_not_agree_names_no_notice(returned: str) -> None:
    fields = failed().replace("Arrival-Date", f"Original-Envelope-Id: {OTHER}\nArrival-Date")
    mail = report(fields if NOTICE.hex[:8] in returned else failed(), returned)
    found = read(mail, AT)
    assert found is not None
    assert found.notice_id is None


@pytest.mark.parametrize(
    ("disposition", "expected"),
    [
        ("manual-action/MDN-sent-manually; displayed", Happening.READ),
        ("automatic-action/MDN-sent-automatically; displayed/error", Happening.READ),
        ("manual-action/MDN-sent-manually; deleted", Happening.UNKNOWN),
    ],
)
def test_what_a_readers_program_says_by_rfc_8098(disposition: str, expected: Happening) -> None:
    about = f"Final-Recipient: rfc822;anna@party.test\nOriginal-Message-ID: <{NOTICE}@almaty-1.tarazy>"
    fields = f"{about}\nDisposition: {disposition}"
    found = read(report(fields, "Subject: -", kind="disposition-notification"), AT)
    assert found is not None
    assert (found.notice_id, found.happening) == (NOTICE, expected)


def test_what_is_no_report_is_left_to_others() -> None:
    assert read(b"Subject: I shall come\r\n\r\nAnna\r\n", AT) is None
    assert read(report("Nothing: known"), AT) is None


def test_the_same_mail_is_the_same_report() -> None:
    first, again = read(report(failed()), AT), read(report(failed()), AT)
    assert first is not None
    assert first == again


@given(st.binary(max_size=400), st.integers(0, 900))
def test_no_mail_is_too_strange(junk: bytes, place: int) -> None:
    mail = report(failed())
    found = read(mail[:place] + junk + mail[place:], AT)
    assert found is None or isinstance(found, type(read(mail, AT)))
