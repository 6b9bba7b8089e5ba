"""The sections of a court's desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.rendering import Section
from tarazy_shared.rights import Rights
from tarazy_shared.who import Who


@dataclass(frozen=True, slots=True)
class DeskSection:
    """A section under `/courts/{court_id}/desk/{leaf}`, for whoever has the permission there."""

    leaf: str
    title: str
    permission: str


def desk_path(court_id: str, leaf: str = "") -> str:
    """The address of a court's desk, or of a section of it."""
    return f"/courts/{court_id}/desk/{leaf}".rstrip("/")


def sections_for(
    sections: Sequence[DeskSection], rights: Rights, who: Who, court_id: str, waiting: Mapping[str, int]
) -> list[Section]:
    """What somebody may turn to in a court, and how much waits there by leaf."""
    open_to = [
        Section(desk_path(court_id, one.leaf), one.title, waiting.get(one.leaf, 0))
        for one in sections
        if rights.may(who, one.permission, court_id, who.person_id)
    ]
    return [Section(desk_path(court_id), message("Desk")), *open_to]
