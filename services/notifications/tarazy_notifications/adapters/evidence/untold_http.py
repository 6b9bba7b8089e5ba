"""`GET /courts/{court_id}/untold`: hearings that come near of which somebody is not provably told."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel
from tarazy_shared.contracts.fields import CourtId

from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.evidence import untold
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.evidence.proving import rule_in
from tarazy_notifications.domain.evidence.untold import Untold, UntoldPerson

AT_MOST = 500
"""Hearings of one answer."""
DAYS = 7


class PersonView(BaseModel):
    """Somebody of whom nothing proves that they know."""

    recipient_id: UUID
    role: str
    state: str | None
    """How far their notice got; null for who has none."""
    reason: str | None
    """Why it got no further, or why there is none: `no_contact`, `digest`."""


class UntoldView(BaseModel):
    """A hearing that comes near."""

    hearing_id: UUID
    case_id: UUID
    version: int
    begins_at: datetime
    people: list[PersonView]


class UntoldList(BaseModel):
    """The next ones first; `complete` is false where there are more."""

    hearings: list[UntoldView]
    complete: bool


def untold_router(door: Door, rules: Rules) -> APIRouter:
    """Ids alone: who they are is known by `/notices`."""
    router = APIRouter(tags=["proof of notice"])
    work = door.work

    @router.get(
        "/courts/{court_id}/untold",
        summary="Hearings of the next days of which somebody is not provably told",
        dependencies=[door.needs("notice.read")],
    )
    async def list_untold(
        court_id: Annotated[CourtId, Path()], days: Annotated[int, Query(ge=1, le=60)] = DAYS
    ) -> UntoldList:
        now = work.clock()
        async with work.pool.acquire() as connection:
            rule = await rule_in(connection, rules, court_id, now)
            found = await untold.of_court(connection, court_id, now, now + timedelta(days=days), rule)
            shown = await untold.named(connection, found[:AT_MOST])
        return UntoldList(hearings=[_view(one) for one in shown], complete=len(found) <= AT_MOST)

    return router


def _view(one: Untold) -> UntoldView:
    hearing = one.hearing
    return UntoldView(
        hearing_id=hearing.hearing_id,
        case_id=hearing.case_id,
        version=hearing.version,
        begins_at=hearing.begins_at,
        people=[_person(who) for who in one.people],
    )


def _person(who: UntoldPerson) -> PersonView:
    return PersonView(recipient_id=who.recipient_id, role=who.role, state=who.state, reason=who.reason)
