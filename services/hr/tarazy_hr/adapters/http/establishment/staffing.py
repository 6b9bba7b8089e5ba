"""The staffing table of a court on a day, and the history of its posts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from tarazy_shared.contracts.fields import Day

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.establishment import establishment, post_versions
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, known_court
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.establishment.views import (
    FiguresView,
    HolderView,
    PostHistoryView,
    PostOnDayView,
    PostVersionView,
    StaffingView,
)
from tarazy_hr.adapters.http.posts import PostView
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.establishment.rates import figures_on
from tarazy_hr.domain.establishment.staffing import is_held, staffing_on
from tarazy_hr.domain.refusal import unknown

OnDay = Annotated[Day | None, Query(description="Today by default, as the court counts its days")]


def staffing_router(desk: Desk, door: Door) -> APIRouter:
    """Staffing tables of courts."""
    router = guarded_router("/courts/{court_id}", "establishment")

    @router.get("/staffing", dependencies=[door.needs("establishment.read")])
    async def show_staffing(
        request: Request, court_id: CourtPath, on: OnDay = None, known_at: KnownAt = None
    ) -> StaffingView:
        """Posts with their holders on a day, what is vacant of them, and the sums."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            court = await queries.court(connection, at, court_id)
            known = await establishment(connection, at, [court_id])
        day = on or day_of(desk.work.clock(), court.court.zone if court else "UTC")
        return StaffingView(
            court_id=court_id,
            on=day,
            figures=FiguresView.of(figures_on(known.posts, day)),
            posts=[PostOnDayView.on_day(found, known) for found in staffing_on(known.posts, day)],
            not_listed=[HolderView.of(court, one, known) for court, one in known.unlisted if is_held(one, day)],
        )

    @router.get("/posts/{post_id}/history", dependencies=[door.needs("establishment.read")])
    async def show_post_history(
        request: Request, court_id: CourtPath, post_id: UUID, known_at: KnownAt = None
    ) -> PostHistoryView:
        """Every version of a post, and everybody who held it or acted in it."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            versions = await post_versions(connection, court_id, post_id)
            known = await establishment(connection, at, [court_id])
        if not versions:
            raise refused(request, unknown("post_id", "unknown_post", post_id))
        holdings = [one for filled in known.posts if filled.post.post_id == post_id for one in filled.holdings]
        return PostHistoryView(
            versions=[
                PostVersionView(
                    what=version["fact"].what,
                    version=version["fact"].version,
                    recorded_at=version["recorded_at"],
                    superseded_at=version["superseded_at"],
                    post=PostView.of(version["fact"]),
                )
                for version in versions
            ],
            holders=[HolderView.of(court_id, one, known) for one in holdings],
        )

    return router
