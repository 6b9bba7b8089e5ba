"""A name in a text, in whatever case it stands there, in Kazakh and Russian, and as it is written in Latin letters.

It rather finds too much: what is no name is overruled by a person, what is not found is published.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tarazy_hr.domain.anonymity.letters import plain, sounds

_PARTS = re.compile(r"[^\W\d_]+")
_RUSSIAN = (
    "а", "я", "у", "ю", "е", "и", "ы", "о", "ь", "й", "ом", "ем", "ой", "ей", "ою", "ею", "ым", "им", "ых", "их", "ыми",
    "ими", "ого", "его", "ому", "ему", "ую", "юю", "ая", "яя", "ый", "ий", "ое", "ые", "ие", "ев", "ов", "ам", "ям",
    "ами", "ями", "ах", "ях", "ья", "ии", "ию", "ией", "ью",
)  # fmt: skip
_KAZAKH = (
    "нын", "нин", "дын", "дин", "тын", "тин", "га", "ге", "ка", "ке", "на", "не", "ны", "ни", "ды", "ди", "ты", "ти",
    "н", "да", "де", "та", "те", "нда", "нде", "нан", "нен", "дан", "ден", "тан", "тен", "мен", "бен", "пен", "дай",
    "дей", "тай", "тей", "ша", "ше", "дики", "тики", "ники",
)  # fmt: skip
"""Case endings, in the plain letters of `letters`."""
_PLURALS = ("лар", "лер", "дар", "дер", "тар", "тер")
_POSSESSIVES = ("ы", "и", "сы", "си", "ым", "им", "м")
_FATHERS = ("ович", "евич", "овн", "евн", "улы", "кызы", "ич", "иничн")
"""What makes a father's name of a name, without its ending."""
_ENDINGS_OF_A_STEM = ("ий", "ый", "ой", "ая", "яя", *"аяоеиыуюьй")
_HARD = {"п": "б", "к": "г"}
"""Consonants that become voiced before a Kazakh possessive: Талап, Талабы."""
SHORT = 3
"""A stem of so many letters or fewer counts only where the word is written with a capital: Ли, Ким."""


@cache
def _endings() -> frozenset[str]:
    kazakh = {
        plural + possessive + case
        for plural in ("", *_PLURALS)
        for possessive in ("", *_POSSESSIVES)
        for case in ("", *_KAZAKH)
    }
    return frozenset({russian + one for russian in ("", *_RUSSIAN) for one in ("", *_KAZAKH)} | kazakh)


@cache
def _endings_by_sound() -> frozenset[str]:
    return frozenset(sound for ending in _endings() for sound in sounds(ending)) | {"s", "es"}


@dataclass(frozen=True, slots=True)
class Sought:
    """The parts of some people's names, as they are looked for."""

    stems: frozenset[str]
    """In plain letters, without endings."""
    heard: frozenset[str]
    """The same by sound."""

    def names(self, word: str) -> bool:
        """Whether a word is one of them in some case or spelling."""
        if all("Ѐ" <= letter <= "ӿ" for letter in word):
            return _is_one_of(self.stems, plain(word), _endings(), word)
        # Another alphabet, or letters of both that look alike.
        return any(_is_one_of(self.heard, sound, _endings_by_sound(), word) for sound in sounds(word))


def sought(names: Iterable[str]) -> Sought:
    """What to look for of some people's full names; initials alone are none."""
    found = [_sought(part) for part in {part for name in names for part in _PARTS.findall(name) if len(part) > 1}]
    return Sought(
        frozenset(stem for one in found for stem in one.stems), frozenset(sound for one in found for sound in one.heard)
    )


def initials(names: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Each two initials of one person, in either order, by sound."""
    found = set()
    for name in names:
        first = [sound[:1] for part in _PARTS.findall(name) for sound in sorted(sounds(part[:1]))]
        found |= {(one, other) for n, one in enumerate(first) for m, other in enumerate(first) if n != m}
    return frozenset(found)


def _is_one_of(stems: frozenset[str], word: str, endings: frozenset[str], written: str) -> bool:
    """Whether a word is one of the stems with an ending; short ones count where it is written with a capital."""
    least = 1 if written[0].isupper() else SHORT + 1
    return any(word[:end] in stems and word[end:] in endings for end in range(least, len(word) + 1))


def _sought(part: str) -> Sought:
    word = plain(part)
    if not all("а" <= letter <= "я" for letter in word):
        heard = sounds(part)
        return Sought(frozenset(), heard | {one[:-1] for one in heard if len(one) > SHORT and one[-1] in "aeiou"})
    stems = {word, _stem(word)}
    for father in _FATHERS:
        roots = {one.removesuffix(father) for one in (word, _stem(word)) if one.endswith(father)}
        stems |= {root + other for root in roots if len(root) > 1 for other in _FATHERS}
    stems |= {_without_vowel(one) for one in tuple(stems)}
    stems |= {one[:-1] + _HARD[one[-1]] for one in tuple(stems) if one[-1:] in _HARD}
    stems = {one for one in stems if len(one) > 1}
    return Sought(frozenset(stems), frozenset(sound for one in stems for sound in sounds(one) if len(sound) > 1))


def _stem(word: str) -> str:
    for ending in _ENDINGS_OF_A_STEM:
        if word.endswith(ending) and len(word) - len(ending) > 1:
            return word[: -len(ending)]
    return word


def _without_vowel(stem: str) -> str:
    """Павел, Павла: the vowel before the last consonant that Russian drops."""
    return stem[:-2] + stem[-1] if len(stem) > SHORT and stem[-2] in "ео" else stem
