"""Rows of facts, what changed, values for sentences; and what every notice says of a court and its rooms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tarazy_notifications.adapters import dates
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.words import named, words_of
from tarazy_notifications.domain.hearings import Sitting
from tarazy_notifications.domain.people import Court, Language
from tarazy_notifications.domain.texts.summons import Said

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Row:
    """One fact: what it is, and its value in one or more lines."""

    label: str
    lines: Sequence[str]
    link: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What was so and is now otherwise."""

    label: str
    old: Sequence[str]
    new: Sequence[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a notice of one topic in one language can say, whoever reads it."""

    values: Mapping[str, Value]
    """For the sentences, by name."""
    rows: Sequence[Row]
    court_rows: Sequence[Row]
    """Where the court is and how to reach it: its own people know."""
    changes: Sequence[Change] = ()
    said: Said = field(default_factory=dict)
    """The words by which one sees that something is there that a summons has to say."""
    said_short: Said = field(default_factory=dict)
    """The same in a text message, which has no room for all of it."""


def court_rows(court: Court, sittings: Sequence[Sitting], language: Language) -> list[Row]:
    """Where the court is and how to reach it."""
    labels = words_of(language)["labels"]
    found = [
        Row(labels["court"], [named(court.names, language)]),
        Row(labels["address"], addresses(court, sittings, language)),
    ]
    if court.phone:
        found.append(Row(labels["phone"], [shown(court.phone)]))
    return [row for row in found if row.lines]


def addresses(court: Court, sittings: Sequence[Sitting], language: Language) -> list[str]:
    """Where people are to come: where it sits, else where the court is."""
    places = list(dict.fromkeys(shown(one.address) for one in sittings if one.address))
    return places or [place for place in (named(court.addresses, language),) if place]


def when_of(one: Sitting, zone: str, language: Language, *, with_room: bool) -> str:
    """When it sits, and where if that is not said by itself."""
    text = dates.sitting(one, zone, language)
    return f"{text}, {room_of(one)}" if with_room else text


def room_of(one: Sitting) -> str:
    """The room with its building."""
    return ", ".join(shown(part) for part in (one.room_name, one.building) if part)
