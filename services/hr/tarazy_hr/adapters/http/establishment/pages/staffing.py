"""The staffing table of a court on a day, as it is believed or was."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.establishment import establishment
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.plot import plot_of
from tarazy_hr.adapters.http.establishment.pages.showing import section_router, show
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.tables.cells import CellError, read
from tarazy_hr.domain.days import day_after, day_starts_at
from tarazy_hr.domain.establishment.rates import figures_on, month_ends, trend
from tarazy_hr.domain.establishment.staffing import is_held, staffing_on

MONTHS = 13
"""A year, from month end to month end."""


def staffing_pages(desk: Desk, front: Front) -> APIRouter:
    """The section's first page."""
    router = section_router()

    @router.get("", response_model=None)
    async def staffing_page(
        visit: Annotated[Visit, front.visits("establishment.read")],
        on: str = "",
        known_on: str = "",
        done: Annotated[str, Query(max_length=20)] = "",
    ) -> Response:
        """Posts with their holders on a day, what is vacant, and how the rate went."""
        day, believed_on = day_of_query(on), day_of_query(known_on)
        wrong = bool((on and day is None) or (known_on and believed_on is None))
        day = day or visit.today
        court_id = visit.court.court_id
        async with desk.work.pool.acquire() as connection:
            known = await establishment(connection, instant_of(visit, believed_on), [court_id])
        points = trend(known.posts, month_ends(day, MONTHS))
        return show(
            visit,
            "establishment.html",
            status=422 if wrong else 200,
            on=on or f"{day:%d.%m.%Y}",
            known_on=known_on,
            day=day,
            wrong=wrong,
            known=known,
            posts=staffing_on(known.posts, day),
            figures=figures_on(known.posts, day),
            not_listed=[one for _, one in known.unlisted if is_held(one, day)],
            points=points,
            plot=plot_of([(when, figures.rate) for when, figures in points]),
            done=done,
        )

    return router


def day_of_query(text: str) -> date | None:
    """The day that was typed; None for none or for something else."""
    try:
        found = read("day", text.strip())
    except CellError:
        return None
    return found if isinstance(found, date) else None


def instant_of(visit: Visit, believed_on: date | None) -> datetime:
    """The end of a day in the court's zone; what stands where none is asked for."""
    end = day_after(believed_on)
    return queries.STANDING if end is None else day_starts_at(end, visit.court.zone)
