"""Which hearings a plan may move or list, within which days; all others stay where they are."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import Asking, asking
from tarazy_scheduling.domain.listing.listing import rests
from tarazy_scheduling.domain.listing.seeking import faults_of
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.planning import PlanWish
from tarazy_scheduling.domain.plans.wish import sitting_days
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.slots import Piece

Kept = Literal[
    "awaits_draw", "cannot_be_asked", "several_sittings", "several_languages", "must_start", "other_judge",
    "outside_window", "linked", "off_slots", "fixed_by_hand", "overbooked",
]  # fmt: skip
"""Why a plan leaves a hearing alone that stands in its days or has no place."""
OVERNIGHT = 600
"""Minutes that pass between two sitting days at least."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hearing that a plan may give a place, or another one."""

    hearing: Hearing
    asked: Asking
    first: int
    """The first day on which it may sit, as a day number."""
    last: int
    stands: Piece | None
    """Where it sits now."""
    after: UUID | None = None
    """Another candidate that must sit before."""
    days_after: int = 1
    """How many sitting days before, at least."""


@dataclass(slots=True)
class Scope:
    """What a plan may do."""

    days: list[int]
    """The sitting days of the plan, as day numbers."""
    candidates: dict[UUID, Candidate] = field(default_factory=dict)
    kept: Counter[Kept] = field(default_factory=Counter)
    """How many hearings are left alone, by why."""

    def leave(self, hearing_ids: Collection[UUID], why: Kept) -> None:
        """Let these be."""
        for hearing_id in hearing_ids:
            if self.candidates.pop(hearing_id, None):
                self.kept[why] += 1


def scope_of(court: Court, wish: PlanWish, now: datetime, left: Collection[UUID] = ()) -> Scope:
    """Everything that may be planned but what is left, links between hearings included."""
    scope = Scope(sitting_days(court, wish))
    if not scope.days:
        return scope
    days = frozenset(scope.days)
    for hearing in list(court.hearings.values()):
        placing = hearing.placing
        if hearing.state == "listed" and placing:
            if court.today(placing.starts_at).toordinal() not in days or placing.starts_at <= now:
                continue
        elif hearing.state != "unlisted":
            continue
        found = _candidate(court, hearing, scope.days, now) if hearing.hearing_id not in left else "off_slots"
        if isinstance(found, Candidate):
            scope.candidates[hearing.hearing_id] = found
        elif found:
            scope.kept[found] += 1
    _mind_links(court, scope)
    return scope


def _candidate(court: Court, hearing: Hearing, days: list[int], now: datetime) -> Candidate | Kept | None:
    """None for what waits for a place on other days."""
    case, request = court.cases[hearing.case_id], hearing.request
    if rests(court, hearing) or case.judge_id is None:
        return "awaits_draw"
    if hearing.placing and hearing.placing.lane:
        return "overbooked"
    if hearing.is_fixed or hearing.is_placed_by_hand:
        return "fixed_by_hand"
    if request.starts_at is not None or request.hold_id is not None:
        return "must_start"
    if len(set(request.interpreter_languages)) > 1:
        return "several_languages"
    if faults_of(court, hearing, now, hearing.placing, anew=False):
        return "cannot_be_asked"
    asked = asking(court, hearing, case.judge_id, now)
    if asked.slots > court.grid.longest:
        return "several_sittings"
    first = max(asked.earliest, asked.today, asked.notice or 0, days[0])
    last = min(asked.latest, days[-1]) if asked.lawful is None else min(asked.latest, asked.lawful, days[-1])
    stands = _piece(court, asked, hearing.placing) if hearing.placing else None
    if isinstance(stands, str):
        return stands
    if stands and not first <= stands.day <= last:
        return "outside_window"
    if bisect_left(days, first) == bisect_left(days, last + 1):
        return None
    return Candidate(hearing, asked, first, last, stands)


def _piece(court: Court, asked: Asking, placing: Placing) -> Piece | Kept:
    """Where a hearing stands, if that is how it would be listed today."""
    if len(placing.sittings) != 1:
        return "several_sittings"
    if placing.judges != tuple(judge.person_id for judge in asked.judges):
        return "other_judge"
    pieces = court.grid.pieces(placing.sittings)
    if pieces is None or pieces[0].slots != asked.slots:
        return "off_slots"
    return pieces[0]


def _mind_links(court: Court, scope: Scope) -> None:
    """Give linked candidates their order; let those be whose order a plan cannot keep."""
    while True:
        windows = dict(scope.candidates)
        out: set[UUID] = set()
        for pair in _pairs(court, scope, out):
            _mind(court, scope, windows, pair, out)
        unfit = {
            one.hearing.hearing_id
            for one in windows.values()
            if one.first > one.last or (one.stands and not one.first <= one.stands.day <= one.last)
        }
        if not out | unfit:
            scope.candidates = windows
            return
        scope.leave(out | unfit, "linked")


@dataclass(frozen=True, slots=True)
class _Pair:
    before: UUID
    after: UUID
    days: int
    """From one to the other at least; taken for sitting days, which are never fewer than those of the calendar."""


def _pairs(court: Court, scope: Scope, out: set[UUID]) -> Iterator[_Pair]:
    """Which of two sits before which; those that share a day are put into `out`."""
    for hearing in court.hearings.values():
        other, link = hearing.request.linked_hearing_id, hearing.request.link
        if other is None:
            continue
        pair = {hearing.hearing_id, other} & scope.candidates.keys()
        if not pair:
            continue
        days = max(1, hearing.request.link_gap_days, 1 + hearing.request.link_gap_minutes // OVERNIGHT)
        match link:
            case "before":
                yield _Pair(hearing.hearing_id, other, days)
            case "after":
                yield _Pair(other, hearing.hearing_id, days)
            case _:
                out |= pair


def _mind(court: Court, scope: Scope, windows: dict[UUID, Candidate], pair: _Pair, out: set[UUID]) -> None:
    earlier, later = windows.get(pair.before), windows.get(pair.after)
    if earlier and later:
        is_second = later.after not in (None, pair.before)
        if is_second or _is_too_near(scope, earlier, later, pair.days):
            out |= {pair.before, pair.after}
        elif later.stands and not earlier.stands:
            # A plan lists nothing before what comes before it: let this one be, and the other fit before it.
            out.add(pair.after)
        windows[pair.after] = replace(later, after=pair.before, days_after=max(later.days_after, pair.days))
    elif later and (day := _day(court, pair.before, last=True)):
        windows[pair.after] = replace(later, first=max(later.first, day + pair.days))
    elif earlier and (day := _day(court, pair.after, last=False)):
        windows[pair.before] = replace(earlier, last=min(earlier.last, day - pair.days))


def _is_too_near(scope: Scope, earlier: Candidate, later: Candidate, days: int) -> bool:
    """Whether two that stand are nearer to each other than a plan can tell to be far enough."""
    if earlier.stands is None or later.stands is None:
        return False
    return scope.days.index(later.stands.day) - scope.days.index(earlier.stands.day) < days


def _day(court: Court, hearing_id: UUID, *, last: bool) -> int | None:
    hearing = court.hearings.get(hearing_id)
    if hearing is None or hearing.placing is None:
        return None
    at = hearing.placing.ends_at if last else hearing.placing.starts_at
    return court.today(at).toordinal()


def dates_of(scope: Scope) -> list[date]:
    """The sitting days of the plan."""
    return [date.fromordinal(day) for day in scope.days]
