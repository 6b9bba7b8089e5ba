"""What the secretary sends from the page of a survey of court users: after which hearings people are asked by mail."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.surveys.pages.carrying import CONDUCT, PREFIX, SECTION, carried, not_taken, survey_of
from tarazy_hr.adapters.http.surveys.pages.survey import shown
from tarazy_hr.app.surveys.asking import After, AskedOf, ask_after_hearings, courts_of
from tarazy_hr.domain.refusal import Refusal

DAYS = (
    Question("from_on", message("First day"), "day", DAY, required=True, size=12),
    Question("to_on", message("Last day"), "day", DAY, required=True, size=12),
)


def asking_pages(desk: Desk, front: Front, key: str | None) -> APIRouter:
    """One form of a survey that runs."""
    router = APIRouter(prefix=f"{PREFIX}/{{survey_id}}", tags=["pages"], include_in_schema=False)

    @router.post("/hearings", response_model=None)
    async def ask(visit: Annotated[Visit, front.sent(CONDUCT)], survey_id: UUID) -> Response:
        """Ask whoever took part in hearings of some days."""
        said = answers_of(visit, DAYS, About())
        if isinstance(said, Form):
            return await shown(desk, visit, survey_id, said, status=422)

        async def act(uow: UnitOfWork, cause: Cause) -> AskedOf | Refusal:
            survey = await survey_of(uow.connection, visit, survey_id, hold=True)
            may = visit.front.door.rights.may
            courts = courts_of(survey, lambda one: may(visit.who, CONDUCT, one))
            after = After(said["from_on"], said["to_on"], visit.court.zone, courts)
            done = await ask_after_hearings(uow, survey, after, visit.today, key, cause)
            if isinstance(done, Refusal) or not done.hearings:
                noted_nothing(visit.request)
            else:
                about = {"hearings": done.hearings, "tokens": done.tokens}
                noted(visit.request, visit.court.court_id, survey_id, about)
            return done

        done = await carried(desk, visit, act)
        if isinstance(done, Refusal):
            by_field = done.field in {one.name for one in DAYS}
            form = refused_form(visit, DAYS, done, {}) if by_field else not_taken(visit, done)
            return await shown(desk, visit, survey_id, form, status=409)
        return visit.back_to(f"{SECTION}/{survey_id}", done="asked" if done.hearings else "nobody")

    return router
