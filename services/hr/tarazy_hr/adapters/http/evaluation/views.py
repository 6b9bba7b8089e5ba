"""How evaluations are shown, to each what is theirs to see."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel, Field
from tarazy_shared.terms import IsOpen

from tarazy_hr.adapters.evaluation.hearings import Seen
from tarazy_hr.adapters.evaluation.standing import ListedEvaluation
from tarazy_hr.adapters.evaluation.words import StoredWords
from tarazy_hr.domain.clocks.clock import Urgency
from tarazy_hr.domain.evaluation.cycles import Coming, State
from tarazy_hr.domain.evaluation.evaluation import Evaluation
from tarazy_hr.domain.evaluation.indicators import Indicator
from tarazy_hr.domain.evaluation.scoring import Total, rounded


class ConductedEvaluationView(BaseModel):
    """What a command added to the record of an evaluation."""

    changed: bool
    facts: list[str] = Field(examples=[["scored"]])
    phase: str
    entries: int = Field(description="How many entries the record has")


class ListedEvaluationView(BaseModel):
    """One evaluation of a list."""

    evaluation_id: UUID
    court_id: str
    judge: UUID
    kind: str
    phase: str
    from_on: date
    to_on: date
    opened_on: date
    ended_on: date | None

    @classmethod
    def of(cls, one: ListedEvaluation) -> "ListedEvaluationView":
        """As stored."""
        return cls.model_validate(one, from_attributes=True)


class ComingEvaluationView(BaseModel):
    """An evaluation that the rules ask for."""

    evaluation_id: UUID = Field(description="The one under which it will stand")
    judge: UUID
    kind: str
    from_on: date
    to_on: date = Field(description="The day after the last of the period, on which it opens")
    state: State = Field(
        description="ahead; due: opens with the next look; away: once the judge is back; running: once another one is "
        "over; earlier: its day had come when HR first knew the judge, so people open it"
    )
    back_on: date | None = Field(description="First day back of whoever is away for long")

    @classmethod
    def of(cls, one: Coming, court_id: str) -> "ComingEvaluationView":
        """With the id that it will have."""
        cycle = one.cycle
        return cls(
            evaluation_id=cycle.evaluation_id(court_id, one.judge),
            judge=one.judge,
            kind=cycle.kind,
            from_on=cycle.from_on,
            to_on=cycle.due_on,
            state=one.state,
            back_on=None if one.back_on == date.max else one.back_on,
        )


class FactBehindView(BaseModel):
    """One hearing, and how it counts."""

    hearing_id: UUID
    case_number: str | None
    day: date | None = Field(description="On which it sat, or was to")
    counted: str = Field(description="for, against, or apart: not the judge's own doing, or left out")
    why: str


class IndicatorView(BaseModel):
    """A figure with what it was counted from."""

    code: str
    value: float | None = Field(description="0 to 1; absent: too few hearings to say anything")
    counted_for: float
    counted: float
    behind: list[FactBehindView]

    @classmethod
    def of(cls, one: Indicator, seen: Mapping[UUID, Seen]) -> "IndicatorView":
        """With cases and days."""
        return cls(
            code=one.code,
            value=None if one.value is None else float(rounded(one.value * 100)) / 100,
            counted_for=float(rounded(one.counted_for)),
            counted=float(rounded(one.counted)),
            behind=[
                FactBehindView(
                    hearing_id=fact.hearing_id,
                    case_number=seen.get(fact.hearing_id, Seen()).number,
                    day=seen.get(fact.hearing_id, Seen()).day,
                    counted=fact.counted,
                    why=fact.why,
                )
                for fact in one.behind
            ],
        )


class SpreadView(BaseModel):
    """How far members are from each other."""

    mean: Decimal
    lowest: Decimal
    highest: Decimal
    members: int


class CriterionView(BaseModel):
    """What a criterion came to."""

    code: str
    score: Decimal | None
    weight: int
    spread: SpreadView | None


class TotalView(BaseModel):
    """What everything came to."""

    total: Decimal
    category: str
    weighed: int = Field(description="Percent of the weights of which something could be said")
    criteria: list[CriterionView]
    needs: tuple[str, ...] = Field(description="Subjects of training that it asks for")

    @classmethod
    def of(cls, total: Total) -> "TotalView":
        """Step by step."""
        return cls(
            total=total.total,
            category=total.category,
            weighed=total.weighed,
            needs=total.needs,
            criteria=[
                CriterionView(
                    code=one.code,
                    score=one.score,
                    weight=one.weight,
                    spread=one.spread
                    and SpreadView(
                        mean=rounded(one.spread.mean),
                        lowest=one.spread.lowest,
                        highest=one.spread.highest,
                        members=one.spread.members,
                    ),
                )
                for one in total.criteria
            ],
        )


class EvaluationClockView(BaseModel):
    """A clock of an evaluation."""

    code: str
    started_on: date
    due_on: date | None
    stopped_on: date | None
    urgency: Urgency
    source: str
    verified: bool


class WordsView(BaseModel):
    """What somebody wrote."""

    kind: str
    hearing_id: UUID | None
    words: str
    added_by: str
    recorded_at: datetime

    @classmethod
    def of(cls, stored: StoredWords) -> "WordsView":
        """As stored."""
        said = stored.said
        return cls(
            kind=said.kind,
            hearing_id=said.hearing_id,
            words=said.words,
            added_by=stored.added_by,
            recorded_at=stored.recorded_at,
        )


class EvaluationView(BaseModel):
    """An evaluation with its file, for those on it."""

    evaluation_id: UUID
    court_id: str
    judge: UUID
    kind: str
    phase: str
    from_on: date
    to_on: date
    opened_on: date
    ended_on: date | None
    panel: tuple[UUID, ...]
    recused: list[UUID]
    figures_on: date | None
    figures: list[IndicatorView]
    disputes: dict[UUID, bool | None] = Field(description="By hearing: whether it is left out; null: nobody has said")
    my_scores: dict[str, Decimal] = Field(description="Of whoever asks, by criterion")
    missing: int = Field(description="Scores that are still to come")
    draft: TotalView | None
    replied: bool
    total: TotalView | None
    clocks: list[EvaluationClockView]
    words: list[WordsView]
    entries: int

    @classmethod
    def of(
        cls,
        evaluation: Evaluation,
        file: Collection[StoredWords],
        seen: Mapping[UUID, Seen],
        reader: UUID | None,
        today: date,
        is_open: IsOpen,
    ) -> "EvaluationView":
        """As the record and the file tell it on a day. Scores of others are in no view: means and spreads are, once
        the draft is out."""
        opened = evaluation.opened
        return cls(
            evaluation_id=opened.evaluation_id,
            court_id=opened.court_id,
            judge=opened.judge,
            kind=opened.kind,
            phase=evaluation.phase,
            from_on=opened.from_on,
            to_on=opened.to_on,
            opened_on=opened.opened_on,
            ended_on=evaluation.ended_on,
            panel=evaluation.panel,
            recused=sorted(evaluation.recused),
            figures_on=evaluation.figures_on,
            figures=[IndicatorView.of(one, seen) for one in evaluation.figures],
            disputes=evaluation.disputes,
            my_scores={
                code: given[reader]
                for code, given in evaluation.scores.items()
                if reader is not None and reader in given
            },
            missing=len(evaluation.missing()),
            draft=TotalView.of(evaluation.draft) if evaluation.draft else None,
            replied=evaluation.replied,
            total=TotalView.of(evaluation.total) if evaluation.total else None,
            clocks=[
                EvaluationClockView(
                    code=code,
                    started_on=clock.started_on,
                    due_on=clock.last_day(is_open),
                    stopped_on=clock.stopped_on,
                    urgency=clock.urgency(today, is_open),
                    source=clock.rule.source,
                    verified=clock.rule.verified,
                )
                for code, clock in evaluation.clocks.items()
            ],
            words=[WordsView.of(one) for one in file],
            entries=evaluation.entries,
        )
