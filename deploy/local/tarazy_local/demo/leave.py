"""Which judge goes on leave in the demo, and when: the busiest one who has a week without another absence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_FIRST_WEEK, _WEEKS = 3, 3
"""Weeks from now in which most hearings of the month lie."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A judge is away from the first to the last day."""

    person_id: str
    first_on: date
    last_on: date


def choose_leave(
    hearings: Mapping[str, int], absences: Iterable[Mapping[str, Any]], today: date, zone: ZoneInfo
) -> Leave | None:
    """A whole week of the judge with the most hearings, or of the next if that one has no week free."""
    away = [
        (str(absence["person_id"]), _day(absence["starts_at"], zone), _day(absence["ends_at"], zone))
        for absence in absences
    ]
    monday = today - timedelta(days=today.weekday())
    for judge in sorted(hearings, key=lambda one: (-hearings[one], one)):
        for week in range(_FIRST_WEEK, _FIRST_WEEK + _WEEKS):
            first = monday + timedelta(weeks=week)
            last = first + timedelta(days=6)
            if not any(who == judge and start <= last and first <= end for who, start, end in away):
                return Leave(judge, first, last)
    return None


def _day(instant: str, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(instant).astimezone(zone).date()
