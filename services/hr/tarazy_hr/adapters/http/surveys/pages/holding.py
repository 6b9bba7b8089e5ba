"""The form of what holds for all surveys: how large groups are, how long words are kept, what is asked no more."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.surveys.pages.carrying import PREFIX, SECTION, carried, show
from tarazy_hr.adapters.http.surveys.pages.questionnaires import CHANGE, may_everywhere
from tarazy_hr.adapters.proceedings.rules import EVERYWHERE, SURVEYS
from tarazy_hr.app.surveys.drawing_up import change
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.surveys.rules import Keeping, SurveyRules, without_questionnaire

QUESTIONS = (
    Question("valid_from", message("It holds for surveys opened from"), "day", DAY, required=True, size=12),
    Question("where", message("It holds"), "choice", required=True),
    Question("least", message("Answers that a group needs"), "whole", message("Five at least"), required=True, size=4),
    Question("days", message("Days after the end for which answers in words are kept"), "whole", required=True, size=4),
    Question("source", message("Where that time is laid down"), "text", required=True, size=40),
    Question("verified", message("Somebody has compared it with the law in force"), "flag"),
    Question("ended", message("Ask these no more"), "several"),
)
CALLED = {"texts.days": "days"}


def holding_pages(desk: Desk, front: Front) -> APIRouter:
    """One form."""
    router = APIRouter(prefix=f"{PREFIX}/rules", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def form_page(visit: Annotated[Visit, front.visits(CHANGE)]) -> Response:
        return await _form(desk, visit, Form())

    @router.post("", response_model=None)
    async def lay_down(visit: Annotated[Visit, front.sent(CHANGE)]) -> Response:
        """Lay it down for surveys to come."""
        said = answers_of(visit, QUESTIONS, await _about(desk, visit))
        if isinstance(said, Form):
            return await _form(desk, visit, said, status=422)
        court_id = EVERYWHERE if said["where"] == "everywhere" else visit.court.court_id

        async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
            done = await change(uow, court_id, said["valid_from"], visit.today, lambda rules: _changed(rules, said))
            if done is True:
                noted(visit.request, court_id or None, "rules", {"valid_from": said["valid_from"].isoformat()})
            else:
                noted_nothing(visit.request)
            return done

        done = await carried(desk, visit, act)
        if isinstance(done, Refusal):
            return await _form(desk, visit, refused_form(visit, QUESTIONS, done, CALLED), status=409)
        return visit.back_to(f"{SECTION}/questionnaires", done="laid_down")

    return router


def _changed(rules: SurveyRules, said: dict[str, Any]) -> SurveyRules:
    for code in said["ended"]:
        rules = without_questionnaire(rules, code)
    keeping = Keeping(said["days"], said["source"], bool(said["verified"]))
    return replace(rules, least=said["least"], texts=keeping)


async def _about(desk: Desk, visit: Visit) -> About:
    async with desk.work.pool.acquire() as connection:
        stands = await SURVEYS.standing(connection, visit.court.court_id, visit.today)
    rules, gettext = stands or SURVEYS.shipped.rules, visit.words.gettext
    where = [("here", gettext(message("in this court")))]
    if may_everywhere(visit):
        where.append(("everywhere", gettext(message("in every court without one of its own"))))
    values = {"least": str(rules.least), "days": str(rules.texts.days), "source": rules.texts.source}
    values |= {"verified": "1"} if rules.texts.verified else {}
    ended = [(one.code, local(visit, one.name)) for one in rules.questionnaires]
    return About(values, {"where": where, "ended": ended})


async def _form(desk: Desk, visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
    about = await _about(desk, visit)
    return show(visit, "survey_rules.html", status=status, form=form, about=about, questions=QUESTIONS)
