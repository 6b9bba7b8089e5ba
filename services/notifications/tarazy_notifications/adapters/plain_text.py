"""Text from outside, made fit to be shown: no character of it may steer a mail, a calendar or a reader's screen."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 1000
"""Letters of one text: twice what contracts allow, so that nothing that came in by them is cut."""

_JOINERS = frozenset("\u200c\u200d")
"""Some scripts need them; in others they only hide that two names are not the same."""
_INVISIBLE = frozenset(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
)
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_NEEDS_JOINERS, _NEED_NONE = 0x0590, range(0x1AB0, 0x2E00)
"""From Hebrew on; Latin, Greek, Cyrillic and Armenian letters stand before it, or among the later ones."""
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f]"
_PILES = re.compile(f"({_MARKS}{{3}}){_MARKS}+")
"""More marks upon one letter than any language has: they run into the lines above and below."""


@lru_cache(maxsize=4096)
def shown(text: str) -> str:
    """`text` without what steers or hides.

    Control characters, line separators and direction marks become spaces, runs of spaces one; what has no width goes.
    """
    if text.isascii() and text.isprintable():
        return _cut(" ".join(text.split()))
    kept = "".join(" " if _steers(letter) else letter for letter in text if letter not in _INVISIBLE)
    joined = "".join(letter for place, letter in enumerate(kept) if letter not in _JOINERS or _joins(kept, place))
    return _cut(_PILES.sub(r"\1", " ".join(joined.split())))


def _steers(letter: str) -> bool:
    return letter not in _JOINERS and unicodedata.category(letter) in _STEERING


def _joins(text: str, place: int) -> bool:
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return len(around) == 2 and all(
        unicodedata.category(one)[0] in "LM" and ord(one) >= _NEEDS_JOINERS and ord(one) not in _NEED_NONE
        for one in around
    )


def _cut(text: str) -> str:
    return f"{text[: LONGEST - 1]}…" if len(text) > LONGEST else text
