"""What the secretary does about surveys: opens, hands tokens out, reminds, closes, moderates words."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from tarazy_shared import audit_trail
from tarazy_shared.database import Connection
from tarazy_shared.ids import uuid7
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door, asking_of, forbidden, must
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.http.surveys.views import (
    HearingsBody,
    ModerationBody,
    SurveyBody,
    SurveyView,
    TextView,
    TokensBody,
)
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.surveys import store
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.adapters.surveys.texts import TextState, WithheldFor
from tarazy_hr.app.surveys import answering, asking, conducting, moderating
from tarazy_hr.app.surveys.asking import After
from tarazy_hr.app.surveys.conducting import Opening
from tarazy_hr.domain.court import Court
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal, unknown

SurveyPath = Annotated[UUID, Path(examples=["0193a5c0-0000-7000-8000-000000000006"])]


def office_router(desk: Desk, door: Door, key: str | None) -> APIRouter:
    """Surveys of a court."""
    router = guarded_router("/courts/{court_id}/surveys/{survey_id}", "survey")
    _course(router, desk, door, key)
    _tokens(router, desk, door)
    _hearings(router, desk, door, key)
    _words(router, desk, door)
    return router


async def court_of(connection: Connection, request: Request, court_id: str) -> Court:
    """A court as it stands; a problem document for one that is not known."""
    fact = await queries.court(connection, queries.STANDING, court_id)
    if fact is None:
        raise refused(request, unknown("court_id", "unknown_court", court_id))
    return fact.court


async def survey_of(
    connection: Connection, request: Request, court_id: str, survey_id: UUID, *, hold: bool = False
) -> Survey:
    """A survey of a court; a problem document for one that is not known there, or for one's own evaluation."""
    survey = await store.one(connection, survey_id, hold=hold)
    if survey is None or survey.court_id != court_id:
        raise refused(request, unknown("survey_id", "unknown_survey", survey_id))
    if await is_about_oneself(connection, request, survey.evaluation_id):
        raise forbidden(asking_of(request).permission)
    return survey


async def is_about_oneself(connection: Connection, request: Request, evaluation_id: UUID | None) -> bool:
    """Whether a survey is for the evaluation of whoever asks: then they have nothing to do with it."""
    judge = await conducting.judge_of(connection, evaluation_id)
    return judge is not None and judge == asker(request).person_id


async def opened(uow: UnitOfWork, request: Request, wanted: Opening, key: str | None, cause: Cause) -> Survey | Refusal:
    """Open a survey and have that noted; one that is open already is no deed. 403 for one's own evaluation."""
    if await is_about_oneself(uow.connection, request, wanted.evaluation_id):
        raise forbidden(asking_of(request).permission)
    known = await store.one(uow.connection, wanted.survey_id)
    done = await conducting.open_survey(uow, wanted, day_of(uow.now, wanted.court.zone), key, cause)
    if isinstance(done, Refusal) or known is not None:
        noted_nothing(request)
    else:
        told = {"questionnaire": wanted.code, "invited": done.invited}
        noted(request, wanted.court.court_id, wanted.survey_id, told)
    return done


def moderated(text_id: UUID, state: TextState, reason: WithheldFor | None) -> dict[str, str]:
    """What the audit trail says of words that were moderated."""
    return {"text": str(text_id), "state": state} | ({"reason": reason} if reason else {})


async def note_words_read(desk: Desk, request: Request, court_id: str, survey_id: UUID) -> None:
    """Have it noted in the audit trail that somebody reads words before they are told."""
    async with desk.work.begin() as uow:
        who, read = asking_of(request).who, str(uuid7(uow.now))
        await audit_trail.note(uow, who, "survey.words", court_id, survey_id, request_id=read)


