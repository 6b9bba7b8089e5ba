"""Names of codes, labels, numbers with their words: what texts of one language are made from."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from babel import Locale

from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.domain.people import Language

LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")


@cache
def words_of(language: Language) -> dict[str, dict[str, str]]:
    """Labels and names of codes in a language."""
    text = files("tarazy_notifications").joinpath("texts", language, "words.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def hearing_type(code: str, language: Language) -> str:
    """The name of a hearing type; a code that is the court's own stands for itself."""
    return str(words_of(language)["hearing_types"].get(code, shown(code) or words_of(language)["labels"]["none"]))


def capacity(code: str, language: Language) -> str:
    """As what a party takes part, such as `as a witness`; empty where there is no word for it."""
    return words_of(language)["capacities"].get(code, "")


def named(names: Mapping[str, str] | None, language: Language) -> str:
    """A name in the language, else in whatever language there is one."""
    if not names:
        return ""
    return shown(names.get(language) or next(iter(names.values())))


def counted(language: Language, count: int, **forms: str) -> str:
    """The number with the form of the word that goes with it: `one`, `few`, `many`, `other`, as CLDR has them.

    A form that is not given is `other`.
    """
    form = _locale(language).plural_form(count)
    return f"{count}\u00a0{forms.get(form, forms['other'])}"


def language_name(code: str, language: Language) -> str:
    """The name of a language, such as `өзбек тілі`; a code that CLDR does not know stands for itself."""
    return shown(_locale(language).languages.get(code, code))


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse(language)
