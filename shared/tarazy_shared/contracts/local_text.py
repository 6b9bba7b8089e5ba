"""A text for people, in the three languages."""

from tarazy_shared.contracts.event import Facts
from tarazy_shared.contracts.fields import Text


class LocalText(Facts):
    """The same in the three languages."""

    kk: Text
    ru: Text
    en: Text
