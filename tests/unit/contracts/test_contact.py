"""Addresses by channel: one of wrong form is a wrong field, one that nobody answers at is not."""

import pytest

from tests.unit.contracts.examples import PARTY, REGISTERED, spoilt


def reasons_for(channel: str, address: object) -> list[tuple[str, str]]:
    return spoilt(REGISTERED, parties=[{**PARTY, "contacts": [{"channel": channel, "address": address}]}])


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("email", "a@b.test"),
        ("email", "first.last+tag@mail.court.local"),
        ("email", "айгүл@пошта.қаз"),
        ("email", "user@xn--80ak6aa92e.com"),
        ("email", "o'brien_1@host-name.example"),
        ("email", "x@localhost"),
        ("email", "a" * 64 + "@b.test"),
        ("sms", "+77011234567"),
        ("sms", "+7 (701) 123-45-67"),
        ("sms", "87011234567"),
        ("webhook", "https://example.test/hook?x=1"),
        ("webhook", "http://127.0.0.1:8080/"),
        ("webhook", "http://[::1]:9000/a"),
        ("webhook", "https://суд.қаз/вход"),
    ],
)
def test_a_well_formed_address_is_taken(channel: str, address: str) -> None:
    assert reasons_for(channel, address) == []


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("email", ""),
        ("email", "nobody"),
        ("email", "@b.test"),
        ("email", "a@"),
        ("email", "a@@b.test"),
        ("email", "a@b@c.test"),
        ("email", "a b@c.test"),
        ("email", ".a@b.test"),
        ("email", "a..b@c.test"),
        ("email", "a@b..test"),
        ("email", "a@-b.test"),
        ("email", "a@b.test."),
        ("email", "A <a@b.test>"),
        ("email", "a@b.test, c@d.test"),
        ("email", "a@b.test\r\nBcc: x@y.test"),
        ("email", "a\u0001@b.test"),
        ("email", "a\u007f@b.test"),
        ("email", "a\u200b@b.test"),
        ("email", "a@b.test\n"),
        ("email", "a" * 65 + "@b.test"),
        ("email", "a@" + "b" * 64 + ".test"),
        ("email", "a@" + ".".join(["b" * 60] * 5)),
        ("email", "a@" + "b" * 490),
        ("sms", "12345"),
        ("sms", "+1234567890123456"),
        ("sms", "call me"),
        ("sms", "+7701123456\u0001"),
        ("sms", "٠١٢٣٤٥٦٧٨٩"),
        ("webhook", "ftp://example.test/"),
        ("webhook", "example.test/hook"),
        ("webhook", "http://"),
        ("webhook", "http:///path"),
        ("webhook", "http://a b/"),
        ("webhook", "http://host:99999/"),
        ("webhook", "http://host:port/"),
        ("webhook", "http://[::1/"),
        ("webhook", "https://example.test/\u0000x"[:21] + "\u0002"),
        ("email", 5),
    ],
)
def test_an_address_of_wrong_form_is_a_wrong_field(channel: str, address: object) -> None:
    assert reasons_for(channel, address) == [("parties[0].contacts[0].address", "field_wrong")]


def test_a_channel_nobody_has_is_a_wrong_field() -> None:
    assert reasons_for("pigeon", "a@b.test") == [("parties[0].contacts[0].channel", "field_wrong")]
