"""Courts, calendars and the catalogue: public facts."""

from datetime import date, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from tarazy_shared.clock import Clock
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import catalogue_reading, court_reading
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.limits import rule_store
from tarazy_scheduling.domain.limits.computing import ordinary_notice

LONGEST_RANGE = timedelta(days=3700)
"""Of a calendar in one answer."""


DryRun = Annotated[bool, Query(description="Write nothing: only say whether it would be refused")]


async def known_court(connection: Connection, court_id: str) -> CourtRow:
    """The court. Raises `Refusal` 404 when there is none."""
    # PostgreSQL takes no NUL in a text.
    court = None if "\0" in court_id else await court_reading.one_court(connection, court_id)
    if court is None:
        raise Refusal(
            404, "This court is not known", [FieldError("court_id", "unknown_court", f"{court_id} is not known")]
        )
    return court


def today_in(court: CourtRow, clock: Clock) -> date:
    """The present day in the court's zone."""
    return clock().astimezone(ZoneInfo(court.zone)).date()


def courts_router(running: Running) -> APIRouter:
    """What anybody may read about courts."""
    router = APIRouter(tags=["courts"])
    pool, clock = running.pool, running.clock

    @router.get("/courts", summary="All courts")
    async def courts() -> dict[str, Any]:
        async with pool.acquire() as connection:
            return {"courts": [_brief(court) for court in await court_reading.all_courts(connection)]}

    @router.get("/courts/{court_id}", summary="One court with its rooms")
    async def court(court_id: str) -> dict[str, Any]:
        async with pool.acquire() as connection:
            known = await known_court(connection, court_id)
            rooms = await court_reading.rooms_of(connection, court_id)
        more = {"address": known.address, "phone": known.phone, "email": known.email}
        return {**_brief(known), **more, "calendar_version": known.calendar_version, "rooms": rooms}

    @router.get("/courts/{court_id}/calendar", summary="When the court sits")
    async def calendar(
        court_id: str,
        from_on: Annotated[date | None, Query(alias="from", description="First day; by default today")] = None,
        to_on: Annotated[date | None, Query(alias="to", description="Last day; by default a year on")] = None,
    ) -> dict[str, Any]:
        async with pool.acquire() as connection:
            known = await known_court(connection, court_id)
            first = from_on or (min(today_in(known, clock), to_on) if to_on else today_in(known, clock))
            last = to_on or first + min(timedelta(days=365), date.max - first)
            if last < first:
                raise Refusal(422, "The range is wrong", [FieldError("to", "field_wrong", "Lies before from")])
            if last - first > LONGEST_RANGE:
                error = FieldError("to", "field_wrong", f"At most {LONGEST_RANGE.days} days at once")
                raise Refusal(422, "The range is wrong", [error])
            return await court_reading.calendar_of(connection, known, first, last)

    @router.get("/catalogue", summary="The codes, with names in Kazakh, Russian and English")
    async def catalogue(
        court_id: Annotated[str, Query(description="With this court's own entries")] = "",
        day: Annotated[date | None, Query(description="As it stands on this day; by default today")] = None,
    ) -> dict[str, Any]:
        async with pool.acquire() as connection:
            known = await known_court(connection, court_id) if court_id else None
            on = day or (today_in(known, clock) if known else clock().date())
            found = await catalogue_reading.on_day(connection, on, court_id)
            book = await rule_store.book_of(connection, court_id)
        for entry in found["hearing_types"]:
            entry["min_notice_days"] = ordinary_notice(book, entry["code"], on)
        return dict(found)

    return router


def _brief(court: CourtRow) -> dict[str, Any]:
    return {
        "court_id": court.court_id,
        "name": court.name,
        "zone": court.zone,
        "language": court.language,
        "level": court.level,
        "region": court.region,
    }
