"""What a survey that is closed came to, told of groups alone that are large enough."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tarazy_shared.database import Connection

from tarazy_hr.adapters.surveys import store, texts
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


@dataclass(frozen=True, slots=True)
class Told:
    """All that can be told of a survey, by question and group."""

    by_question: Mapping[str, Mapping[Path, Counts]]
    groups: tuple[Path, ...]
    """All groups that can be asked for, the widest first."""

    def of(self, group: Path) -> Results | None:
        """What was answered in a group; None for one that cannot be told of."""
        if group not in self.groups:
            return None
        questions = {code: groups[group] for code, groups in self.by_question.items() if group in groups}
        return Results(group, questions, self.groups)

    def group_of(self, region: str | None, court_id: str | None) -> Path:
        """The group that filters ask for."""
        if court_id is None:
            return () if region is None else (region,)
        if region is None:
            region = next((path[0] for path in self.groups if path[1:] == (court_id,)), "")
        return region, court_id


async def told_of(connection: Connection, survey: Survey) -> Told | Refusal:
    """All that can be told of a survey, once it has closed."""
    if survey.closed_on is None:
        return conflict("survey_id", "survey_runs", day=survey.closes_on)
    found = results(await store.answers_to(connection, survey.survey_id), survey.least)
    groups = sorted({path for one in found.values() for path in one}, key=lambda path: (len(path), path))
    return Told(found, tuple(groups))


async def results_of(
    connection: Connection, survey: Survey, region: str | None = None, court_id: str | None = None
) -> Results | Refusal:
    """Of everybody, of a region or of a court. A group that is too small, or would leave one that is, is refused."""
    told = await told_of(connection, survey)
    if isinstance(told, Refusal):
        return told
    return told.of(told.group_of(region, court_id)) or too_small(survey, region, court_id)


def too_small(survey: Survey, region: str | None, court_id: str | None) -> Refusal:
    """Why nothing is told of a group."""
    field = "court_id" if court_id else "region" if region else "survey_id"
    return conflict(field, "group_too_small", least=survey.least, source=SOURCE)


async def words_told(connection: Connection, survey: Survey) -> dict[str, list[str]]:
    """By question, the answers in words that moderation lets be told; they are of everybody alone."""
    found: dict[str, list[str]] = {}
    for one in await texts.of_survey(connection, survey.survey_id):
        if one.state == "shown":
            found.setdefault(one.question, []).append(one.words)
    return found


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
