"""Names that may or may not mean the same: shown to a person of the court, who says. With names, so never open."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import CourtId, Text
from tarazy_shared.lifecycle import Running

from tarazy_scheduling.adapters.draws import interest_questions
from tarazy_scheduling.adapters.http.courts import known_court
from tarazy_scheduling.adapters.http.draws.answers import Answer as Form
from tarazy_scheduling.adapters.http.ordering import carried_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import AnswerInterestQuestion
from tarazy_scheduling.domain.model.questions import Answer, InterestQuestion
from tarazy_scheduling.settings import Settings

CourtInPath = Annotated[CourtId, Path()]


class AnswerBody(BaseModel):
    """Who says what, and why."""

    answer: Answer
    answered_by: Text
    why: Text


class AQuestion(Form):
    """Is this party the one against whom this judge has an interest?"""

    question_id: UUID
    person_id: UUID
    """The judge."""
    interest_id: UUID
    against: str
    party_name: str
    case_id: UUID
    """The case that raised it first."""
    asked_at: datetime
    answer: Answer | None
    """The last one given; null while it is open."""
    answered_by: str | None
    why: str | None
    answered_at: datetime | None


class QuestionsOfCourt(Form):
    """What a person of the court is asked."""

    court_id: str
    questions: tuple[AQuestion, ...]


class Answered(Form):
    """The answer that holds now, and whether it is another than before."""

    question_id: UUID
    answer: Answer
    changed: bool


def interest_questions_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Everything here needs the service's token."""
    router = APIRouter(tags=["draws"], dependencies=[Depends(require_token(settings.token))])
    pool, work = running.pool, running.work

    @router.get(
        "/courts/{court_id}/interest-questions",
        response_model=QuestionsOfCourt,
        summary="Parties who may be those a judge has declared",
    )
    async def questions(
        court_id: CourtInPath,
        answered: Annotated[bool, Query(description="Those that were answered too")] = False,
    ) -> dict[str, Any]:
        """Until a question is answered, its judge is left out of draws in which a party has that name."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            asked = await interest_questions.of_court(connection, court_id)
        return {"court_id": court_id, "questions": [_shown(one) for one in asked if answered or one.answer is None]}

    @router.put(
        "/courts/{court_id}/interest-questions/{question_id}",
        response_model=Answered,
        summary="Say whether both names mean the same",
    )
    async def answer(court_id: CourtInPath, question_id: UUID, body: AnswerBody) -> dict[str, Any]:
        """The answer holds for every later draw with these names; another one later takes its place."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
        order = AnswerInterestQuestion(question_id, body.answer, body.answered_by, body.why)
        changed = await carried_out(work, sets, court_id, order)
        return {"question_id": question_id, "answer": body.answer, "changed": changed}

    return router


def _shown(one: InterestQuestion) -> dict[str, Any]:
    hidden = ("against_key", "party_key")
    return {name: getattr(one, name) for name in one.__slots__ if name not in hidden}
