"""What is sent about evaluations."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from tarazy_shared.contracts.fields import Code, Day
from tarazy_shared.ids import uuid7

from tarazy_hr.adapters.evaluation.words import Words, WordsKind
from tarazy_hr.adapters.http.body import Body, Id, example
from tarazy_hr.domain.evaluation import commands
from tarazy_hr.domain.evaluation.rules import CycleKind

Sentences = Annotated[str, Field(min_length=1, max_length=20_000)]
Panel = Annotated[tuple[Id, ...], Field(max_length=50)]


class OpeningBody(Body):
    """The evaluation of a judge over [from_on, to_on)."""

    model_config = example(
        {
            "judge": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10",
            "kind": "periodic",
            "from_on": "2025-01-01",
            "to_on": "2026-01-01",
            "panel": [
                "019312d0-0c9e-7c64-9d4e-0d6a2f7f3f10",
                "019312d0-0c9e-7c64-9d4e-0d6a2f7f3f11",
                "019312d0-0c9e-7c64-9d4e-0d6a2f7f3f12",
            ],
        }
    )

    judge: Id
    kind: CycleKind
    from_on: Day
    to_on: Day = Field(description="The day after the last of the period")
    panel: Panel

    def opening(self, court_id: str, evaluation_id: UUID) -> commands.Open:
        """The command."""
        return commands.Open(
            evaluation_id, court_id, self.judge, self.kind, self.from_on, self.to_on, tuple(sorted(self.panel))
        )


class PanelBody(Body):
    """Who scores from now on."""

    model_config = example({"panel": ["5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10"]})

    panel: Panel


class RecusalBody(Body):
    """Who does not score."""

    model_config = example({"member": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10"})

    member: Id


class ScoreBody(Body):
    """A score of one criterion."""

    model_config = example({"criterion": "legal_reasoning", "score": "72.5"})

    criterion: Code
    score: Decimal = Field(description="0 to 100", max_digits=5, decimal_places=2)
    by: Id | None = Field(None, description="For the system: whose score it is. Others score for themselves")


class SpokenBody(Body):
    """Words, which are kept apart from the record and deleted in time."""

    model_config = example({"words": "…"})

    words: Sentences | None = None

    def said(self, kind: WordsKind, now: datetime, hearing_id: UUID | None = None) -> list[Words]:
        """As they are stored."""
        return [] if self.words is None else [Words(uuid7(now), kind, self.words, hearing_id)]


class DisputeBody(SpokenBody):
    """The hearing that counts wrongly, and why."""

    model_config = example({"hearing_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10", "words": "…"})

    hearing_id: Id


class SettlementBody(SpokenBody):
    """Whether a disputed hearing is left out of all figures, and why."""

    model_config = example({"hearing_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10", "left_out": True})

    hearing_id: Id
    left_out: bool


class SignedBody(SpokenBody):
    """A decision with its reasons."""

    model_config = example({"words": "…"})

    by: Id | None = Field(None, description="For the system: the member who enters it")


class AppealDecisionBody(SignedBody):
    """What became of an appeal; where it is returned, who scores now."""

    model_config = example({"result": "upheld", "words": "…"})

    result: Literal["upheld", "returned"]
    panel: Panel = ()


class SurveyTakenBody(Body):
    """A survey for this evaluation that has closed, and the criterion that its answers are for."""

    model_config = example({"survey_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10", "criterion": "regard_for_people"})

    survey_id: Id
    criterion: Code


class AbandonmentBody(Body):
    """Why it ends without a result."""

    model_config = example({"reason": "left_office"})

    reason: Literal["left_office", "opened_in_error", "moved_court"]
