"""Answers in words are read by the secretary before anybody is told them, and kept back where they show who it was."""

from collections.abc import Sequence
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters.surveys import texts
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.adapters.surveys.texts import TextState, WithheldFor, WrittenAnswer
from tarazy_hr.domain.refusal import Refusal, conflict, unknown


async def words_of(connection: Connection, survey: Survey) -> Sequence[WrittenAnswer] | Refusal:
    """All words of a survey, for whoever moderates them: after its end, when nothing shows their order any more."""
    return _closed_to_reading(survey) or await texts.of_survey(connection, survey.survey_id)


async def moderate(
    connection: Connection, survey: Survey, text_id: UUID, state: TextState, reason: WithheldFor | None
) -> Refusal | None:
    """Let words be told, keep them back, or take back what was said of them."""
    if refused := _closed_to_reading(survey):
        return refused
    if not await texts.moderate(connection, survey.survey_id, text_id, state, reason):
        return unknown("text_id", "unknown_text", text_id)
    return None


def _closed_to_reading(survey: Survey) -> Refusal | None:
    if survey.closed_on is None:
        return conflict("survey_id", "survey_runs", day=survey.closes_on)
    return conflict("survey_id", "of_evaluation") if survey.evaluation_id is not None else None
