"""Mails signed for their domain, as an outside library verifies them."""

from base64 import b64encode
from dataclasses import replace
from functools import cache
from typing import Any

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_notifications.adapters.channels.email.dkim import Signer
from tarazy_notifications.adapters.mail import Mail
from tarazy_shared.errors import ConfigurationError

from tests.unit.notifications.letters_of import mail, moved, notice

DOMAIN, SENDER = "tarazy.test", "notices@tarazy.test"
Key = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


@cache
def key(kind: str) -> Key:
    return rsa.generate_private_key(65537, 2048) if kind == "rsa" else ed25519.Ed25519PrivateKey.generate()


def pem(private: Key | ec.EllipticCurvePrivateKey) -> str:
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def record(kind: str) -> bytes:
    """What stands in the DNS."""
    public = key(kind).public_key()
    if isinstance(public, ed25519.Ed25519PublicKey):
        octets = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    else:
        octets = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=%b; p=%b" % (kind.encode(), b64encode(octets))


def signer(kind: str = "rsa") -> Signer:
    made = Signer.of(DOMAIN, "s1", pem(key(kind)), SENDER)
    assert made is not None
    return made


def verified(content: bytes, kind: str = "rsa") -> bool:
    def ask(name: bytes, timeout: int = 5) -> bytes:
        assert name == b"s1._domainkey.tarazy.test."
        return record(kind)

    return bool(dkim.verify(content, dnsfunc=ask))


def with_headers(made: Mail, headers: bytes) -> Mail:
    return replace(made, content=headers + made.content)


@pytest.mark.parametrize("about", [(notice(),), moved(), (notice(name="Қ" * 300),)])
def test_an_outside_library_verifies_what_is_signed_and_the_same_mail_has_the_same_signature(
    about: Any,
) -> None:
    made = mail(*about)
    signed = signer().signed(made)
    assert verified(signed.content)
    assert signed.content.endswith(made.content)
    assert signer().signed(made).content == signed.content
    assert max(len(line) for line in signed.content.split(b"\r\n")) <= 998


def test_nothing_can_be_changed_and_no_second_header_added_on_the_way() -> None:
    out = b"List-Unsubscribe: <https://x.test/1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    content = signer().signed(with_headers(mail(), out)).content
    assert verified(content)
    assert b"list-unsubscribe-post" in content.split(b"bh=")[1].split(b"b=")[0]
    head, _, body = content.partition(b"\r\n\r\n")
    assert not verified(content.replace(b"x.test/1", b"x.test/2"))
    assert not verified(head + b"\r\n\r\n" + body.replace(b"base64", b"8bit", 1))
    for added in (b"From: eve@evil.test", b"Subject: Other", b"Reply-To: eve@evil.test", b"List-Unsubscribe: <x:>"):
        assert not verified(content.replace(b"\r\nMIME-Version", b"\r\n" + added + b"\r\nMIME-Version", 1)), added
    relayed = b"Received: from a by b\r\n" + content.replace(b"\r\nMIME-Version:", b"\r\nMIME-Version:  ", 1)
    assert verified(relayed), "what mail servers do on the way does no harm"


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from([b"a", b" ", b"\t", b"\r\n", b"=20", "ж".encode(), b" \r\n", b"\r\n\r\n"]), max_size=30)
)
def test_any_body_is_put_into_the_form_that_others_put_it_into(parts: list[bytes]) -> None:
    head = b"From: notices@tarazy.test\r\nTo:  anna\t@party.test\r\n\r\n"
    made = Mail(SENDER, "anna@party.test", head + b"".join(parts) + b"\r\n", international=False)
    assert verified(signer().signed(made).content)


def test_the_other_kind_of_key_signs_too() -> None:
    assert verified(signer("ed25519").signed(mail()).content, "ed25519")


def test_without_settings_nothing_is_signed() -> None:
    assert Signer.of(None, None, None, SENDER) is None


@pytest.mark.parametrize(
    ("domain", "selector", "private"),
    [
        (DOMAIN, "s1", None),
        (None, "s1", "key"),
        (DOMAIN, "s 1", "key"),
        ("other.test", "s1", "rsa"),
        (DOMAIN, "s1", "not a key"),
        (DOMAIN, "s1", "short"),
        (DOMAIN, "s1", "curve"),
    ],
)
def test_what_no_receiver_could_verify_stops_the_start(
    domain: str | None, selector: str | None, private: str | None
) -> None:
    made = {
        "rsa": lambda: pem(key("rsa")),
        "short": lambda: pem(rsa.generate_private_key(65537, 1024)),  # noqa: S505  refused
        "curve": lambda: pem(ec.generate_private_key(ec.SECP256R1())),
    }
    text = made[private]() if private in made else private
    with pytest.raises(ConfigurationError, match="TARAZY_NOTIFICATIONS_DKIM_"):
        Signer.of(domain, selector, text, SENDER)
