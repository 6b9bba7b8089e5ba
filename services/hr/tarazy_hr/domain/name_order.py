"""The order of people's names, for Kazakh, Russian and Latin writing.

The database sorts by code point, which puts the letters that Kazakh adds after the rest of the alphabet.
"""

import unicodedata

_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_LATIN, _CYRILLIC, _OTHER = 1, 2, 3

SortKey = tuple[tuple[tuple[int, int], ...], str]


def name_key(name: str) -> SortKey:
    """A key by which names sort as in a Kazakh or Russian register: Latin first, then Cyrillic.

    Case, accents on Latin letters, hyphens and apostrophes count only between names otherwise the same.
    """
    letters = unicodedata.normalize("NFC", name).casefold()
    return tuple(rank for letter in letters for rank in _ranks(letter)), name


def _ranks(letter: str) -> tuple[tuple[int, int], ...]:
    if letter in _RANK:
        return ((_CYRILLIC, _RANK[letter]),)
    if letter.isspace():
        return ((0, 0),)
    plain = "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    if plain.isascii() and plain.isalnum():
        return tuple((_LATIN, ord(part)) for part in plain)
    return ((_OTHER, ord(letter)),) if letter.isalpha() else ()
