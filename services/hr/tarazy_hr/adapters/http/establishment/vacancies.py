"""Vacancies of courts, and vacancy rates with their trend."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from tarazy_shared.contracts.fields import Code, CourtId, Text

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.establishment import establishment
from tarazy_hr.adapters.http.addresses import KnownAt
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door, asking_of
from tarazy_hr.adapters.http.establishment.staffing import OnDay
from tarazy_hr.adapters.http.establishment.views import FiguresView, PointView, RateView, VacancyView
from tarazy_hr.domain.access.deciding import may_in
from tarazy_hr.domain.court import Court, CourtFact
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.establishment.rates import month_ends, trend
from tarazy_hr.domain.establishment.staffing import FilledPost, staffing_on

Of = Annotated[CourtId | None, Query(description="Only this court")]
InRegion = Annotated[Text | None, Query(description="Only courts of this region")]
Roles = Annotated[list[Code], Query(alias="role", description="Only posts for these roles, such as judge and chair")]
NO_REGION = ""
"""Of courts that do not say in which region they are."""


def vacancies_router(desk: Desk, door: Door) -> APIRouter:
    """Vacancies name who left: one sees those of the courts that one may look into, and the rates of
    regions and of the country, which name nobody."""
    router = guarded_router("", "establishment")

    @router.get("/vacancies", dependencies=[door.needs("vacancy.read")])
    async def list_vacancies(
        request: Request,
        court_id: Of = None,
        region: InRegion = None,
        roles: Roles = [],  # noqa: B006  FastAPI copies it
        on: OnDay = None,
        known_at: KnownAt = None,
    ) -> list[VacancyView]:
        """Posts that are not full on a day, those vacant longest first."""
        at = known_at or queries.STANDING
        async with desk.work.pool.acquire() as connection:
            courts = readable(request, _of(await queries.courts(connection, at), court_id, region))
            known = await establishment(connection, at, [court.court_id for court in courts], roles or None)
        today = {court.court_id: on or day_of(desk.work.clock(), court.zone) for court in courts}
        found = [
            post
            for filled in known.posts
            for post in staffing_on([filled], today[filled.post.court_id])
            if post.vacant > 0
        ]
        found.sort(key=lambda post: (post.since or date.min, post.post.court_id))
        return [VacancyView.of(post, known) for post in found]

    @router.get("/vacancy-rates", dependencies=[door.needs("vacancy.read")])
    async def show_vacancy_rates(
        request: Request,
        by: Annotated[Literal["court", "region", "country"], Query(description="What the figures are of")] = "court",
        court_id: Of = None,
        region: InRegion = None,
        roles: Roles = [],  # noqa: B006  FastAPI copies it
        on: OnDay = None,
        months: Annotated[int, Query(ge=1, le=120, description="How far back the trend goes")] = 12,
        known_at: KnownAt = None,
    ) -> list[RateView]:
        """Establishment, held, vacant and the rate (establishment - held) / establishment, with the trend by month."""
        at = known_at or queries.STANDING
        async with desk.work.pool.acquire() as connection:
            courts = _of(await queries.courts(connection, at), court_id, region)
            if by == "court" or court_id is not None:
                courts = readable(request, courts)
            last = on or max((day_of(desk.work.clock(), court.zone) for court in courts), default=date.min)
            since = month_ends(last, months)[0] if courts else None
            ids = [court.court_id for court in courts]
            known = await establishment(connection, at, ids, roles or None, since=since)
        return [
            rate_of(scope, posts, last, months) for scope, posts in sorted(grouped(by, courts, known.posts).items())
        ]

    return router


def readable(request: Request, courts: Sequence[Court]) -> list[Court]:
    """The courts whose establishment whoever asks may read."""
    asking = asking_of(request)
    own = may_in(asking.who, asking.permission)
    return [court for court in courts if own is None or court.court_id in own]


def grouped(
    by: Literal["court", "region", "country"], courts: Sequence[Court], posts: Sequence[FilledPost]
) -> dict[str, list[FilledPost]]:
    """Posts by what their figures are asked of; a court without posts is among them."""
    names = {
        court.court_id: court.court_id if by == "court" else (court.region or NO_REGION) if by == "region" else "all"
        for court in courts
    }
    groups: dict[str, list[FilledPost]] = {name: [] for name in names.values()}
    for filled in posts:
        groups[names[filled.post.court_id]].append(filled)
    return groups


def rate_of(scope: str, posts: Sequence[FilledPost], last: date, months: int) -> RateView:
    """The figures of posts on a day, and how they came about."""
    points = [(day, FiguresView.of(figures).model_dump()) for day, figures in trend(posts, month_ends(last, months))]
    return RateView(scope=scope, trend=[PointView(on=day, **point) for day, point in points], **points[-1][1])


def _of(facts: Sequence[CourtFact], court_id: str | None, region: str | None) -> list[Court]:
    courts = [fact.court for fact in facts]
    return [
        court
        for court in courts
        if (court_id is None or court.court_id == court_id) and (region is None or court.region == region)
    ]
