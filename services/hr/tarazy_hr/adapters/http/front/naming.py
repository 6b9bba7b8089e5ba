"""What is called the same on pages of several sections: names in the reader's language, clocks, training."""

from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.domain.clocks.clock import Urgency
from tarazy_hr.domain.court import Trilingual

URGENCIES: Mapping[Urgency, tuple[str, str]] = {
    "still": (message("Stands still"), ""),
    "ahead": (message("In time"), "ok"),
    "near": (message("Near"), "warn"),
    "overdue": (message("Overdue"), "bad"),
    "met": (message("Done in time"), "ok"),
    "late": (message("Done late"), "warn"),
    "void": (message("Does not count any more"), ""),
}
SUBJECTS: Mapping[str, str] = {
    "case_management": message("Managing cases"),
    "communication": message("Talking with people"),
    "drafting": message("Writing rulings"),
    "ethics": message("Ethics"),
    "law": message("Knowledge of the law"),
    "security": message("Security of information"),
}
"""What evaluations ask for and programmes teach."""
SHIPPED_SOURCES = (
    message("Tarazy: taken from no act; hold it against the rules in force and lay your own down"),
    message("Tarazy: taken from no act; lay your own questions down"),
    message("to be set by the council: not found in the sources at hand"),
    message("To be set by the council"),
    message("To be set by the council of judges and the Academy of Justice"),
    message("Constitutional law on the judicial system and the status of judges, article 39 (a past version; verify)"),
    message(
        "Constitutional law on the judicial system and the status of judges, article 39 (a past version; verify):"
        " established by the higher court that changed the act; a reversal alone is no offence"
    ),
    message(
        "Starting figures of this program, taken from no law:"
        " the court compares them with the law in force and lays its own down"
    ),
)
"""Of rules that come with the program. A source that a court has laid down is shown as it is written."""


def source(visit: Visit, text: str) -> str:
    """The source of a rule."""
    return visit.words.gettext(text) if text in SHIPPED_SOURCES else text


def subject(visit: Visit, code: str) -> str:
    """A subject of training in words; one that a court has made up itself by its code."""
    return visit.words.gettext(SUBJECTS[code]) if code in SUBJECTS else code.replace("_", " ")


def local(visit: Visit, name: Trilingual) -> str:
    """A name in the reader's language."""
    return str(getattr(name, visit.reader.language))
