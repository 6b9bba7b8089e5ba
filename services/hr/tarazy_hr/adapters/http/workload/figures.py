"""Workload over HTTP: of all courts, of one, and what it would be if."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from tarazy_shared.country import COUNTRY_ZONE
from tarazy_shared.who import Who

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.workload.asked import BasisAsked, From, To, WhatIfBody, asked_period
from tarazy_hr.adapters.http.workload.views import (
    BeforeAfterView,
    CountryView,
    CourtView,
    FiguresView,
    TotalsView,
    WhatIfView,
)
from tarazy_hr.app.workload.reading import OfCourt, OfJudge, read_country, read_court
from tarazy_hr.domain.access.deciding import may
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal, unknown
from tarazy_hr.domain.workload.need import Figures, totals
from tarazy_hr.domain.workload.what_if import imagine

Level = Annotated[
    Literal["district", "regional", "cassation", "supreme"] | None, Query(description="Courts of this level alone")
]
Region = Annotated[str | None, Query(max_length=200, description="Courts of this region alone")]


def workload_router(desk: Desk, door: Door) -> APIRouter:
    """Figures of workload."""
    router = guarded_router("", "workload")

    @router.get("/workload", dependencies=[door.needs("workload.compare")])
    async def show_workload(
        request: Request,
        from_on: From = None,
        to_on: To = None,
        level: Level = None,
        region: Region = None,
        basis: BasisAsked = "posts",
        known_at: KnownAt = None,
    ) -> CountryView:
        """What came to each court, weighed, and how many judges that takes.

        `fair` shares the judges of these courts out by load, so that its sum is theirs; `needed` is the load over what
        a judge has time for. Cases count on the day they came, by its norm.
        """
        period = asked_period(request, from_on, to_on, day_of(desk.work.clock(), COUNTRY_ZONE))
        known = await read_country(desk.work.pool, period, level, region, known_at or queries.STANDING)
        found = known.country.figures(basis)
        return CountryView(
            from_on=period.from_on,
            to_on=period.to_on,
            basis=basis,
            totals=TotalsView.of(totals(found, basis)),
            courts=[FiguresView.of(one) for one in found],
        )

    @router.post("/workload/what-if", dependencies=[door.needs("workload.compare")])
    async def imagine_workload(request: Request, body: WhatIfBody) -> WhatIfView:
        """The figures before and after some changes, side by side. Nothing is stored, whatever is asked."""
        period = asked_period(request, body.from_on, body.to_on, day_of(desk.work.clock(), COUNTRY_ZONE))
        at = body.known_at or queries.STANDING
        known = await read_country(desk.work.pool, period, body.level, body.region, at)
        before = known.country.figures(body.basis)
        after = imagine(known.country, [change.made() for change in body.changes], body.basis)
        if isinstance(after, Refusal):
            raise refused(request, after)
        pairs = sorted(zip(before, after, strict=True), key=lambda pair: not itself_changes(*pair))
        return WhatIfView(
            from_on=period.from_on,
            to_on=period.to_on,
            basis=body.basis,
            before=TotalsView.of(totals(before, body.basis)),
            after=TotalsView.of(totals(after, body.basis)),
            courts=[BeforeAfterView(before=FiguresView.of(one), after=FiguresView.of(other)) for one, other in pairs],
        )

    @router.get("/courts/{court_id}/workload")
    async def show_workload_of_court(
        request: Request,
        court_id: CourtPath,
        who: Annotated[Who, door.needs("workload.read")],
        from_on: From = None,
        to_on: To = None,
        known_at: KnownAt = None,
    ) -> CourtView:
        """What came to a court by kind and by judge, against what a judge has time for. A judge sees the own part."""
        at = known_at or queries.STANDING
        async with desk.work.pool.acquire() as connection:
            fact = await queries.court(connection, at, court_id)
        if fact is None:
            raise refused(request, unknown("court_id", "unknown_court", court_id))
        period = asked_period(request, from_on, to_on, day_of(desk.work.clock(), fact.court.zone))
        known = await read_court(desk.work.pool, fact.court, period, at)
        view = CourtView.of(known, period)
        return view if sees_all(who, court_id) else view.about(own_part(known, who), known.minutes_a_judge)

    return router


def itself_changes(before: Figures, after: Figures) -> bool:
    """Whether a court's own figures change, not its part of the judges alone."""
    return (before.load, before.staff) != (after.load, after.staff)


def sees_all(who: Who, court_id: str) -> bool:
    """Whether somebody sees all judges of a court, not the own part alone."""
    return may(who, "workload.read", court_id)


def own_part(known: OfCourt, who: Who) -> OfJudge | None:
    """What is about whoever asks; None for somebody who is no judge of the court."""
    return next((judge for judge in known.judges if judge.person_id and judge.person_id == who.person_id), None)
