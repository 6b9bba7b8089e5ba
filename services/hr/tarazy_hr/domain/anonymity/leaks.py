"""What in a text could tell who it is about, with the place where it stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tarazy_hr.domain.anonymity.letters import sounds
from tarazy_hr.domain.anonymity.names import initials, sought

LeakKind = Literal["name", "initials", "iin", "telephone", "email", "case_number"]

_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?<!\w)([^\W\d_])\.[\s\u00a0]?([^\W\d_])\.")
_PATTERNS: tuple[tuple[LeakKind, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,100}@[\w-]+(?:\.[\w-]+)+")),
    ("iin", re.compile(r"(?<!\d)\d{6}[\s\u00a0-]?\d{6}(?!\d)")),
    (
        "telephone",
        re.compile(
            r"(?<![\d/-])(?:\+\d{1,3}|8)[\s\u00a0().-]*\d{3}(?:[\s\u00a0().-]*\d){7}(?!\d)"
            r"|(?<![\d/.-])\(?\d{3}\)?[\s\u00a0-]\d{3}[\s\u00a0-]\d{2}[\s\u00a0-]\d{2}(?!\d)"
            r"|(?<![\d/.-])\d{2,3}-\d{2}-\d{2}(?![\d/-])"
        ),
    ),
    (
        "case_number",
        re.compile(
            r"(?<![\w/])\d{1,6}(?:[-–]\d{1,6})*/\d{1,6}(?:[-–/]\d{1,6})*(?!\w)"
            r"|(?<![\w/])\d{1,6}(?:[-–]\d{1,6}){2,}(?!\w)"
            r"|№\s*\d[\w/–-]*"
        ),
    ),
)
"""Those that stand before others are what a place is called that fits several."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Something in a text that could tell who it is about."""

    kind: LeakKind
    found: str
    """As it stands there."""
    start: int
    line: int
    """From 1."""
    column: int
    """The letter of the line at which it begins, from 1."""


def leaks(text: str, names: Iterable[str]) -> tuple[Leak, ...]:
    """All of them, in order. `names`: of everybody whom it must not tell of, in full."""
    names = tuple(names)
    spans: list[tuple[int, int, LeakKind]] = [*_numbers(text), *_initials(text, names), *_names(text, names)]
    found: list[Leak] = []
    end = 0
    for start, after, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < end:
            continue
        end = after
        line = text.count("\n", 0, start)
        column = start - (text.rfind("\n", 0, start) + 1)
        found.append(Leak(kind, text[start:after], start, line + 1, column + 1))
    return tuple(found)


def _numbers(text: str) -> Iterator[tuple[int, int, LeakKind]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), kind


def _initials(text: str, names: tuple[str, ...]) -> Iterator[tuple[int, int, LeakKind]]:
    of_somebody = initials(names)
    for match in _INITIALS.finditer(text):
        one, other = ({sound[:1] for sound in sounds(letter)} for letter in match.groups())
        if match.group(1).isupper() and any((first, second) in of_somebody for first in one for second in other):
            yield match.start(), match.end(), "initials"


def _names(text: str, names: tuple[str, ...]) -> Iterator[tuple[int, int, LeakKind]]:
    people = sought(names)
    for match in _WORD.finditer(text):
        if people.names(match.group()):
            yield match.start(), match.end(), "name"
