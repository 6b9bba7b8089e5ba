"""A court lays down the rules of its listing, from a day on; everybody may read them."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import CourtId, Text
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import listing_rules, means_writing
from tarazy_scheduling.adapters.dated_rules import Dated, TooLate
from tarazy_scheduling.adapters.http.courts import DryRun, known_court, today_in
from tarazy_scheduling.app.orders import carry_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import ReviewListing
from tarazy_scheduling.domain.model.listing_rules import ListingRules
from tarazy_scheduling.settings import Settings

CourtInPath = Annotated[CourtId, Path()]
Gap = Annotated[int, Field(ge=0, le=480)]
"""Minutes between two sittings of one day."""


class RulesBody(BaseModel):
    """The rules of a court's listing from a day on. What is left out has its default."""

    valid_from: date
    fence_days: Annotated[int, Field(ge=0, le=260)] = 5
    changeover_minutes: Gap = 0
    travel_minutes: Gap = 0
    sitting_limit_minutes: Annotated[int, Field(ge=30, le=1440)] | None = None
    change_penalty: Annotated[int, Field(ge=0, le=10_000)] = 6
    range_after_days: Annotated[int, Field(ge=0, le=260)] | None = None
    range_weeks: Annotated[int, Field(ge=1, le=8)] = 1
    substitutes: bool = True
    source: Text | None = None
    """The order that they follow from."""

    def dated(self) -> Dated[ListingRules]:
        """As they are kept."""
        rules = ListingRules(**{name: getattr(self, name) for name in ListingRules.__slots__})
        return Dated(self.valid_from, rules, source=self.source)


def listing_rules_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """The rules of a court's listing, read and laid down."""
    router = APIRouter(tags=["listing"])
    pool, work, clock = running.pool, running.work, running.clock

    @router.get("/courts/{court_id}/listing-rules", summary="The rules by which the court lists hearings")
    async def read(court_id: CourtInPath) -> dict[str, Any]:
        """`in_force` holds today; `rules` is all that the court has laid down, past and to come."""
        async with pool.acquire() as connection:
            today = today_in(await known_court(connection, court_id), clock)
            in_force = (await listing_rules.book_of(connection, court_id)).on(today)
            laid_down = await listing_rules.RULES.of_court(connection, court_id)
        rules = [
            {"valid_from": one.valid_from, **_shown(one.rules), "entered_at": one.entered_at, "source": one.source}
            for one in laid_down
        ]
        return {"court_id": court_id, "day": today, "in_force": _shown(in_force), "rules": rules}

    @router.put(
        "/courts/{court_id}/listing-rules",
        summary="Lay down the rules of the court's listing from a day on",
        dependencies=[Depends(require_token(settings.token))],
    )
    async def lay_down(court_id: CourtInPath, body: RulesBody, dry_run: DryRun = False) -> dict[str, Any]:
        """Rules that have begun stay; others supersede them from a later day. What is listed stays where it is."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
        try:
            async with work.begin() as uow:
                version, changed = await listing_rules.add(
                    uow.connection, court_id, body.dated(), uow.now, dry_run=dry_run
                )
                if changed:
                    # With a new revision a copy in memory is read again, with the new rules.
                    await means_writing.revise(uow.connection, [court_id])
        except TooLate as error:
            problem = FieldError("valid_from", "in_the_past", str(error))
            raise Refusal(422, "The rules come too late", [problem]) from None
        if changed:
            await carry_out(work, sets, court_id, ReviewListing())
        return {"court_id": court_id, "valid_from": body.valid_from, "version": version, "changed": changed}

    return router


def _shown(rules: ListingRules) -> dict[str, Any]:
    return {name: getattr(rules, name) for name in ListingRules.__slots__}
