"""How disciplinary cases are shown."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field
from tarazy_shared.terms import IsOpen

from tarazy_hr.adapters.discipline.papers import StoredPaper
from tarazy_hr.adapters.discipline.standing import ListedCase
from tarazy_hr.domain.clocks.clock import Urgency
from tarazy_hr.domain.discipline.case import DisciplinaryCase


class ConductedCaseView(BaseModel):
    """What a command added to the record of a case."""

    changed: bool
    facts: list[str] = Field(examples=[["admitted"]])
    phase: str
    entries: int = Field(description="How many entries the record has")


class ListedCaseView(BaseModel):
    """One case of a list."""

    case_id: UUID
    court_id: str
    judge: UUID
    phase: str
    received_on: date

    @classmethod
    def of(cls, case: ListedCase) -> "ListedCaseView":
        """As stored."""
        return cls.model_validate(case, from_attributes=True)


class ClockView(BaseModel):
    """A clock of a case."""

    code: str
    started_on: date
    due_on: date | None = Field(description="Last day; absent while it stands still")
    stopped_on: date | None
    urgency: Urgency
    source: str
    verified: bool


class PaperView(BaseModel):
    """A paper of the file."""

    paper_id: UUID
    kind: str
    author: str | None
    title: str
    words: str | None
    sha256: str | None
    added_by: str
    recorded_at: datetime

    @classmethod
    def of(cls, stored: StoredPaper) -> "PaperView":
        """As stored."""
        paper = stored.paper
        return cls(
            paper_id=paper.paper_id,
            kind=paper.kind,
            author=paper.author,
            title=paper.title,
            words=paper.words,
            sha256=paper.sha256,
            added_by=stored.added_by,
            recorded_at=stored.recorded_at,
        )


class CaseView(BaseModel):
    """A case with its file, for those on it."""

    case_id: UUID
    court_id: str
    judge: UUID
    phase: str
    complainant: str
    grounds: tuple[str, ...]
    charges: tuple[str, ...]
    happened_on: date
    received_on: date
    initiator: UUID | None
    explanation: Literal["asked", "given", "declined"] | None
    panels: dict[Literal["first", "appeal"], tuple[UUID, ...]]
    draw_due_at: datetime | None = Field(description="When the round comes out that a draw waits for")
    hearing_starts_at: datetime | None
    measure: str | None
    decided_on: date | None
    in_force_on: date | None
    paused_since: date | None
    off_duty: bool
    clocks: list[ClockView]
    papers: list[PaperView]
    entries: int

    @classmethod
    def of(cls, case: DisciplinaryCase, papers: list[StoredPaper], today: date, is_open: IsOpen) -> "CaseView":
        """As the record and the file tell it on a day."""
        received, hearing = case.received, case.hearings.get(case.instance)
        return cls(
            case_id=received.case_id,
            court_id=received.court_id,
            judge=received.judge,
            phase=case.phase,
            complainant=received.complainant,
            grounds=received.grounds,
            charges=case.charges,
            happened_on=received.happened_on,
            received_on=received.received_on,
            initiator=case.initiator,
            explanation=case.explanation,
            panels=case.panels,
            draw_due_at=case.order.due_at if case.order else None,
            hearing_starts_at=hearing.starts_at if hearing else None,
            measure=case.measure,
            decided_on=case.decided_on,
            in_force_on=case.ended_on if case.phase in ("in_force", "expired") else None,
            paused_since=case.paused_since,
            off_duty=case.off_duty,
            clocks=[
                ClockView(
                    code=code,
                    started_on=clock.started_on,
                    due_on=clock.last_day(is_open),
                    stopped_on=clock.stopped_on,
                    urgency=clock.urgency(today, is_open),
                    source=clock.rule.source,
                    verified=clock.rule.verified,
                )
                for code, clock in case.clocks.items()
            ],
            papers=[PaperView.of(one) for one in papers],
            entries=case.entries,
        )
