"""The procedure of a selection: its stages, who scores them, what is enough and what it weighs, as dated data."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.refusal import Refusal, wrong

Scorer = Literal["officer", "panel"]
DayKind = Literal["working", "calendar"]


@dataclass(frozen=True, slots=True)
class Period:
    """So many days, counted from the day after the one that begins it; the last one ends at midnight in the court."""

    days: int
    kind: DayKind = "calendar"


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its name."""

    code: str
    name: Trilingual


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. A candidate goes on whose mean score is at least the threshold."""

    code: str
    name: Trilingual
    scored_by: Scorer
    """`officer`: one score for each candidate; `panel`: one by each member who is not recused."""
    maximum: Decimal
    threshold: Decimal
    weight: int
    """Share of this stage in the total, relative to the others; 0 for one that only decides who goes on."""
    period: Period


@dataclass(frozen=True, slots=True)
class Procedure:
    """How a competition runs, as a whole. The one that stood on the day of the announcement holds to its end."""

    code: str
    name: Trilingual
    source: str
    """Where it is laid down."""
    verified: bool
    """Whether somebody held it against the text in force."""
    applications: Period
    stages: tuple[Stage, ...]
    reasons: tuple[Named, ...]
    """Codes that explain a score."""
    documents: tuple[Named, ...] = ()
    """Documents that an application has to bring."""
    quorum: int = 1
    """How many members of the panel have to score a candidate at least."""
    warn_days: int = 3
    """A deadline is near from so many calendar days before it on."""
    keep_days: int = 365
    """Days after the end of a competition for which candidates' data are kept."""

    def stage(self, code: str) -> Stage | None:
        """The stage of a code."""
        return next((stage for stage in self.stages if stage.code == code), None)

    def position(self, code: str) -> int:
        """Which stage that is, from 0. Raises StopIteration for none of these."""
        return next(place for place, stage in enumerate(self.stages) if stage.code == code)


RESERVED = frozenset({"applications", "ranked", "filled", "closed", "cancelled"})
"""What a competition is in besides a stage."""


def check(procedure: Procedure) -> Refusal | None:
    """Why nobody could be selected by this procedure."""
    return next(_faults(procedure), None)


def _faults(procedure: Procedure) -> Iterator[Refusal]:
    if not procedure.stages:
        yield wrong("stages", "no_stages")
    lists = {
        "stages": [*RESERVED, *(stage.code for stage in procedure.stages)],
        "reasons": [reason.code for reason in procedure.reasons],
        "documents": [document.code for document in procedure.documents],
    }
    for name, codes in lists.items():
        for code, times in Counter(codes).items():
            if times > 1:
                yield wrong(name, "code_repeated", repeated=code)
    for place, stage in enumerate(procedure.stages):
        if not 0 <= stage.threshold <= stage.maximum or stage.maximum <= 0:
            yield wrong(f"stages[{place}].threshold", "threshold_outside", maximum=stage.maximum)
    if procedure.stages and not any(stage.weight for stage in procedure.stages):
        yield wrong("stages", "no_weights")
