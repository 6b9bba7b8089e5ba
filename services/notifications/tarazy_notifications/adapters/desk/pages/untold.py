"""Hearings that come near of which somebody is not provably told."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.front.router import pages_router

from tarazy_notifications.adapters.desk.front import Front, Visit
from tarazy_notifications.adapters.desk.pages.showing import context
from tarazy_notifications.adapters.evidence import untold
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.evidence.proving import rule_in

CHOICES = (1, 3, 7, 14)
"""Days to look ahead."""
SHOWN = 200


def untold_pages_router(front: Front, rules: Rules) -> APIRouter:
    """One list."""
    router = pages_router()
    work = front.door.work

    @router.get("/courts/{court_id}/desk/untold", response_model=None)
    async def list_page(visit: Annotated[Visit, front.visits("notice.read")], days: str = "") -> Response:
        ahead = int(days) if days in map(str, CHOICES) else 7
        now, court_id = work.clock(), visit.court.court_id
        async with work.pool.acquire() as connection:
            rule = await rule_in(connection, rules, court_id, now)
            found = await untold.of_court(connection, court_id, now, now + timedelta(days=ahead), rule)
            shown = await untold.named(connection, found[:SHOWN])
        return visit.render(
            "untold.html",
            section="untold",
            found=shown,
            count=len(found),
            days=ahead,
            choices=CHOICES,
            **context(visit),
        )

    return router
