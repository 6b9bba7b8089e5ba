"""Competitions: announced, shown, explained, exported."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.selection.asking import (
    CompetitionPath,
    asked,
    asker,
    competitions_of,
    known_competition,
    may_see,
)
from tarazy_hr.adapters.http.selection.bodies import AnnouncementBody
from tarazy_hr.adapters.http.selection.views import CompetitionView, ConductedView, RankedView, RankingView
from tarazy_hr.adapters.selection.record import RECORD
from tarazy_hr.domain.refusal import conflict
from tarazy_hr.domain.selection.explaining import explain, hidden_from

RULE = (
    "total = sum over the stages of weight x mean / maximum, divided by the sum of the weights; equal totals: the mean "
    "of the last stage, then of the one before, and so on; equal in all of them: the order of the applications"
)


def competitions_router(desk: Desk, door: Door) -> APIRouter:
    """Competitions of a court."""
    router = guarded_router("/courts/{court_id}/competitions", "selection")
    _announcing(router, desk, door)
    _showing(router, desk, door)
    return router


def _announcing(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.put(
        "/{competition_id}",
        response_model=ConductedView,
        responses=COMMANDED,
        dependencies=[door.needs("selection.conduct")],
    )
    async def announce_vacancy(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        body: AnnouncementBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Announce a vacancy by the procedure that stands today. The post is vacant from the first day in it on."""
        return await asked(desk, request, court_id, competition_id, body.announcing(court_id, competition_id))


def _showing(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get("", dependencies=[door.needs("selection.read")])
    async def list_competitions(request: Request, court_id: CourtPath) -> list[CompetitionView]:
        """Competitions of a court, those that run first, by their deadlines."""
        async with desk.work.pool.acquire() as connection:
            found, today = await competitions_of(desk, connection, request, court_id)
        views = [CompetitionView.of(competition, today) for competition in found if may_see(request, competition)]
        return sorted(views, key=lambda view: (view.due_on is None, view.due_on or view.announced_on))

    @router.get("/{competition_id}", dependencies=[door.needs("selection.read")])
    async def get_competition(
        request: Request, court_id: CourtPath, competition_id: CompetitionPath
    ) -> CompetitionView:
        """One competition."""
        async with desk.work.pool.acquire() as connection:
            return CompetitionView.of(*await known_competition(desk, connection, request, court_id, competition_id))

    @router.get("/{competition_id}/ranking", dependencies=[door.needs("selection.read")])
    async def show_ranking(request: Request, court_id: CourtPath, competition_id: CompetitionPath) -> RankingView:
        """Every candidate by number: scores by member, means, weights, and what decided the place. Names nobody."""
        async with desk.work.pool.acquire() as connection:
            competition, today = await known_competition(desk, connection, request, court_id, competition_id)
        reader = asker(request).person_id
        return RankingView(
            competition_id=competition_id,
            phase=competition.phase_on(today),
            rule=RULE,
            hidden_stage=hidden_from(competition, reader, today),
            candidates=[RankedView.of(one) for one in explain(competition, today, reader)],
        )

    @router.get(
        "/{competition_id}/record", response_class=PlainTextResponse, dependencies=[door.needs("selection.read")]
    )
    async def export_record(
        request: Request, court_id: CourtPath, competition_id: CompetitionPath
    ) -> PlainTextResponse:
        """The record as `tarazy verify-selection` reads it, an entry a line: ids and codes, no names."""
        async with desk.work.pool.acquire() as connection:
            competition, today = await known_competition(desk, connection, request, court_id, competition_id)
            if (stage := hidden_from(competition, asker(request).person_id, today)) is not None:
                raise refused(request, conflict("", "own_scores_first", stage=stage))
            lines = await RECORD.lines(connection, competition_id)
        return PlainTextResponse("\n".join(lines) + "\n", media_type="application/x-ndjson")
