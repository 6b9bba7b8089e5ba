"""The chains of courts in PostgreSQL: what is to be bound, what was, and where it ends."""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any
from uuid import UUID

import asyncpg
from tarazy_shared.audit_chain import FIRST, Head, Link
from tarazy_shared.database import Connection

from tarazy_notifications.adapters.documents import read_story
from tarazy_notifications.adapters.evidence.pieces import (
    ABOUT,
    ANSWER,
    CHANGE,
    CHANGES,
    TOLD_OF,
    about_of,
    answer_of,
    by_hand_of,
    change_of,
    changes_in,
    personal_of,
    words_of,
)
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.domain.evidence.entries import Seal, entry, personal_hash_of, words_hash_of
from tarazy_notifications.domain.evidence.lines import CaseNumbers
from tarazy_notifications.domain.evidence.piece import Piece
from tarazy_notifications.domain.stories import DigestStory, HearingStory

_HEADS = "SELECT DISTINCT ON (court_id) court_id, number, hash FROM notice_seals ORDER BY court_id, number DESC"

_COURT_HEADS = """
SELECT wanted.court_id, last.number, last.hash
FROM unnest($1::text[]) AS wanted (court_id) CROSS JOIN LATERAL (
    SELECT number, hash FROM notice_seals s WHERE s.court_id = wanted.court_id ORDER BY number DESC LIMIT 1
) AS last
"""

_SUBJECT_HEADS = """
SELECT wanted.subject_id, last.number, last.hash
FROM unnest($1::uuid[]) AS wanted (subject_id) CROSS JOIN LATERAL (
    SELECT subject_number AS number, hash FROM notice_seals s
    WHERE s.subject_id = wanted.subject_id ORDER BY subject_number DESC LIMIT 1
) AS last
"""

_ADD = """
INSERT INTO notice_seals (court_id, number, at, notice_id, first_step, last_step, reply_id, subject_id, subject_number,
                          salt, personal_hash, words_hash, previous_hash, hash, task_id)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::uuid[], $5::int[], $6::int[], $7::uuid[],
                     $8::uuid[], $9::bigint[], $10::bytea[], $11::bytea[], $12::bytea[], $13::bytea[], $14::bytea[],
                     $15::uuid[])
"""

_SEALS = f"""
SELECT s.number AS seal_number, s.at AS sealed_at, s.subject_number, s.salt, s.personal_hash, s.words_hash,
       s.previous_hash, s.hash, s.reply_id AS sealed_reply_id, before.hash AS subject_previous_hash,
       {ABOUT}, {ANSWER}, digest.story AS digest, CASE WHEN i.digest_id IS NOT NULL THEN v.story END AS told,
       (SELECT json_agg(c ORDER BY c.number) FROM (
           SELECT {CHANGE} FROM {CHANGES}
           WHERE t.notice_id = s.notice_id AND t.number BETWEEN s.first_step AND s.last_step) AS c) AS changes,
       to_jsonb(k) AS task, to_jsonb(done) AS step
FROM notice_seals s
     LEFT JOIN notices n ON n.notice_id = s.notice_id AND s.task_id IS NULL
     LEFT JOIN tasks k ON k.task_id = s.task_id
     LEFT JOIN task_steps done ON done.task_id = s.task_id AND done.number = s.first_step
     {TOLD_OF.format(hearing="s.subject_id")}
     LEFT JOIN subject_versions digest
         ON i.digest_id IS NOT NULL AND digest.subject_id = i.digest_id AND digest.version = n.subject_version
     LEFT JOIN replies r ON r.reply_id = s.reply_id
     LEFT JOIN notice_seals before
         ON before.subject_id = s.subject_id AND before.subject_number = s.subject_number - 1
WHERE (n.notice_id IS NOT NULL OR done.task_id IS NOT NULL)
"""  # noqa: S608

_ALL = f"{_SEALS} AND ($1::text IS NULL OR s.court_id = $1) ORDER BY s.court_id, s.number"

_OF_SUBJECT = f"{_SEALS} AND s.subject_id = $1 ORDER BY s.subject_number"


async def ends(
    connection: Connection, court_ids: Collection[str], subject_ids: Collection[UUID]
) -> tuple[dict[str, Head], dict[UUID, Head]]:
    """Where the chains of these courts, and of what their notices are about, end."""
    courts = await connection.fetch(_COURT_HEADS, list(court_ids))
    subjects = await connection.fetch(_SUBJECT_HEADS, list(subject_ids))
    return _heads(courts), _heads(subjects)


