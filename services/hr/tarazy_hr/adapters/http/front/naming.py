"""What is called the same on pages of several sections: names in the reader's language, how pressing a clock is."""

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


def local(visit: Visit, name: Trilingual) -> str:
    """A name in the reader's language."""
    return str(getattr(name, visit.reader.language))
