"""Where a hearing could be: where it is now, if it may stay, or the next best place; or why there is none."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import Asking, asking, before_judge, judges_of, placing_at
from tarazy_scheduling.domain.listing.conflicts import at_once, explain
from tarazy_scheduling.domain.listing.overbooking import overbooked, stays_over_or_under
from tarazy_scheduling.domain.listing.placing import Place, choose, find
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Placing, Promised
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.slots import Piece


@dataclass(frozen=True, slots=True)
class Sought:
    """What came of a search in the diaries as they are."""

    placing: Placing | None = None
    asked: Asking | None = None
    """What was looked for; None where no look into the diaries was needed."""
    faults: tuple[Conflict, ...] = ()
    """Why none was needed."""
    stay: tuple[Piece, ...] | None = None
    """The times that the hearing has, if they are still what is asked for."""


def seek(court: Court, hearing: Hearing, now: datetime, previous: Placing | None, *, anew: bool) -> Sought:
    """Look for the place. `anew`: the earliest one, not one after the previous."""
    judge_id = court.cases[hearing.case_id].judge_id
    faults = faults_of(court, hearing, now, previous, anew=anew)
    if faults or judge_id is None:
        return Sought(faults=faults)
    asked = asking(court, hearing, judge_id, now, resources_of(previous) if previous else (), previous)
    if previous and not anew and (stays := stays_with_substitute(court, hearing, asked, now, previous)):
        return Sought(stays, asked)
    return seek_as(court, hearing, asked, now, previous, anew=anew)


def stays_with_substitute(
    court: Court, hearing: Hearing, asked: Asking, now: datetime, previous: Placing
) -> Placing | None:
    """The times that it has with the substitute whom it has, if those stay: also when the judge of the case is back."""
    stands_in = as_before(court, asked, previous, court.cases[hearing.case_id].recused)
    stay = where_it_is(court, stands_in, hearing, previous, now) if stands_in else None
    place = choose(stands_in.wish(), stay) if stands_in and stay else None
    return seated(court, hearing, stands_in, place) if stands_in and place else None


def as_before(court: Court, asked: Asking, previous: Placing, recused: Collection[UUID]) -> Asking | None:
    """The same with the substitute whom the hearing has; None where it has none, or for nobody who would sit now."""
    replaced = previous.substitute_for
    ours = [judge.person_id for judge in asked.judges]
    if replaced not in ours or len(ours) != len(previous.judges):
        return None
    sits = previous.judges[ours.index(replaced)]
    return None if sits in recused else before_judge(court, asked, replaced, sits)


def seated(court: Court, hearing: Hearing, asked: Asking, place: Place) -> Placing:
    """The place with its instants and people, whoever sits in it."""
    return with_judges(court, hearing, asked, placing_at(court, hearing, asked.judges[0].person_id, place))


def with_judges(court: Court, hearing: Hearing, asked: Asking, placing: Placing) -> Placing:
    """The same with the judges who were asked for, and for whom a substitute among them sits."""
    judges = tuple(judge.person_id for judge in asked.judges)
    case = court.cases[hearing.case_id]
    ours = judges_of(case, hearing.request, case.judge_id) if case.judge_id else judges
    if judges == ours:
        return placing
    replaced = next(one for one, sits in zip(ours, judges, strict=True) if one != sits)
    return replace(placing, judges=judges, substitute_for=replaced)


def seek_as(
    court: Court, hearing: Hearing, asked: Asking, now: datetime, previous: Placing | None, *, anew: bool
) -> Sought:
    """Look for the place, where it is known what is asked for."""
    stay = where_it_is(court, asked, hearing, previous, now, anew=anew) if previous else None
    return Sought(_found(court, hearing, asked, previous, stay, anew=anew), asked, stay=stay)


def _found(
    court: Court,
    hearing: Hearing,
    asked: Asking,
    previous: Placing | None,
    stay: tuple[Piece, ...] | None,
    *,
    anew: bool,
) -> Placing | None:
    presides, overbooks = asked.judges[0].person_id, bool(court.sessions.overbookings)
    place = choose(asked.wish(), stay) if stay else None
    if overbooks and stay and previous and not place:
        shared = stays_over_or_under(court, asked, hearing, previous, stay)
        if shared:
            return with_judges(court, hearing, asked, shared)
    if not place and previous and not anew and hearing.promised:
        place = _as_promised(court, asked, hearing.promised)
    if not place and previous:
        place = _same_start(court, asked, previous) if anew else on_its_day_or_later(court, asked, previous)
    if not place:
        place = find(court.grid, asked.wish())
    if place:
        return seated(court, hearing, asked, place)
    over = overbooked(court, asked, hearing, presides) if overbooks else None
    return with_judges(court, hearing, asked, over) if over else None


def why_nowhere(court: Court, sought: Sought, hearing: Hearing) -> tuple[Conflict, ...]:
    """Why a search found no place."""
    asked = sought.asked
    if asked is None:
        return sought.faults
    without_notice = replace(asked, notice=None)
    if sought.stay and asked.start and find(court.grid, without_notice.wish()) is None:
        # It must start when it does: staying is what fails, and no notice is needed for that.
        asked = without_notice
    return explain(court, asked, hearing)


def place_at_its_time(court: Court, hearing: Hearing, now: datetime, previous: Placing) -> Placing | None:
    """The place at the times that the hearing has, if everybody can be had then."""
    judge_id = court.cases[hearing.case_id].judge_id
    if judge_id is None or faults_of(court, hearing, now, previous, anew=False):
        return None
    asked = asking(court, hearing, judge_id, now, resources_of(previous), previous)
    stay = where_it_is(court, asked, hearing, previous, now)
    place = choose(asked.wish(), stay) if stay else None
    if place is None and stay and court.sessions.overbookings:
        return stays_over_or_under(court, asked, hearing, previous, stay)
    return placing_at(court, hearing, judge_id, place) if place else None


def faults_of(
    court: Court, hearing: Hearing, now: datetime, previous: Placing | None, *, anew: bool
) -> tuple[Conflict, ...]:
    """What no look into the diaries is needed for."""
    faults = at_once(court, hearing, now)
    if previous and not anew:
        # Whoever was dropped from the case since it was asked for is missed by nobody.
        faults = tuple(fault for fault in faults if fault.code != "unknown_attendee")
    return faults


def where_it_is(
    court: Court, asked: Asking, hearing: Hearing, previous: Placing, now: datetime, *, anew: bool = False
) -> tuple[Piece, ...] | None:
    """The times that the hearing has, if they are still what is asked for. No notice is needed for staying.

    Where a person has chosen them they may lie outside the window, until the request is made `anew`.
    """
    pieces = court.grid.pieces(previous.sittings)
    if pieces is None or sum(piece.slots for piece in pieces) != asked.slots or previous.starts_at < now:
        return None
    if asked.lawful is not None and pieces[-1].day > asked.lawful:
        return None
    in_window = asked.earliest <= pieces[0].day and pieces[-1].day <= asked.latest
    as_asked = in_window and hearing.request.starts_at in (None, previous.starts_at)
    return pieces if as_asked or (hearing.is_placed_by_hand and not anew) else None


def _same_start(court: Court, asked: Asking, previous: Placing) -> Place | None:
    """A place that starts when the hearing does now: its length alone has changed."""
    start = court.grid.bit(previous.starts_at)
    if start is None or asked.start not in (None, start):
        return None
    place = find(court.grid, replace(asked, start=start).wish())
    needs_no_break = asked.slots <= court.grid.longest and asked.start is None
    return None if place and len(place.pieces) > 1 and needs_no_break else place


def _as_promised(court: Court, asked: Asking, promised: Promised) -> Place | None:
    """A place within the days that people know: they need not be told anything."""
    wish = asked.wish()
    first = max(wish.first_day, promised.from_on.toordinal())
    return find(court.grid, replace(wish, first_day=first, last_day=min(wish.last_day, promised.to_on.toordinal())))


def on_its_day_or_later(court: Court, asked: Asking, previous: Placing) -> Place | None:
    """A place on the day it had or later: what has to move is put off, and brought forward only if it must."""
    wish = asked.wish()
    day = court.today(previous.starts_at).toordinal()
    return find(court.grid, replace(wish, first_day=max(wish.first_day, day)))


def resources_of(placing: Placing) -> frozenset[UUID]:
    return frozenset(placing.people) | {sitting.room_id for sitting in placing.sittings}
