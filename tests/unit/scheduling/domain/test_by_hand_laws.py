"""Whatever places are wanted together: all are given exactly where a plain check allows all, or nothing changes."""

from datetime import datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_scheduling.domain.commands import ApproveAbsence
from tarazy_scheduling.domain.facts import HearingRescheduled
from tarazy_scheduling.domain.listing.by_hand import put_at
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.case import Party
from tarazy_scheduling.domain.model.hearing import Placing
from tarazy_scheduling.domain.model.wanted import Wanted, WantedSitting
from tarazy_scheduling.domain.working_set.court import Court

from tests.unit.scheduling.domain.changes import away
from tests.unit.scheduling.domain.courts import ALMATY, MONDAY, World, a_party, an_id, at

NAMES = ("one", "two", "three", "four", "five")
ADVOCATE = an_id("advocate")
HOURS = ((9, 13), (14, 18))
PEOPLE = st.sampled_from(["judge1", "judge2", "clerk1"])
Taken = tuple[datetime, datetime, set[UUID]]
Spot = tuple[int, int, int, int]
"""Day after Monday, hour, room, clerk."""
SPOTS = st.tuples(st.integers(-1, 5), st.integers(8, 18), st.integers(1, 2), st.integers(1, 2))


def a_crowded_court(minutes: list[int], absence: tuple[str, int] | None = None, *, judges: int = 2) -> World:
    """Slots of an hour; each case has one hearing, and every other one the same advocate."""
    world = World(judges=judges, rooms=2, clerks=2, calendar=Calendar(slot_minutes=60))
    for number, name in enumerate(NAMES):
        parties: tuple[Party, ...] = (a_party(f"claimant of {name}"),)
        if number % 2:
            parties += (a_party(f"advocate of {name}", "representative", person_id=ADVOCATE),)
        world.registers(name, parties=parties)
    for name, length in zip(NAMES, minutes, strict=True):
        world.asks(name, name, estimated_minutes=length, min_notice_days=1)
    if absence:
        world.does(ApproveAbsence(away(absence[0], MONDAY + timedelta(days=absence[1]))))
    world.court.take_changes()
    return world


def wanted_at(spot: Spot, *, named: bool) -> Wanted:
    day, hour, room, clerk = spot
    start = at(MONDAY + timedelta(days=day), hour)
    if not named:
        return Wanted((WantedSitting(start),))
    return Wanted((WantedSitting(start, room_id=an_id(f"room{room}")),), clerk_id=an_id(f"clerk{clerk}"))


def everything(court: Court) -> Any:
    """What a court holds and would say about everybody's time."""
    who = [*court.posts, *court.rooms, ADVOCATE, *(p.party_id for case in court.cases.values() for p in case.parties)]
    days = range(MONDAY.toordinal(), MONDAY.toordinal() + 40)
    times = {one: [agenda.attends(day) for day in days] for one in who if (agenda := court.diaries.if_any(one))}
    busy = {one: mask for one, mask in times.items() if any(mask)}
    return dict(court.hearings), busy, court.changes, set(court.freed), set(court.moved), dict(court.unlisted)


def taken_by(placing: Placing) -> list[Taken]:
    return [(one.starts_at, one.ends_at, {*placing.people, one.room_id}) for one in placing.sittings]


def clash(one: list[Taken], other: list[Taken]) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] and a[2] & b[2] for a in one for b in other)


def overlap(one: Placing, other: Placing) -> bool:
    return clash(taken_by(one), taken_by(other))


def reached(start: UUID, moves: dict[UUID, tuple[Placing, Placing]]) -> set[UUID]:
    """Whose former places a move takes, whose those take, and so on."""
    found, left = set[UUID](), [start]
    while left:
        mine = moves[left.pop()][1]
        beyond = {one for one, (was, _) in moves.items() if one not in found and overlap(mine, was)}
        found |= beyond
        left += beyond
    return found


def hours_of(spot: Spot, minutes: int) -> list[tuple[datetime, datetime]]:
    """One sitting within the hours of a day, or two around the break; none where there is no time for them."""
    day, first, length = MONDAY + timedelta(days=spot[0]), spot[1], minutes // 60
    if day.weekday() > 4 or not any(begin <= first < end for begin, end in HOURS):
        return []
    if any(begin <= first and first + length <= end for begin, end in HOURS):
        return [(at(day, first), at(day, first + length))]
    return [(at(day, 12), at(day, 13)), (at(day, 14), at(day, 15))] if first == 12 else []


