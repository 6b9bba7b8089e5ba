"""Laying down of what a judge's year is made of."""

from datetime import date

from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.workload import year_store
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.workload.judge_year import JudgeYear, JudgeYearFact, set_judge_year


async def lay_down(uow: UnitOfWork, year: JudgeYear, today: date) -> tuple[JudgeYearFact, ...] | Refusal:
    """Record a judge-year value from a day on, one after the other whoever asks."""
    await year_store.hold(uow.connection)
    known = await year_store.judge_years(uow.connection, queries.STANDING)
    facts = set_judge_year(known, year, now=uow.now, today=today)
    if not isinstance(facts, Refusal):
        await year_store.record(uow.connection, facts, uow.now)
    return facts
