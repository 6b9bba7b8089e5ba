"""What became of an order about hearings, or would become of it: as it is answered in JSON."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from tarazy_scheduling.adapters.hearing_changes import Change, Operation
from tarazy_scheduling.adapters.http.conflict_words import ConflictWords
from tarazy_scheduling.app.by_hand import Answer, Offer
from tarazy_scheduling.domain.listing.consequences import Consequence
from tarazy_scheduling.domain.model.hearing import Hearing, Placing


class SittingShown(BaseModel):
    """One continuous sitting."""

    starts_at: datetime
    ends_at: datetime
    room_id: UUID


class StandingShown(BaseModel):
    """How a hearing stands: where, when and with whom."""

    version: int
    state: str
    fixed: bool
    sittings: list[SittingShown]
    judges: list[UUID]
    clerk: UUID | None
    interpreters: list[UUID]
    attendee_ids: list[UUID]
    request_version: int
    promised_from_on: date | None = None
    """The first of the days that people know instead of the date."""
    promised_to_on: date | None = None


class ConflictShown(BaseModel):
    """Why a hearing has no place."""

    code: str
    text: str
    refers_to: str | None


class PlaceShown(BaseModel):
    """A place, or none: no sittings."""

    sittings: list[SittingShown]
    judges: list[UUID]
    clerk: UUID | None
    interpreters: list[UUID]


class CostShown(BaseModel):
    """What becomes of one hearing, and what that costs."""

    hearing_id: UUID
    ordered: bool
    """False: it follows by itself, because it is linked, or because a place has become free."""
    reason: str | None
    priority: str
    before: PlaceShown | None
    after: PlaceShown | None
    conflicts: list[ConflictShown]
    days_later: int | None
    """From the first day that it had to the first that it gets; below zero: earlier."""
    notice_days: int | None
    """Working days between now and the first sitting."""
    outside_window: bool
    """Whether it lies outside the days or the start that were asked for."""
    latest_lawful_on: date | None
    people_told: list[UUID]
    """Who is told of it: person_ids, else party_ids."""


class InTheWay(BaseModel):
    """Why an order cannot be carried out."""

    field: str
    code: str
    reason: str
    refers_to: str | None
    hearing_ids: list[UUID] = []
    """Hearings that whoever or whatever it refers to is busy with then."""


class Ordered(BaseModel):
    """What an order has brought, or would bring."""

    change_id: UUID | None
    """None of what was only previewed."""
    possible: bool
    changed: bool
    """False where nothing is other than before: a preview, the same order again, what stood so already."""
    hearing: StandingShown | None
    """As it stands now; with a preview, as it stands without it."""
    costs: list[CostShown]
    people_told: int
    """How many people are told, each counted once."""
    in_the_way: list[InTheWay]


class OfferShown(BaseModel):
    """A place that the hearing could have now, and what taking it would bring."""

    place: PlaceShown
    costs: list[CostShown]
    people_told: int


class OffersShown(BaseModel):
    """The next possible places, one a day."""

    hearing_id: UUID
    version: int
    offers: list[OfferShown]


class ChangeShown(BaseModel):
    """Something that a person has done with a hearing."""

    change_id: UUID
    operation: Operation
    at: datetime
    ordered_by: UUID
    reason: str | None
    note: str | None
    undoes: UUID | None
    cause: UUID
    before: StandingShown
    after: StandingShown


class ChangesShown(BaseModel):
    """What people have done with a hearing, the last first."""

    hearing_id: UUID
    changes: list[ChangeShown]
    can_be_undone: bool
    """Whether the last of them may still be taken back, as far as can be told without trying."""


def standing(hearing: Hearing) -> StandingShown:
    """How a hearing stands."""
    placing = hearing.placing
    return StandingShown(
        version=hearing.version,
        state=hearing.state,
        fixed=hearing.is_fixed,
        sittings=_sittings(placing),
        judges=list(placing.judges) if placing else [],
        clerk=placing.clerk if placing else None,
        interpreters=list(placing.interpreters) if placing else [],
        attendee_ids=list(placing.attendee_ids) if placing else [],
        request_version=hearing.request.request_version,
        promised_from_on=hearing.promised.from_on if hearing.promised else None,
        promised_to_on=hearing.promised.to_on if hearing.promised else None,
    )


def cost(one: Consequence, ordered: Iterable[UUID], words: ConflictWords) -> CostShown:
    """What becomes of one hearing."""
    hearing = one.hearing
    return CostShown(
        hearing_id=hearing.hearing_id,
        ordered=hearing.hearing_id in ordered,
        reason=one.reason,
        priority=hearing.request.priority,
        before=_place(one.before) if one.before else None,
        after=_place(hearing.placing) if hearing.placing else None,
        conflicts=[ConflictShown(**conflict) for conflict in words.shown(one.conflicts)],
        days_later=one.days_later,
        notice_days=one.notice_days,
        outside_window=not one.in_window,
        latest_lawful_on=one.lawful_on,
        people_told=list(one.told),
    )


def ordered(
    answer: Answer,
    change_id: UUID | None,
    hearing_ids: Iterable[UUID],
    words: ConflictWords,
    in_the_way: Iterable[InTheWay] = (),
) -> Ordered:
    """What an order has brought, or would bring."""
    ids, blocked = set(hearing_ids), list(in_the_way)
    costs = [cost(one, ids, words) for one in answer.consequences]
    return Ordered(
        change_id=change_id,
        possible=not blocked,
        changed=change_id is not None and answer.has_changed,
        hearing=standing(answer.hearings[0]) if answer.hearings else None,
        costs=costs,
        people_told=_people(costs),
        in_the_way=blocked,
    )


def offer_shown(one: Offer, hearing_id: UUID, words: ConflictWords) -> OfferShown:
    """A place that the hearing could have."""
    costs = [cost(consequence, {hearing_id}, words) for consequence in one.consequences]
    return OfferShown(place=_place(one.placing), costs=costs, people_told=_people(costs))


def change_shown(one: Change) -> ChangeShown:
    """Something that a person has done."""
    order = one.order
    return ChangeShown(
        change_id=order.change_id,
        operation=order.operation,
        at=one.at,
        ordered_by=order.ordered_by,
        reason=order.reason,
        note=order.note,
        undoes=order.undoes,
        cause=one.cause,
        before=standing(one.before),
        after=standing(one.after),
    )


def changed_since(seen: Hearing | None, now: Hearing) -> list[dict[str, Any]]:
    """What has changed of a hearing since somebody saw it, field by field; as one where that is not known."""
    if seen is None:
        return [{"field": "version", "old": None, "new": now.version}]
    before, after = standing(seen).model_dump(mode="json"), standing(now).model_dump(mode="json")
    return [{"field": name, "old": before[name], "new": after[name]} for name in after if before[name] != after[name]]


def _people(costs: Iterable[CostShown]) -> int:
    return len({person for one in costs for person in one.people_told})


def _place(placing: Placing) -> PlaceShown:
    return PlaceShown(
        sittings=_sittings(placing),
        judges=list(placing.judges),
        clerk=placing.clerk,
        interpreters=list(placing.interpreters),
    )


def _sittings(placing: Placing | None) -> list[SittingShown]:
    sittings = placing.sittings if placing else ()
    return [SittingShown(starts_at=one.starts_at, ends_at=one.ends_at, room_id=one.room_id) for one in sittings]
