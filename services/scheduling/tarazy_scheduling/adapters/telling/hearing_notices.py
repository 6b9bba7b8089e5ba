"""What became of the notices about hearings, in PostgreSQL."""

from collections.abc import Collection, Sequence
from dataclasses import astuple
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_scheduling.domain.telling.notices import HearingNotice

_COLUMNS = "notice_id, hearing_id, recipient_id, version, channel, topic, state, at, proof, escalated_at"

_KNOWN = f"SELECT {_COLUMNS} FROM hearing_notices WHERE notice_id = ANY($1::uuid[])"  # noqa: S608  names of ours

_OF_HEARINGS = f"SELECT {_COLUMNS} FROM hearing_notices WHERE hearing_id = ANY($1::uuid[])"  # noqa: S608

_SAVE = f"""
INSERT INTO hearing_notices ({_COLUMNS})
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[],
                     $8::timestamptz[], $9::bool[], $10::timestamptz[])
ON CONFLICT (notice_id) DO UPDATE SET
    state = excluded.state, at = excluded.at, proof = excluded.proof, escalated_at = excluded.escalated_at
"""  # noqa: S608


async def known(connection: Connection, notice_ids: Collection[UUID]) -> dict[UUID, HearingNotice]:
    """Those of the notices that were told of before."""
    rows = await connection.fetch(_KNOWN, list(notice_ids)) if notice_ids else []
    return {row["notice_id"]: HearingNotice(*row) for row in rows}


async def of_hearings(connection: Connection, hearing_ids: Collection[UUID]) -> dict[UUID, list[HearingNotice]]:
    """All notices about these hearings."""
    found: dict[UUID, list[HearingNotice]] = {one: [] for one in hearing_ids}
    for row in await connection.fetch(_OF_HEARINGS, list(hearing_ids)) if hearing_ids else []:
        found[row["hearing_id"]].append(HearingNotice(*row))
    return found


async def save(connection: Connection, notices: Sequence[HearingNotice]) -> None:
    """Notices as they now stand."""
    rows = sorted(notices, key=lambda one: one.notice_id)
    if rows:
        await connection.execute(_SAVE, *(list(column) for column in zip(*map(astuple, rows), strict=True)))
