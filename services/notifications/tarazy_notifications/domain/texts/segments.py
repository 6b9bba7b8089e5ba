"""Text messages as networks carry them: alphabet, length and number of parts (3GPP TS 23.038 and 23.040)."""

from dataclasses import dataclass
from typing import Literal
from unicodedata import category

Encoding = Literal["gsm7", "ucs2"]

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
"""Each is an escape and a letter: it counts as two."""

_PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033«»\u2039\u203a", '"'),
        "\u2026": "...",
        "№": "No.",
        "\u00ad": "",
        "\u200b": "",
        "\u200c": "",
        "\u200d": "",
        "\u2060": "",
        "\ufeff": "",
    }
)
"""Typography that only costs: one such letter makes a whole message UCS-2, or is an empty box on an old telephone."""

ROOM = {"gsm7": (160, 153), "ucs2": (70, 67)}
"""How much fits into a message of one part, and into each of several."""


@dataclass(frozen=True, slots=True)
class Sms:
    """A text message as it leaves."""

    text: str
    encoding: Encoding
    length: int
    """In units of the alphabet: septets, or UTF-16 code units."""
    segments: int
    """How many messages a network sends and charges."""


def sms(text: str) -> Sms:
    """`text` fit for a telephone: typography made plain, every letter kept, nothing that steers or hides.

    Kazakh and Russian letters need UCS-2 and are never replaced.
    """
    plain = _shown(text)
    encoding: Encoding = "gsm7" if all(one in _BASIC or one in _EXTENDED for one in plain) else "ucs2"
    costs = [_cost(one, encoding) for one in plain]
    return Sms(plain, encoding, sum(costs), _segments(costs, encoding))


def _shown(text: str) -> str:
    """In Cyrillic text the number sign costs nothing more and stays."""
    plain = text.translate({sign: word for sign, word in _PLAIN.items() if sign != ord("№")})
    if all(one in _BASIC or one in _EXTENDED or one == "№" for one in plain):
        plain = plain.translate(_PLAIN)
    kept = "".join(" " if category(one) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} else one for one in plain)
    return " ".join(kept.split())


def _cost(letter: str, encoding: Encoding) -> int:
    if encoding == "gsm7":
        return 2 if letter in _EXTENDED else 1
    return 2 if ord(letter) > 0xFFFF else 1


def _segments(costs: list[int], encoding: Encoding) -> int:
    alone, each = ROOM[encoding]
    if sum(costs) <= alone:
        return 1
    parts, used = 1, 0
    for cost in costs:
        # Neither an escape nor a surrogate pair is cut in two.
        if used + cost > each:
            parts, used = parts + 1, 0
        used += cost
    return parts
