"""The frame of the pages: which courts there are, which sections each desk has, what people are called."""

from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.front import visit
from tarazy_shared.front.sections import DeskSection
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.rendering import Pages

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.desk import tasks
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.domain.people import Court

Visit = visit.Visit[Court]
Front = visit.Front[Court]

SECTIONS: tuple[DeskSection, ...] = (
    DeskSection("tasks", message("Tasks"), "task.read"),
    DeskSection("untold", message("Not told"), "notice.read"),
    DeskSection("notices", message("Notices"), "notice.read"),
    DeskSection("texts", message("Texts"), "text.read"),
    DeskSection("channels", message("Channels"), "channel.read"),
    DeskSection("preferences", message("How you are told"), "preference.own"),
    DeskSection("inbox", message("Inbox"), "inbox.read"),
    DeskSection("access", message("Access"), "access.read"),
    DeskSection("audit", message("Audit trail"), "audit.read"),  # the last of them
)
"""A section comes into the navigation when its page is there: one line each."""


def front_of(door: Door, pages: Pages) -> Front:
    """The pages of notifications."""
    house = visit.House(
        message("Notices of the court"),
        "notifications",
        SECTIONS,
        directory.every_court,
        _court_name,
        _person_name,
        _counts,
    )
    return Front(door, pages, house)


def _court_name(court: Court, language: str) -> str:
    return court.names[language]


async def _person_name(connection: Connection, person_id: UUID) -> str | None:
    return (await directory.names_of(connection, [str(person_id)])).get(str(person_id))


async def _counts(connection: Connection, court: Court) -> dict[str, int]:
    """What waits in a section, for the navigation."""
    return {"tasks": await tasks.open_ones(connection, court.court_id)}
