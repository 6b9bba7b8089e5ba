"""Which of the hearings that stand can be left standing by a plan on its coarser slots: the others are not moved."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tarazy_scheduling.domain.model.hearing import Placing
from tarazy_scheduling.domain.plans.calendars import Calendars, Clerks, Key, people_of, rooms_of, session_of
from tarazy_scheduling.domain.plans.scope import Candidate
from tarazy_scheduling.domain.working_set.slots import Piece


@dataclass(slots=True)
class Fitted:
    """Candidates on one scale."""

    calendars: Calendars
    clerks: Clerks
    left: set[UUID] = field(default_factory=set)
    """Of those that stand: the hearings that do not fit the slots of the plan, or not together."""
    sat: Counter[Key] = field(default_factory=Counter)
    """By judge and day: the court's slots sat in hearings that the plan does not move."""


def fitted(
    calendars: Calendars, clerks: Clerks, candidates: Iterable[Candidate], sat: Counter[Key], sitting_limit: int | None
) -> Fitted:
    """Leave out those that do not fit until all the others do. `sitting_limit`: planning slots of a judge's day."""
    fit = Fitted(calendars, clerks, sat=Counter(sat))
    standing = [(one, one.stands) for one in candidates if one.stands]
    out = [pair for pair in standing if calendars.scale.slot_at(pair[1].first) is None]
    while True:
        for one, piece in out:
            _leave(fit, one, piece)
        standing = [pair for pair in standing if pair[0].hearing.hearing_id not in fit.left]
        out = _unfit(fit, standing, sitting_limit)
        if not out:
            return fit


def _leave(fit: Fitted, one: Candidate, piece: Piece) -> None:
    fit.left.add(one.hearing.hearing_id)
    if one.hearing.placing:
        fit.calendars.take(one.hearing.placing, piece)
        for judge in one.hearing.placing.judges:
            fit.sat[judge, piece.day] += piece.slots


def _unfit(
    fit: Fitted, standing: list[tuple[Candidate, Piece]], sitting_limit: int | None
) -> list[tuple[Candidate, Piece]]:
    """Those for whom somebody is not free in all planning slots that they touch, others entered before them."""
    calendars, scale = fit.calendars, fit.calendars.scale
    taken: Counter[Key] = Counter()
    clerks: dict[int, list[int]] = {}
    sits: Counter[Key] = Counter()
    out = []
    for one, piece in standing:
        placing, slot = one.hearing.placing, scale.slot_at(piece.first)
        if placing is None or slot is None:
            continue
        slots = range(slot, slot + scale.taken_by(piece.slots))
        block = sum(1 << at for at in slots)
        judge = placing.judges[0], piece.day
        keys = [(who, piece.day) for who in _needed(calendars, one, placing)]
        limit = None if sitting_limit is None else sitting_limit - scale.slots_for(fit.sat[judge])
        if piece.day not in clerks:
            clerks[piece.day] = fit.clerks.busy(calendars, piece.day)
        if (
            block & ~_of_session(calendars, one, piece.day)
            or placing.sittings[0].room_id not in rooms_of(calendars.court, one)
            or any(block & ~calendars.free(*key) or block & taken[key] for key in keys)
            or (limit is not None and sits[judge] + len(slots) > limit)
            or (fit.clerks.people and any(clerks[piece.day][at] >= len(fit.clerks.people) for at in slots))
        ):
            out.append((one, piece))
            continue
        for key in keys:
            taken[key] |= block
        sits[judge] += len(slots)
        for at in slots:
            clerks[piece.day][at] += 1
    return out


def _of_session(calendars: Calendars, one: Candidate, day: int) -> int:
    session = session_of(calendars.court, one)
    return calendars.scale.open if session is None else calendars.outside(session, day, one.asked.today)


def _needed(calendars: Calendars, one: Candidate, placing: Placing) -> list[UUID]:
    room = placing.sittings[0].room_id
    return [placing.judges[0], room, *placing.interpreters, *people_of(calendars.court, one)]
