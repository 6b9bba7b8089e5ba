"""The form that somebody with a token answers, on a telephone too; no script, no cookie, no account."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import HTMLResponse
from tarazy_shared.pages.form import Form, form_of
from tarazy_shared.pages.rendering import Pages

from tarazy_hr.adapters.http.answering import STATUS, Desk
from tarazy_hr.adapters.http.door import anybody
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.app.surveys.answering import answer, survey_for
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.surveys.questionnaire import LEAST, MOST, Answers
from tarazy_hr.texts import reason

TokenPath = Annotated[str, Path(min_length=1, max_length=100)]


def form_router(desk: Desk, pages: Pages) -> APIRouter:
    """Whoever has the token may; nobody asks who it is, and nothing is noted of it."""
    router = APIRouter(prefix="/answer", tags=["pages"], include_in_schema=False, dependencies=[Depends(anybody)])

    @router.get("/{token}", response_model=None)
    async def form_page(request: Request, token: TokenPath) -> HTMLResponse:
        """The questions."""
        async with desk.work.begin() as uow:
            survey = await survey_for(uow, token)
        if isinstance(survey, Refusal):
            return closed(request, survey)
        return form(request, survey, Form())

    @router.post("/{token}", response_model=None)
    async def take(request: Request, token: TokenPath) -> HTMLResponse:
        """A sheet, once."""
        given = await form_of(request)
        async with desk.work.begin() as uow:
            survey = await survey_for(uow, token)
            if isinstance(survey, Refusal):
                return closed(request, survey)
            done = await answer(uow, token, sheet(survey, given))
        if isinstance(done, Refusal):
            if done.field == "token":
                return closed(request, done)
            return form(request, survey, Form(given, {wrong_field(done): said(request, done)}), status=422)
        return show(request, "survey_thanks.html", survey=survey)

    def said(request: Request, refusal: Refusal) -> str:
        return reason(refusal.code, refusal.particulars, pages.reader(request).language)

    def closed(request: Request, refusal: Refusal) -> HTMLResponse:
        return show(request, "survey_closed.html", status=STATUS[refusal.kind], why=said(request, refusal))

    def form(request: Request, survey: Survey, typed: Form, *, status: int = 200) -> HTMLResponse:
        return show(
            request,
            "survey_form.html",
            status=status,
            survey=survey,
            form=typed,
            scale=range(LEAST, MOST + 1),
        )

    def show(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        return pages.render(request, template, status=status, sections=[], **context)

    return router


def sheet(survey: Survey, given: dict[str, str]) -> Answers:
    """What a form says; what is no number of the scale is 0, which no scale has."""
    scales: dict[str, int] = {}
    texts: dict[str, str] = {}
    for one in survey.questionnaire.questions:
        typed = given.get(f"q-{one.code}", "").replace("\x00", "").replace("\r\n", "\n")
        if one.kind == "text":
            texts[one.code] = typed
        elif typed:
            scales[one.code] = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 1 else 0
    return Answers(scales, texts)


def wrong_field(refusal: Refusal) -> str:
    """The field of the form that a refusal is about."""
    return f"q-{refusal.field}" if refusal.field else "form"
