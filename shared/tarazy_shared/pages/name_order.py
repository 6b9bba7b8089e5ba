"""The order of people's names in Kazakh, Russian and Latin writing.

A database without ICU sorts by code point, which puts Қ, Ә, І and Ё after Я.
"""

import unicodedata

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
"""The Kazakh alphabet; the Russian one is the same without the nine letters of its own."""

_GAP, _LATIN, _CYRILLIC, _OTHER = range(4)
_PLACES = {letter: (_CYRILLIC, place) for place, letter in enumerate(ALPHABET)}

NameKey = tuple[tuple[tuple[int, int], ...], str]


def name_key(name: str) -> NameKey:
    """A key that sorts names as a register does: Latin before Cyrillic, a shorter surname before a longer one.

    Case, accents of Latin letters, hyphens and apostrophes decide only between names that are otherwise the same.
    """
    letters = unicodedata.normalize("NFC", name).casefold()
    return tuple(place for letter in letters for place in _places(letter)), name


def _places(letter: str) -> tuple[tuple[int, int], ...]:
    if letter in _PLACES:
        return (_PLACES[letter],)
    if letter.isspace():
        return ((_GAP, 0),)
    bare = [part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part)]
    if all(part.isascii() and part.isalnum() for part in bare):
        return tuple((_LATIN, ord(part)) for part in bare)
    return ((_OTHER, ord(letter)),) if letter.isalpha() else ()
