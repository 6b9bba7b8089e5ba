"""When a hearing could sit, with each rule relaxed in the order of escalation, and who would have to agree."""

from datetime import date
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel
from tarazy_shared.access import require_token
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import hearing_reading
from tarazy_scheduling.adapters.http.by_hand.answers import ConflictShown, SittingShown
from tarazy_scheduling.adapters.http.conflict_words import ConflictWords, conflict_words
from tarazy_scheduling.adapters.http.suggestion_words import AUTHORITIES, RULES
from tarazy_scheduling.app.suggestions import suggest
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.listing.suggesting import Authority, Rule, Suggestion
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.settings import Settings

STANDS_OR_WAITS = frozenset({"listed", "unlisted"})


class Words(BaseModel):
    """What people read."""

    kk: str
    ru: str
    en: str


class PlaceSuggested(BaseModel):
    """A place that is free now; nobody holds it."""

    day: date
    sittings: list[SittingShown]
    judges: list[UUID]
    substitute_for: UUID | None
    clerk: UUID | None
    interpreters: list[UUID]


class SuggestionShown(BaseModel):
    """What is possible when one rule does not hold."""

    rule: Rule
    what: Words
    refers_to: str | None
    """The feature, the judge, or the day that it is about."""
    authority: Authority
    by_whom: Words
    places: list[PlaceSuggested]
    """The next three days; none where this alone does not help."""


class SuggestionsShown(BaseModel):
    """In the order of escalation: what should be tried first comes first."""

    hearing_id: UUID
    case_id: UUID
    court_id: str
    version: int
    status: Literal["listed", "unlisted"]
    conflicts: list[ConflictShown]
    """Why it has no place, or why nothing can be looked for."""
    suggestions: list[SuggestionShown]


def suggestions_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Everything here needs the service's token: it says when judges have time."""
    router = APIRouter(tags=["listing"], dependencies=[Depends(require_token(settings.token))])
    pool, work, clock = running.pool, running.work, running.clock

    @router.get("/hearings/{hearing_id}/suggestions", summary="When a hearing could sit, and what each date takes")
    async def suggestions_for(request: Request, response: Response, hearing_id: UUID) -> SuggestionsShown:
        """The next three days as asked for, and with one rule relaxed at a time."""
        async with pool.acquire() as connection:
            known = await hearing_reading.one_hearing(connection, hearing_id)
        if known is None:
            error = FieldError("hearing_id", "unknown_hearing", f"{hearing_id} is not known")
            raise Refusal(404, "This hearing is not known", [error])
        hearing, found = await suggest(work, sets, known["court_id"], known["case_id"], hearing_id)
        begun = hearing.placing is not None and hearing.placing.starts_at <= clock()
        if hearing.state not in STANDS_OR_WAITS or begun:
            error = FieldError("hearing_id", "hearing_over", "The hearing has begun or is over")
            raise Refusal(422, "Nothing can be suggested", [error])
        async with pool.acquire() as connection:
            words = await conflict_words(connection, request, known["court_id"], clock)
        words.put_on(response)
        return _shown(known["court_id"], hearing, found, words)

    return router


def _shown(court_id: str, hearing: Hearing, found: object, words: ConflictWords) -> SuggestionsShown:
    suggested = found if isinstance(found, list) else []
    conflicts = found if isinstance(found, tuple) else hearing.conflicts
    return SuggestionsShown(
        hearing_id=hearing.hearing_id,
        case_id=hearing.case_id,
        court_id=court_id,
        version=hearing.version,
        status="listed" if hearing.placing else "unlisted",
        conflicts=[ConflictShown(**one) for one in words.shown(conflicts)],
        suggestions=[_suggestion(one) for one in suggested],
    )


def _suggestion(one: Suggestion) -> SuggestionShown:
    return SuggestionShown(
        rule=one.rule,
        what=Words(**RULES[one.rule]),
        refers_to=one.refers_to,
        authority=one.authority,
        by_whom=Words(**AUTHORITIES[one.authority]),
        places=[_place(day, placing) for day, placing in one.places],
    )


def _place(day: date, placing: Placing) -> PlaceSuggested:
    return PlaceSuggested(
        day=day,
        sittings=[
            SittingShown(starts_at=one.starts_at, ends_at=one.ends_at, room_id=one.room_id) for one in placing.sittings
        ],
        judges=list(placing.judges),
        substitute_for=placing.substitute_for,
        clerk=placing.clerk,
        interpreters=list(placing.interpreters),
    )
