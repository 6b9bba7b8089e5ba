"""What a judge carried against the norm of a period, as the figures of workload have it."""

from fractions import Fraction
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.workload import arrivals, judges, norm_store, year_store
from tarazy_hr.domain.evaluation.indicators import Workload
from tarazy_hr.domain.workload.judge_year import parts
from tarazy_hr.domain.workload.load import Load
from tarazy_hr.domain.workload.periods import Period, cut


async def carried(connection: Connection, court_id: str, level: str | None, judge: UUID, period: Period) -> Workload:
    """In minutes: the cases of the period that the judge has, weighed; and what somebody with that share of time in
    post, without the days away, has for cases."""
    load = await load_of(connection, court_id, judge, period)
    there = [one for one in await judges.in_post(connection, period, court_id) if one.person_id == judge]
    whole = period.days * 86400
    present = sum((one.share * Fraction(one.seconds - one.away, whole) for one in there), Fraction(0))
    years = [fact.year for fact in await year_store.judge_years(connection, queries.STANDING)]
    a_year = sum((part.minutes for part in parts(years, level, period.from_on, period.to_on)), Fraction(0))
    return Workload(Fraction(load.minutes), a_year * present)


async def load_of(connection: Connection, court_id: str, judge: UUID, period: Period) -> Load:
    """The cases of a period that a judge has, each at the weight of its day."""
    weights = await norm_store.weights(connection, period.to_on, court_id)
    pieces = cut(period, weights.changes(period.from_on, period.to_on))
    load = Load()
    for one in await arrivals.arrivals_of_judges(connection, pieces, court_id):
        if one.judge == judge:
            load.add(one.arrivals, weights.on(court_id, one.arrivals.kind, one.arrivals.day))
    return load
