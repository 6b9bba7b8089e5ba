"""A text message in the parts that go over the air (3GPP TS 23.040): octets, with a header where there are several."""

from dataclasses import dataclass

from tarazy_notifications.domain.texts.segments import ROOM, Sms

_ALPHABET = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""By their codes (3GPP TS 23.038, 6.2.1)."""
_BASIC = {letter: bytes([code]) for code, letter in enumerate(_ALPHABET)}
_EXTENDED = {
    letter: b"\x1b" + bytes([code])
    for letter, code in zip("\f^{}\\[~]|€", (10, 20, 40, 41, 47, 60, 61, 62, 64, 101), strict=True)
}
_GSM7 = _BASIC | _EXTENDED


@dataclass(frozen=True, slots=True)
class Part:
    """One short message."""

    octets: bytes
    """With its header, where it is one of several. Letters of the 7-bit alphabet one to an octet, as SMPP has them."""
    is_one_of_several: bool


def parts(sms: Sms, reference: int) -> list[Part]:
    """The message cut so that neither an escape nor a surrogate pair is; `reference`, 0 to 255, binds them together."""
    letters = [_octets(letter, sms) for letter in sms.text]
    width = 1 if sms.encoding == "gsm7" else 2
    alone, each = (room * width for room in ROOM[sms.encoding])
    if sum(map(len, letters)) <= alone:
        return [Part(b"".join(letters), is_one_of_several=False)]
    found, current = [], b""
    for letter in letters:
        if len(current) + len(letter) > each:
            found.append(current)
            current = b""
        current += letter
    found.append(current)
    return [
        Part(bytes([5, 0, 3, reference, len(found), number]) + octets, is_one_of_several=True)
        for number, octets in enumerate(found, start=1)
    ]


def _octets(letter: str, sms: Sms) -> bytes:
    return _GSM7[letter] if sms.encoding == "gsm7" else letter.encode("utf-16-be")