async def heads(connection: Connection) -> dict[str, Head]:
    """Where the chain of each court ends."""
    return _heads(await connection.fetch(_HEADS))


async def add(connection: Connection, seals: Sequence[Seal]) -> None:
    """Go on with the chains."""
    if not seals:
        return
    links = [one.link for one in seals]
    abouts = [one.piece.about for one in seals]
    bound = [_steps(one.piece) for one in seals]
    await connection.execute(
        _ADD,
        [one.court_id for one in abouts],
        [one.entry.number for one in links],
        [one.entry.at for one in links],
        [one.notice_id for one in abouts],
        [steps[0] if steps else None for steps in bound],
        [steps[-1] if steps else None for steps in bound],
        [one.piece.answer.reply_id if one.piece.answer else None for one in seals],
        [one.subject_id for one in abouts],
        [one.subject_number for one in seals],
        [one.salt if one.personal_hash or one.words_hash else None for one in seals],
        [_bytes(one.personal_hash) for one in seals],
        [_bytes(one.words_hash) for one in seals],
        [bytes.fromhex(one.previous_hash) for one in links],
        [bytes.fromhex(one.hash) for one in links],
        [one.piece.about.notice_id if one.piece.by_hand else None for one in seals],
    )


async def of_subject(connection: Connection, subject_id: UUID) -> list[Seal]:
    """All seals about a hearing, in order."""
    return [_seal(row) for row in await connection.fetch(_OF_SUBJECT, subject_id)]


async def in_order(connection: Connection, court_id: str | None) -> AsyncIterator[Link]:
    """All seals as links of their courts' chains. Within a transaction: they are read bit by bit."""
    async for row in connection.cursor(_ALL, court_id, prefetch=1000):
        yield _seal(row).link


def _seal(row: asyncpg.Record) -> Seal:
    """A row with the facts that it binds, as they are kept now."""
    piece = _piece(row)
    salt: bytes | None = row["salt"]
    # What was erased is known by its hash alone; what was not must still give it.
    personal_hash = _hex(row["personal_hash"]) if salt is None else personal_hash_of(piece, salt)
    words_hash = _hex(row["words_hash"]) if salt is None else words_hash_of(piece, salt)
    previous = _hex(row["previous_hash"]) or ""
    court = Head(row["seal_number"] - 1, previous)
    subject = Head(row["subject_number"] - 1, _hex(row["subject_previous_hash"]) or FIRST)
    made = entry(piece, court, subject, row["sealed_at"], personal_hash, words_hash)
    link = Link(made, previous, row["hash"].hex())
    return Seal(piece, link, row["subject_number"], salt, personal_hash, words_hash)


def _steps(piece: Piece) -> list[int]:
    """By their numbers, the changes or the step of a task that a piece is about."""
    return [piece.by_hand.number] if piece.by_hand else [one.number for one in piece.changes]


def _piece(row: asyncpg.Record) -> Piece:
    if row["task"] is not None:
        return by_hand_of(row["task"], row["step"])
    about = about_of(row)
    if row["sealed_reply_id"] is not None:
        return Piece(about, answer=answer_of(row))
    changes = changes_in(row)
    words = next((found for one in changes if (found := words_of(one)) is not None), None)
    personal = personal_of(row) if row["personal_hash"] is not None else None
    cases = _cases(row) if about.digest_id else None
    return Piece(about, [change_of(one) for one in changes], None, personal, words, cases)


def _cases(row: asyncpg.Record) -> CaseNumbers | None:
    """Of a digest: the case of the hearing, by the version that it tells of, and the others that it names."""
    digest = read_story(row["digest"]) if row["digest"] else None
    hearing = read_story(row["told"]) if row["told"] else None
    if not isinstance(digest, DigestStory) or not isinstance(hearing, HearingStory):
        return None
    named = [one.case_number for one in digest.digest_changes] + [one.case_number for one in digest.day_list]
    own = shown(hearing.matter.case_number)
    return CaseNumbers(own, sorted(set(map(shown, named)) - {own}))


def _heads(rows: Sequence[asyncpg.Record]) -> dict[Any, Head]:
    return {row[0]: Head(row[1], row[2].hex()) for row in rows}


def _hex(value: bytes | None) -> str | None:
    return None if value is None else value.hex()


def _bytes(value: str | None) -> bytes | None:
    return None if value is None else bytes.fromhex(value)
