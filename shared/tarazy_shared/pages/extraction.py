"""What a package says to people, found in its templates and modules, and held against its catalogues."""

import re
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from tarazy_shared.contracts.fields import Language
from tarazy_shared.pages.catalogue import TRANSLATED, header, read_catalogue

_METHODS = [("**/pages/templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
_OPTIONS = {"**/pages/templates/**.html": {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}}
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "message": None,
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")


def messages_of(package: str) -> Catalog:
    """Every text that a package marks for translation, without translations."""
    found = Catalog()
    with as_file(files(package)) as folder:
        for file, _, text, _, context in extract_from_dir(
            folder, _METHODS, _OPTIONS, _KEYWORDS, directory_filter=_shows_people
        ):
            found.add(text, locations=[(file, 1)], context=context)
    return found


def faults_of(package: str) -> list[str]:
    """What is missing or wrong in a package's catalogues, in words; empty when they are complete."""
    wanted = messages_of(package)
    return [fault for language in TRANSLATED for fault in _faults(wanted, read_catalogue(package, language), language)]


def update(package: str) -> list[Path]:
    """Bring a package's catalogues up to its texts: new ones come in empty, dropped ones go. Gives what it wrote."""
    wanted = messages_of(package)
    written = []
    with as_file(files(package)) as folder:
        for language in TRANSLATED:
            catalogue = read_catalogue(package, language)
            catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
            catalogue.obsolete.clear()
            file = folder / "pages" / "messages" / f"{language}.po"
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as text:
                text.write(header(language))
                write_po(text, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
            written.append(file)
    return written


def _faults(wanted: Catalog, catalogue: Catalog, language: Language) -> Iterator[str]:
    for text in _texts(wanted):
        translated = catalogue.get(text.id, text.context)
        if translated is None or not all(_strings(translated)):
            yield f"{language}: {_first(text)!r} is not translated"
        elif translated.fuzzy:
            yield f"{language}: {_first(text)!r} is only guessed"
        elif any(_placeholders([string]) != _placeholders(_ids(text)) for string in _strings(translated)):
            yield f"{language}: {_first(text)!r} has other particulars than its translation"
        elif text.pluralizable and len(_strings(translated)) != catalogue.num_plurals:
            yield f"{language}: {_first(text)!r} has not {catalogue.num_plurals} plural forms"
    for text in _texts(catalogue):
        if wanted.get(text.id, text.context) is None:
            yield f"{language}: {_first(text)!r} is said nowhere"


def _shows_people(folder: str | Path) -> bool:
    return Path(folder).name not in ("__pycache__", "migrations", "schemas")


def _texts(catalogue: Catalog) -> Iterator[Message]:
    return (text for text in catalogue if text.id)


def _ids(text: Message) -> list[str]:
    return list(text.id) if text.pluralizable else [str(text.id)]


def _first(text: Message) -> str:
    return _ids(text)[0]


def _strings(text: Message) -> list[str]:
    return list(text.string) if isinstance(text.string, (tuple, list)) else [str(text.string or "")]


def _placeholders(texts: list[str]) -> set[str]:
    return {name for text in texts for name in _PLACEHOLDER.findall(text)}
