"""Sentences put together in Python, in a reader's language and with its plurals."""

from dataclasses import dataclass

from tarazy_shared.pages.catalogue import translations
from tarazy_shared.pages.reader import Reader


@dataclass(frozen=True, slots=True)
class Words:
    """What a package says to one reader. The texts are found where they are said, as those of templates are."""

    package: str
    reader: Reader

    def gettext(self, text: str, **particulars: object) -> str:
        """A text, with its particulars put in."""
        said = translations(self.package, self.reader.language).gettext(text)
        return said % particulars if particulars else said

    def ngettext(self, one: str, many: str, n: int, **particulars: object) -> str:
        """A text about a number of things, in the form that the number asks for; it may show the number as `%(n)s`."""
        said = translations(self.package, self.reader.language).ngettext(one, many, n)
        return said % {"n": self.reader.number(n), **particulars}
