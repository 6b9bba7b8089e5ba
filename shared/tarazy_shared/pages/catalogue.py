"""Message catalogues: gettext files that are read as they stand, so none can be out of date with its source."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tarazy_shared.contracts.fields import Language

KIT = "tarazy_shared"
"""The package whose catalogues hold the texts of the kit's own templates."""
TRANSLATED: tuple[Language, ...] = ("kk", "ru")
"""English is the language of the templates and needs no catalogue."""


def message(text: str) -> str:
    """Mark a text that stands in Python so that it is translated; a template shows it with `_()`."""
    return text


def messages_folder(package: str) -> Traversable:
    """Where a package keeps its catalogues."""
    return files(package).joinpath("pages", "messages")


def read_catalogue(package: str, language: Language) -> Catalog:
    """A package's catalogue; an empty one where there is no file."""
    file = messages_folder(package).joinpath(f"{language}.po")
    if not file.is_file():
        return Catalog(locale=language)
    with file.open("rb") as text:
        return read_po(text, locale=language, abort_invalid=True)


@cache
def translations(package: str, language: Language) -> NullTranslations:
    """The texts of the kit and of a package in one language; a package may word a text of the kit anew."""
    if language not in TRANSLATED:
        return NullTranslations()
    found = NullTranslations()
    for one in reversed(dict.fromkeys([package, KIT])):
        compiled = BytesIO()
        write_mo(compiled, read_catalogue(one, language))
        compiled.seek(0)
        layer = GNUTranslations(compiled)
        layer.add_fallback(found)
        found = layer
    return found
