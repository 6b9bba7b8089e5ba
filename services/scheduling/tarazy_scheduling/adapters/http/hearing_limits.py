"""Between which days a hearing may sit, and how these days came about."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import Language
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.rendering import Pages
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters.limits.hearing_limits import HearingLimits, limits_of
from tarazy_scheduling.adapters.limits.words import LimitWords
from tarazy_scheduling.domain.limits.steps import Computation
from tarazy_scheduling.settings import Settings


def hearing_limits_router(running: Running, pages: Pages, settings: Settings) -> APIRouter:
    """Needs the service's token: who is in custody until when, and why a case stands still, is nobody else's."""
    router = APIRouter(tags=["limits"], dependencies=[Depends(require_token(settings.token))])
    pool, clock = running.pool, running.clock

    @router.get("/hearings/{hearing_id}/limits", summary="The last lawful day and the notice of a hearing, explained")
    async def limits(
        request: Request,
        response: Response,
        hearing_id: UUID,
        lang: Annotated[Language | None, Query(description="By default as the browser asks, else the court's")] = None,
    ) -> dict[str, Any]:
        """Each rule that is about the hearing, with every step from its trigger to its day, as data and in words."""
        async with pool.acquire() as connection:
            found = await limits_of(connection, hearing_id, clock())
        if found is None:
            error = FieldError("hearing_id", "unknown_hearing", f"{hearing_id} is not known")
            raise Refusal(404, "This hearing is not known", [error])
        reader = pages.reader(request, language=found.court.language, zone=found.court.zone)
        response.headers.update({"content-language": reader.language, "vary": "accept-language"})
        return _shown(found, LimitWords(reader), reader.language)

    return router


def _shown(found: HearingLimits, words: LimitWords, language: Language) -> dict[str, Any]:
    limits = found.limits
    return {
        "hearing_id": found.hearing.hearing_id,
        "case_id": found.case.case_id,
        "court_id": found.court.court_id,
        "language": language,
        "day": found.day,
        "latest_lawful_on": limits.latest_on,
        "latest_by": limits.latest_by,
        "first_on": limits.first_on,
        "notice_by": limits.notice_by,
        "asked_notice_days": limits.asked_days,
        "outcome": words.outcome(limits),
        "rules": [_rule(one, words) for one in limits.computations],
        "rulings": found.case.rulings,
    }


def _rule(computation: Computation, words: LimitWords) -> dict[str, Any]:
    rule = computation.rule
    return {
        "code": rule.code,
        "limits": rule.limits,
        "title": words.title(rule),
        "on": computation.on,
        "counts": computation.counts,
        "standing": words.standing(computation),
        "gives_way_to": computation.gives_way_to,
        "verified": rule.verified,
        "binding": rule.binding,
        "source": rule.source,
        "roll_over_source": rule.roll_over_source,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "steps": [
            {
                "code": step.code,
                "on": step.on,
                "from_on": step.from_on,
                "until_on": step.until_on,
                "days": step.days,
                "ruling_id": step.ruling_id,
                "text": words.step(rule, step),
            }
            for step in computation.steps
        ],
    }
