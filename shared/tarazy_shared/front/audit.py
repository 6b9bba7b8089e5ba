"""The audit trail of a court, as a page."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from tarazy_shared import audit_trail
from tarazy_shared.audit_chain import Entry, Link
from tarazy_shared.database import Connection
from tarazy_shared.front.router import pages_router
from tarazy_shared.front.visit import Front, Visit

SHOWN = 50
"""Entries on a page."""

Names = Callable[[Connection, Collection[str]], Awaitable[Mapping[str, str]]]
"""What the people are called whose ids these are."""


def audit_pages_router(front: Front[Any], names_of: Names) -> APIRouter:
    """Whoever may read the trail of a court sees it page by page."""
    router = pages_router()

    @router.get("/courts/{court_id}/desk/audit", response_model=None)
    async def trail(
        visit: Annotated[Visit[Any], front.visits("audit.read")], before: str = "", about: str = ""
    ) -> Response:
        number = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
        async with front.door.work.pool.acquire() as connection:
            links = await audit_trail.latest(
                connection, visit.court.court_id, about=about[:300] or None, before=number, limit=SHOWN + 1
            )
            names = await names_of(connection, _ids(links))
        return visit.render(
            "kit/audit.html",
            section="audit",
            links=links[:SHOWN],
            older=links[SHOWN - 1].entry.number if len(links) > SHOWN else None,
            names=names,
            about=about,
            details=_details,
        )

    return router


def _ids(links: list[Link]) -> set[str]:
    """Of the people and things that entries name."""
    return {one for link in links for one in (link.entry.person_id, link.entry.about) if one and _is_id(one)}


def _details(entry: Entry) -> str:
    """Codes and figures in one line."""
    return "; ".join(f"{name}: {_text(value)}" for name, value in sorted(entry.detail.items()))


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        return " ".join(str(part) for _, part in sorted(value.items()))
    return str(value)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
