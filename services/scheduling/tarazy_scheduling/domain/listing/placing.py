"""The earliest place at which everybody is free who has to be there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from tarazy_scheduling.domain.working_set.diaries import FreeRooms
from tarazy_scheduling.domain.working_set.diary import is_free
from tarazy_scheduling.domain.working_set.slots import Grid, Hour, Piece, lowest, runs

Free = Callable[[int], int]
"""The free slots of somebody on a day."""
Member = tuple[UUID, Free]
Pool = tuple[Member, ...]
"""Of whom one is needed, the preferred first."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a place has to offer."""

    slots: int
    first_day: int
    last_day: int
    """Both inclusive."""
    not_before: float
    """No sitting starts earlier; seconds since 1970."""
    today: int
    present: tuple[Free, ...]
    """Everybody who has to be there."""
    pools: tuple[Pool, ...]
    """One of each is needed."""
    works: Free
    """When the judge works at all: the hours of a long hearing pass over those in which the judge never does."""
    start: tuple[int, int] | None = None
    """The day and slot at which it has to start."""
    left: Free | None = None
    """How many slots the judges may still sit on a day; None: nothing limits it."""
    fewest_left: int = 0
    """The least that `left` tells of a day on which nobody sits yet."""
    preferred: Free | None = None
    """The slots in which the hearing is put first on the earliest possible day, where one sitting hour is enough."""
    rooms: Callable[[int], FreeRooms] | None = None
    """The first pool once more, remembered by day, where its order and its members are those of the court."""
    sites: tuple["Site", ...] = ()
    """The buildings, where the way from one to another counts; the preferred first."""

    def at(self, site: "Site") -> "Wish":
        """The same within one building."""
        return replace(self, present=(site.here, *self.present), pools=site.pools, rooms=None, sites=())


@dataclass(frozen=True, slots=True)
class Site:
    """A building, and what can be had there."""

    here: Free
    """When everybody who has to be there is not in another building."""
    pools: tuple[Pool, ...]
    """The pools of the wish, as far as they can be had there."""


@dataclass(frozen=True, slots=True)
class Place:
    """When, and with whom of each pool."""

    pieces: tuple[Piece, ...]
    chosen: tuple[UUID, ...]


