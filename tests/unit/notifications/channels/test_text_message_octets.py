"""Numbers as they are dialled, messages as another reader of SMPP takes them, receipts as centres write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smpplib import consts
from smpplib.client import Client
from smpplib.smpp import parse_pdu
from tarazy_notifications.adapters.channels.sms.numbers import dialled
from tarazy_notifications.adapters.channels.sms.parts import parts
from tarazy_notifications.adapters.channels.sms.receipts import Receipt, read_receipt
from tarazy_notifications.adapters.channels.sms.server import HttpServer, SmppServer, server_at
from tarazy_notifications.adapters.channels.sms.smpp import pdus
from tarazy_notifications.domain.delivery.outcomes import Refused
from tarazy_notifications.domain.texts.segments import sms
from tarazy_shared.errors import ConfigurationError

ALMATY = "Asia/Almaty"
OUTSIDE = Client("nowhere", 1, allow_unknown_opt_params=True)


@pytest.mark.parametrize(
    ("written", "zone", "expected"),
    [
        ("+7 701 123-45-67", ALMATY, "+77011234567"),
        ("8 (701) 123 45 67", ALMATY, "+77011234567"),
        ("7011234567", ALMATY, "+77011234567"),
        ("8 701 123 45 67", "Asia/Qyzylorda", "+77011234567"),
        ("+7 916 123 45 67", ALMATY, "+79161234567"),
        ("+998 99 123 45 67", ALMATY, "+998991234567"),
        ("+1 202 555 0123", ALMATY, "+12025550123"),
        ("8 (727) 250-00-00", ALMATY, Refused("landline")),
        ("+44 20 7946 0018", ALMATY, Refused("landline")),
        ("8 800 080 77 77", ALMATY, Refused("landline")),
        ("1234567", ALMATY, Refused("number_wrong")),
        ("+7 000 000 00 00", ALMATY, Refused("number_wrong")),
        ("+999 12345678", ALMATY, Refused("number_wrong")),
        ("07946 0018", "Nowhere/Land", Refused("number_wrong")),
    ],
)
def test_a_number_is_dialled_as_its_country_has_it(written: str, zone: str, expected: str | Refused) -> None:
    assert dialled(written, zone) == expected


@given(st.text(alphabet=st.sampled_from("aZ9 {€}ж№Ә𝔸\n?"), min_size=1, max_size=400))
def test_parts_are_as_many_as_are_counted_and_together_are_the_message(words: str) -> None:
    message = sms(words)
    if not message.text:
        return
    found = parts(message, 7)
    assert len(found) == message.segments
    header = 6 if len(found) > 1 else 0
    octets = b"".join(one.octets[header:] for one in found)
    if message.encoding == "ucs2":
        assert octets.decode("utf-16-be") == message.text
        assert all(len(one.octets) <= 140 for one in found)
        for one in found:
            one.octets[header:].decode("utf-16-be")
    else:
        assert all(not one.octets.endswith(b"\x1b") for one in found)
        assert all(len(one.octets) - header <= (153 if header else 160) for one in found)
    if header:
        assert [one.octets[:6] for one in found] == [
            bytes([5, 0, 3, 7, len(found), place]) for place in range(1, len(found) + 1)
        ]


def test_another_reader_of_smpp_takes_what_we_submit() -> None:
    message = sms("Қазақша сөз " * 10)
    for part in parts(message, 200):
        octets = pdus.submit(part, "+77011234567", "Sot", message.encoding, sequence=9)
        read = parse_pdu(octets, client=OUTSIDE)
        assert (read.command, read.sequence, read.length) == ("submit_sm", 9, len(octets))
        assert (read.destination_addr, read.dest_addr_ton, read.dest_addr_npi) == (b"77011234567", 1, 1)
        assert (read.source_addr, read.source_addr_ton) == (b"Sot", consts.SMPP_TON_ALNUM)
        assert read.data_coding == consts.SMPP_ENCODING_ISO10646
        assert read.esm_class == consts.SMPP_GSMFEAT_UDHI
        assert read.registered_delivery == 1, "each part is reported by itself"
        assert read.short_message == part.octets
    bound = parse_pdu(pdus.bind(SmppServer("h", 1, "court", "secret", tls=False), 1), client=OUTSIDE)
    assert (bound.command, bound.system_id, bound.password) == ("bind_transceiver", b"court", b"secret")


@pytest.mark.parametrize(("sender", "ton"), [("+77010000000", 1), ("1414", 3), ("Sot Almaty", 5), (None, 0)])
def test_a_sender_is_a_number_a_short_code_or_a_name(sender: str | None, ton: int) -> None:
    octets = pdus.submit(parts(sms("One"), 1)[0], "+77011234567", sender, "gsm7", sequence=1)
    assert parse_pdu(octets, client=OUTSIDE).source_addr_ton == ton


@pytest.mark.parametrize(
    ("text", "message_id", "state", "expected"),
    [
        ("id:0A1 sub:001 dlvrd:001 submit date:2601010101 done date:2601010101 stat:DELIVRD err:000 text:", None, None,
         Receipt("0A1", "delivered", "sms_delivrd")),
        ("ID:77 STAT:UNDELIV ERR:0A7", None, None, Receipt("77", "bounced", "sms_undeliv")),
        ("", "77", 2, Receipt("77", "delivered", "sms_delivrd")),
        ("", "77", 8, Receipt("77", "bounced", "sms_rejectd")),
        ("id:5 stat:DELIVRD", "77", 3, Receipt("77", "bounced", "sms_expired")),
        ("id:77 stat:ENROUTE", None, None, None),
        ("id:77 stat:ACCEPTD", None, None, None),
        ("stat:DELIVRD", None, None, None),
        ("Thank you!", None, None, None),
        ("", "77", 99, None),
    ],
)  # fmt: skip
def test_receipts_are_read_as_centres_write_them(
    text: str, message_id: str | None, state: int | None, expected: Receipt | None
) -> None:
    assert read_receipt(text, message_id, state) == expected


@given(st.binary(max_size=300))
def test_no_octets_from_a_centre_end_the_link(octets: bytes) -> None:
    found = pdus.receipt_in(pdus.Pdu(5, 0, 1, b"\0" * 16 + octets))
    assert found is None or isinstance(found, Receipt)


def test_where_texts_are_handed_over_is_read_from_one_setting() -> None:
    assert server_at("smpp://court:p%40ss@centre.kz") == SmppServer("centre.kz", 2775, "court", "p@ss", tls=False)
    assert server_at("smpps://court:pw@centre.kz:99") == SmppServer("centre.kz", 99, "court", "pw", tls=True)
    by_http = server_at("https://sms.kz/send", "token", "to=phone, id = message_id")
    assert isinstance(by_http, HttpServer)
    assert (by_http.names["to"], by_http.names["id"], by_http.names["text"]) == ("phone", "message_id", "text")
    assert "pw" not in repr(server_at("smpps://court:pw@centre.kz:99"))
    assert "token" not in repr(by_http)


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("smpp://centre.kz", None),
        ("smpp://court:123456789@centre.kz", None),
        ("ftp://x/", None),
        ("https://user:pw@sms.kz/", None),
        ("https://sms.kz:port/", None),
        ("https://sms.kz/", "phone"),
        ("https://sms.kz/", "whom=phone"),
    ],
)
def test_what_cannot_work_stops_the_start(url: str, names: str | None) -> None:
    with pytest.raises(ConfigurationError, match="TARAZY_NOTIFICATIONS_SMS_"):
        server_at(url, None, names)
