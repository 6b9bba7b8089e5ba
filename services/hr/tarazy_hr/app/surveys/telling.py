"""What a survey that is closed came to, told of groups alone that are large enough."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tarazy_shared.database import Connection

from tarazy_hr.adapters.surveys import store
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.domain.refusal import Refusal, conflict
from tarazy_hr.domain.surveys.groups import Path
from tarazy_hr.domain.surveys.results import Counts, results

SOURCE = "docs/evaluation.md"


@dataclass(frozen=True, slots=True)
class Results:
    """By question, what was answered in a group; questions that too few answered there are left out."""

    group: Path
    questions: Mapping[str, Counts]
    groups: tuple[Path, ...]
    """All groups that can be asked for."""


async def results_of(
    connection: Connection, survey: Survey, region: str | None = None, court_id: str | None = None
) -> Results | Refusal:
    """Of everybody, of a region or of a court. A group that is too small, or would leave one that is, is refused."""
    if survey.closed_on is None:
        return conflict("survey_id", "survey_runs", day=survey.closes_on)
    known = list(await store.answers_to(connection, survey.survey_id))
    found = results(known, survey.least)
    told = tuple(sorted({path for groups in found.values() for path in groups}, key=lambda path: (len(path), path)))
    wanted = _wanted([path for path, _, _ in known], region, court_id)
    if wanted not in told:
        field = "court_id" if court_id else "region" if region else "survey_id"
        return conflict(field, "group_too_small", least=survey.least, source=SOURCE)
    questions = {code: groups[wanted] for code, groups in found.items() if wanted in groups}
    return Results(wanted, questions, told)


async def score_of(connection: Connection, survey: Survey, criterion: str) -> tuple[Fraction | None, int] | Refusal:
    """What the questions for a criterion came to, 0 to 100, and how many answered the one that fewest did.

    None and 0 where fewer answered than can be told of.
    """
    if survey.closed_on is None:
        return conflict("survey_id", "survey_runs", day=survey.closes_on)
    codes = {one.code for one in survey.questionnaire.questions if one.criterion == criterion}
    found = results(await store.answers_to(connection, survey.survey_id), survey.least)
    counts = [found[code][()] for code in sorted(codes) if () in found.get(code, {})]
    if not counts:
        return None, 0
    return sum((one.score for one in counts), Fraction(0)) / len(counts), min(one.answers for one in counts)


def _wanted(paths: list[Path], region: str | None, court_id: str | None) -> Path:
    if court_id is not None:
        return (
            region if region is not None else next((path[0] for path in paths if path[1] == court_id), ""),
            court_id,
        )
    return () if region is None else (region,)
