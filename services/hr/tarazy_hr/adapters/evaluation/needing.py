"""What evaluations ask judges to learn, and what of it they have learnt since."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters.education import catalogue
from tarazy_hr.adapters.proceedings.people import JUDGES

# The last final evaluation of everybody who is a judge on a day ($1), of those that were final before another ($2).
EVALUATED = """
    SELECT last.judge, post.court_id, coalesce(court.region, '') AS region, post.role, last.needs, last.ended_on
    FROM (
        SELECT DISTINCT ON (judge) judge, needs, ended_on FROM evaluations
        WHERE phase = 'final' AND ended_on < $2 ORDER BY judge, ended_on DESC, evaluation_id
    ) AS last
    CROSS JOIN LATERAL (
        SELECT court_id, role FROM appointments
        WHERE person_id = last.judge AND role = ANY($3::text[]) AND superseded_at IS NULL AND what <> 'called_off'
          AND NOT acting AND from_on <= $1 AND coalesce(separated_on, to_on, 'infinity') >= $1
        ORDER BY from_on, court_id LIMIT 1
    ) AS post
    JOIN courts AS court ON court.court_id = post.court_id AND court.superseded_at IS NULL
    ORDER BY last.judge
"""

CERTIFIED = """
    SELECT person_id, court_id, programme, issued_on FROM training_certificates
    WHERE person_id = ANY($1::uuid[]) AND revoked_on IS NULL AND issued_on < $2
"""

# Sessions that can still be joined, wherever they are held.
FREE = """
    SELECT court_id, programme, sum(greatest(places - taken - waiting, 0))::bigint AS free FROM training_sessions
    WHERE NOT cancelled AND enrol_until >= $1 GROUP BY court_id, programme
"""


@dataclass(frozen=True, slots=True)
class Needing:
    """A judge who has been evaluated, and what of it is still to be learnt."""

    judge: UUID
    region: str
    court_id: str
    role: str
    subjects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Teaching:
    """What can be learnt of a subject."""

    programmes: tuple[str, ...]
    """Their codes, in order."""
    free_places: int
    """In sessions that can still be joined."""


async def needing(connection: Connection, today: date, before: date) -> list[Needing]:
    """Everybody who is a judge today and was evaluated, as it stood at the beginning of a day."""
    rows = await connection.fetch(EVALUATED, today, before, list(JUDGES))
    certified: dict[UUID, set[str]] = defaultdict(set)
    taught = _Taught(connection, today)
    people = {row["judge"]: row["ended_on"] for row in rows}
    for row in await connection.fetch(CERTIFIED, list(people), before):
        if row["issued_on"] >= people[row["person_id"]]:
            certified[row["person_id"]] |= await taught.subjects(row["court_id"], row["programme"])
    return [
        Needing(
            UUID(int=row["judge"].int),
            row["region"],
            row["court_id"],
            row["role"],
            frozenset(row["needs"]) - certified[row["judge"]],
        )
        for row in rows
    ]


async def teaching(connection: Connection, court_id: str, today: date) -> dict[str, Teaching]:
    """By subject what programmes of a court teach it, and the places in sessions of all courts."""
    programmes: dict[str, list[str]] = defaultdict(list)
    for code, programme in (await catalogue.standing(connection, court_id, today)).items():
        for subject in programme.subjects:
            programmes[subject].append(code)
    free: dict[str, int] = defaultdict(int)
    taught = _Taught(connection, today)
    for row in await connection.fetch(FREE, today):
        for subject in await taught.subjects(row["court_id"], row["programme"]):
            free[subject] += row["free"]
    return {subject: Teaching(tuple(programmes[subject]), free[subject]) for subject in {*programmes, *free}}


class _Taught:
    """What programmes of courts teach, each court's looked up once."""

    def __init__(self, connection: Connection, today: date) -> None:
        self._connection, self._today = connection, today
        self._known: dict[str, dict[str, frozenset[str]]] = {}

    async def subjects(self, court_id: str, programme: str) -> frozenset[str]:
        """Of a programme that a court holds; none of one that no longer stands."""
        if court_id not in self._known:
            standing = await catalogue.standing(self._connection, court_id, self._today)
            self._known[court_id] = {code: frozenset(one.subjects) for code, one in standing.items()}
        return self._known[court_id].get(programme, frozenset())
