"""Hearings of a court that may miss their limit, and what would help."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import CourtId, Language
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.rendering import Pages

from tarazy_scheduling.adapters.http.conflict_words import ConflictWords, words_in
from tarazy_scheduling.adapters.http.courts import known_court
from tarazy_scheduling.adapters.limits import escalation_store, hearing_limits
from tarazy_scheduling.adapters.limits.escalation_store import Listed
from tarazy_scheduling.adapters.limits.escalation_words import EscalationWords
from tarazy_scheduling.domain.limits.steps import Limits
from tarazy_scheduling.domain.listing.remedies import remedies
from tarazy_scheduling.settings import Settings

AT_MOST = 1000
"""In one answer, those with the earliest limit."""

Days = Annotated[int, Query(ge=0, le=3650, description="With those that ended within so many days")]
Lang = Annotated[Language | None, Query(description="By default as the browser asks, else the court's")]


def escalations_router(running: Running, pages: Pages, settings: Settings) -> APIRouter:
    """Needs the service's token: who is in custody until when is nobody else's."""
    router = APIRouter(tags=["limits"], dependencies=[Depends(require_token(settings.token))])
    pool, clock = running.pool, running.clock

    @router.get("/courts/{court_id}/escalations", summary="Hearings that may miss their limit")
    async def escalations(
        request: Request,
        response: Response,
        court_id: Annotated[CourtId, Path()],
        ended_within_days: Days = 0,
        lang: Lang = None,
    ) -> dict[str, Any]:
        """By limit, the earliest first: since when, why there is no place, what would help and who may do it."""
        now = clock()
        since = now - timedelta(days=ended_within_days) if ended_within_days else now + timedelta(days=1)
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            found = await escalation_store.listed(connection, court_id, since, AT_MOST)
            limits = await limits_of_all(connection, court_id, found)
            reader = pages.reader(request, language=court.language, zone=court.zone)
            conflicts = await words_in(connection, reader.language, court_id, clock)
        response.headers.update({"content-language": reader.language, "vary": "accept-language"})
        words = EscalationWords(reader)
        shown = [_shown(one, limits[number], words, conflicts) for number, one in enumerate(found)]
        return {"court_id": court_id, "language": reader.language, "escalations": shown}

    async def limits_of_all(connection: Connection, court_id: str, found: list[Listed]) -> list[Limits]:
        return await hearing_limits.limits_of_several(connection, court_id, [one.hearing for one in found], clock())

    return router


def _shown(listed: Listed, limits: Limits, words: EscalationWords, conflicts: ConflictWords) -> dict[str, Any]:
    one, hearing = listed.escalation, listed.hearing
    helping = remedies(hearing, limits) if one.ended_at is None else ()
    return {
        "hearing_id": one.hearing_id,
        "case_id": one.case_id,
        "code": one.code,
        "text": words.why(one),
        "since": one.since,
        "ended_at": one.ended_at,
        "limit_on": one.limit_on,
        "rule": one.rule,
        "priority": hearing.request.priority,
        "hearing_type": hearing.request.hearing_type,
        "conflicts": conflicts.shown(hearing.conflicts),
        "helps": [
            {"code": remedy.code, "by": remedy.by, "refers_to": remedy.refers_to, "text": words.help(remedy)}
            for remedy in helping
        ],
    }
