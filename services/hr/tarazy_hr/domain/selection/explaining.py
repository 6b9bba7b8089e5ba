"""A competition explained: for each candidate every score, what it counts for, and what decided the place."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.selection.competition import Application, Competition
from tarazy_hr.domain.selection.facts import Place, Result
from tarazy_hr.domain.selection.procedure import Stage

Outcome = Literal["standing", "withdrawn", "ended", "chosen", "not_chosen"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One score."""

    member: UUID | None
    """None: the officer's."""
    score: Decimal
    reasons: tuple[str, ...]
    counts: bool
    """False for that of a member who is recused or not of the panel any more."""


@dataclass(frozen=True, slots=True)
class StageLine:
    """What a candidate reached in a stage, and what that adds to the total."""

    stage: Stage
    marks: tuple[Mark, ...]
    mean: Fraction | None
    """None while the stage is not complete."""
    passed: bool | None
    part: Fraction | None
    """`weight x mean / maximum / sum of the weights`: the parts add up to the total."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One candidate."""

    application_id: UUID
    number: int
    outcome: Outcome
    ended_in: str | None
    place: int | None
    total: Fraction | None
    decided_by: str | None
    """What put the candidate behind the one before: `total`, the code of a stage, or `order` of application."""
    stages: tuple[StageLine, ...]


def explain(competition: Competition, today: date, reader: UUID | None = None) -> list[Explained]:
    """Everybody: the ranked by place, then the others in the order of their applications.

    `reader` is a member of the panel who does not see scores of others before their own are in.
    """
    hidden = hidden_from(competition, reader, today)
    places = {place.application_id: place for place in competition.places}
    after = dict(zip((one.application_id for one in competition.places[1:]), competition.places, strict=False))
    explained = [
        Explained(
            application.application_id,
            application.number,
            _outcome(competition, application),
            application.ended_in,
            place.place if place else None,
            place.total if place else None,
            _decided_by(competition, after.get(application.application_id), place),
            tuple(
                _line(competition, stage, application, stage.code == hidden) for stage in competition.procedure.stages
            ),
        )
        for application in competition.applications.values()
        for place in [places.get(application.application_id)]
    ]
    return sorted(explained, key=lambda one: (one.place is None, one.place or one.number))


def to_score(competition: Competition, member: UUID | None, today: date) -> list[Application]:
    """Whom a member (None: the officer) scores in the stage that runs, in the order of the applications."""
    stage = competition.stage_on(today)
    if stage is None:
        return []
    return [one for one in competition.standing() if member in competition.scorers(stage, one.application_id)]


def hidden_from(competition: Competition, reader: UUID | None, today: date) -> str | None:
    """The stage in which a member of the panel does not see others' scores yet; None where everything is seen."""
    stage = competition.stage_on(today)
    if stage is None or reader is None or reader not in competition.panel or stage.scored_by == "officer":
        return None
    waited_for = (competition.missing(stage, one.application_id) for one in competition.standing())
    return stage.code if any(reader in missing for missing in waited_for) else None


def _outcome(competition: Competition, application: Application) -> Outcome:
    if application.application_id == competition.appointed:
        return "chosen"
    if application.withdrawn:
        return "withdrawn"
    if application.ended_in is not None:
        return "ended"
    return "not_chosen" if competition.over else "standing"


def _line(competition: Competition, stage: Stage, application: Application, hidden: bool) -> StageLine:
    application_id = application.application_id
    result = _result(competition, stage.code, application_id)
    counted = result.members if result else competition.scorers(stage, application_id)
    there = {} if hidden else competition.scores.get((stage.code, application_id), {})
    marks = (Mark(who, one.score, one.reasons, who in counted) for who, one in sorted(there.items(), key=_by_id))
    if result is None:
        return StageLine(stage, tuple(marks), None, None, None)
    weights = sum(each.weight for each in competition.procedure.stages)
    part = stage.weight * result.mean / Fraction(stage.maximum) / weights
    return StageLine(stage, tuple(marks), result.mean, result.passed, part)


def _decided_by(competition: Competition, before: Place | None, place: Place | None) -> str | None:
    if before is None or place is None:
        return None
    if before.total != place.total:
        return "total"
    for stage in reversed(competition.procedure.stages):
        one = _result(competition, stage.code, before.application_id)
        other = _result(competition, stage.code, place.application_id)
        if one and other and one.mean != other.mean:
            return stage.code
    return "order"


def _result(competition: Competition, stage: str, application_id: UUID) -> Result | None:
    results = competition.results.get(stage, ())
    return next((one for one in results if one.application_id == application_id), None)


def _by_id(item: tuple[UUID | None, object]) -> str:
    return str(item[0] or "")
