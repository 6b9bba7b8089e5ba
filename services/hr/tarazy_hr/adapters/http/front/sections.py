"""The sections of a court's desk. A section comes into the navigation when its page is there: one line each."""

from dataclasses import dataclass

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.rendering import Section
from tarazy_shared.who import Who

from tarazy_hr.domain.access.deciding import may


@dataclass(frozen=True, slots=True)
class DeskSection:
    """A section under `/courts/{court_id}/desk/{leaf}`, for whoever has the permission there."""

    leaf: str
    title: str
    permission: str


SECTIONS: tuple[DeskSection, ...] = (
    DeskSection("establishment", message("Establishment"), "establishment.read"),
    DeskSection("leave", message("Leave"), "leave.read"),
    DeskSection("selection", message("Selection"), "selection.read"),
    DeskSection("workload", message("Workload"), "workload.read"),
    DeskSection("audit", message("Audit trail"), "audit.read"),  # the last of them
)


def desk_path(court_id: str, leaf: str = "") -> str:
    """The address of a court's desk, or of a section of it."""
    return f"/courts/{court_id}/desk/{leaf}".rstrip("/")


def sections_for(who: Who, court_id: str) -> list[Section]:
    """What somebody may turn to in a court."""
    open_to = [
        Section(desk_path(court_id, one.leaf), one.title)
        for one in SECTIONS
        if may(who, one.permission, court_id, who.person_id)
    ]
    return [Section(desk_path(court_id), message("Desk")), *open_to]
