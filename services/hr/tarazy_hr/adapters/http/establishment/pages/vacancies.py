"""Vacancies of a court's region, and how the rates of court, region and country went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.establishment import establishment
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.plot import Plot, plot_of
from tarazy_hr.adapters.http.establishment.pages.showing import ROLES, section_router, show
from tarazy_hr.adapters.http.establishment.pages.staffing import MONTHS, day_of_query
from tarazy_hr.adapters.http.establishment.vacancies import readable
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.domain.court import Court
from tarazy_hr.domain.establishment.rates import Figures, figures_on, month_ends, trend
from tarazy_hr.domain.establishment.staffing import FilledPost, staffing_on


@dataclass(frozen=True, slots=True)
class Rated:
    """Figures of a court, the region or the country."""

    name: str
    figures: Figures
    points: list[tuple[date, Figures]]
    plot: Plot | None


def vacancies_pages(desk: Desk, front: Front) -> APIRouter:
    """Vacancies."""
    router = section_router()

    @router.get("/vacancies", response_model=None)
    async def vacancies_page(
        visit: Annotated[Visit, front.visits("establishment.read")], on: str = "", role: str = ""
    ) -> Response:
        """What is vacant in the region on a day, and the rates with their trend."""
        day = day_of_query(on) or visit.today
        role = role if role in ROLES else ""
        async with desk.work.pool.acquire() as connection:
            courts = [fact.court for fact in await queries.courts(connection, queries.STANDING)]
            region = [court for court in courts if _of_region(court, visit.court)]
            roles, ids = [role] if role else None, [court.court_id for court in region]
            known = await establishment(connection, queries.STANDING, ids, roles)
            since = month_ends(day, MONTHS)[0]
            country = await establishment(connection, queries.STANDING, None, roles, since=since)
        own = {court.court_id for court in readable(visit.request, region)}
        names = {court.court_id: str(getattr(court.name, visit.reader.language)) for court in courts}
        vacant = [
            post
            for filled in known.posts
            if filled.post.court_id in own
            for post in staffing_on([filled], day)
            if post.vacant > 0
        ]
        vacant.sort(key=lambda post: (post.since or date.min, names[post.post.court_id]))
        return show(
            visit,
            "establishment_vacancies.html",
            on=on or f"{day:%d.%m.%Y}",
            day=day,
            wrong=bool(on and day_of_query(on) is None),
            chosen=role,
            known=known,
            vacant=vacant,
            names=names,
            region=visit.court.region,
            rated=_rated(visit, country.posts, courts, day),
            of_courts=[
                (names[court.court_id], figures_on(_of({court.court_id}, known.posts), day)) for court in region
            ],
        )

    return router


def _of_region(court: Court, own: Court) -> bool:
    return court.court_id == own.court_id or (own.region is not None and court.region == own.region)


def _rated(visit: Visit, posts: Sequence[FilledPost], courts: list[Court], day: date) -> list[Rated]:
    own = visit.court
    groups = [(str(getattr(own.name, visit.reader.language)), {own.court_id})]
    if own.region is not None:
        groups.append((own.region, {court.court_id for court in courts if court.region == own.region}))
    groups.append((visit.words.gettext("All courts"), {court.court_id for court in courts}))
    return [_rate(name, _of(ids, posts), day) for name, ids in groups]


def _rate(name: str, posts: list[FilledPost], day: date) -> Rated:
    points = trend(posts, month_ends(day, MONTHS))
    return Rated(name, points[-1][1], points, plot_of([(when, figures.rate) for when, figures in points]))


def _of(courts: set[str], posts: Sequence[FilledPost]) -> list[FilledPost]:
    return [filled for filled in posts if filled.post.court_id in courts]
