"""Idempotency-Key: a command that comes again gets the answer that it got the first time."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tarazy_shared.database import Connection

KEPT = timedelta(days=7)
"""How long an answer can be asked for again."""

# A second request with the same key waits here until the first one's transaction is over.
CLAIM = """
    INSERT INTO idempotency_keys (key, request_sha256, recorded_at) VALUES ($1, $2, $3)
    ON CONFLICT (key) DO NOTHING
"""

ANSWER = "SELECT request_sha256, status, body FROM idempotency_keys WHERE key = $1"

KEEP = "UPDATE idempotency_keys SET status = $2, body = $3 WHERE key = $1"

FORGET = "DELETE FROM idempotency_keys WHERE recorded_at < $1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered before."""

    status: int
    body: dict[str, Any]


class KeyReusedError(Exception):
    """The key came with another request before."""


async def claim(connection: Connection, key: str, request_sha256: bytes, now: datetime) -> Answer | None:
    """Claim a key for this transaction; None when it is new, else the former answer.

    Raises `KeyReusedError` when the key belongs to another request.
    """
    if (await connection.execute(CLAIM, key, request_sha256, now)).endswith(" 1"):
        return None
    row = await connection.fetchrow(ANSWER, key)
    if row is None or row["request_sha256"] != request_sha256:
        raise KeyReusedError(key)
    return Answer(row["status"], json.loads(row["body"]))


async def keep(connection: Connection, key: str, answer: Answer) -> None:
    """Keep the answer with the command's own effects."""
    await connection.execute(KEEP, key, answer.status, json.dumps(answer.body))


async def forget(connection: Connection, now: datetime) -> None:
    """Drop what is older than `KEPT`."""
    await connection.execute(FORGET, now - KEPT)
