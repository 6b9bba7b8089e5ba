"""Who is there when: absences, unavailabilities, posts, working patterns, suspensions, closed rooms."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from tarazy_scheduling.domain.model.means import Absence, Post, Room, Suspension, Unavailability
from tarazy_scheduling.domain.working_set.slots import Grid, weekday

Span = tuple[float, float]
"""Seconds since 1970, half-open."""
FOR_EVER = 1e12


class Presence:
    """Answers for one court, from the very records that its working set keeps: all are given by their ids."""

    def __init__(
        self,
        grid: Grid,
        posts: Mapping[UUID, Post],
        rooms: Mapping[UUID, Room],
        absences_of: Mapping[UUID, Mapping[UUID, Absence]],
        unavailabilities: Mapping[UUID, Unavailability],
        suspensions: Mapping[UUID, tuple[Suspension, ...]],
    ) -> None:
        self._grid = grid
        self._posts = posts
        self._rooms = rooms
        self._absences_of = absences_of
        self._unavailabilities = unavailabilities
        self._suspensions = suspensions
        self._away: dict[UUID, list[Span]] = {}
        for person_id in absences_of:
            self._add_absences(person_id)
        for one in unavailabilities.values():
            self._add_unavailability(one)
        for room_id in rooms:
            self._add_closing(room_id)

    def resources(self) -> list[UUID]:
        """Everybody and everything that is away at some time."""
        return list(self._away)

    def present(self, resource_id: UUID, day: int) -> int:
        """The slots of a day in which nobody is told of an absence; none when the court does not sit."""
        grid = self._grid
        mask = grid.day(day).open
        for start, end in self._away.get(resource_id, ()):
            mask &= ~grid.touched(day, start, end)
        return mask

    def duty(self, resource_id: UUID, day: int) -> int:
        """The slots in which somebody works by post, pattern and suspension; all for whoever has no post here."""
        post = self._posts.get(resource_id)
        if post is None:
            return self._grid.full
        for suspension in self._suspensions.get(resource_id, ()):
            back = suspension.back_on
            if suspension.from_on.toordinal() <= day and (back is None or day < back.toordinal()):
                return 0
        return self.pattern(post, day)

    def pattern(self, post: Post, day: int) -> int:
        """The slots in which somebody works by post and pattern alone."""
        if day < post.from_on.toordinal() or (post.to_on is not None and day > post.to_on.toordinal()):
            return 0
        pattern = post.pattern_on(date.fromordinal(day)) if post.working_patterns else post.working_pattern
        if pattern is None:
            return self._grid.full
        halves = pattern.get(weekday(day), frozenset())
        return sum(hour.mask for hour in self._grid.hours if hour.half in halves)

    def forget(self, resource_id: UUID) -> None:
        """Collect somebody's absences anew."""
        self._away.pop(resource_id, None)
        self._add_absences(resource_id)
        for one in self._unavailabilities.values():
            if one.resource_id == resource_id:
                self._add_unavailability(one)
        self._add_closing(resource_id)

    def _add_absences(self, person_id: UUID) -> None:
        for absence in self._absences_of.get(person_id, {}).values():
            if not absence.is_cancelled:
                self._add(person_id, absence.starts_at.timestamp(), absence.ends_at.timestamp())

    def _add_unavailability(self, one: Unavailability) -> None:
        if not one.is_withdrawn:
            self._add(one.resource_id, one.starts_at.timestamp(), one.ends_at.timestamp())

    def _add_closing(self, room_id: UUID) -> None:
        room = self._rooms.get(room_id)
        if room and room.closed_at:
            self._add(room_id, room.closed_at.timestamp(), FOR_EVER)

    def _add(self, resource_id: UUID, start: float, end: float) -> None:
        self._away.setdefault(resource_id, []).append((start, end))
