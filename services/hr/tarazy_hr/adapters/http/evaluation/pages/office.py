"""What the secretary sends from the page of an evaluation."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.evaluation.pages.carrying import (
    carry,
    id_of,
    in_words,
    not_taken,
    show,
    subject_of,
    wrongly,
)
from tarazy_hr.adapters.http.evaluation.pages.panels import panel_of
from tarazy_hr.adapters.http.evaluation.pages.showing import shown
from tarazy_hr.adapters.http.evaluation.pages.words import ENDINGS
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.domain.evaluation import commands
from tarazy_hr.domain.evaluation.commands import Command, EndReason
from tarazy_hr.domain.refusal import Refusal


def office_pages(desk: Desk, front: Front) -> APIRouter:
    """Forms of the office."""
    prefix = "/courts/{court_id}/desk/evaluation/{evaluation_id}"
    router = APIRouter(prefix=prefix, tags=["pages"], include_in_schema=False)

    @router.post("/office/{act}", response_model=None)
    async def conduct(
        visit: Annotated[Visit, front.sent("evaluation.conduct")], evaluation_id: UUID, act: str
    ) -> Response:
        """Take figures, show the draft, name the panel, enter a recusal, end it."""
        subject = await subject_of(desk, visit, evaluation_id)
        if "office" not in subject.parts:
            raise AnswerInstead(show(visit, "kit/refused.html", status=403, permission="evaluation.conduct"))
        command = await naming(desk, visit) if act == "panel" else asked(visit, act)
        if isinstance(command, Form):
            return await shown(desk, visit, subject, command, status=422)
        outcome = await carry(desk, visit, evaluation_id, command)
        if isinstance(outcome, Refusal):
            return await shown(desk, visit, subject, not_taken(visit, in_words(visit, subject, outcome)), status=409)
        return visit.back_to(subject.path, done=1)

    return router


async def naming(desk: Desk, visit: Visit) -> Command | Form:
    """A panel named anew, or the form with what is wrong with it."""
    panel = await panel_of(desk, visit)
    return panel if isinstance(panel, Form) else commands.NamePanel(panel)


def asked(visit: Visit, act: str) -> Command | Form:
    """The command of a form, or the form with what is wrong with it."""
    match act:
        case "figures":
            return commands.TakeFigures()
        case "draft":
            return commands.Draft()
        case "recuse":
            return commands.Recuse(id_of(visit.given.get("member", "")), "granted")
        case "abandon":
            reason: EndReason = next((one for one in ENDINGS if one == visit.given.get("reason")), "opened_in_error")
            return commands.Abandon(reason)
    return wrongly(visit, asked=message("There is no such act."))
