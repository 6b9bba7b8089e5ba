"""Who is there when: absences, unavailabilities, posts, working patterns, suspensions, closed rooms."""

from typing import TYPE_CHECKING
from uuid import UUID

from tarazy_scheduling.domain.model.means import Post
from tarazy_scheduling.domain.slots import weekday

if TYPE_CHECKING:
    from tarazy_scheduling.domain.court import Court

Span = tuple[float, float]
"""Seconds since 1970, half-open."""
FOR_EVER = 1e12


class Presence:
    """Answers for one court, from what stands in its working set."""

    def __init__(self, court: "Court") -> None:
        self._court = court
        self._away: dict[UUID, list[Span]] = {}
        for absence in court.absences.values():
            if not absence.is_cancelled:
                self._add(absence.person_id, absence.starts_at.timestamp(), absence.ends_at.timestamp())
        for one in court.unavailabilities.values():
            if not one.is_withdrawn:
                self._add(one.resource_id, one.starts_at.timestamp(), one.ends_at.timestamp())
        for room in court.rooms.values():
            if room.closed_at:
                self._add(room.room_id, room.closed_at.timestamp(), FOR_EVER)

    def resources(self) -> list[UUID]:
        """Everybody and everything that is away at some time."""
        return list(self._away)

    def present(self, resource_id: UUID, day: int) -> int:
        """The slots of a day in which nobody is told of an absence; none when the court does not sit."""
        grid = self._court.grid
        mask = grid.day(day).open
        for start, end in self._away.get(resource_id, ()):
            mask &= ~grid.touched(day, start, end)
        return mask

    def duty(self, resource_id: UUID, day: int) -> int:
        """The slots in which somebody works by post, pattern and suspension; all for whoever has no post here."""
        post = self._court.posts.get(resource_id)
        if post is None:
            return self._court.grid.full
        for suspension in self._court.suspensions.get(resource_id, ()):
            back = suspension.back_on
            if suspension.from_on.toordinal() <= day and (back is None or day < back.toordinal()):
                return 0
        return self.pattern(post, day)

    def pattern(self, post: Post, day: int) -> int:
        """The slots in which somebody works by post and pattern alone."""
        if day < post.from_on.toordinal() or (post.to_on is not None and day > post.to_on.toordinal()):
            return 0
        if post.working_pattern is None:
            return self._court.grid.full
        halves = post.working_pattern.get(weekday(day), frozenset())
        return sum(hour.mask for hour in self._court.grid.hours if hour.half in halves)

    def forget(self, resource_id: UUID) -> None:
        """Collect somebody's absences anew."""
        court = self._court
        self._away.pop(resource_id, None)
        for absence in court.absences_of(resource_id):
            if not absence.is_cancelled:
                self._add(resource_id, absence.starts_at.timestamp(), absence.ends_at.timestamp())
        for one in court.unavailabilities.values():
            if one.resource_id == resource_id and not one.is_withdrawn:
                self._add(resource_id, one.starts_at.timestamp(), one.ends_at.timestamp())
        room = court.rooms.get(resource_id)
        if room and room.closed_at:
            self._add(resource_id, room.closed_at.timestamp(), FOR_EVER)

    def _add(self, resource_id: UUID, start: float, end: float) -> None:
        self._away.setdefault(resource_id, []).append((start, end))
