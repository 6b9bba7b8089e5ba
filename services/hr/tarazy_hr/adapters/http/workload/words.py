"""What kinds of cases are called. A category of a court's own that is not here is shown by its code."""

from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.words import Words

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
