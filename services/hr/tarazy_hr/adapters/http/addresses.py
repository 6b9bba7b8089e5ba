"""Parts of addresses and of queries that many routes have."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request
from tarazy_shared.contracts.fields import CourtId, Instant
from tarazy_shared.database import Connection

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import refused
from tarazy_hr.domain.refusal import unknown

CourtPath = Annotated[CourtId, Path(examples=["kz-almaty-1"])]
PersonPath = Annotated[UUID, Path(examples=["5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10"])]
KnownAt = Annotated[
    Instant | None,
    Query(description="What was believed at this instant; now by default", examples=["2026-03-02T09:00:00+05:00"]),
]


async def known_court(connection: Connection, request: Request, court_id: str, at: datetime) -> datetime:
    """`at`, if the court was known by then; a problem document otherwise."""
    if await queries.court(connection, at, court_id) is None:
        raise refused(request, unknown("court_id", "unknown_court", court_id))
    return at
