"""A competition's own page, and its ranking with the explanation."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.http.selection.pages.carrying import Subject, show, subject_of
from tarazy_hr.adapters.http.selection.pages.words import (
    OUTCOMES,
    REASONS,
    URGENCIES,
    phase_name,
    reason_names,
    stage_name,
)
from tarazy_hr.domain.selection import commands
from tarazy_hr.domain.selection.deadlines import urgency_of
from tarazy_hr.domain.selection.explaining import explain, hidden_from, to_score


def competition_pages(desk: Desk, front: Front) -> APIRouter:
    """One competition."""
    prefix = "/courts/{court_id}/desk/selection/{competition_id}"
    router = APIRouter(prefix=prefix, tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def competition_page(
        visit: Annotated[Visit, front.visits("selection.read")], competition_id: UUID
    ) -> Response:
        """Where it stands, and what can be done now."""
        return shown(visit, await subject_of(desk, visit, competition_id), Form())

    @router.get("/ranking", response_model=None)
    async def ranking_page(visit: Annotated[Visit, front.visits("selection.read")], competition_id: UUID) -> Response:
        """Every candidate with scores, means, weights, and what decided the place."""
        subject = await subject_of(desk, visit, competition_id)
        competition, reader = subject.competition, asker(visit.request).person_id
        candidates = explain(competition, visit.today, reader)
        return show(
            visit,
            "selection_ranking.html",
            subject=subject,
            candidates=candidates,
            outcomes=OUTCOMES,
            hidden=stage_name(visit, competition, hidden_from(competition, reader, visit.today)),
            reasons={one.code: local(visit, one.name) for one in competition.procedure.reasons},
            stages={stage.code: local(visit, stage.name) for stage in competition.procedure.stages},
            phase=phase_name(visit, competition),
        )

    return router


def shown(visit: Visit, subject: Subject, form: Form, *, status: int = 200) -> Response:
    """The page of a competition, with what is wrong with a form that was sent from it."""
    competition, today = subject.competition, visit.today
    member, stage = asker(visit.request).person_id, competition.stage_on(today)
    by_officer = stage is not None and stage.scored_by == "officer"
    scores = [] if stage is None else to_score(competition, None if by_officer else member, today)
    may_score = bool(scores) and (visit.may("selection.conduct") if by_officer else member is not None)
    waiting: list[Any] = []
    if stage is not None:
        for one in competition.standing():
            missing = competition.missing(stage, one.application_id)
            waiting += [(one.number, who) for who in missing]
    stages = [(one.code, local(visit, one.name)) for one in competition.procedure.stages]
    urgency = urgency_of(competition, today)
    return show(
        visit,
        "selection_competition.html",
        status=status,
        subject=subject,
        competition=competition,
        form=form,
        phase=phase_name(visit, competition),
        stage=stage,
        due_on=competition.deadline_on(today),
        urgency=URGENCIES[urgency] if urgency else None,
        ended=REASONS.get(competition.reason or ""),
        stages=dict(stages),
        may_score=may_score,
        waiting=waiting,
        ranked=[one for one in explain(competition, today) if one.place and one.outcome == "standing"],
        reasons={kind: reason_names(visit, codes) for kind, codes in commands.REASONS.items()},
        reopenable=stages,
        done=visit.request.query_params.get("done"),
    )
