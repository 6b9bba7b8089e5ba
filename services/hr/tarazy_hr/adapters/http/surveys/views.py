"""How surveys are shown, and what is sent about them."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator
from tarazy_shared.contracts.fields import Code, CourtId, Day, wrong

from tarazy_hr.adapters.http.body import Body, Id, example
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.adapters.surveys.texts import TextState, WithheldFor
from tarazy_hr.app.surveys.conducting import MOST_TOKENS
from tarazy_hr.app.surveys.telling import Results
from tarazy_hr.domain.evaluation.scoring import rounded


class SurveyBody(Body):
    """What is asked of whom."""

    model_config = example({"questionnaire": "judges", "closes_on": "2026-12-15"})

    questionnaire: Code
    closes_on: Day = Field(description="The last day on which it can be answered")
    courts: Annotated[tuple[CourtId, ...], Field(max_length=1000)] = Field(
        (), description="Whose people are asked; the court's own by default"
    )
    evaluation_id: Id | None = Field(None, description="The evaluation that it is for")


class TokensBody(Body):
    """How many tokens are handed out."""

    model_config = example({"number": 50})

    number: Annotated[int, Field(ge=1, le=MOST_TOKENS)]
    court_id: CourtId | None = Field(None, description="One of the survey's courts; by default the one that asks")


class HearingsBody(Body):
    """After which hearings people are asked."""

    model_config = example({"from_on": "2026-11-01", "to_on": "2026-11-30"})

    from_on: Day
    to_on: Day = Field(description="Inclusive; days of the court")


class ModerationBody(Body):
    """Whether words are told."""

    model_config = example({"state": "shown"})

    state: TextState = Field(description="`waiting` takes back what was said before")
    reason: WithheldFor | None = Field(None, description="Why they are kept back")

    @model_validator(mode="after")
    def _reason_of_withheld(self) -> Self:
        if self.reason is not None and self.state != "withheld":
            raise wrong("Only words that are kept back have a reason", "reason")
        return self


class SurveyView(BaseModel):
    """A survey with how many have answered."""

    survey_id: UUID
    court_id: str
    questionnaire: str
    audience: str
    evaluation_id: UUID | None
    session_id: UUID | None = Field(None, description="The session of training that it is about")
    opened_on: date
    closes_on: date
    closed_on: date | None
    invited: int
    answered: int
    courts: tuple[str, ...] = Field((), description="Whose people are asked")
    reminded_on: date | None = None
    texts_kept_days: int = Field(365, description="For which answers in words are kept after the end")
    texts_erased_on: date | None = None

    @classmethod
    def of(cls, one: Survey) -> "SurveyView":
        """As it stands."""
        return cls(
            survey_id=one.survey_id,
            court_id=one.court_id,
            questionnaire=one.questionnaire.code,
            audience=one.questionnaire.audience,
            evaluation_id=one.evaluation_id,
            session_id=one.session_id,
            opened_on=one.opened_on,
            closes_on=one.closes_on,
            closed_on=one.closed_on,
            invited=one.invited,
            answered=one.answered,
            courts=one.courts,
            reminded_on=one.reminded_on,
            texts_kept_days=one.keep_days,
            texts_erased_on=one.texts_erased_on,
        )


class QuestionView(BaseModel):
    """What a question came to."""

    question: str
    answers: int
    mean: Decimal = Field(description="1 to 5")
    by_value: tuple[int, ...] = Field(description="How many gave 1, 2, … 5")


class GroupView(BaseModel):
    """A group that can be asked for; without a region everybody, without a court the whole region."""

    region: str | None
    court_id: str | None

    @classmethod
    def of(cls, path: tuple[str, ...]) -> "GroupView":
        """As filters name it."""
        region, court_id = (*path, None, None)[:2]
        return cls(region=region, court_id=court_id)


class ResultsView(BaseModel):
    """What a survey came to in a group."""

    group: GroupView
    questions: list[QuestionView]
    texts: dict[str, list[str]] = Field(description="Words that moderation lets be told; of everybody alone")
    groups: list[GroupView]

    @classmethod
    def of(cls, found: Results, texts: dict[str, list[str]]) -> "ResultsView":
        """As computed."""
        return cls(
            group=GroupView.of(found.group),
            questions=[
                QuestionView(question=code, answers=one.answers, mean=rounded(one.mean), by_value=one.by_value)
                for code, one in found.questions.items()
            ],
            texts=texts,
            groups=[GroupView.of(path) for path in found.groups],
        )


class TextView(BaseModel):
    """An answer in words."""

    text_id: UUID
    question: str
    words: str
    state: TextState
    reason: WithheldFor | None
