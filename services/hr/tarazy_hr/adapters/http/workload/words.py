"""What kinds of cases are called. A category of a court's own that is not here is shown by its code."""

from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words

from tarazy_hr.domain.court import Court

CATEGORIES: Mapping[str, str] = {
    "civil.contract": message("Disputes under a contract"),
    "civil.family": message("Family matters"),
    "civil.labour": message("Labour disputes"),
    "civil.housing": message("Housing disputes"),
    "civil.other": message("Other civil cases"),
    "administrative.dispute": message("Disputes with public bodies"),
    "administrative.offence": message("Administrative offences"),
    "criminal.minor": message("Less serious criminal cases"),
    "criminal.serious": message("Serious criminal cases"),
    "juvenile.offence": message("Cases of minors"),
    "special.proceedings": message("Special proceedings"),
}
"""As scheduling's catalogue names them."""

INSTANCES: Mapping[str, str] = {
    "": message("any instance"),
    "first": message("first instance"),
    "appeal": message("appeal"),
    "cassation": message("cassation"),
}

LEVELS: Mapping[str, str] = {
    "": message("all courts"),
    "district": message("district courts"),
    "regional": message("regional courts"),
    "cassation": message("courts of cassation"),
    "supreme": message("the Supreme Court"),
}


def category_name(words: Words, code: str) -> str:
    """A category as people call it."""
    return words.gettext(CATEGORIES[code]) if code in CATEGORIES else code


def categories_named(words: Words) -> list[tuple[str, str]]:
    """Code and name of each category, by name."""
    named = [(code, category_name(words, code)) for code in CATEGORIES]
    return sorted(named, key=lambda one: name_key(one[1]))


def court_names(courts: Mapping[str, Court], reader: Reader) -> dict[str, str]:
    """What courts are called in a reader's language."""
    return {court_id: str(getattr(court.name, reader.language)) for court_id, court in courts.items()}
