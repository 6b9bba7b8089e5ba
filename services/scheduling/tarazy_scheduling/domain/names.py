"""Whether two names are the same, however they are written."""

import re
import unicodedata

_LETTERS = str.maketrans("ёәғқңөұүһі", "еагкноуухи")
"""Kazakh letters and ё are often written with their nearest Russian ones."""
_FORMS = frozenset(
    ["ао", "ақ", "ак", "тоо", "жшс", "ип", "жк", "гу", "мм", "оо", "қб", "llp", "llc", "jsc", "ltd", "inc"]
)
"""Forms of organisations, which come before, after or not at all."""
_WORDS = re.compile(r"\w+")


def same_name(one: str, other: str) -> bool:
    """Same words in any order, whatever the case, the quotes, the letter variants and an organisation's form."""
    return bool(words := _words(one)) and words == _words(other)


def _words(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", name).casefold()
    found = _WORDS.findall(folded)
    kept = [word for word in found if word not in _FORMS] or found
    return sorted(word.translate(_LETTERS) for word in kept)
