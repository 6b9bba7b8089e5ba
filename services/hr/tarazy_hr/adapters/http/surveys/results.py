"""What surveys came to, and how many have answered so far."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from tarazy_shared.contracts.fields import CourtId, Text

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.surveys.office import SurveyPath, court_of, survey_of
from tarazy_hr.adapters.http.surveys.views import ResultsView, SurveyView
from tarazy_hr.adapters.surveys import store
from tarazy_hr.app.surveys.telling import results_of, words_told
from tarazy_hr.domain.refusal import Refusal, conflict


def results_router(desk: Desk, door: Door) -> APIRouter:
    """Read by whoever watches the courts. Surveys for an evaluation or of a session are told of there alone."""
    router = guarded_router("/courts/{court_id}/surveys", "survey")

    @router.get("", dependencies=[door.needs("survey.read")])
    async def list_surveys(request: Request, court_id: CourtPath) -> list[SurveyView]:
        """Surveys of a court with how many were asked and how many have answered, as it stands now."""
        async with desk.work.pool.acquire() as connection:
            await court_of(connection, request, court_id)
            found = await store.of_court(connection, court_id)
        return [SurveyView.of(one) for one in found if one.told_to_all]

    @router.get("/{survey_id}/results", dependencies=[door.needs("survey.read")])
    async def show_survey_results(
        request: Request,
        court_id: CourtPath,
        survey_id: SurveyPath,
        region: Annotated[Text | None, Query(description="Of a region alone")] = None,
        of_court: Annotated[CourtId | None, Query(description="Of a court alone")] = None,
    ) -> ResultsView:
        """What was answered, once the survey has closed. A group of too few is refused, and so is one that would leave
        too few beside it."""
        async with desk.work.pool.acquire() as connection:
            survey = await survey_of(connection, request, court_id, survey_id)
            if not survey.told_to_all:
                code = "of_evaluation" if survey.evaluation_id is not None else "of_session"
                raise refused(request, conflict("survey_id", code))
            found = await results_of(connection, survey, region, of_court)
            if isinstance(found, Refusal):
                raise refused(request, found)
            texts = {} if found.group else await words_told(connection, survey)
        return ResultsView.of(found, texts)

    return router
