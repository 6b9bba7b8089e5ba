"""Draws as they were told, with the secrets that are open: for whoever wants to repeat them."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.draws import draw_secrets
from tarazy_scheduling.domain.model.drawing import DrawRules

_CASE = """
SELECT c.court_id, t.zone, c.document->'awaits' AS awaits, c.document->'taken' AS taken,
       c.document->'seats_taken' AS seats_taken, c.judge_id,
       (c.document->>'allocation_version')::integer + 1 AS version, c.document->>'repeats' AS repeats
FROM cases c JOIN courts t ON t.court_id = c.court_id WHERE c.case_id = $1
"""

_OF_CASE = """
SELECT d.draw_id, d.fact, d.drawn_at, d.secret_day,
       coalesce((SELECT l.fewest_candidates FROM draw_rules l
                 WHERE l.court_id = d.court_id AND l.valid_from <= d.secret_day
                 ORDER BY l.valid_from DESC, l.version DESC LIMIT 1), $2) AS fewest_candidates
FROM draws d WHERE d.case_id = $1 ORDER BY d.number
"""

_TAKINGS = """
SELECT draw_id, taken_from, beside, is_part_heard, stated, approved_by, reallocation_id, cause_id
FROM redraws WHERE draw_id = ANY($1::uuid[]) ORDER BY draw_id, taken_from
"""


async def of_case(connection: Connection, case_id: UUID, now: datetime) -> dict[str, Any] | None:
    """The draws of a case in their order, with all that is needed to repeat them.

    The secret of a day is shown once the day has passed in the court's zone.
    """
    known = await connection.fetchrow(_CASE, case_id)
    if known is None:
        return None
    today = now.astimezone(ZoneInfo(known["zone"])).date()
    rows = await connection.fetch(_OF_CASE, case_id, DrawRules().fewest_candidates)
    secrets = await draw_secrets.of_days(connection, known["court_id"], {row["secret_day"] for row in rows})
    takings: dict[UUID, list[asyncpg.Record]] = {}
    for taking in await connection.fetch(_TAKINGS, [row["draw_id"] for row in rows]):
        takings.setdefault(taking["draw_id"], []).append(taking)
    draws = []
    for row in rows:
        fact = json.loads(row["fact"])
        secret = secrets[fact["proof"]["seed"]["secret_commitment"]]
        draws.append(
            {
                **fact,
                "few_candidates": _could_be_drawn(fact) < row["fewest_candidates"],
                "drawn_at": row["drawn_at"],
                "secret_day": row["secret_day"],
                "secret": secret.secret if row["secret_day"] < today else None,
                "chain": secret.chain,
                **_taken(takings.get(row["draw_id"], [])),
            }
        )
    return {
        "case_id": case_id,
        "court_id": known["court_id"],
        "waiting": _waiting(known),
        "repeats": known["repeats"],
        "draws": draws,
    }


def _waiting(known: asyncpg.Record) -> dict[str, Any] | None:
    """The draw to come and the round of the beacon that it waits for; null where the case waits for none."""
    awaited, taken, seats = (json.loads(known[name] or "null") for name in ("awaits", "taken", "seats_taken"))
    if awaited is None:
        return None
    presides = known["judge_id"] is None
    return {
        "version": known["version"],
        **{name: awaited[name] for name in ("chain", "round", "due_at", "since", "reason")},
        "taken": taken and _shown(taken),
        # Of a case without its judge the judge is drawn first, and the seats by a later draw.
        "seats_taken": [] if presides else [_shown(one) for one in seats or ()],
    }


def _shown(taken: dict[str, Any]) -> dict[str, Any]:
    return {
        "person_id": UUID(taken["person_id"]),
        "part_heard": taken["is_part_heard"],
        "reason": taken["stated"],
        "approver": taken["approved_by"] and UUID(taken["approved_by"]),
        "reallocation_id": taken["reallocation_id"] and UUID(taken["reallocation_id"]),
        "cause": taken["cause"],
    }


def _taken(rows: list[asyncpg.Record]) -> dict[str, Any]:
    """From whom the case was taken, null where nobody had it before; and the seats beside that were drawn again."""
    takings = [
        (
            row["beside"],
            {
                "person_id": row["taken_from"],
                "part_heard": row["is_part_heard"],
                "reason": row["stated"],
                "approver": row["approved_by"],
                "reallocation_id": row["reallocation_id"],
                "cause": row["cause_id"],
            },
        )
        for row in rows
    ]
    return {
        "taken": next((taken for beside, taken in takings if not beside), None),
        "seats_taken": [taken for beside, taken in takings if beside],
    }


def _could_be_drawn(fact: dict[str, Any]) -> int:
    return sum("tickets" in one for one in fact["proof"]["candidates"])
