"""What a hearing's request asks of the calendar, part by part, so that each can be left out to see what it costs."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from tarazy_scheduling.domain.listing.gaps import Buildings, buildings_for, fewest_left, left_of
from tarazy_scheduling.domain.listing.limiting import limits_of_hearing
from tarazy_scheduling.domain.listing.placing import Free, Member, Place, Pool, Site, Wish
from tarazy_scheduling.domain.listing.sessions import Kept, preference_of, sessions_kept
from tarazy_scheduling.domain.model.case import Case, Party
from tarazy_scheduling.domain.model.hearing import Hearing, Placing, Request, Sitting
from tarazy_scheduling.domain.model.means import Post, Room
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.diaries import FreeRooms
from tarazy_scheduling.domain.working_set.presence import FOR_EVER

HORIZON_DAYS = 1100
"""No place is looked for later than so many days after the first possible one, however long the window is."""
WITH_VIDEO = frozenset({"video", "hybrid"})


@dataclass(frozen=True, slots=True)
class Judge:
    """A judge who has to sit."""

    person_id: UUID
    serves: Free
    works: Free
    """When the judge works at all."""
    left: Free | None = None
    """How many slots the judge may still sit on a day; None: nothing limits it."""
    prefers: Free | None = None
    """The half of a day that the judge prefers; None: neither, ever."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The parts of a wish. A part that is None is not asked for."""

    slots: int
    earliest: int
    latest: int
    """The window as asked for, in day numbers."""
    notice: int | None
    """The first day that leaves the notice."""
    lawful: int | None
    """The last day that the law allows."""
    judges: tuple[Judge, ...]
    """Who presides, then those who sit beside."""
    attendees: tuple[Member, ...]
    """party_ids of those whom anything keeps busy."""
    rooms: Pool | None
    clerks: Pool | None
    """None where the court has no such post."""
    interpreters: tuple[tuple[str, Pool], ...]
    link: Free | None
    """The slots that the link to another hearing leaves."""
    start: tuple[int, int] | None
    today: int
    not_before: float
    remembered: tuple[Pool, Callable[[int], FreeRooms]] | None = None
    """The rooms as the court has them, and when they are free, remembered by day. Of use for this very pool alone."""
    kept: Kept | None = None
    """Sessions that are not for this hearing; None where no session is kept for any."""
    fewest_left: int = 0
    """Slots that a judge may sit at least on a day without sittings."""
    buildings: Buildings | None = None
    """None where the way between buildings does not count."""

    def wish(self) -> Wish:
        """All parts together."""
        first = max(self.earliest, self.today, self.notice or 0)
        last = min(self.latest, self.lawful) if self.lawful is not None else self.latest
        start = self.start if self.start and first <= self.start[0] <= last else None
        present = [*(judge.serves for judge in self.judges), *(free for _, free in self.attendees)]
        if self.link:
            present.insert(0, self.link)
        pools = [pool for _, pool in self.interpreters]
        if self.clerks is not None:
            pools.insert(0, self.clerks)
        if self.rooms is not None:
            pools.insert(0, self.rooms)
        return Wish(
            slots=self.slots,
            first_day=first,
            # A start outside the days that are left leaves none.
            last_day=first - 1 if self.start and not start else min(last, first + HORIZON_DAYS),
            not_before=self.not_before,
            today=self.today,
            present=tuple(present),
            pools=tuple(pools),
            works=self._works,
            start=start,
            left=self._left if any(judge.left for judge in self.judges) else None,
            fewest_left=self.fewest_left,
            rooms=self.remembered[1] if self.remembered and self.remembered[0] is self.rooms else None,
            preferred=self.judges[0].prefers if self.judges else None,
            sites=self._sites(pools) if self.buildings and self.rooms is not None else (),
        )

    def _sites(self, pools: list[Pool]) -> tuple[Site, ...]:
        """The buildings with rooms for the hearing, and who can be had in each; `pools`: rooms first."""
        buildings = self.buildings
        if buildings is None:
            return ()
        people = [judge.person_id for judge in self.judges]
        people += [buildings.attending[party_id] for party_id, _ in self.attendees]
        return buildings.sites(people, pools)

    def _left(self, day: int) -> int:
        """How many slots all the judges may still sit on a day."""
        return min(judge.left(day) for judge in self.judges if judge.left)

    def _works(self, day: int) -> int:
        """When all the judges work at all."""
        mask = -1
        for judge in self.judges:
            mask &= judge.works(day)
        return mask


def asking(
    court: Court,
    hearing: Hearing,
    judge_id: UUID,
    now: datetime,
    prefer: Collection[UUID] = (),
    previous: Placing | None = None,
) -> Asking:
    """What a hearing before a judge asks for. `prefer`: who is taken first where several would do.

    `previous`: the place that it had, where it may stay although the session is kept for others now.
    """
    case, request = court.cases[hearing.case_id], hearing.request
    today, slots = court.today(now), court.grid.slots_for(request.estimated_minutes)
    attendees = attendees_of(case, request)
    busy = [(p.party_id, agenda.attends) for p in attendees if (agenda := court.diaries.if_any(p.resource_id))]
    attending = {party.person_id for party in attendees if party.person_id}
    limits = limits_of_hearing(court, case, request, today)
    features = features_asked(request)
    kept = sessions_kept(court, case.category, request.hearing_type, today, previous)
    known = court.rooms_with(features)
    rooms = _rooms(court, known, prefer, kept)
    return Asking(
        slots=slots,
        earliest=request.earliest_on.toordinal(),
        latest=request.latest_on.toordinal(),
        notice=limits.first_on.toordinal() if limits.first_on > today else None,
        lawful=limits.latest_on.toordinal() if limits.latest_on else None,
        judges=tuple(_judge(court, one, slots, kept) for one in judges_of(case, request, judge_id)),
        attendees=tuple(busy),
        rooms=rooms,
        clerks=_pool(court, clerks, attending, prefer) if (clerks := court.in_role("clerk")) else None,
        interpreters=tuple(
            (language, _pool(court, speakers(court, language), attending, prefer))
            for language in dict.fromkeys(request.interpreter_languages)
        ),
        link=_linked(court, request),
        start=court.grid.bit(request.starts_at) if request.starts_at else None,
        today=today.toordinal(),
        not_before=now.timestamp(),
        remembered=None if prefer or kept else (rooms, partial(court.diaries.free_rooms, features, known)),
        kept=kept,
        fewest_left=fewest_left(court),
        buildings=buildings_for(court, attendees),
    )


