"""What is shown of competitions. Numbers that decide are shown as exact fractions, with a rounded form beside them."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from pydantic import BaseModel, Field

from tarazy_hr.adapters.http.body import View
from tarazy_hr.adapters.http.courts import TextView
from tarazy_hr.adapters.selection.candidates import Candidate
from tarazy_hr.domain.selection.competition import Competition
from tarazy_hr.domain.selection.deadlines import Urgency, urgency_of
from tarazy_hr.domain.selection.explaining import Explained, Mark, Outcome, StageLine
from tarazy_hr.domain.selection.procedure import DayKind, Scorer


class PeriodView(View):
    """So many days."""

    days: int
    kind: DayKind


class NamedView(View):
    """A code with its name."""

    code: str
    name: TextView


class StageView(View):
    """One stage of a procedure."""

    code: str
    name: TextView
    scored_by: Scorer
    maximum: Decimal
    threshold: Decimal
    weight: int
    period: PeriodView


class ProcedureView(View):
    """How competitions run."""

    code: str
    name: TextView
    source: str
    verified: bool
    applications: PeriodView
    stages: list[StageView]
    reasons: list[NamedView]
    documents: list[NamedView]
    quorum: int
    warn_days: int
    keep_days: int


class DatedProcedureView(View):
    """A procedure with the day from which it holds."""

    valid_from: date
    version: int
    procedure: ProcedureView


class CompetitionView(BaseModel):
    """Where a competition stands. It names nobody who applied."""

    competition_id: UUID
    court_id: str
    post_id: UUID
    role: str
    share: Decimal
    from_on: date
    announced_on: date
    applications_until: date
    phase: str = Field(description="`applications`, a stage, `ranked`, `filled`, `closed` or `cancelled`")
    due_on: date | None = Field(description="Last day of what runs now")
    urgency: Urgency | None
    reason: str | None
    panel: list[UUID]
    applications: int
    standing: int = Field(description="How many candidates are still in it")
    entries: int = Field(description="Length of the record")
    procedure: ProcedureView

    @classmethod
    def of(cls, competition: Competition, today: date) -> "CompetitionView":
        """A competition on a day."""
        announced = competition.announced
        return cls(
            competition_id=announced.competition_id,
            court_id=announced.court_id,
            post_id=announced.post_id,
            role=announced.role,
            share=announced.share,
            from_on=announced.from_on,
            announced_on=announced.announced_on,
            applications_until=competition.applications_until,
            phase=competition.phase_on(today),
            due_on=competition.deadline_on(today),
            urgency=urgency_of(competition, today),
            reason=competition.reason,
            panel=list(competition.panel),
            applications=len(competition.applications),
            standing=len(competition.standing()),
            entries=competition.entries,
            procedure=ProcedureView.model_validate(announced.procedure),
        )


class ConductedView(BaseModel):
    """What a command brought about."""

    changed: bool
    facts: list[str] = Field(examples=[["scored"]], description="What was added to the record")
    phase: str
    due_on: date | None
    entries: int


class MarkView(BaseModel):
    """One score."""

    member: UUID | None = Field(description="Null: the officer's")
    score: Decimal
    reasons: list[str]
    counts: bool

    @classmethod
    def of(cls, mark: Mark) -> "MarkView":
        """A score."""
        return cls(member=mark.member, score=mark.score, reasons=list(mark.reasons), counts=mark.counts)


class StageLineView(BaseModel):
    """What a candidate reached in a stage."""

    stage: str
    scores: list[MarkView]
    mean: str | None = Field(examples=["85/2"])
    passed: bool | None
    part: str | None = Field(description="What it adds to the total", examples=["51/200"])

    @classmethod
    def of(cls, line: StageLine) -> "StageLineView":
        """A stage of a candidate."""
        return cls(
            stage=line.stage.code,
            scores=[MarkView.of(mark) for mark in line.marks],
            mean=None if line.mean is None else str(line.mean),
            passed=line.passed,
            part=None if line.part is None else str(line.part),
        )


class RankedView(BaseModel):
    """A candidate with everything that led to the place."""

    application_id: UUID
    number: int
    outcome: Outcome
    ended_in: str | None
    place: int | None
    total: str | None = Field(examples=["1103/1500"])
    percent: str | None = Field(description="The total in hundredths, rounded; it decides nothing", examples=["73.53"])
    decided_by: str | None = Field(description="What put it behind the one before: `total`, a stage's code or `order`")
    stages: list[StageLineView]

    @classmethod
    def of(cls, explained: Explained) -> "RankedView":
        """A candidate."""
        return cls(
            application_id=explained.application_id,
            number=explained.number,
            outcome=explained.outcome,
            ended_in=explained.ended_in,
            place=explained.place,
            total=None if explained.total is None else str(explained.total),
            percent=None if explained.total is None else percent(explained.total),
            decided_by=explained.decided_by,
            stages=[StageLineView.of(line) for line in explained.stages],
        )


class RankingView(BaseModel):
    """The ranking that explains itself."""

    competition_id: UUID
    phase: str
    rule: str = Field(description="How the places come about", default="")
    hidden_stage: str | None = Field(
        description="Scores of this stage are not shown to a member whose own are not all in"
    )
    candidates: list[RankedView]


class DocumentView(View):
    """A document that came with an application."""

    code: str
    name: str
    sha256: str


class ContactView(View):
    """One way to reach a candidate."""

    channel: str
    address: str


class CandidateView(View):
    """Who applied. Personal data."""

    application_id: UUID
    number: int
    outcome: Outcome
    person_id: UUID
    identity_number: str
    name: str
    contacts: list[ContactView]
    languages: list[str]
    documents: list[DocumentView]

    @classmethod
    def of(cls, candidate: Candidate, explained: Explained) -> "CandidateView":
        """A candidate with what became of the application."""
        return cls(
            application_id=candidate.application_id,
            number=explained.number,
            outcome=explained.outcome,
            person_id=candidate.person_id,
            identity_number=candidate.identity_number,
            name=candidate.name,
            contacts=[ContactView.model_validate(one) for one in candidate.contacts],
            languages=list(candidate.languages),
            documents=[DocumentView.model_validate(one) for one in candidate.documents],
        )


class ToScoreView(BaseModel):
    """A candidate whom a member scores, with the member's own score."""

    application_id: UUID
    number: int
    name: str | None = Field(description="Null once candidates' data are deleted")
    score: Decimal | None
    reasons: list[str]


class ScoringView(BaseModel):
    """What one member has to do now."""

    competition_id: UUID
    stage: StageView | None
    due_on: date | None
    candidates: list[ToScoreView]


class DeadlineView(BaseModel):
    """The last day of what runs in a competition."""

    court_id: str
    competition_id: UUID
    post_id: UUID
    phase: str
    due_on: date
    urgency: Urgency


class EntryView(BaseModel):
    """An entry of a record, as lists show it."""

    number: int
    at: datetime
    by: str
    what: str


def percent(total: Fraction) -> str:
    """A total in hundredths with two decimal places, half up."""
    hundredths = int(total * 10000 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02}"
