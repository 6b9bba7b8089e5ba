"""In which order moves are told: whoever is in another's way gives way first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.model.hearing import Placing

Way = Mapping[UUID, set[UUID]]


def in_order_of_giving_way(before: Mapping[UUID, Placing], after: Mapping[UUID, Placing]) -> list[UUID]:
    """The hearings of `after`: each comes after those whose places of `before` it takes.

    Where that goes round, as in a swap, those of the round follow each other directly.
    """
    waits_for = _waits_for(before, after)
    awaited_by: dict[UUID, set[UUID]] = defaultdict(set)
    for hearing_id, others in waits_for.items():
        for other in others:
            awaited_by[other].add(hearing_id)
    # Rounds are found by going through all once forwards and, from those left last, once backwards.
    left = _left(list(after), awaited_by)
    seen: set[UUID] = set()
    told: list[UUID] = []
    for hearing_id in reversed(left):
        told += _left([hearing_id], waits_for, seen)
    return told


def _left(starts: Sequence[UUID], ways: Way, seen: set[UUID] | None = None) -> list[UUID]:
    """All that can be reached, each once everything beyond it has been left."""
    seen = set() if seen is None else seen
    left: list[UUID] = []
    for start in starts:
        path = [(start, iter(sorted(ways.get(start, ()))))] if start not in seen else []
        seen.add(start)
        while path:
            here, beyond = path[-1]
            following = next((one for one in beyond if one not in seen), None)
            if following is None:
                left.append(here)
                path.pop()
            else:
                seen.add(following)
                path.append((following, iter(sorted(ways.get(following, ())))))
    return left


def _waits_for(before: Mapping[UUID, Placing], after: Mapping[UUID, Placing]) -> dict[UUID, set[UUID]]:
    """Whose former places each of the new ones overlaps, by who or what both take."""
    taken: dict[tuple[UUID, int], list[tuple[datetime, datetime, UUID]]] = defaultdict(list)
    for hearing_id, placing in before.items():
        for who, day, start, end in _spans(placing):
            taken[who, day].append((start, end, hearing_id))
    waits: dict[UUID, set[UUID]] = {}
    for hearing_id, placing in after.items():
        waits[hearing_id] = {
            other
            for who, day, start, end in _spans(placing)
            for other_start, other_end, other in taken.get((who, day), ())
            if other != hearing_id and other_start < end and start < other_end
        }
    return waits


def _spans(placing: Placing) -> Iterator[tuple[UUID, int, datetime, datetime]]:
    """Who and what is taken when; a sitting that runs into another day of UTC counts on both."""
    for sitting in placing.sittings:
        for day in range(sitting.starts_at.toordinal(), sitting.ends_at.toordinal() + 1):
            for who in {*placing.people, sitting.room_id}:
                yield who, day, sitting.starts_at, sitting.ends_at
