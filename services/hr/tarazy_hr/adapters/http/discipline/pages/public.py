"""Decisions on judges as anybody reads them: without names, without signing in."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from tarazy_shared.pages.rendering import Pages

from tarazy_hr.adapters.discipline import publications
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import anybody

AT_MOST = 200
"""Of one page."""
NOT_KEPT = {"X-Robots-Tag": "noindex", "Cache-Control": "no-cache"}
"""What is withdrawn is to vanish elsewhere too."""


def public_pages(desk: Desk, pages: Pages) -> APIRouter:
    """The list, and one decision."""
    router = APIRouter(
        prefix="/discipline-decisions", tags=["pages"], include_in_schema=False, dependencies=[Depends(anybody)]
    )

    @router.get("", response_model=None)
    async def decisions_page(request: Request) -> HTMLResponse:
        """Those that are public, the latest first."""
        async with desk.work.pool.acquire() as connection:
            found = await publications.latest(connection, AT_MOST)
        return show(request, "discipline_decisions.html", decisions=found)

    @router.get("/{publication_id}", response_model=None)
    async def decision_page(request: Request, publication_id: UUID) -> HTMLResponse:
        """One of them."""
        async with desk.work.pool.acquire() as connection:
            found = await publications.one(connection, publication_id)
        return show(request, "discipline_decision.html", status=200 if found else 404, decision=found)

    def show(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        shown = pages.render(request, template, status=status, sections=[], **context)
        shown.headers.update(NOT_KEPT)
        return shown

    return router