def _course(router: APIRouter, desk: Desk, door: Door, key: str | None) -> None:
    needed = [door.needs("survey.conduct")]

    @router.put("", response_model=SurveyView, responses=COMMANDED, dependencies=needed)
    async def open_survey(
        request: Request,
        court_id: CourtPath,
        survey_id: SurveyPath,
        body: SurveyBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Open a survey and invite everybody of its audience by mail; court users are asked after it."""
        for asked in {court_id, *body.courts}:
            must(request, asked)

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            court = await court_of(uow.connection, request, court_id)
            wanted = Opening(survey_id, court, body.questionnaire, body.closes_on, body.courts, body.evaluation_id)
            done = await opened(uow, request, wanted, key, cause)
            if isinstance(done, Refusal):
                raise refused(request, done)
            return Answer(200, SurveyView.of(done).model_dump(mode="json"))

        return await desk.perform(request, perform)

    @router.post("/remind", responses=COMMANDED, dependencies=needed)
    async def remind_of_survey(
        request: Request,
        court_id: CourtPath,
        survey_id: SurveyPath,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Ask those once more who have not answered; who they are nobody knows."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            court = await court_of(uow.connection, request, court_id)
            survey = await survey_of(uow.connection, request, court_id, survey_id, hold=True)
            done = await conducting.remind(uow, survey, day_of(uow.now, court.zone), cause)
            if isinstance(done, Refusal):
                raise refused(request, done)
            noted(request, court_id, survey_id, {"unused": done})
            return Answer(200, {"unused": done})

        return await desk.perform(request, perform)

    @router.post("/close", responses=COMMANDED, dependencies=needed)
    async def close_survey(
        request: Request,
        court_id: CourtPath,
        survey_id: SurveyPath,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take no answers any more; unused tokens are forgotten."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            court = await court_of(uow.connection, request, court_id)
            survey = await survey_of(uow.connection, request, court_id, survey_id, hold=True)
            done = await answering.close_survey(uow, survey, day_of(uow.now, court.zone), cause)
            if not done:
                noted_nothing(request)
            return Answer(200, {"changed": done})

        return await desk.perform(request, perform)


def _tokens(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.post("/tokens", responses=COMMANDED, dependencies=[door.needs("survey.conduct")])
    async def hand_out_tokens(
        request: Request, court_id: CourtPath, survey_id: SurveyPath, body: TokensBody
    ) -> list[str]:
        """Tokens for court users, to be printed. They are shown this once: HR keeps their hashes alone, so a repeated
        request makes others, whatever its Idempotency-Key."""

        must(request, body.court_id or court_id)

        async def act(uow: UnitOfWork, cause: Cause) -> list[str]:
            court = await court_of(uow.connection, request, body.court_id or court_id)
            survey = await survey_of(uow.connection, request, court_id, survey_id, hold=True)
            made = await conducting.hand_out(uow, survey, court, body.number, day_of(uow.now, court.zone))
            if isinstance(made, Refusal):
                raise refused(request, made)
            noted(request, court_id, survey_id, {"tokens": len(made)})
            return made

        return await desk.within(request, act)


def _hearings(router: APIRouter, desk: Desk, door: Door, key: str | None) -> None:
    @router.post("/hearings", responses=COMMANDED, dependencies=[door.needs("survey.conduct")])
    async def ask_after_hearings(
        request: Request,
        court_id: CourtPath,
        survey_id: SurveyPath,
        body: HearingsBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Ask by mail whoever took part in hearings that were held then, of each hearing once. Who they are HR does not
        know; whoever has no address for mails is not asked, though a token is counted. At most 500 hearings at a time:
        repeat it while it finds any."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            court = await court_of(uow.connection, request, court_id)
            survey = await survey_of(uow.connection, request, court_id, survey_id, hold=True)
            who, may = asking_of(request).who, door.rights.may
            courts = asking.courts_of(survey, lambda one: may(who, "survey.conduct", one))
            after = After(body.from_on, body.to_on, court.zone, courts)
            today = day_of(uow.now, court.zone)
            done = await asking.ask_after_hearings(uow, survey, after, today, key, cause)
            if isinstance(done, Refusal):
                raise refused(request, done)
            answer = {"hearings": done.hearings, "tokens": done.tokens}
            noted(request, court_id, survey_id, answer)
            return Answer(200, answer)

        return await desk.perform(request, perform)


def _words(router: APIRouter, desk: Desk, door: Door) -> None:
    needed = [door.needs("survey.conduct")]

    @router.get("/texts", dependencies=needed)
    async def list_texts(request: Request, court_id: CourtPath, survey_id: SurveyPath) -> list[TextView]:
        """What was answered in words, once the survey has closed, for moderation."""
        async with desk.work.pool.acquire() as connection:
            survey = await survey_of(connection, request, court_id, survey_id)
            found = await moderating.words_of(connection, survey)
        if isinstance(found, Refusal):
            raise refused(request, found)
        await note_words_read(desk, request, court_id, survey_id)
        return [TextView.model_validate(one, from_attributes=True) for one in found]

    @router.post("/texts/{text_id}", responses=COMMANDED, dependencies=needed)
    async def moderate_text(
        request: Request,
        court_id: CourtPath,
        survey_id: SurveyPath,
        text_id: UUID,
        body: ModerationBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Let words be told, keep them back (names, and what somebody could be known by), or undo either."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            survey = await survey_of(uow.connection, request, court_id, survey_id)
            done = await moderating.moderate(uow.connection, survey, text_id, body.state, body.reason)
            if done is not None:
                raise refused(request, done)
            noted(request, court_id, survey_id, moderated(text_id, body.state, body.reason))
            return Answer(200, {"changed": True})

        return await desk.perform(request, perform)
