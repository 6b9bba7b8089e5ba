"""What the pages about leave call things."""

from collections.abc import Mapping

from tarazy_shared.contracts.fields import Language
from tarazy_shared.pages.catalogue import message

SUSPENSION = "suspension"
"""Shown among the kinds of absence, though it is none."""
KINDS: Mapping[str, str] = {
    "leave": message("leave"),
    "sickness": message("sickness"),
    "training": message("training"),
    "secondment": message("secondment"),
    "other": message("other absence"),
    SUSPENSION: message("suspension"),
}
STATES: Mapping[str, tuple[str, str]] = {
    "requested": (message("Waits for a decision"), ""),
    "approved": (message("Granted"), "ok"),
    "refused": (message("Refused"), "bad"),
    "withdrawn": (message("Withdrawn"), "warn"),
    "cancelled": (message("Cancelled"), "warn"),
}
"""What a leave has become, and the tone of its tag."""
FATES: Mapping[str, tuple[str, str]] = {
    "keeps_its_time": (message("Keeps its time"), "ok"),
    "moves": (message("Moves"), "ok"),
    "substitute": (message("Another judge"), "warn"),
    "unlisted": (message("No place found"), "bad"),
}
"""What becomes of a hearing, and the tone of its tag."""
LETTERS: Mapping[str, Mapping[Language, str]] = {
    "leave": {"kk": "Д", "ru": "О", "en": "L"},
    "sickness": {"kk": "Ж", "ru": "Б", "en": "S"},
    "training": {"kk": "О", "ru": "У", "en": "T"},
    "secondment": {"kk": "І", "ru": "К", "en": "P"},
    "other": {"kk": "Ө", "ru": "И", "en": "A"},
    SUSPENSION: {"kk": "×", "ru": "×", "en": "×"},
}
"""The letter in the bar of each kind: one alphabet a language."""
ROLES: Mapping[str, str] = {
    "judge": message("judge"),
    "chair": message("chair"),
    "lay_judge": message("lay judge"),
    "clerk": message("clerk"),
    "interpreter": message("interpreter"),
    "registrar": message("registrar"),
    "listing_officer": message("listing officer"),
    "hr_officer": message("HR officer"),
}
