"""Which cases of a judge others would get, which stay and why, and what has changed since that was looked at."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.allocation.reallocating import (
    cases_of,
    could_be_drawn,
    has_seat,
    seats_of,
    taken_by_hand,
)
from tarazy_scheduling.domain.allocation.redrawing import is_under_way
from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.means import Post
from tarazy_scheduling.domain.model.reallocating import HowTheyStand, Plan, Planned, Stays, Which
from tarazy_scheduling.domain.pool.long_absence import how_they_stand
from tarazy_scheduling.domain.working_set.court import Court


@dataclass(frozen=True, slots=True)
class Selected:
    """A case of the judge, or a seat beside in it: who could be drawn for it, or why it stays."""

    case: Case
    beside: bool
    """Whether the judge sits beside and somebody else presides."""
    is_part_heard: bool
    """Whether a hearing was held in which the judge did so."""
    eligible: tuple[Post, ...] = ()
    stays: Stays | None = None


def select(court: Court, person_id: UUID, which: Which, listed: Collection[UUID], now: datetime) -> list[Selected]:
    """The judge's open cases that are asked about, the oldest first; then those in which the judge sits beside."""
    asked = frozenset(listed)
    held = [*cases_of(court, person_id), *seats_of(court, person_id)]
    cases = [court.cases[one] for one in held if which != "listed" or one in asked]
    return [_selected(court, person_id, case, which, now) for case in cases]


def planned(court: Court, person_id: UUID, selected: list[Selected], now: datetime) -> Plan:
    """The facts that must hold when it is applied."""
    moving = [one for one in selected if one.stays is None]
    could_get = Counter(post.person_id for one in moving for post in one.eligible)
    return Plan(
        person_id=person_id,
        standing=how_they_stand(court, person_id, now),
        moving=tuple(_plan(one) for one in moving),
        could_get=dict(could_get),
    )


def changed_since(court: Court, plan: Plan, now: datetime) -> Iterator[Refusal | None]:
    """What of the facts of a plan does not hold any more; None for a case of which all do."""
    standing = how_they_stand(court, plan.person_id, now)
    if standing != plan.standing:
        text = f"The judge was {_words(plan.standing)} and is {_words(standing)}"
        yield Refusal("person_id", "facts_changed", text)
    could_get: Counter[UUID] = Counter()
    for one in plan.moving:
        case = court.cases.get(one.case_id)
        reason = _changed(court, plan.person_id, one, case, now)
        if case is None or reason:
            yield Refusal("cases", "facts_changed", f"Case {one.case_id} {reason or 'is closed'}")
            continue
        could_get.update(post.person_id for post in _selected(court, plan.person_id, case, "listed", now).eligible)
        yield None
    if could_get != plan.could_get:
        for person_id in sorted(could_get.keys() | plan.could_get.keys()):
            before, after = plan.could_get.get(person_id, 0), could_get[person_id]
            if before != after:
                text = f"Judge {person_id} could be drawn for {before} of the cases and can be for {after}"
                yield Refusal("shares", "facts_changed", text)


def _selected(court: Court, person_id: UUID, case: Case, which: Which, now: datetime) -> Selected:
    found = Selected(case, case.judge_id != person_id, case.is_part_heard_by(person_id))
    if which == "not_part_heard" and found.is_part_heard:
        return replace(found, stays="part_heard")
    if is_under_way(court, case.case_id, now):
        return replace(found, stays="hearing_under_way")
    if court.catalogue.category(case.category, court.today(now)) is None:
        return replace(found, stays="unknown_category")
    eligible = could_be_drawn(court, taken_by_hand(court, case, person_id), now)
    return replace(found, eligible=tuple(eligible)) if eligible else replace(found, stays="nobody_eligible")


def _plan(one: Selected) -> Planned:
    return Planned(one.case.case_id, one.case.allocation_version, one.is_part_heard, one.beside)


def _changed(court: Court, person_id: UUID, one: Planned, case: Case | None, now: datetime) -> str | None:
    if case is None or case.closed_at:
        return "is closed"
    beside = case.judge_id != person_id
    if not has_seat(case, person_id) or (beside, case.allocation_version) != (one.beside, one.allocation_version):
        return "was drawn again"
    if case.is_part_heard_by(person_id) != one.is_part_heard:
        return "is part-heard now"
    stays = _selected(court, person_id, case, "listed", now).stays
    return f"cannot be drawn again now ({stays})" if stays else None


def _words(standing: HowTheyStand) -> str:
    return f"{standing.code} until {standing.until}" if standing.until else standing.code
