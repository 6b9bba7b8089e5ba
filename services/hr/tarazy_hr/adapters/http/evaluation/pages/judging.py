"""What the judge, members of the panel and the body of appeals send from the page of an evaluation."""

from decimal import Decimal, InvalidOperation
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.evaluation.asking import Asked, Part
from tarazy_hr.adapters.http.evaluation.pages.carrying import (
    carry,
    id_of,
    in_words,
    not_taken,
    said,
    show,
    subject_of,
    wrongly,
)
from tarazy_hr.adapters.http.evaluation.pages.facts_behind import disputing
from tarazy_hr.adapters.http.evaluation.pages.panels import panel_of
from tarazy_hr.adapters.http.evaluation.pages.showing import shown
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.domain.evaluation import commands
from tarazy_hr.domain.refusal import Refusal


def judging_pages(desk: Desk, front: Front) -> APIRouter:
    """Forms of those on an evaluation."""
    prefix = "/courts/{court_id}/desk/evaluation/{evaluation_id}"
    router = APIRouter(prefix=prefix, tags=["pages"], include_in_schema=False)

    @router.post("/judge/{act}", response_model=None)
    async def answer(
        visit: Annotated[Visit, front.sent("evaluation.answer")], evaluation_id: UUID, act: str
    ) -> Response:
        """Reply, dispute, appeal."""
        return await sent(visit, evaluation_id, "judge", of_judge(desk, visit, act))

    @router.post("/panel/{act}", response_model=None)
    async def score(visit: Annotated[Visit, front.sent("evaluation.score")], evaluation_id: UUID, act: str) -> Response:
        """Score, leave the panel, settle a dispute, decide."""
        return await sent(visit, evaluation_id, "member", of_member(desk, visit, act))

    @router.post("/appeal/{act}", response_model=None)
    async def decide_appeal(
        visit: Annotated[Visit, front.sent("evaluation.score")], evaluation_id: UUID, act: str
    ) -> Response:
        """Uphold, or return to another panel."""
        panel = await panel_of(desk, visit) if act == "return" else ()
        asked = panel if isinstance(panel, Form) else of_appeals(desk, visit, act, panel)
        return await sent(visit, evaluation_id, "appeal", asked)

    async def sent(visit: Visit, evaluation_id: UUID, part: Part, asked: Asked | Form) -> Response:
        subject = await subject_of(desk, visit, evaluation_id)
        if part not in subject.parts:
            raise AnswerInstead(show(visit, "kit/refused.html", status=403, permission="evaluation.read"))
        if isinstance(asked, Form):
            return await shown(desk, visit, subject, asked, status=422)
        outcome = await carry(desk, visit, evaluation_id, asked.command, asked.words)
        if isinstance(outcome, Refusal):
            form = not_taken(visit, in_words(visit, subject, outcome))
            if isinstance(asked.command, commands.Dispute):
                return disputing(visit, subject, asked.command.hearing_id, form, status=409)
            return await shown(desk, visit, subject, form, status=409)
        if isinstance(asked.command, commands.Recuse | commands.DecideAppeal):
            # They are on it no longer.
            return visit.back_to("evaluation", done=1)
        return visit.back_to(subject.path, done=1)

    return router


def of_judge(desk: Desk, visit: Visit, act: str) -> Asked | Form:
    """What the judge asks."""
    hearing = id_of(visit.given.get("hearing_id", ""))
    match act:
        case "reply":
            return Asked(commands.Reply(), said(desk, visit, "reply"))
        case "dispute":
            return Asked(commands.Dispute(hearing), said(desk, visit, "dispute", hearing))
        case "appeal":
            return Asked(commands.Appeal(), said(desk, visit, "appeal"))
    return _unknown(visit)


def of_member(desk: Desk, visit: Visit, act: str) -> Asked | Form:
    """What a member of the panel asks, for themselves."""
    member = asker(visit.request).person_id or UUID(int=0)
    hearing = id_of(visit.given.get("hearing_id", ""))
    match act:
        case "score":
            try:
                score = Decimal(visit.given.get("score", "").strip().replace(",", "."))
                if not score.is_finite():
                    raise ValueError(score)
            except (ValueError, InvalidOperation):
                return wrongly(visit, asked=message("Give a number."))
            return Asked(commands.Score(member, visit.given.get("criterion", ""), round(score, 2)))
        case "recuse":
            return Asked(commands.Recuse(member, "declared"))
        case "settle":
            left_out = visit.given.get("left_out") == "yes"
            return Asked(commands.SettleDispute(hearing, left_out), said(desk, visit, "settlement", hearing))
        case "decide":
            return Asked(commands.Decide(member), said(desk, visit, "reasons"))
    return _unknown(visit)


def of_appeals(desk: Desk, visit: Visit, act: str, panel: tuple[UUID, ...]) -> Asked | Form:
    """What a member of the body of appeals decides."""
    member = asker(visit.request).person_id or UUID(int=0)
    words = said(desk, visit, "appeal_reasons")
    if act == "uphold":
        return Asked(commands.DecideAppeal("upheld", member), words)
    if act == "return":
        return Asked(commands.DecideAppeal("returned", member, panel), words)
    return _unknown(visit)


def _unknown(visit: Visit) -> Form:
    return wrongly(visit, asked=message("There is no such act."))
