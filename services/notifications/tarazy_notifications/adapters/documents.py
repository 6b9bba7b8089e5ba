"""Placings, matters and stories as JSON, written and read whole: the database keeps the records of the domain."""

from functools import lru_cache

from pydantic import TypeAdapter

from tarazy_notifications.domain.hearings import Matter, Placing
from tarazy_notifications.domain.stories import Story

_PLACING: TypeAdapter[Placing | None] = TypeAdapter(Placing | None)
_MATTER = TypeAdapter(Matter)
_STORY: TypeAdapter[Story] = TypeAdapter(Story)


def write_placing(placing: Placing | None) -> str | None:
    """The placing as JSON; None stays None."""
    return _PLACING.dump_json(placing).decode() if placing else None


def read_placing(document: str | None) -> Placing | None:
    """The placing that was written so."""
    return _PLACING.validate_json(document) if document else None


def write_matter(matter: Matter) -> str:
    """The matter as JSON."""
    return _MATTER.dump_json(matter).decode()


def read_matter(document: str) -> Matter:
    """The matter that was written so."""
    return _MATTER.validate_json(document)


def write_story(story: Story) -> str:
    """The story as JSON."""
    return _STORY.dump_json(story).decode()


@lru_cache(maxsize=256)
def read_story(document: str) -> Story:
    """The story that was written so: its fields say of what kind it is. All who are told the same share it."""
    return _STORY.validate_json(document)
