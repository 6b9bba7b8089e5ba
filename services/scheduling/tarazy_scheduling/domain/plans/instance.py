"""A court's state as an instance for the search: `tarazy-listing-1`, see docs/listing-files.md."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tarazy_scheduling.domain.listing.listing import in_turn
from tarazy_scheduling.domain.listing.promising import stands
from tarazy_scheduling.domain.model.planning import PlanWish
from tarazy_scheduling.domain.plans.calendars import (
    Calendars,
    Clerks,
    Key,
    Session,
    interpreters_of,
    only_attending,
    people_of,
    rooms_of,
    session_of,
)
from tarazy_scheduling.domain.plans.keeping import Fitted, fitted
from tarazy_scheduling.domain.plans.scale import Scale, scales_of
from tarazy_scheduling.domain.plans.scope import Candidate, Scope, dates_of, scope_of
from tarazy_scheduling.domain.plans.state import fingerprint, state_of
from tarazy_scheduling.domain.plans.wish import rules_of
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.trial import on_trial

FORMAT = "tarazy-listing-1"
OF_CUSTODY, OF_THE_VULNERABLE, OF_OTHERS = 10, 4, 1
"""What a day of waiting weighs."""
NOT_LISTED, NOT_LISTED_WEIGHT = 500, 60
LOST = 20_000
"""What it would cost to take a hearing's place away: more than anything that could be had for it."""


class NothingToPlan(Exception):
    """There is no day or no slot to plan in; the text says which."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An instance and the scale of its slots."""

    document: dict[str, Any]
    scale: Scale


def instance_of(court: Court, wish: PlanWish, now: datetime) -> Drawn:
    """The instance as a file has it. The court stays as it is.

    Raises `NothingToPlan`.
    """
    state = fingerprint(state_of(court, wish))
    way, limit = _way(court, wish), _sitting_limit(court, wish)
    scales = scales_of(court.grid, max(way, *(rules.changeover_minutes for rules in rules_of(court, wish))))
    if not scales:
        raise NothingToPlan("The court's days have too many slots for a plan")
    left: set[UUID] = set()
    while True:
        scope = scope_of(court, wish, now, left)
        if not scope.days:
            raise NothingToPlan("The court does not sit between these days, the fence left out")
        candidates = _in_order(court, scope)
        with on_trial(court):
            for one in candidates:
                court.put_hearing(replace(one.hearing, placing=None))
            sat = _sat(court, scope.days)
            fits = [_on_scale(court, scale, way, candidates, sat, limit) for scale in scales]
            best = min(fits, key=lambda fit: len(fit.left))
            linked = {one for one in best.left if court.linked_to(one) or court.hearings[one].request.linked_hearing_id}
            if not linked:
                scope.leave(best.left, "off_slots")
                chosen = [one for one in candidates if one.hearing.hearing_id in scope.candidates]
                return Drawn(
                    _about(court, wish, scope, state) | _document(court, scope.days, chosen, best, limit),
                    best.calendars.scale,
                )
        # Others must keep their order with these, which are not moved: begin again with that known.
        left |= linked


def _about(court: Court, wish: PlanWish, scope: Scope, state: str) -> dict[str, Any]:
    about = {
        "format": FORMAT,
        "court_id": court.court_id,
        "from_on": wish.begins_on,
        "to_on": wish.ends_on,
        "fence_days": wish.fence_days,
        "state": state,
        "kept": dict(sorted(scope.kept.items())),
        "dates": dates_of(scope),
        "change_penalty": wish.change_penalty,
    }
    return about if wish.change_budget is None else about | {"change_budget": wish.change_budget}


