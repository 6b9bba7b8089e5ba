"""Who is free when, as a plan sees it: with everything that it may not move, and nothing that it may."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import attendees_of
from tarazy_scheduling.domain.model.hearing import Placing
from tarazy_scheduling.domain.plans.scale import Scale
from tarazy_scheduling.domain.plans.scope import Candidate
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.sessions import reserved
from tarazy_scheduling.domain.working_set.slots import Piece

Session = tuple[tuple[UUID, ...], str, str]
"""Judges, a category and a hearing type."""
Key = tuple[UUID, int]
"""Somebody or a room, and a day."""


@dataclass(slots=True)
class Calendars:
    """Free slots by resource and day, on one scale. All candidates must be out of the court's diaries."""

    court: Court
    scale: Scale
    taken: dict[Key, int] = field(default_factory=dict)
    """Court's slots that hearings have which turned out not to fit the scale."""
    attending: frozenset[UUID] = frozenset()
    """Who only attends, and needs not be on duty."""
    way: int = 0
    """The court's slots that people are not free before and after anything, since it may be in another building."""
    _free: dict[Key, int] = field(default_factory=dict)

    def free(self, resource_id: UUID, day: int) -> int:
        """The planning slots in which somebody can sit, or attend."""
        key = resource_id, day
        if key not in self._free:
            self._free[key] = self.scale.free(self._word(key))
        return self._free[key]

    def _word(self, key: Key) -> int:
        resource_id, day = key
        agenda = self.court.diaries.if_any(resource_id)
        if agenda is None:
            there = free = self.court.grid.day(day).open
        elif resource_id in self.attending:
            there, free = agenda.present(day), agenda.attends(day)
        else:
            there, free = agenda.on_duty(day), agenda.serves(day)
        busy = there & ~free | self.taken.get(key, 0)
        for _ in range(self.way if resource_id not in self.court.rooms else 0):
            busy |= busy << 1 | busy >> 1
        return there & ~busy

    def outside(self, session: Session, day: int, today: int) -> int:
        """The planning slots that are not kept for other hearings than these."""
        judges, category, hearing_type = session
        grid, word = self.court.grid, self.court.grid.full
        for judge in judges:
            word &= ~reserved(grid, self.court.sessions.blocks_of(judge), category, hearing_type, today, day)
        return self.scale.free(word)

    def always_free(self, resource_ids: Iterable[UUID]) -> set[UUID]:
        """Of these, who does nothing but attend, and is neither away nor in any hearing that stays."""
        away = set(self.court.presence.resources()) | {resource_id for resource_id, _ in self.taken}
        plain = {one for one in resource_ids if one in self.attending and one not in away}
        return {one for one in plain if not (agenda := self.court.diaries.if_any(one)) or not agenda.days_booked}

    def take(self, placing: Placing, piece: Piece) -> None:
        """A hearing stays where it is whatever the plan does."""
        for resource_id in (*placing.people, placing.sittings[0].room_id):
            key = resource_id, piece.day
            self.taken[key] = self.taken.get(key, 0) | piece.mask
            self._free.pop(key, None)


@dataclass(frozen=True, slots=True)
class Clerks:
    """How many clerks there are: a hearing needs one, no matter which. Nobody where the court has no such post."""

    people: tuple[UUID, ...]

    @classmethod
    def of(cls, court: Court) -> "Clerks":
        return cls(tuple(post.person_id for post in court.in_role("clerk")))

    def busy(self, calendars: Calendars, day: int) -> list[int]:
        """By planning slot, how many are away or in a hearing that the plan may not move."""
        counts = [0] * calendars.scale.slots_per_day
        for person in self.people:
            free = calendars.free(person, day)
            for slot in range(len(counts)):
                counts[slot] += not free >> slot & 1
        return counts


def people_of(court: Court, candidate: Candidate) -> list[UUID]:
    """Everybody who has to be there besides the judge who presides: those who sit beside, those who attend."""
    case, request = court.cases[candidate.hearing.case_id], candidate.hearing.request
    beside = [judge.person_id for judge in candidate.asked.judges[1:]]
    attending = [party.resource_id for party in attendees_of(case, request)]
    presides = candidate.asked.judges[0].person_id
    return [one for one in dict.fromkeys([*beside, *attending]) if one != presides]


def interpreters_of(candidate: Candidate) -> list[UUID]:
    """Who could interpret; nobody where none is asked for."""
    return [person for _, pool in candidate.asked.interpreters for person, _ in pool]


def rooms_of(court: Court, candidate: Candidate) -> list[UUID]:
    """Which rooms would do, but for those whose sessions are kept for others: that differs from day to day."""
    if not court.sessions.blocks:
        return [room for room, _ in candidate.asked.rooms or ()]
    case, request = court.cases[candidate.hearing.case_id], candidate.hearing.request

    def is_kept(room: UUID) -> bool:
        return any(not one.is_for(case.category, request.hearing_type) for one in court.sessions.blocks_of(room))

    return [room for room, _ in candidate.asked.rooms or () if not is_kept(room)]


def session_of(court: Court, candidate: Candidate) -> Session | None:
    """What decides which of its judges' sessions are kept for others; None where none is."""
    if not court.sessions.blocks:
        return None
    judges = tuple(judge.person_id for judge in candidate.asked.judges)
    if not any(court.sessions.blocks_of(judge) for judge in judges):
        return None
    return judges, court.cases[candidate.hearing.case_id].category, candidate.hearing.request.hearing_type


def only_attending(court: Court, candidates: Iterable[Candidate]) -> frozenset[UUID]:
    """Who attends hearings and serves in none: whether they are on duty does not matter."""
    attending: set[UUID] = set()
    serving = {post.person_id for post in court.in_role("clerk")}
    for one in candidates:
        case, request = court.cases[one.hearing.case_id], one.hearing.request
        attending |= {party.resource_id for party in attendees_of(case, request)}
        serving |= {judge.person_id for judge in one.asked.judges}
        serving |= set(interpreters_of(one))
    return frozenset(attending - serving)
