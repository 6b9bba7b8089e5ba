"""Which of the three languages a reader gets: asked for in the address, then the browser's wish, then the court's."""

from collections.abc import Mapping
from typing import get_args

from tarazy_shared.contracts.fields import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)

OWN_NAMES: Mapping[Language, str] = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""Each language in its own words, as the language switch shows it."""


def asked_language(asked: str | None) -> Language | None:
    """The language named by `?lang=`; None when there is none or we do not speak it."""
    return next((language for language in LANGUAGES if language == asked), None)


def accepted_language(header: str | None) -> Language | None:
    """The best of an `Accept-Language` header (RFC 9110, 12.5.4) that we speak; None when there is none.

    Among equal weights the earlier one wins. `*` accepts anything and so prefers nothing.
    """
    best: tuple[float, Language] | None = None
    for part in (header or "").split(","):
        tag, _, parameters = part.partition(";")
        language = asked_language(tag.strip().lower().split("-")[0])
        weight = _weight(parameters)
        if language and weight > 0 and (best is None or weight > best[0]):
            best = weight, language
    return best[1] if best else None


def _weight(parameters: str) -> float:
    """The `q` of a preference, 1 when there is none, 0 when it cannot be read."""
    name, _, value = parameters.strip().partition("=")
    if not name:
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if name.strip().lower() == "q" and 0 <= weight <= 1 else 0.0
