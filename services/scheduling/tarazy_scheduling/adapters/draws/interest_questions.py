"""Questions about interests and their answers, in and out of the database."""

from collections.abc import Collection

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.domain.model.questions import InterestQuestion

_OF_COURT = """
SELECT q.question_id, q.person_id, q.against_key, q.party_key, q.interest_id, q.against, q.party_name, q.case_id,
       q.asked_at, a.answer, a.answered_by, a.why, a.answered_at
FROM interest_questions q
LEFT JOIN LATERAL (
    SELECT * FROM interest_answers a
    WHERE a.court_id = q.court_id AND a.question_id = q.question_id ORDER BY number DESC LIMIT 1
) a ON true
WHERE q.court_id = $1 ORDER BY q.asked_at, q.question_id
"""

_ASK = """
INSERT INTO interest_questions (court_id, question_id, person_id, against_key, party_key, interest_id, against,
                                party_name, case_id, asked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT DO NOTHING
"""

# The court is locked by whoever writes of it: no other answer gets the same number.
_ANSWER = """
INSERT INTO interest_answers (court_id, question_id, number, answer, answered_by, why, answered_at)
SELECT $1, $2, 1 + count(*), $3, $4, $5, $6 FROM interest_answers WHERE court_id = $1 AND question_id = $2
"""

_OPEN = """
SELECT count(*) FROM interest_questions q
WHERE NOT EXISTS (SELECT 1 FROM interest_answers a WHERE a.court_id = q.court_id AND a.question_id = q.question_id)
"""


async def of_court(connection: Connection, court_id: str) -> list[InterestQuestion]:
    """Every question of a court with its last answer, the oldest first."""
    return [InterestQuestion(*row) for row in await connection.fetch(_OF_COURT, court_id)]


async def save(connection: Connection, court_id: str, questions: Collection[InterestQuestion]) -> None:
    """Write questions that were asked anew, and those that were answered now."""
    if not questions:
        return
    asked = [
        (court_id, q.question_id, *q.pair, q.interest_id, q.against, q.party_name, q.case_id, q.asked_at)
        for q in questions
    ]
    await connection.executemany(_ASK, asked)
    answered = [(court_id, q.question_id, q.answer, q.answered_by, q.why, q.answered_at) for q in questions if q.answer]
    await connection.executemany(_ANSWER, answered)


async def count_open(pool: asyncpg.Pool) -> int:
    """How many of all courts nobody has answered."""
    return int(await pool.fetchval(_OPEN))