def before_judge(court: Court, asked: Asking, instead_of: UUID, judge_id: UUID) -> Asking:
    """The same with another judge in somebody's seat."""
    judge = _judge(court, judge_id, asked.slots, asked.kept)
    return replace(asked, judges=tuple(judge if one.person_id == instead_of else one for one in asked.judges))


def placing_at(court: Court, hearing: Hearing, judge_id: UUID, place: Place) -> Placing:
    """The place with its instants and people."""
    case = court.cases[hearing.case_id]
    room_id, *others = place.chosen
    clerk = others.pop(0) if court.in_role("clerk") else None
    attendees = attendees_of(case, hearing.request)
    return Placing(
        sittings=tuple(
            Sitting(start, start + timedelta(seconds=piece.slots * court.grid.seconds), room_id)
            for piece in place.pieces
            for start in (court.grid.starts_at(piece.day, piece.first),)
        ),
        judges=judges_of(case, hearing.request, judge_id),
        clerk=clerk,
        interpreters=tuple(dict.fromkeys(others)),
        attendee_ids=tuple(party.party_id for party in attendees),
        attending=tuple(dict.fromkeys(party.resource_id for party in attendees)),
    )


def judges_of(case: Case, request: Request, presides: UUID) -> tuple[UUID, ...]:
    """Who is to sit: the panel where three judges are asked for."""
    return (presides, *case.panel) if request.judges > 1 else (presides,)


def attendees_of(case: Case, request: Request) -> tuple[Party, ...]:
    """The parties who are to attend: all of them unless the request names some."""
    if request.attendee_ids is None:
        return case.parties
    named = frozenset(request.attendee_ids)
    return tuple(party for party in case.parties if party.party_id in named)


def features_asked(request: Request) -> frozenset[str]:
    """What the room must have; whoever joins by video needs a room that has it."""
    return request.room_features | {"video"} if request.channel in WITH_VIDEO else request.room_features


def _judge(court: Court, person_id: UUID, slots: int, kept: Kept | None) -> Judge:
    post = court.posts.get(person_id)
    works: Free = partial(court.presence.pattern, post) if post else (lambda _: court.grid.full)
    serves = court.diaries.agenda(person_id).serves
    return Judge(
        person_id,
        kept.outside(person_id, serves) if kept else serves,
        works,
        left_of(court, person_id, slots),
        preference_of(court, person_id),
    )


def _linked(court: Court, request: Request) -> Free | None:
    """The slots before, after, or on the days of the hearing that the request is linked to."""
    linked = court.hearings.get(request.linked_hearing_id) if request.linked_hearing_id else None
    if linked is None or linked.placing is None:
        return None
    grid, starts_at, ends_at = court.grid, linked.placing.starts_at, linked.placing.ends_at
    gap, days_between = request.link_gap_minutes * 60, request.link_gap_days
    match request.link:
        case "before":
            latest, last_day = starts_at.timestamp() - gap, court.today(starts_at).toordinal() - days_between
            return lambda day: grid.full & ~grid.touched(day, latest, FOR_EVER) if day <= last_day else 0
        case "after":
            earliest, first_day = ends_at.timestamp() + gap, court.today(ends_at).toordinal() + days_between
            return lambda day: grid.full & ~grid.touched(day, -FOR_EVER, earliest) if day >= first_day else 0
        case _:
            days = frozenset(court.today(sitting.starts_at).toordinal() for sitting in linked.placing.sittings)
            return lambda day: grid.full if day in days else 0


def _rooms(court: Court, rooms: tuple[Room, ...], prefer: Collection[UUID], kept: Kept | None) -> Pool:
    pool = tuple((room_id, agenda.serves) for room_id, agenda in court.diaries.members(rooms))
    if prefer:
        pool = tuple(sorted(pool, key=lambda member: member[0] not in prefer))
    return tuple((room_id, kept.outside(room_id, serves)) for room_id, serves in pool) if kept else pool


def rooms_for(court: Court, features: frozenset[str], kept: Kept | None) -> Pool:
    """Rooms that have all these features, outside of sessions that are kept for others."""
    return _rooms(court, court.rooms_with(features), (), kept)


def speakers(court: Court, language: str) -> tuple[Post, ...]:
    """The court's interpreters for a language."""
    return court.speaking(language)


def _pool(court: Court, posts: tuple[Post, ...], attending: Collection[UUID], prefer: Collection[UUID]) -> Pool:
    """People in post, the least burdened first; who attends the hearing does not serve in it."""
    members = [member for member in court.diaries.members(posts) if member[0] not in attending]
    # By their ids they are in order already.
    members.sort(key=lambda member: member[1].days_booked)
    if prefer:
        members.sort(key=lambda member: member[0] not in prefer)
    return tuple((person_id, agenda.serves) for person_id, agenda in members)
