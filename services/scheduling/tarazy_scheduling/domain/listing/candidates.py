"""Where a hearing could sit if others gave way."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import Asking, attendees_of
from tarazy_scheduling.domain.listing.placing import Free, Place, Wish, find
from tarazy_scheduling.domain.listing.yielding import Bookings, Yielding, yielding_to
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.diary import Agenda
from tarazy_scheduling.domain.working_set.slots import lowest, runs

MOST_MOVED = 3
"""So many hearings give way to one at most."""
MOST_MEMBERS = 6
"""Of a pool in which nobody is free so many are asked whose hearings may give way."""
LONG_DAYS = 10
"""For a hearing that is longer than a sitting hour so many first days are tried."""
Group = tuple[frozenset[UUID], int]
"""What is in the way of those who have to be there, and the starts at which exactly that is."""


class Server(NamedTuple):
    """Somebody of a pool."""

    who: UUID
    agenda: Agenda
    free: Free
    works: Free
    """When they could serve if nothing were booked."""


class Candidate(NamedTuple):
    """Places that have the same in the way."""

    in_the_way: frozenset[UUID]
    day: int
    starts: int
    """The bits at which the hearing could start."""
    chosen: tuple[UUID, ...]
    """Of each pool."""


@dataclass(slots=True)
class Newcomer:
    """A hearing for which there is no free place, and everybody whom it needs, with their diaries."""

    court: Court
    asked: Asking
    wish: Wish
    present: tuple[tuple[Agenda, Free], ...]
    """Whoever has to be there, judges first, and when they could be if nothing were booked."""
    pools: tuple[tuple[Server, ...], ...]
    yielding: Yielding
    judges: frozenset[UUID]
    groups: dict[int, list[Group]] = field(default_factory=dict)
    """By day, once looked at."""
    lacking: set[Group] = field(default_factory=set)
    """Where in some pool nobody is free at some start."""

    def places(self, moved: int) -> Iterator[Candidate]:
        """Places with so many hearings in the way, day after day, the earliest first."""
        if self.asked.slots > self.court.grid.longest:
            yield from (one for one in self._long_places() if len(one.in_the_way) == moved)
            return
        for day in range(max(self.wish.first_day, self.yielding.first_day), self.wish.last_day + 1):
            found = [one for one in self._places_of(day, moved) if len(one.in_the_way) == moved and self._is_left(one)]
            for one in sorted(found, key=lambda one: lowest(one.starts)):
                # Asked again: by trying others more may be known.
                if self._may_all_move(one.in_the_way, day, one.starts):
                    yield one

    def soft_wish(self) -> Wish:
        """The wish, were everything away that may give way."""
        soft = [partial(self._soft, agenda, free) for agenda, free in self.present]
        pools = tuple(
            tuple((one.who, partial(self._soft, one.agenda, one.works)) for one in pool) for pool in self.pools
        )
        link = (self.asked.link,) if self.asked.link else ()
        return replace(self.wish, present=(*link, *soft), pools=pools, left=None, rooms=None, sites=())

    def _soft(self, agenda: Agenda, free: Free, day: int) -> int:
        mask = free(day)
        return mask & ~self.yielding.unmovable(agenda, day) if mask else 0

    def _places_of(self, day: int, moved: int) -> Iterator[Candidate]:
        groups = self.groups.get(day)
        if groups is None:
            groups = self.groups[day] = list(self._groups_of(day))
        for out, starts in groups:
            # Where nothing of those present is in the way, a pool lacks somebody: or there would be a free place.
            lacks = not out or (out, starts) in self.lacking
            if len(out) == moved or (len(out) < moved and lacks):
                yield from self._choose(day, starts, (out, starts), out, (), moved)

    def _groups_of(self, day: int) -> Iterator[Group]:
        """Starts at which everybody could be there, by what of theirs is in the way."""
        open_slots = self._open(day)
        in_the_way: dict[UUID, int] = {}
        for agenda, free in self.present:
            if not open_slots:
                return
            open_slots &= self._soft(agenda, free, day)
            for one, mask in self.yielding.movable(agenda, day).items():
                in_the_way[one] = in_the_way.get(one, 0) | mask
        starts = runs(open_slots, self.wish.slots)
        if self.wish.start:
            starts &= 1 << self.wish.start[1] if self.wish.start[0] == day else 0
        for out, some in _by_what_is_in_the_way(in_the_way, starts, self.wish.slots, MOST_MOVED):
            if self._may_all_move(out, day, some):
                yield out, some

    def _open(self, day: int) -> int:
        """When the court sits, and the link allows."""
        mask = self.court.grid.day(day).open
        if day <= self.wish.today:
            mask &= ~self.court.grid.touched(day, 0, self.wish.not_before)
        return mask & self.asked.link(day) if mask and self.asked.link else mask

    def _choose(
        self, day: int, starts: int, group: Group, out: frozenset[UUID], chosen: tuple[UUID, ...], moved: int
    ) -> Iterator[Candidate]:
        """Somebody of each pool that is not chosen yet: whoever is free, else whoever has the fewest in the way."""
        if len(chosen) == len(self.pools):
            yield Candidate(out, day, starts, chosen)
            return
        pool, slots, left = self.pools[len(chosen)], self.wish.slots, starts
        for member, agenda, is_free, works in pool:
            booked = agenda.booked_on(day)
            free = works(day) & ~_booked(booked, out) if any(one in booked for one in out) else is_free(day)
            if some := runs(free, slots) & left:
                left &= ~some
                yield from self._choose(day, some, group, out, (*chosen, member), moved)
                if not left:
                    return
        self.lacking.add(group)
        if len(out) >= moved:
            return
        for member, agenda, _, works in pool[:MOST_MEMBERS]:
            some = runs(self._soft(agenda, works, day), slots) & left
            extra = {one: mask for one, mask in self.yielding.movable(agenda, day).items() if one not in out}
            for more, part in _by_what_is_in_the_way(extra, some, slots, moved - len(out)):
                if self._may_all_move(more, day, part):
                    yield from self._choose(day, part, group, out | more, (*chosen, member), moved)

    def _may_all_move(self, out: frozenset[UUID], day: int, starts: int) -> bool:
        """Whether each may find time of its judges, on another day or beside the newcomer: a cheap first look."""
        return all(self.yielding.has_elsewhere(one, day) or self._fits_beside(one, out, day, starts) for one in out)

    def _fits_beside(self, hearing_id: UUID, out: frozenset[UUID], day: int, starts: int) -> bool:
        """Whether a judge whom both need has time for both on the day once all of these are out."""
        hearing = self.court.hearings[hearing_id]
        slots = self.court.grid.slots_for(hearing.request.estimated_minutes)
        for judge in hearing.placing.judges if hearing.placing else ():
            if judge not in self.judges:
                continue
            agenda = self.court.diaries.agenda(judge)
            free = agenda.on_duty(day) & ~_booked(agenda.booked_on(day), out)
            window = (1 << self.wish.slots) - 1
            tried = (lowest(starts), starts.bit_length() - 1) if len(out) == 1 else bits(starts)
            if not any(runs(free & ~(window << start), slots) for start in tried):
                return False
        return True

    def _is_left(self, candidate: Candidate) -> bool:
        """Whether the judges may sit for so long once what is in the way is out."""
        for judge, (agenda, _) in zip(self.asked.judges, self.present, strict=False):
            if judge.left:
                booked = agenda.booked_on(candidate.day)
                freed = sum(booked[one].bit_count() for one in candidate.in_the_way if one in booked)
                if judge.left(candidate.day) + freed < self.wish.slots:
                    return False
        return True

    def _long_places(self) -> Iterator[Candidate]:
        """Of a hearing that takes several sittings: the earliest on each of the first days on which it could begin."""
        wish = self.soft_wish()
        for _ in range(LONG_DAYS):
            place = find(self.court.grid, wish)
            if place is None:
                return
            first = place.pieces[0]
            yield Candidate(self.out_for(place), first.day, 1 << first.first, place.chosen)
            wish = replace(wish, first_day=first.day + 1)

    def out_for(self, place: Place) -> frozenset[UUID]:
        """What is in the way of a place."""
        chosen = set(place.chosen)
        agendas = [agenda for agenda, _ in self.present]
        agendas += [one.agenda for pool in self.pools for one in pool if one.who in chosen]
        return frozenset(
            one
            for piece in place.pieces
            for agenda in agendas
            for one, mask in agenda.booked_on(piece.day).items()
            if mask & piece.mask
        )


def newcomer(court: Court, hearing: Hearing, asked: Asking) -> Newcomer:
    """Who a hearing needs, with their diaries."""
    diaries, wish = court.diaries, asked.wish()
    attendees = [
        diaries.if_any(party.resource_id) for party in attendees_of(court.cases[hearing.case_id], hearing.request)
    ]

    def works(who: UUID) -> Free:
        on_duty = diaries.agenda(who).on_duty
        return asked.kept.outside(who, on_duty) if asked.kept else on_duty

    return Newcomer(
        court,
        asked,
        wish,
        (
            *((diaries.agenda(one.person_id), works(one.person_id)) for one in asked.judges),
            *((one, one.present) for one in attendees if one),
        ),
        tuple(tuple(Server(who, diaries.agenda(who), free, works(who)) for who, free in pool) for pool in wish.pools),
        yielding_to(court, hearing, asked.today),
        frozenset(judge.person_id for judge in asked.judges),
    )


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, the lowest first."""
    while mask:
        yield lowest(mask)
        mask &= mask - 1


def _booked(bookings: Bookings, out: Collection[UUID]) -> int:
    mask = 0
    for one, slots in bookings.items():
        if one not in out:
            mask |= slots
    return mask


def _by_what_is_in_the_way(
    bookings: Bookings, starts: int, slots: int, most: int
) -> Iterator[tuple[frozenset[UUID], int]]:
    """The starts, those together that the same bookings are in the way of; without those of more than `most`."""
    met = {one: starts & _meeting(mask, slots) for one, mask in bookings.items()}
    while starts:
        bit = starts & -starts
        out = [one for one, mask in met.items() if mask & bit]
        same = starts
        for one, mask in met.items():
            same &= mask if one in out else ~mask
        starts &= ~same
        if len(out) <= most:
            yield frozenset(out), same


def _meeting(mask: int, slots: int) -> int:
    """The starts of so many slots that would meet any slot of the mask."""
    reach, step = 1, mask
    while reach < slots:
        further = min(reach, slots - reach)
        step |= step >> further
        reach += further
    return step
