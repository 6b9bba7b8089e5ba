"""Where evaluations stand: the rows by which they are found, derived from their records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.terms import IsOpen

from tarazy_hr.adapters.proceedings.clocks import keep_clocks
from tarazy_hr.domain.evaluation.evaluation import Evaluation
from tarazy_hr.domain.evaluation.totals import FinalOne

KIND = "evaluation"

KEEP = """
    INSERT INTO evaluations (
        evaluation_id, court_id, judge, kind, phase, from_on, to_on, opened_on, ended_on, total, category, needs,
        passes_on, keep_until
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (evaluation_id) DO UPDATE SET
        phase = excluded.phase, ended_on = excluded.ended_on, total = excluded.total, category = excluded.category,
        needs = excluded.needs, passes_on = excluded.passes_on, keep_until = excluded.keep_until
"""

FORGET_PEOPLE = "DELETE FROM evaluation_people WHERE evaluation_id = $1"

KEEP_PEOPLE = """
    INSERT INTO evaluation_people (evaluation_id, person_id, part)
    SELECT $1, person_id, part FROM unnest($2::uuid[], $3::text[]) AS one (person_id, part)
"""

LISTED = """
    SELECT evaluation_id, court_id, judge, kind, phase, from_on, to_on, opened_on, ended_on, total
    FROM evaluations AS known
    WHERE ($1::text IS NULL OR court_id = $1)
      AND ($2::uuid IS NULL OR EXISTS (
          SELECT FROM evaluation_people AS on_it
          WHERE on_it.evaluation_id = known.evaluation_id AND on_it.person_id = $2))
    ORDER BY opened_on DESC, evaluation_id
"""

APPEALED = """
    SELECT evaluation_id, court_id, judge, kind, phase, from_on, to_on, opened_on, ended_on, total FROM evaluations
    WHERE court_id = $1 AND phase = 'appealed' AND judge <> $2 ORDER BY opened_on DESC, evaluation_id
"""

RUNNING = """
    SELECT evaluation_id FROM evaluations
    WHERE judge = $1 AND evaluation_id <> $2 AND phase NOT IN ('final', 'abandoned')
"""

PASSING = """
    SELECT evaluation_id, court_id FROM evaluations
    JOIN courts USING (court_id)
    WHERE superseded_at IS NULL AND passes_on <= ($1::timestamptz AT TIME ZONE zone)::date LIMIT $2
"""

ERASING = """
    SELECT evaluation_id FROM evaluations
    JOIN courts USING (court_id)
    WHERE superseded_at IS NULL AND NOT erased AND keep_until < ($1::timestamptz AT TIME ZONE zone)::date LIMIT $2
"""

ERASED = "UPDATE evaluations SET erased = true WHERE evaluation_id = $1"

BY_STATE = "SELECT kind, phase, count(*) AS evaluations FROM evaluations GROUP BY kind, phase"

FINAL = """
    SELECT known.court_id, coalesce(region, '') AS region, total, category FROM evaluations AS known
    JOIN courts AS court ON court.court_id = known.court_id AND court.superseded_at IS NULL
    WHERE phase = 'final' AND ended_on >= $1 AND ended_on < $2
    ORDER BY known.court_id, total
"""


@dataclass(frozen=True, slots=True)
class ListedEvaluation:
    """One evaluation, as lists show it."""

    evaluation_id: UUID
    court_id: str
    judge: UUID
    kind: str
    phase: str
    from_on: date
    to_on: date
    opened_on: date
    ended_on: date | None
    total: Decimal | None = None
    """Once it is final: for the judge alone."""

    @property
    def last_on(self) -> date:
        """Of the period."""
        return self.to_on - timedelta(days=1)


async def keep(connection: Connection, evaluation: Evaluation, today: date, is_open: IsOpen) -> None:
    """Bring the rows of an evaluation up to its record."""
    opened = evaluation.opened
    stands = evaluation.total if evaluation.phase == "final" else None
    await connection.execute(
        KEEP,
        opened.evaluation_id,
        opened.court_id,
        opened.judge,
        opened.kind,
        evaluation.phase,
        opened.from_on,
        opened.to_on,
        opened.opened_on,
        evaluation.ended_on,
        stands.total if stands else None,
        stands.category if stands else None,
        list(stands.needs) if stands else [],
        _passes_on(evaluation, is_open),
        evaluation.ended_on and evaluation.ended_on + timedelta(days=evaluation.rules.keep_days),
    )
    parts = dict.fromkeys(evaluation.panel, "member") | {opened.judge: "judge"}
    await connection.execute(FORGET_PEOPLE, opened.evaluation_id)
    await connection.execute(KEEP_PEOPLE, opened.evaluation_id, list(parts), list(parts.values()))
    await keep_clocks(connection, KIND, opened.evaluation_id, opened.court_id, evaluation.clocks, today, is_open)


async def evaluations(
    connection: Connection, court_id: str | None, on_it: UUID | None = None
) -> list[ListedEvaluation]:
    """Evaluations of a court (or of all), or those alone that somebody is on; the latest first."""
    return [ListedEvaluation(*row) for row in await connection.fetch(LISTED, court_id, on_it)]


async def appealed(connection: Connection, court_id: str, reader: UUID) -> list[ListedEvaluation]:
    """Those of a court whose appeal waits for a decision, without the reader's own."""
    return [ListedEvaluation(*row) for row in await connection.fetch(APPEALED, court_id, reader)]


async def running(connection: Connection, judge: UUID, beside: UUID) -> UUID | None:
    """Another evaluation of a judge that is not over."""
    found = await connection.fetchval(RUNNING, judge, beside)
    return None if found is None else _uuid(found)


async def to_pass(connection: Connection, now: datetime, at_most: int) -> list[tuple[UUID, str]]:
    """Evaluation and court of those that become final by themselves today."""
    return [(_uuid(row["evaluation_id"]), row["court_id"]) for row in await connection.fetch(PASSING, now, at_most)]


async def to_erase(connection: Connection, now: datetime, at_most: int) -> list[UUID]:
    """Those whose words have been kept for long enough."""
    return [_uuid(row["evaluation_id"]) for row in await connection.fetch(ERASING, now, at_most)]


async def erased(connection: Connection, evaluation_id: UUID) -> None:
    """Say that its words have been deleted."""
    await connection.execute(ERASED, evaluation_id)


async def by_state(connection: Connection) -> dict[tuple[str, str], int]:
    """How many there are, by kind and phase."""
    return {(row["kind"], row["phase"]): row["evaluations"] for row in await connection.fetch(BY_STATE)}


async def final_between(connection: Connection, from_on: date, to_on: date) -> list[FinalOne]:
    """What became final in [from_on, to_on)."""
    return [FinalOne(*row) for row in await connection.fetch(FINAL, from_on, to_on)]


def _passes_on(evaluation: Evaluation, is_open: IsOpen) -> date | None:
    """The first day on which it becomes final, as the calendar is known today."""
    if evaluation.phase != "decided":
        return None
    end = evaluation.clocks["appeal"].last_day(is_open)
    return None if end is None else end + timedelta(days=1)


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
