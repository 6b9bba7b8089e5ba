"""When people are reminded of a hearing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_notifications.domain.hearings import Hearing
from tarazy_notifications.domain.timing.ladder import Ladder

Ladders = Sequence[tuple[date, Ladder]]
"""Ladders with the day from which each holds, in order; the first one held before as well."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of one version of a hearing; a newer version makes it void."""

    hearing_id: UUID
    version: int
    tier: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A version of a hearing that stands, as far as reminders depend on it."""

    hearing_id: UUID
    court_id: str
    version: int
    promised: bool
    """Whether its date is still to be told."""
    starts_at: datetime
    form: str
    """`in_person`, `video`, `hybrid`."""
    hearing_type: str

    @classmethod
    def of(cls, hearing: Hearing) -> "Standing | None":
        """None for a hearing that does not stand."""
        placing, matter = hearing.placing, hearing.matter
        if placing is None:
            return None
        promised = placing.promised is not None
        about = (hearing.hearing_id, hearing.court_id, hearing.version)
        return cls(*about, promised, placing.starts_at, matter.channel, matter.hearing_type)


def reminders(hearing: Standing, told_at: datetime, ladders: Ladders, zone: ZoneInfo) -> list[Reminder]:
    """The reminders of a hearing whose newest version is told at `told_at`, by the ladder of the day they are due on.

    None for a hearing whose date is still to be told, and none whose time has come before that notice leaves.
    """
    if hearing.promised or hearing.starts_at <= told_at:
        return []
    starts_at, found = hearing.starts_at, {}
    for place, (_, ladder) in enumerate(ladders):
        for tier in ladder.tiers:
            if not tier.concerns(hearing.form, hearing.hearing_type):
                continue
            due_at = tier.before.at(starts_at, zone, ladder.is_working)
            if told_at < due_at and (len(ladders) == 1 or holds(ladders, place, due_at.astimezone(zone).date())):
                found[tier.name] = Reminder(hearing.hearing_id, hearing.version, tier.name, due_at)
    return list(found.values())


def holds(rules: Sequence[tuple[date, object]], place: int, day: date) -> bool:
    """Whether the rule at that place is the one of a day; each stands with the day from which it holds."""
    has_begun = place == 0 or rules[place][0] <= day
    has_ended = place + 1 < len(rules) and rules[place + 1][0] <= day
    return has_begun and not has_ended
