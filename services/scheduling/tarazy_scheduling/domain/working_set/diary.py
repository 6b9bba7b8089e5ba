"""What takes a person's or a room's time: bookings by hearings, and being away."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from uuid import UUID

from tarazy_scheduling.domain.working_set.slots import Piece

NOTHING: Mapping[UUID, int] = {}


class Agenda:
    """One person's, party's or room's days, a bit a slot.

    `present` says in which slots of an open day nobody is told of an absence, `on_duty` in which somebody in post
    works besides; both are asked once a day and remembered until `forget`.
    """

    __slots__ = ("_ask_duty", "_ask_present", "_booked", "_bookings", "_duty", "_present")

    def __init__(self, present: Callable[[int], int], on_duty: Callable[[int], int]) -> None:
        self._ask_present = present
        self._ask_duty = on_duty
        self._present: dict[int, int] = {}
        self._duty: dict[int, int] = {}
        self._booked: dict[int, int] = {}
        self._bookings: dict[int, dict[UUID, int]] = {}

    def present(self, day: int) -> int:
        """Slots of an open day in which the person or room is not away, booked or not."""
        mask = self._present.get(day)
        if mask is None:
            mask = self._present[day] = self._ask_present(day)
        return mask

    def on_duty(self, day: int) -> int:
        """Slots in which somebody in post works, or a room is in use, booked or not."""
        mask = self._duty.get(day)
        if mask is None:
            mask = self._duty[day] = self.present(day) & self._ask_duty(day)
        return mask

    def attends(self, day: int) -> int:
        """Slots in which somebody can attend."""
        mask = self._present.get(day)
        if mask is None:
            mask = self.present(day)
        return mask & ~self._booked.get(day, 0)

    def serves(self, day: int) -> int:
        """Slots in which somebody in post can sit, or a room can be used."""
        mask = self._duty.get(day)
        if mask is None:
            mask = self.on_duty(day)
        return mask & ~self._booked.get(day, 0)

    def book(self, hearing_id: UUID, day: int, mask: int) -> None:
        """Take slots for a hearing, in addition to those that it has on that day."""
        bookings = self._bookings.setdefault(day, {})
        bookings[hearing_id] = bookings.get(hearing_id, 0) | mask
        self._booked[day] = self._booked.get(day, 0) | mask

    def release(self, hearing_id: UUID, days: Iterable[int]) -> None:
        """Give the slots of a hearing back."""
        for day in days:
            bookings = self._bookings.get(day, {})
            if bookings.pop(hearing_id, None) is None:
                continue
            remaining = 0
            for mask in bookings.values():
                remaining |= mask
            if remaining:
                self._booked[day] = remaining
            else:
                del self._booked[day], self._bookings[day]

    def forget(self) -> None:
        """Ask again: an absence, a post or the calendar has changed."""
        self._present.clear()
        self._duty.clear()

    def hearings(self, from_day: int) -> Iterator[UUID]:
        """The hearings booked from a day on; one of several days more than once."""
        for day, bookings in self._bookings.items():
            if day >= from_day:
                yield from bookings

    def over(self, day: int, mask: int) -> list[UUID]:
        """What is booked in any of these slots."""
        return [key for key, booked in self._bookings.get(day, {}).items() if booked & mask]

    def entries(self, from_day: int, keys: Collection[UUID]) -> dict[tuple[int, UUID], int]:
        """What of these is booked from a day on, by day and key."""
        return {
            (day, key): mask
            for day, bookings in self._bookings.items()
            if day >= from_day
            for key, mask in bookings.items()
            if key in keys
        }

    def remembered(self, from_day: int) -> dict[int, tuple[int, int | None]]:
        """What was answered already of presence and duty, by day."""
        return {day: (mask, self._duty.get(day)) for day, mask in self._present.items() if day >= from_day}

    def booked_on(self, day: int) -> Mapping[UUID, int]:
        """What is booked on a day, by hearing."""
        return self._bookings.get(day, NOTHING)

    def slots_booked(self, day: int) -> int:
        """How many slots of a day are booked."""
        return self._booked.get(day, 0).bit_count()

    def slots_added(self, day: int, mask: int) -> int:
        """How many of these slots of a day are not booked yet."""
        return (mask & ~self._booked.get(day, 0)).bit_count()

    @property
    def days_booked(self) -> int:
        """On how many days something is booked: the least burdened is asked first."""
        return len(self._booked)


def is_free(free: Callable[[int], int], pieces: Iterable[Piece]) -> bool:
    """Whether all pieces lie in free slots."""
    return all(free(piece.day) & piece.mask == piece.mask for piece in pieces)