def may_be(world: World, name: str, spot: Spot, absence: tuple[str, int] | None) -> list[Taken]:
    """When and by whom time is taken if a hearing sits there; nothing where it may not, be it alone."""
    hearing = world.court.hearings[an_id(name)]
    if hearing.placing is None:
        return []
    people = {*hearing.placing.judges, *hearing.placing.attending, an_id(f"room{spot[2]}"), an_id(f"clerk{spot[3]}")}
    hours = hours_of(spot, hearing.request.estimated_minutes)
    stays = hours == [(one.starts_at, one.ends_at) for one in hearing.placing.sittings]
    is_away = absence is not None and spot[0] == absence[1] and an_id(absence[0]) in people
    has_notice = spot[0] > 1 or stays
    return [(start, end, people) for start, end in hours] if has_notice and not is_away else []


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([60, 120]), min_size=5, max_size=5),
    st.dictionaries(st.sampled_from(NAMES), SPOTS, min_size=1, max_size=5),
    st.none() | st.tuples(PEOPLE, st.integers(1, 4)),
)
def test_named_places_are_given_exactly_where_a_plain_check_allows_all(
    minutes: list[int], spots: dict[str, Spot], absence: tuple[str, int] | None
) -> None:
    world = a_crowded_court(minutes, absence)
    court, before = world.court, everything(world.court)
    standing = {one.hearing_id: one.placing for one in court.hearings.values() if one.placing}
    answer = put_at(
        court, {an_id(name): wanted_at(spot, named=True) for name, spot in spots.items()}, world.now, "by_hand"
    )
    if answer:
        assert everything(court) == before
        assert all(answer.values()), "each says why"
    taken = {one: taken_by(placing) for one, placing in standing.items()}
    taken |= {an_id(name): may_be(world, name, spot, absence) for name, spot in spots.items()}
    allowed = all(taken.values()) and not any(clash(*both) for both in combinations(taken.values(), 2))
    assert (not answer) == allowed


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([60, 60, 120]), min_size=5, max_size=5),
    st.permutations(NAMES),
    st.lists(st.sampled_from([0, 0, 0, 1, 24]), min_size=5, max_size=5),
)
def test_after_no_record_do_two_hearings_overlap_but_in_a_round(
    minutes: list[int], takes: list[str], later: list[int]
) -> None:
    world = a_crowded_court(minutes, judges=1)
    court, before = world.court, everything(world.court)
    standing = {one.hearing_id: one.placing for one in court.hearings.values() if one.placing}
    starts = [standing[an_id(one)].starts_at + timedelta(hours=more) for one, more in zip(takes, later, strict=True)]
    wanted = {an_id(name): Wanted.at(start) for name, start in zip(NAMES, starts, strict=True)}
    if put_at(court, wanted, world.now, "by_hand"):
        assert everything(court) == before
        return
    moves = {
        one.fact.hearing_id: (one.fact.previous, one.fact.placing)
        for one in court.take_changes().told
        if isinstance(one.fact, HearingRescheduled)
    }
    still_to_move = set(moves)
    for hearing_id, (_, placing) in moves.items():
        still_to_move.discard(hearing_id)
        standing[hearing_id] = placing
        for one, other in combinations(standing, 2):
            if overlap(standing[one], standing[other]):
                (moved,), (waits,) = {one, other} - still_to_move, {one, other} & still_to_move
                assert moved in reached(waits, moves), "only where that goes round"
    assert standing == {one.hearing_id: one.placing for one in court.hearings.values() if one.placing}
    assert all(_is_in_hours(placing) for placing in standing.values())


def _is_in_hours(placing: Placing) -> bool:
    spans = [(one.starts_at.astimezone(ALMATY), one.ends_at.astimezone(ALMATY)) for one in placing.sittings]
    in_hours = [any(a <= start.hour and end.hour <= b for a, b in HOURS) for start, end in spans]
    return all(in_hours) and all(start.weekday() < 5 for start, _ in spans)
