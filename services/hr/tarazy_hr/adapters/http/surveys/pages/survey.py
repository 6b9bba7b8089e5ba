"""The page of one survey: how many have answered; after its end what they said, of groups that are large enough."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.contracts.fields import CourtId, Text
from tarazy_shared.database import Connection
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.surveys.pages.carrying import CONDUCT, PREFIX, said, show, survey_of
from tarazy_hr.adapters.http.surveys.pages.shown import distributions, groups_of
from tarazy_hr.adapters.http.surveys.pages.words import AUDIENCES, state_of
from tarazy_hr.adapters.proceedings.rules import EVALUATION
from tarazy_hr.adapters.surveys import hearings, texts
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.app.surveys.telling import Told, told_of, too_small, words_told


def survey_page_router(desk: Desk, front: Front) -> APIRouter:
    """One survey."""
    router = APIRouter(prefix=PREFIX, tags=["pages"], include_in_schema=False)

    @router.get("/{survey_id}", response_model=None)
    async def survey_page(
        visit: Annotated[Visit, front.visits("survey.read")],
        survey_id: UUID,
        region: Annotated[Text | None, Query()] = None,
        of_court: Annotated[CourtId | None, Query()] = None,
    ) -> Response:
        """Where it stands and what it came to; a group of too few is refused with the rule."""
        return await shown(desk, visit, survey_id, Form(), region=region, of_court=of_court)

    return router


async def shown(
    desk: Desk,
    visit: Visit,
    survey_id: UUID,
    form: Form,
    *,
    status: int = 200,
    region: str | None = None,
    of_court: str | None = None,
) -> HTMLResponse:
    """The page, after a form that was not taken too."""
    async with desk.work.pool.acquire() as connection:
        survey = await survey_of(connection, visit, survey_id)
        waiting = await texts.waiting(connection, survey.court_id) if visit.may(CONDUCT) else {}
        courts = {
            one.court.court_id: (one.court.region or "", local(visit, one.court.name))
            for one in await queries.courts(connection, queries.STANDING)
        }
        asked_by_mail = await hearings.any_asked(connection, survey_id)
        told = await told_of(connection, survey) if survey.evaluation_id is None else None
        criteria = await _criteria(connection, visit, survey) if survey.evaluation_id is not None else []
        results: dict[str, Any] = {"why": None, "chosen": None}
        if isinstance(told, Told):
            results = await _results(connection, visit, survey, told, courts, region, of_court)
    asked = [(code, courts[code][1]) for code in survey.courts if code in courts]
    may = visit.front.door.rights.may
    return show(
        visit,
        "survey_one.html",
        status=409 if status == 200 and results["why"] and (region or of_court) else status,
        form=form,
        survey=survey,
        state=state_of(survey),
        audience=AUDIENCES[survey.questionnaire.audience],
        courts_asked=asked,
        handing_out=[one for one in asked if may(visit.who, CONDUCT, one[0])],
        criteria=criteria,
        waiting=waiting.get(survey_id, 0),
        asked_by_mail=asked_by_mail,
        today=visit.today,
        done=visit.request.query_params.get("done", ""),
        **results,
    )


async def _criteria(connection: Connection, visit: Visit, survey: Survey) -> list[tuple[str, str]]:
    """Criteria of an evaluation that its questions are for, by their names."""
    rules = await EVALUATION.standing(connection, survey.court_id, visit.today)
    asked = {question.criterion for question in survey.questionnaire.questions}
    return [(one.code, local(visit, one.name)) for one in rules.criteria if one.code in asked] if rules else []


async def _results(
    connection: Connection,
    visit: Visit,
    survey: Survey,
    told: Told,
    courts: dict[str, tuple[str, str]],
    region: str | None,
    of_court: str | None,
) -> dict[str, Any]:
    groups = groups_of(visit, survey, told, courts)
    chosen = told.group_of(region, of_court)
    if chosen not in told.groups:
        why = said(visit, too_small(survey, region, of_court))
        return {"why": why, "chosen": None, "groups": groups if told.groups else []}
    names = {one.path: one.name for one in groups if one.told}
    words = {} if chosen else await words_told(connection, survey)
    asked = [(local(visit, one.words), words[one.code]) for one in survey.questionnaire.questions if one.code in words]
    return {
        "why": None,
        "chosen": chosen,
        "name": names.get(chosen) or chosen[-1],
        "groups": groups,
        "questions": distributions(visit, survey, told, chosen, names),
        "words_told": asked,
    }
