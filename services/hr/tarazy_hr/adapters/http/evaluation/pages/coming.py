"""What comes by itself: a column a month, and a row a judge."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.terms import plus_months

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.evaluation.pages.carrying import show
from tarazy_hr.adapters.http.evaluation.pages.words import COMING, CYCLES
from tarazy_hr.adapters.http.front.naming import source
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.proceedings.rules import EVALUATION
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.app.evaluation.cycling import coming_in
from tarazy_hr.domain.evaluation.cycles import Coming

MONTHS = 12
LEFT, WIDE, HIGH, BASE = 30, 27, 80, 100
"""Of the plot: where columns begin, how far apart they are, how high the highest is, where they stand."""


@dataclass(frozen=True, slots=True)
class Column:
    """A month of the plot."""

    month: date
    number: int
    x: int
    height: int

    @property
    def middle(self) -> int:
        """Where its words stand."""
        return self.x + WIDE // 2


def coming_pages(desk: Desk, front: Front) -> APIRouter:
    """What comes in a court."""
    router = APIRouter(prefix="/courts/{court_id}/desk/evaluation/coming", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def coming_page(visit: Annotated[Visit, front.visits("evaluation.conduct")]) -> Response:
        """A year ahead."""
        async with desk.work.pool.acquire() as connection:
            rules = await EVALUATION.standing(connection, visit.court.court_id, visit.today)
            found = await coming_in(connection, visit.court, desk.work.clock(), MONTHS)
            names = await names_of(connection, [one.judge for one in found])
        own = asker(visit.request).person_id
        shown = [one for one in found if one.judge != own]
        return show(
            visit,
            "evaluation_coming.html",
            rows=[(one, names.get(one.judge, str(one.judge)), COMING[one.state]) for one in shown],
            columns=columns(shown, visit.today),
            base=BASE,
            ahead=sum(one.cycle.due_on > visit.today for one in shown),
            by_hand=sum(one.state == "earlier" for one in shown),
            cycles=CYCLES,
            rules=rules,
            never=date.max,
            source=source(visit, rules.source) if rules else "",
            typed=lambda day: day.strftime("%d.%m.%Y"),
        )

    return router


def columns(found: Collection[Coming], today: date) -> list[Column]:
    """How many come in each month from this one on; what is due already stands in this month."""
    first = today.replace(day=1)
    months = [plus_months(first, number) for number in range(MONTHS + 1)]
    counts = Counter(max(one.cycle.due_on, today).replace(day=1) for one in found)
    most = max(counts.values(), default=0)
    return [
        Column(month, counts[month], LEFT + place * WIDE, round(HIGH * counts[month] / most) if most else 0)
        for place, month in enumerate(months)
    ]
