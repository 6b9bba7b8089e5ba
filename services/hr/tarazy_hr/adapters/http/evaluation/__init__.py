"""Evaluation over HTTP: evaluations and their files, scores, replies, rules, totals."""

from fastapi import APIRouter

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.evaluation.answers import answers_router
from tarazy_hr.adapters.http.evaluation.coming import coming_router
from tarazy_hr.adapters.http.evaluation.conducting import conducting_router
from tarazy_hr.adapters.http.evaluation.evaluations import evaluations_router
from tarazy_hr.adapters.http.evaluation.needs import needs_router
from tarazy_hr.adapters.http.evaluation.rules import rules_router
from tarazy_hr.adapters.http.evaluation.scoring import scoring_router
from tarazy_hr.adapters.http.evaluation.totals import totals_router


def evaluation_routers(desk: Desk, door: Door) -> list[APIRouter]:
    """All of them."""
    made = (
        totals_router, needs_router, rules_router, coming_router, evaluations_router, conducting_router, scoring_router,
        answers_router,
    )  # fmt: skip
    return [router(desk, door) for router in made]
