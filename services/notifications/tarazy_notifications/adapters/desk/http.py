"""HTTP for programs: finding who was told what, sending once more and taking back."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict
from tarazy_shared.door import asking_of
from tarazy_shared.ids import uuid7
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.trail import note_reading, noted, with_trail
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work
from tarazy_shared.who import SYSTEM

from tarazy_notifications.adapters.desk import following, search
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.desk.words import AGAINST
from tarazy_notifications.app.desk import again
from tarazy_notifications.domain.delivery.transitions import Transition
from tarazy_notifications.domain.desk.again import CancelReason, Not, ResendReason
from tarazy_notifications.domain.desk.standing import Followed
from tarazy_notifications.domain.desk.timeline import Happened
from tarazy_notifications.domain.notices import Notice

AT_MOST = 100
"""Of an answer."""


class FoundView(BaseModel):
    """What a search has found in a court."""

    what: str | None
    """Of an id: `notice`, `hearing`, `case` or `person`."""
    cases: list[dict[str, str]]
    people: list[dict[str, str | list[str]]]


class StepView(BaseModel):
    """A change of the state of a notice."""

    number: int
    at: datetime
    state: str
    attempt: int
    reason: str | None
    provider_reference: str | None
    sent_sha256: str | None


class FollowedView(BaseModel):
    """A notice, and what has become of it step by step. Without address and text."""

    notice_id: UUID
    subject_id: UUID
    subject_version: int
    recipient_id: UUID
    name: str
    channel: str
    topic: str
    state: str
    reason: str | None
    changed_at: datetime
    instead_of: UUID | None = None
    """The notice by another channel in whose place it is sent."""
    steps: list[StepView]


class FollowedList(BaseModel):
    """The newest notices to somebody, the oldest of them first; `before` asks for what came earlier."""

    notices: list[FollowedView]
    before: int | None


class ResendWanted(BaseModel):
    """Why a notice is sent once more."""

    model_config = ConfigDict(extra="forbid")
    reason: ResendReason


class CancelWanted(BaseModel):
    """Why a notice is taken back."""

    model_config = ConfigDict(extra="forbid")
    reason: CancelReason


class Done(BaseModel):
    """The notice that was queued, or taken back."""

    notice_id: UUID


def desk_router(door: Door) -> APIRouter:
    """`/courts/{court_id}/…`."""
    router = APIRouter(prefix="/courts/{court_id}", tags=["desk"])
    work, pool = door.work, door.work.pool

    @router.get(
        "/search",
        summary="Cases by number, people by name, anything by its id",
        dependencies=[door.needs("notice.read")],
    )
    async def find(court_id: str, q: Annotated[str, Query(min_length=1, max_length=200)]) -> FoundView:
        text = " ".join(q.split())
        async with pool.acquire() as connection:
            what = await search.what_is(connection, court_id, UUID(text)) if _is_id(text) else None
            cases = await search.cases_by_number(connection, court_id, text, AT_MOST)
            people = await search.people_by_name(connection, court_id, text, AT_MOST)
        return FoundView(
            what=what,
            cases=[{"case_id": str(one.case_id), "number": one.number} for one in cases],
            people=[
                {"recipient_id": str(one.recipient_id), "name": one.name, "numbers": list(one.numbers)}
                for one in people
            ],
        )

    @router.get(
        "/recipients/{recipient_id}/notices",
        summary="What somebody was told in a court, step by step",
        dependencies=[door.needs("notice.read")],
    )
    async def of_recipient(
        request: Request,
        court_id: str,
        recipient_id: UUID,
        before: Annotated[int | None, Query(ge=1)] = None,
    ) -> FollowedList:
        async with pool.acquire() as connection:
            found = await following.of_person(connection, court_id, recipient_id, AT_MOST, before)
            steps = await following.every_step(connection, found.notices)
        if found.notices and asking_of(request).who != SYSTEM:
            await note_reading(work, request, court_id, {recipient_id}, "notice.read")
        return FollowedList(
            notices=[_followed(one, steps[one.notice.notice_id]) for one in found.notices], before=found.before
        )

    @router.get(
        "/notices/{notice_id}",
        summary="One notice, step by step",
        dependencies=[door.needs("notice.read")],
    )
    async def one_notice(court_id: str, notice_id: UUID) -> FollowedView:
        async with pool.acquire() as connection:
            written = await following.one(connection, court_id, notice_id)
            if written is None:
                raise _unknown()
            steps = await following.every_step(connection, [written.followed])
        return _followed(written.followed, steps[notice_id])

    @router.post(
        "/notices/{notice_id}/resend",
        summary="Send a notice once more, to the address as it is now",
        dependencies=[door.needs("notice.resend")],
    )
    async def resend(request: Request, court_id: str, notice_id: UUID, wanted: ResendWanted) -> Done:
        return Done(notice_id=(await carry_out(work, request, court_id, notice_id, again.resend, wanted.reason)))

    @router.post(
        "/notices/{notice_id}/cancel",
        summary="Take a notice back that still waits",
        dependencies=[door.needs("notice.cancel")],
    )
    async def cancel(request: Request, court_id: str, notice_id: UUID, wanted: CancelWanted) -> Done:
        return Done(notice_id=(await carry_out(work, request, court_id, notice_id, again.take_back, wanted.reason)))

    return router


Act = Callable[[UnitOfWork, str, UUID, Cause], Awaitable[Notice | Not | None]]


async def carry_out(work: Work, request: Request, court_id: str, notice_id: UUID, act: Act, reason: str) -> UUID:
    """Do something with one notice and note it. Raises a refusal, with nothing written, where it may not be."""

    async def noting(uow: UnitOfWork, cause: Cause) -> UUID:
        done = await act(uow, court_id, notice_id, cause)
        if done is None:
            raise _unknown()
        if isinstance(done, Not):
            raise Refusal(409, "This notice is beyond that", [FieldError("notice_id", done.why, AGAINST[done.why])])
        noted(request, court_id, notice_id, {"reason": reason, "notice_id": str(done.notice_id)})
        return done.notice_id

    async with work.begin() as uow:
        return await with_trail(uow, request, Cause.command(uuid7(uow.now)), noting)


def _unknown() -> Refusal:
    error = FieldError("notice_id", "unknown_notice", "No such notice is known in this court")
    return Refusal(404, "What is referred to is not recorded here", [error])


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _followed(one: Followed, steps: list[Happened]) -> FollowedView:
    notice = one.notice
    return FollowedView(
        notice_id=notice.notice_id,
        subject_id=notice.subject_id,
        subject_version=notice.subject_version,
        recipient_id=notice.recipient_id,
        name=notice.name,
        channel=notice.channel,
        topic=notice.topic,
        state=one.state,
        reason=one.reason,
        changed_at=one.changed_at,
        instead_of=one.instead_of,
        steps=[_step(each.step) for each in steps],
    )


def _step(step: Transition) -> StepView:
    return StepView(
        number=step.number,
        at=step.at,
        state=step.state,
        attempt=step.attempt,
        reason=step.reason,
        provider_reference=step.provider_reference,
        sent_sha256=step.sent.sha256 if step.sent else None,
    )
