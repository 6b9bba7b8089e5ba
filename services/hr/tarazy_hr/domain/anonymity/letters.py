"""Words by how they sound, so that one spelling finds the others: Kazakh and Russian letters, and Latin ones."""

import re
import unicodedata
from itertools import product

_KAZAKH = str.maketrans("әғқңөұүһіё", "агкноуухие")
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a",
}  # fmt: skip
_GROUPS = (
    ("shch", "s"), ("sch", "s"), ("dzh", "j"), ("kh", "h"), ("zh", "j"), ("sh", "s"), ("ch", "c"), ("ts", "c"),
    ("tz", "c"), ("gh", "g"), ("ng", "n"), ("dj", "j"), ("ye", "e"), ("yo", "e"), ("io", "e"), ("yu", "u"),
    ("ju", "u"), ("iu", "u"), ("ya", "a"), ("ia", "a"), ("ie", "e"), ("y", "i"), ("q", "k"), ("w", "u"),
    ("'", ""), ("’", ""),
)  # fmt: skip
"""Letters that stand for one sound, in the usual ways of writing Kazakh and Russian names in Latin letters."""
_X = ("ks", "h")
"""What an x can stand for: Alexei, Axmetov."""
MOST_OF_X = 3
"""In one word: no name has more, and each doubles what it can sound like."""
_TWICE = re.compile(r"(.)\1+")


def plain(word: str) -> str:
    """In lower case and the letters of the Russian alphabet: Айгүл and Айгул, Ахмётов and Ахметов are one."""
    return unicodedata.normalize("NFC", word).lower().translate(_KAZAKH)


def sounds(word: str) -> frozenset[str]:
    """How a word sounds, in either alphabet or a mixture of both; an x has two sounds."""
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in plain(word)).replace("ı", "i")
    bare = "".join(one for one in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(one))
    parts = bare.split("x")
    if len(parts) - 1 > MOST_OF_X:
        parts = [bare.replace("x", _X[0])]
    found = set()
    for chosen in product(_X, repeat=len(parts) - 1):
        spelt = parts[0] + "".join(sound + part for sound, part in zip(chosen, parts[1:], strict=True))
        spelt = _TWICE.sub(r"\1", spelt)
        for letters, sound in _GROUPS:
            spelt = spelt.replace(letters, sound)
        found.add(_TWICE.sub(r"\1", spelt))
    return frozenset(found)
