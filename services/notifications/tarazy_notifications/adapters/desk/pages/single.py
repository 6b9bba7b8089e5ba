"""One notice: what it is, what has become of it, its text, and the two things that can be done with it."""

from dataclasses import dataclass
from typing import Annotated, Any, get_args
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.ids import uuid7
from tarazy_shared.problems import Refusal
from tarazy_shared.trail import noted, with_trail
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters import letters
from tarazy_notifications.adapters.desk import following
from tarazy_notifications.adapters.desk.front import Front, Visit
from tarazy_notifications.adapters.desk.http import Act, carry_out
from tarazy_notifications.adapters.desk.pages.showing import context
from tarazy_notifications.adapters.desk.words import AGAINST, WHY_AGAIN, WHY_BACK
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.texts.ruling import terms_then
from tarazy_notifications.app.desk import again
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.desk.again import CancelReason, ResendReason


@dataclass(frozen=True, slots=True)
class Words:
    """What a notice says."""

    subject: str
    text: str
    have_left: bool
    """Whether these very words were handed over; else they are written from what it would tell."""


def single_pages_router(front: Front, rules: Rules) -> APIRouter:
    """`…/notices/{notice_id}`."""
    router = pages_router()
    pool = front.door.work.pool

    @router.get("/courts/{court_id}/desk/notices/{notice_id}", response_model=None)
    async def notice_page(
        visit: Annotated[Visit, front.visits("notice.read")], notice_id: UUID, done: str = "", error: str = ""
    ) -> Response:
        return await shown(visit, notice_id, done=done, error=error if error in AGAINST else "")

    @router.post("/courts/{court_id}/desk/notices/{notice_id}/text", response_model=None)
    async def text_page(visit: Annotated[Visit, front.sent("notice.text")], notice_id: UUID) -> Response:
        """What it says: read by whoever has to know, and each reading is noted."""

        async def read(uow: UnitOfWork, cause: Cause) -> Words | None:
            written = await following.one(uow.connection, visit.court.court_id, notice_id)
            if written is None:
                return None
            noted(visit.request, visit.court.court_id, notice_id)
            if (sent := await following.words_sent(uow.connection, notice_id)) is not None:
                return Words(*sent, have_left=True)
            notice, book = written.followed.notice, await rules.current(uow.connection)
            terms = terms_then(book, notice, written.court, written.queued_at)
            letter = letters.write(notice, written.story, written.court, terms=terms)
            return Words(letter.subject, letter.plain, have_left=False)

        async with front.door.work.begin() as uow:
            words = await with_trail(uow, visit.request, Cause.command(uuid7(uow.now)), read)
        return unknown(visit) if words is None else await shown(visit, notice_id, words=words)

    @router.post("/courts/{court_id}/desk/notices/{notice_id}/resend", response_model=None)
    async def resend(visit: Annotated[Visit, front.sent("notice.resend")], notice_id: UUID) -> Response:
        return await _carried_out(visit, notice_id, again.resend, get_args(ResendReason), "resent")

    @router.get("/courts/{court_id}/desk/notices/{notice_id}/cancel", response_model=None)
    async def ask(visit: Annotated[Visit, front.visits("notice.cancel")], notice_id: UUID) -> Response:
        """Whoever takes a notice back is asked once more."""
        async with pool.acquire() as connection:
            written = await following.one(connection, visit.court.court_id, notice_id)
        if written is None:
            return unknown(visit)
        notice = written.followed.notice
        return visit.render("notices_cancel.html", section="notices", notice=notice, reasons=WHY_BACK, **context(visit))

    @router.post("/courts/{court_id}/desk/notices/{notice_id}/cancel", response_model=None)
    async def cancel(visit: Annotated[Visit, front.sent("notice.cancel")], notice_id: UUID) -> Response:
        return await _carried_out(visit, notice_id, again.take_back, get_args(CancelReason), "cancelled")

    async def _carried_out(visit: Visit, notice_id: UUID, act: Act, reasons: tuple[str, ...], done: str) -> Response:
        reason = visit.given.get("reason", "")
        if reason not in reasons:
            return await shown(visit, notice_id, status=422)
        try:
            new_id = await carry_out(front.door.work, visit.request, visit.court.court_id, notice_id, act, reason)
        except Refusal as refusal:
            if refusal.status == 404:
                return unknown(visit)
            (error,) = refusal.errors
            return visit.back_to(f"notices/{notice_id}", error=getattr(error, "code", ""))
        return visit.back_to(f"notices/{new_id}", done=done)

    async def shown(visit: Visit, notice_id: UUID, *, status: int = 200, **more: Any) -> Response:
        court_id = visit.court.court_id
        async with pool.acquire() as connection:
            written = await following.one(connection, court_id, notice_id)
            if written is None:
                return unknown(visit)
            one = written.followed
            steps = (await following.every_step(connection, [one]))[notice_id]
            hearings = await following.hearings(connection, court_id, hearing_ids=[one.notice.subject_id])
        return visit.render(
            "notices_notice.html",
            section="notices",
            status=status,
            one=one,
            notice=one.notice,
            entries=steps,
            sent=next((step.step for step in reversed(steps) if step.step.sent), None),
            hearing=hearings[0] if hearings else None,
            may_resend=visit.may("notice.resend") and one.state not in (State.QUEUED, State.SENDING, State.SUPERSEDED),
            may_cancel=visit.may("notice.cancel") and one.state is State.QUEUED,
            may_read=visit.may("notice.text"),
            why_again=WHY_AGAIN,
            against=AGAINST,
            **{"words": None, "done": "", "error": "", **context(visit), **more},
        )

    return router


def unknown(visit: Visit) -> Response:
    """No such thing in this court."""
    return visit.render("notices_unknown.html", section="notices", status=404)
