"""The desk of moderation: answers in words are read here, let through or kept back with a reason, and that undone."""

from typing import Annotated, get_args
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.surveys.office import moderated, note_words_read
from tarazy_hr.adapters.http.surveys.pages.carrying import CONDUCT, PREFIX, SECTION, carried, not_taken, show, survey_of
from tarazy_hr.adapters.http.surveys.pages.survey import shown
from tarazy_hr.adapters.http.surveys.pages.words import TEXT_STATES, WITHHELD_FOR
from tarazy_hr.adapters.surveys.texts import TextState, WithheldFor
from tarazy_hr.app.surveys import moderating
from tarazy_hr.domain.refusal import Refusal

AT_ONCE = 50
"""Answers on a page."""


def words_pages(desk: Desk, front: Front) -> APIRouter:
    """Answers in words. Nothing here says who wrote them, or where and when."""
    router = APIRouter(prefix=f"{PREFIX}/{{survey_id}}/words", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def words_page(
        visit: Annotated[Visit, front.visits(CONDUCT)], survey_id: UUID, state: TextState = "waiting", page: int = 1
    ) -> Response:
        answer = await _page(desk, visit, survey_id, Form(), state, page)
        if answer.status_code == 200:
            await note_words_read(desk, visit.request, visit.court.court_id, survey_id)
        return answer

    @router.post("/{text_id}", response_model=None)
    async def moderate(visit: Annotated[Visit, front.sent(CONDUCT)], survey_id: UUID, text_id: UUID) -> Response:
        """Let words through, keep them back, or undo either."""
        before = _state(visit.given.get("from", ""))
        state, reason = _state(visit.given.get("state", "")), None
        if state == "withheld":
            reason = next((one for one in get_args(WithheldFor) if one == visit.given.get("reason")), None)
            if reason is None:
                why = Form(visit.given, {f"reason-{text_id}": visit.words.gettext(message("Say why."))})
                return await _page(desk, visit, survey_id, why, before, 1, status=422)

        async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
            survey = await survey_of(uow.connection, visit, survey_id)
            refused = await moderating.moderate(uow.connection, survey, text_id, state, reason)
            if refused is not None:
                noted_nothing(visit.request)
                return refused
            noted(visit.request, visit.court.court_id, survey_id, moderated(text_id, state, reason))
            return True

        done = await carried(desk, visit, act)
        if isinstance(done, Refusal):
            return await shown(desk, visit, survey_id, not_taken(visit, done), status=409)
        return visit.back_to(f"{SECTION}/{survey_id}/words", state=before, done=state, text=text_id)

    return router


def _state(typed: str) -> TextState:
    return next((one for one in TEXT_STATES if one == typed), "waiting")


async def _page(
    desk: Desk, visit: Visit, survey_id: UUID, form: Form, state: TextState, page: int, *, status: int = 200
) -> HTMLResponse:
    async with desk.work.pool.acquire() as connection:
        survey = await survey_of(connection, visit, survey_id)
        found = await moderating.words_of(connection, survey)
    if isinstance(found, Refusal):
        return await shown(desk, visit, survey_id, not_taken(visit, found), status=409)
    of_state = [one for one in found if one.state == state]
    pages = max(1, -(-len(of_state) // AT_ONCE))
    at = min(max(page, 1), pages)
    query = visit.request.query_params
    last = next((one for one in found if str(one.text_id) == query.get("text")), None)
    return show(
        visit,
        "survey_words.html",
        status=status,
        form=form,
        survey=survey,
        questions={one.code: local(visit, one.words) for one in survey.questionnaire.questions},
        texts=of_state[(at - 1) * AT_ONCE : at * AT_ONCE],
        state=state,
        states=[(code, words, sum(one.state == code for one in found)) for code, words in TEXT_STATES.items()],
        reasons=WITHHELD_FOR,
        page=at,
        pages=pages,
        last=last if "done" in query else None,
    )