def _on_scale(
    court: Court, scale: Scale, way: int, candidates: Collection[Candidate], sat: Counter[Key], limit: int | None
) -> Fitted:
    slots = court.grid.slots_for(way)
    calendars = Calendars(court, scale, attending=only_attending(court, candidates), way=slots)
    return fitted(calendars, Clerks.of(court), candidates, sat, None if limit is None else limit // scale.times)


def _in_order(court: Court, scope: Scope) -> list[Candidate]:
    """Custody and urgent ones first, then by the age of the case: that is the order of their arrival, too."""
    hearings = in_turn(court, [one.hearing for one in scope.candidates.values()])
    return [scope.candidates[hearing.hearing_id] for hearing in hearings]


def _sitting_limit(court: Court, wish: PlanWish) -> int | None:
    """In the court's slots a day: the strictest of the rules that hold on one of the days."""
    limits = [rules.sitting_limit_minutes for rules in rules_of(court, wish) if rules.sitting_limit_minutes is not None]
    return min(limits) // court.calendar.slot_minutes if limits else None


def _way(court: Court, wish: PlanWish) -> int:
    """Minutes from one building to another; 0 where there is one alone."""
    if len({room.building or "" for room in court.rooms.values()}) < 2:
        return 0
    return max(rules.travel_minutes for rules in rules_of(court, wish))


def _sat(court: Court, days: Iterable[int]) -> Counter[Key]:
    """By judge and day: the court's slots that are sat in hearings which no plan moves."""
    sat: Counter[Key] = Counter()
    wanted = frozenset(days)
    for hearing in court.hearings.values():
        for sitting in hearing.placing.sittings if hearing.placing else ():
            day = court.today(sitting.starts_at).toordinal()
            if day in wanted:
                minutes = (sitting.ends_at - sitting.starts_at).total_seconds() / 60
                for judge in hearing.placing.judges if hearing.placing else ():
                    sat[judge, day] += court.grid.slots_for(int(minutes))
    return sat


def _document(court: Court, days: list[int], chosen: list[Candidate], fit: Fitted, limit: int | None) -> dict[str, Any]:
    scale, calendars = fit.calendars.scale, fit.calendars
    slots = scale.slots_per_day
    resources = _resources(court, chosen)
    left_out = calendars.always_free(resources)
    free = {str(one): [calendars.free(one, day) for day in days] for one in resources if one not in left_out}
    sessions = _sessions(court, chosen)
    for session, name in sessions.items():
        free[name] = [calendars.outside(session, day, chosen[0].asked.today) for day in days]
    judges = {one.asked.judges[0].person_id for one in chosen}
    sat = {str(judge): [scale.slots_for(fit.sat[judge, day]) for day in days] for judge in sorted(judges)}
    people = fit.clerks.people
    return {
        "days": len(days),
        "slots_per_day": slots,
        "slot_minutes": scale.slot_minutes,
        "open": scale.open,
        "sitting_limit": slots if limit is None else limit // scale.times,
        # Where the court has no such post, one for each room is as many as can ever be needed.
        "clerks": len(people) or max(1, len(court.rooms)),
        "clerks_busy": [fit.clerks.busy(calendars, day) for day in days] if people else [],
        "sat": {} if limit is None else sat,
        "free": free,
        "hearings": [_hearing(court, one, arrival, scale, days, sessions) for arrival, one in enumerate(chosen)],
    }


def _resources(court: Court, chosen: Iterable[Candidate]) -> list[UUID]:
    named: dict[UUID, None] = {}
    for one in chosen:
        named |= dict.fromkeys([one.asked.judges[0].person_id, *people_of(court, one)])
        named |= dict.fromkeys([*interpreters_of(one), *rooms_of(court, one)])
    return list(named)


def _sessions(court: Court, chosen: Iterable[Candidate]) -> dict[Session, str]:
    """Names for what is free outside of sessions kept for others: as if somebody had to be there who is away then."""
    found = dict.fromkeys(session for one in chosen if (session := session_of(court, one)))
    return {session: f"session{number}" for number, session in enumerate(found)}


def _hearing(
    court: Court, one: Candidate, arrival: int, scale: Scale, days: list[int], sessions: Mapping[Session, str]
) -> dict[str, Any]:
    placing, slot = one.hearing.placing, scale.slot_at(one.stands.first) if one.stands else None
    weight = weight_of(court, one)
    interpreters = interpreters_of(one)
    people = [str(person) for person in people_of(court, one) if person not in interpreters]
    session = session_of(court, one)
    people += [sessions[session]] if session else []
    document: dict[str, Any] = {
        "id": str(one.hearing.hearing_id),
        "slots": scale.taken_by(one.asked.slots),
        "judges": [str(one.asked.judges[0].person_id)],
        "rooms": [str(room) for room in rooms_of(court, one)],
        "people": people,
        "interpreters": [str(person) for person in interpreters],
        "first_day": bisect_left(days, one.first),
        "last_day": bisect_left(days, one.last + 1) - 1,
        "weight": weight,
        "arrival": arrival,
        "after": str(one.after) if one.after else None,
        "days_after": one.days_after if one.after else 0,
    }
    if one.stands and placing and slot is not None:
        interpreter = str(placing.interpreters[0]) if placing.interpreters else None
        stand = [days.index(one.stands.day), slot, document["judges"][0], str(placing.sittings[0].room_id), interpreter]
        document |= {"published": stand, "penalty": NOT_LISTED + NOT_LISTED_WEIGHT * weight + LOST}
        promised = one.hearing.promised
        if promised and stands(court, one.hearing, promised, date.fromordinal(one.asked.today)):
            first, after = promised.from_on.toordinal(), promised.to_on.toordinal() + 1
            document["promised"] = [bisect_left(days, first), bisect_left(days, after) - 1]
    return document


def weight_of(court: Court, one: Candidate) -> int:
    """What a day of waiting costs: most for people in custody, more for the young than for others."""
    case, request = court.cases[one.hearing.case_id], one.hearing.request
    if request.priority in ("custody", "urgent") or case.custody_since or case.custody_limit_on:
        return OF_CUSTODY
    return OF_THE_VULNERABLE if any(party.minor for party in case.parties) else OF_OTHERS