def find(grid: Grid, wish: Wish) -> Place | None:
    """The earliest place: one sitting for what fits into a sitting hour, as few days as can be for what does not."""
    if wish.sites:
        return _of_all_sites(grid, wish)
    if wish.start is not None:
        return _at(grid, wish, *wish.start)
    if wish.slots <= grid.longest:
        return _single(grid, wish)
    if not grid.slots_a_day:
        return None
    fewest = -(-wish.slots // grid.slots_a_day)
    for days in range(fewest, _most_days(grid, wish) + 1):
        place = _long(grid, wish, days)
        if place:
            return place
    return None


def choose(wish: Wish, pieces: tuple[Piece, ...]) -> Place | None:
    """That very place, if everybody is free there; the window is not looked at."""
    if wish.sites:
        return next((place for site in wish.sites if (place := choose(wish.at(site), pieces))), None)
    if not _is_left(wish, pieces) or not all(is_free(free, pieces) for free in wish.present):
        return None
    chosen = _one_of_each(wish.pools, pieces)
    return None if chosen is None else Place(pieces, chosen)


def _of_all_sites(grid: Grid, wish: Wish) -> Place | None:
    """The earliest place of all buildings; of several as early that in the preferred one."""
    best: Place | None = None
    for site in wish.sites:
        place = find(grid, wish.at(site))
        if place and (best is None or _when(wish, place) < _when(wish, best)):
            best = place
            if wish.slots <= grid.longest:
                wish = replace(wish, last_day=min(wish.last_day, place.pieces[0].day))
    return best


def _when(wish: Wish, place: Place) -> tuple[int, int, bool, int]:
    """What makes a place better: fewer days, an earlier one, the preferred half of it, an earlier start."""
    first = place.pieces[0]
    is_second_best = wish.preferred is not None and first.mask & wish.preferred(first.day) != first.mask
    return len({piece.day for piece in place.pieces}), first.day, is_second_best, first.first


def _most_days(grid: Grid, wish: Wish) -> int:
    """Over how many days what does not fit into a sitting hour may go at most."""
    a_day = grid.longest if wish.left is None else max(1, min(grid.longest, wish.fewest_left))
    return -(-wish.slots // a_day)


def _is_left(wish: Wish, pieces: tuple[Piece, ...]) -> bool:
    """Whether the judges may sit for so long."""
    if wish.left is None:
        return True
    a_day: dict[int, int] = {}
    for piece in pieces:
        a_day[piece.day] = a_day.get(piece.day, 0) + piece.slots
    return all(slots <= wish.left(day) for day, slots in a_day.items())


def _single(grid: Grid, wish: Wish) -> Place | None:
    for day in range(wish.first_day, wish.last_day + 1):
        if wish.left is not None and wish.left(day) < wish.slots:
            continue
        common = _common(grid, wish, day)
        starts = runs(common, wish.slots) if common else 0
        if not starts:
            continue
        found = None
        if wish.preferred is not None:
            found = _first_start(wish, day, runs(common & wish.preferred(day), wish.slots))
        if found := found or _first_start(wish, day, starts):
            return found
    return None


def _common(grid: Grid, wish: Wish, day: int) -> int:
    """The slots of a day in which everybody is free who has to be there."""
    common = grid.day(day).open
    if day <= wish.today:
        common &= ~_begun(grid, day, wish.not_before)
    for free in wish.present:
        if not common:
            return 0
        common &= free(day)
    return common & wish.rooms(day).any if common and wish.rooms else common


def _first_start(wish: Wish, day: int, starts: int) -> Place | None:
    """The lowest of the starts at which each pool has somebody."""
    window = (1 << wish.slots) - 1
    rooms = wish.rooms(day).each if wish.rooms else None
    pools = wish.pools[1:] if rooms is not None else wish.pools
    while starts:
        bit = lowest(starts)
        mask = window << bit
        chosen = []
        if rooms is not None:
            room = next((room for room, free in rooms if free & mask == mask), None)
            if room is None:
                starts &= _starts_of((free for _, free in rooms), wish.slots) & -(1 << (bit + 1))
                continue
            chosen.append(room)
        for pool in pools:
            for member, free in pool:
                if free(day) & mask == mask:
                    chosen.append(member)
                    break
            else:
                # Nobody of this pool can start here: go on where somebody can.
                starts &= _starts_of((free(day) for _, free in pool), wish.slots) & -(1 << (bit + 1))
                break
        else:
            return Place((Piece(day, bit, wish.slots),), tuple(chosen))
    return None


def _starts_of(free: Iterable[int], slots: int) -> int:
    """Where somebody of several can start, who are free then."""
    starts = 0
    for mask in free:
        starts |= runs(mask, slots)
    return starts


def _begun(grid: Grid, day: int, now: float) -> int:
    """The slots of a day that have begun: those before the first that starts at `now` or later."""
    mask = 0
    for hour, starts in zip(grid.hours, grid.day(day).starts, strict=True):
        begun = min(hour.slots, max(0, int(-((starts - now) // grid.seconds))))
        mask |= ((1 << begun) - 1) << hour.first
    return mask


def _at(grid: Grid, wish: Wish, day: int, bit: int) -> Place | None:
    """The place that starts there: in one sitting where it ends before the break, else over it.

    What fits into a sitting hour does not run into another day.
    """
    most = 1 if wish.slots <= grid.longest else _most_days(grid, wish) + 1
    pieces = _chain(grid, wish, day, bit, most, _common(grid, wish, day))
    if pieces is None:
        return None
    chosen = _one_of_each(wish.pools, pieces)
    return None if chosen is None else Place(pieces, chosen)


def _long(grid: Grid, wish: Wish, days: int) -> Place | None:
    for day in range(wish.first_day, wish.last_day + 1):
        common = _common(grid, wish, day)
        for hour in grid.hours if common else ():
            for bit in range(_first_long_start(wish, day, common, hour), hour.end):
                pieces = _chain(grid, wish, day, bit, days, common)
                chosen = _one_of_each(wish.pools, pieces) if pieces else None
                if pieces and chosen is not None:
                    return Place(pieces, chosen)
                if wish.left is None and (pieces is None or _one_of_each(wish.pools, pieces[1:]) is None):
                    # What follows this hour is taken, and a later start needs still more of it.
                    break
    return None


def _first_long_start(wish: Wish, day: int, common: int, hour: Hour) -> int:
    """The first slot of an hour from which on everybody, and somebody of each pool, is free to its end.

    Where judges may not sit all day, a sitting need not go on to the end of the hour.
    """
    if wish.left is not None:
        return hour.first
    of_pools = [min((_blocked_until(free(day), hour) for _, free in pool), default=hour.end) for pool in wish.pools]
    return max([_blocked_until(common, hour), *of_pools])


def _blocked_until(free: int, hour: Hour) -> int:
    """The first slot of an hour after the last that is not free."""
    return max(hour.first, (hour.mask & ~free).bit_length())


def _chain(grid: Grid, wish: Wish, day: int, bit: int, days: int, common: int) -> tuple[Piece, ...] | None:
    """Sittings from a slot on, hour after hour, over at most so many consecutive days on which the court sits."""
    pieces: list[Piece] = []
    rest = wish.slots
    for number in _open_days(grid, day, wish.last_day, days):
        free = common if number == day else _common(grid, wish, number)
        works = wish.works(number) & grid.day(number).open
        left = rest if wish.left is None else min(rest, wish.left(number))
        if not works or not left:
            return None
        for hour, first in grid.hours_from(number, bit if number == day else 0):
            if not left or not works & hour.mask:
                continue
            piece = Piece(number, first, min(left, hour.end - first))
            starts_late = not pieces and first != bit
            if starts_late or free & piece.mask != piece.mask:
                return None
            pieces.append(piece)
            rest -= piece.slots
            left -= piece.slots
            if not rest:
                return tuple(pieces)
    return None


def _open_days(grid: Grid, first: int, last: int, days: int) -> Iterator[int]:
    for number in range(first, last + 1):
        if grid.day(number).open:
            yield number
            days -= 1
            if not days:
                return


def _one_of_each(pools: tuple[Pool, ...], pieces: tuple[Piece, ...]) -> tuple[UUID, ...] | None:
    chosen: list[UUID] = []
    for pool in pools:
        for member, free in pool:
            if is_free(free, pieces):
                chosen.append(member)
                break
        else:
            return None
    return tuple(chosen)
