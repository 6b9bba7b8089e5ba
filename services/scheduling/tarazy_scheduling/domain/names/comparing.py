"""Whether two names are one person's or one organisation's, however they are written.

A name is brought to one spelling, in Latin letters: that of passports, in which Kazakh letters lose what sets them
apart from Russian ones. Words are then compared without regard to their order. Nothing decides where a person would
look twice: such names are doubtful.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from tarazy_scheduling.domain.names.organisation_forms import FORMS

LONG = 5
"""Letters of a word in which one letter may be a slip."""
WORDS_OF_A_PERSON = 3


class Likeness(Enum):
    """What a comparison says."""

    DIFFERENT = 0
    DOUBTFUL = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared."""

    words: tuple[str, ...]
    """Each in the one spelling, in the order of the alphabet."""
    run_together: str
    """The words as they were written, without spaces."""
    form: str | None
    """Of an organisation, where the name tells it."""

    @property
    def key(self) -> str:
        """Names that cannot be told apart have the same."""
        return " ".join(self.words) + (f" ({self.form})" if self.form else "")


@lru_cache(maxsize=20_000)
def read_name(text: str) -> Name:
    """The name in the one spelling."""
    folded = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    quoted = _QUOTED.findall(folded)
    if quoted:
        words = _words(" ".join(quoted))
        rest, form = _without_forms(_words(_QUOTED.sub(" ", folded)))
        words += rest
    else:
        words, form = _without_forms(_words(folded), at_ends_only=True)
    return Name(tuple(sorted(words)), "".join(words), form)


def likeness(one: Name, other: Name) -> Likeness:
    """Same: the same words in any order. Doubtful: as near as a slip, an initial or a word left out leaves them."""
    if not one.words or not other.words:
        return Likeness.DIFFERENT
    if one.words == other.words or one.run_together == other.run_together:
        return Likeness.DOUBTFUL if one.form and other.form and one.form != other.form else Likeness.SAME
    return Likeness.DOUBTFUL if _are_near(one.words, other.words) else Likeness.DIFFERENT


def is_loose(name: Name) -> bool:
    """Whether it may be like a name with which it has no word in common: two names that are not loose never are.

    Without a common word each pair of words but one has to be an initial and a word (`_are_near`).
    """
    return len(name.words) < 2 or any(len(word) == 1 for word in name.words)


def _are_near(one: Sequence[str], other: Sequence[str]) -> bool:
    shared = set(one) & set(other)
    rest, others = _less(one, shared), _less(other, shared)
    if not rest or not others:
        # One name lies in the other: by one word more, or a person's family name alone.
        more = len(rest) + len(others)
        return _is_solid(shared) and (more == 1 or len(max(one, other, key=len)) <= WORDS_OF_A_PERSON)
    pairs, initials = min(len(rest), len(others)), sum(len(word) == 1 for word in rest + others)
    if abs(len(rest) - len(others)) > 1 or initials < pairs - 1:
        # All words but one need a match, and only one may be a slip: most names are far apart and end here.
        return False
    slips = 0
    for word in list(rest):
        match = next((candidate for candidate in others if _is_initial(word, candidate)), None)
        if match is None:
            match = next((candidate for candidate in others if _is_slip(word, candidate)), None)
            slips += match is not None
        if match is not None:
            rest.remove(word)
            others.remove(match)
    return slips <= 1 and len(rest) + len(others) <= 1 and (_is_solid(shared) or slips == 1)


def _less(words: Sequence[str], shared: set[str]) -> list[str]:
    return [word for word in words if word not in shared]


def _is_solid(words: Iterable[str]) -> bool:
    """Whether a word is among them that means more than an initial or a number."""
    return any(len(word) > 2 and not word.isdigit() for word in words)


def _is_initial(one: str, other: str) -> bool:
    return (len(one) == 1 or len(other) == 1) and one[0] == other[0]


def _is_slip(one: str, other: str) -> bool:
    """One letter more, less or other in a long word; or one patronymic in two languages."""
    if min(len(one), len(other)) < LONG or not (one.isalpha() and other.isalpha()):
        return False
    if (stem := _father(one)) and stem == _father(other):
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    return one[start + (len(one) == len(other)) :] == other[start + 1 :]


def _father(word: str) -> str | None:
    """Whose son or daughter a patronymic says somebody is."""
    found = _PATRONYMIC.fullmatch(word)
    return found[1] if found else None


def _words(text: str) -> list[str]:
    return [word for found in _WORDS.findall(text) if (word := _spelled(found))]


def _spelled(word: str) -> str:
    """A word in the one spelling."""
    is_cyrillic = bool(_CYRILLIC.search(word))
    if is_cyrillic:
        # A Latin letter among Cyrillic ones is a slip, or meant to hide the name.
        spelled = word.translate(_LOOKALIKES).translate(_FROM_CYRILLIC)
    else:
        spelled = word.translate(_FROM_KAZAKH_LATIN)
    spelled = "".join(letter for letter in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(letter))
    if not is_cyrillic:
        for written, stands_for in _FROM_LATIN:
            spelled = spelled.replace(written, stands_for)
    return _TWICE.sub(r"\1", spelled)


def _without_forms(words: list[str], *, at_ends_only: bool = False) -> tuple[list[str], str | None]:
    """The words less the form of an organisation, which comes before, after or not at all, and that form."""
    for length in range(min(len(words), LONGEST_FORM), 0, -1):
        last = len(words) - length
        for start in (0, last) if at_ends_only else range(last + 1):
            said = tuple(words[start : start + length])
            rest = words[:start] + words[start + length :]
            is_a_word = at_ends_only and (not rest or (start == 0 and said == _WHITE))
            if (form := _FORMS.get(said)) and not is_a_word:
                return rest, form
    return words, None


_WORDS = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['’ʼ`´]")
_QUOTED = re.compile(r'[«"“„]([^«»"“”„]+)[»"”“]')
_CYRILLIC = re.compile("[\u0400-\u052f]")
_TWICE = re.compile("(i|s)\\1+")
_PATRONYMIC = re.compile("(.{3,}?)(?:ovich|evich|ovna|evna|uli|kizi)")
_LOOKALIKES = str.maketrans("aceopxykmtbhi", "асеорхукмтвні")
_FROM_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфхэы", "abvgdeziiklmnoprstufhei", strict=True)),
        **dict(zip("әғқңөұүһі", "agknouuhi", strict=True)),
        "ё": "e", "ж": "j", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia", "ъ": "", "ь": "",
    }
)  # fmt: skip
_FROM_KAZAKH_LATIN = str.maketrans({"ş": "sh", "ç": "ch", "ı": "i"})
_FROM_LATIN = (
    ("shch", "sh"), ("sch", "sh"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ye", "e"), ("yo", "e"), ("q", "k"),
    ("x", "ks"), ("ch", "\0"), ("c", "k"), ("\0", "ch"), ("y", "i"), ("w", "v"),
)  # fmt: skip
"""Passports, and the Kazakh Latin letters of 2021, in which j is ж."""
_FORMS = {tuple(_words(said.casefold())): form for form, all_said in FORMS.items() for said in all_said}
LONGEST_FORM = max(len(words) for words in _FORMS)
_WHITE = ("ak",)
"""A form after a name; before it, and not outside quotes, a word of it."""
