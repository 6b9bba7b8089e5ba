"""Message catalogues: gettext files that are read as they stand, so none can be out of date with its source."""

from collections.abc import Mapping
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

_PLURALS: Mapping[Language, str] = {
    # A Kazakh noun stays as it is after a number.
    "kk": "nplurals=1; plural=0;",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def message(text: str) -> str:
    """Mark a text that stands in Python so that it is translated; a template shows it with `_()`."""
    return text


def header(language: Language) -> bytes:
    """How a catalogue begins: its language and the rule of its plurals."""
    return _HEADER.format(language=language, plurals=_PLURALS[language]).encode()


def messages_folder(package: str) -> Traversable:
    """Where a package keeps its catalogues."""
    return files(package).joinpath("pages", "messages")


def read_catalogue(package: str, language: Language) -> Catalog:
    """A package's catalogue; an empty one where there is no file."""
    file = messages_folder(package).joinpath(f"{language}.po")
    text = file.read_bytes() if file.is_file() else header(language)
    return read_po(BytesIO(text), locale=language, abort_invalid=True)


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
