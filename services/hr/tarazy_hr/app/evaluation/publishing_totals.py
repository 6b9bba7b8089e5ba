"""Totals of years that are over: computed when they are first asked for, and told as they were from then on."""

from datetime import date

from tarazy_shared.country import COUNTRY_ZONE
from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_hr.adapters.evaluation import published, standing
from tarazy_hr.app.evaluation.totals import totals_of
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.evaluation.totals import GroupTotal
from tarazy_hr.domain.refusal import Refusal, wrong


async def totals_of_year(uow: UnitOfWork, year: int) -> list[GroupTotal] | Refusal:
    """No year that goes on: from two days of it one evaluation could be worked out."""
    if year > last_year(uow):
        return wrong("year", "year_goes_on", year=year)
    known = await published.of_year(uow.connection, year)
    if known is None:
        known = totals_of(await standing.final_between(uow.connection, date(year, 1, 1), date(year + 1, 1, 1)))
        await published.keep(uow.connection, year, known, uow.now)
        # Of two who are the first to ask, what one has kept is told to both.
        known = await published.of_year(uow.connection, year) or known
    return known


def last_year(uow: UnitOfWork) -> int:
    """The last that is over."""
    return day_of(uow.now, COUNTRY_ZONE).year - 1
