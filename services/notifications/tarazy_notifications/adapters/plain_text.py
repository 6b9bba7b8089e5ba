"""Text from outside, made fit to be shown: no character of it may steer a mail, a calendar or a reader's screen."""

import unicodedata
from functools import lru_cache

_SHOWN_AS_THEY_ARE = frozenset("\u200c\u200d\u00ad")
"""Formatting characters that some scripts need and that hide nothing."""


@lru_cache(maxsize=4096)
def shown(text: str) -> str:
    """`text` with control characters, line separators and direction marks as spaces, runs of spaces as one."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(" " if _steers(letter) else letter for letter in text).split())


def _steers(letter: str) -> bool:
    if letter in _SHOWN_AS_THEY_ARE:
        return False
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
