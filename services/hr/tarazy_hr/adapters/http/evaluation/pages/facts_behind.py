"""One figure with every hearing behind it, how it went over the period, and the form that disputes a hearing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.form import Form
from tarazy_shared.terms import plus_months
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters.evaluation.hearings import Seen
from tarazy_hr.adapters.evaluation.workload import load_of
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.plot import plot_of
from tarazy_hr.adapters.http.evaluation.evaluations import READ
from tarazy_hr.adapters.http.evaluation.pages.carrying import Subject, show, subject_of
from tarazy_hr.adapters.http.evaluation.pages.words import COUNTED, INDICATORS, why
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.workload.words import category_name
from tarazy_hr.domain.evaluation.indicators import Counted, FactBehind, Indicator, recounted
from tarazy_hr.domain.workload.load import OfKind
from tarazy_hr.domain.workload.periods import Period

AT_ONCE = 50
LEAST_IN_QUARTER = 5
"""Hearings that count: with fewer of them a quarter says nothing and has no dot."""
QUARTER = 3
ORDER: tuple[Counted, ...] = ("against", "apart", "for")


@dataclass(frozen=True, slots=True)
class Behind:
    """A hearing as the page shows it. `dispute`: `none`, `open`, `left_out` or `counts`."""

    hearing_id: UUID
    number: str | None
    day: date | None
    counted: Counted
    word: tuple[str, str]
    why: str
    dispute: str


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the period, with its hearings that count and those that count for."""

    first: date
    good: int
    counted: int

    @property
    def rate(self) -> Decimal | None:
        """From 0 to 1."""
        return Decimal(self.good) / self.counted if self.counted >= LEAST_IN_QUARTER else None


def facts_behind_pages(desk: Desk, front: Front) -> APIRouter:
    """Figures of an evaluation, and the form of a dispute."""
    prefix = "/courts/{court_id}/desk/evaluation/{evaluation_id}"
    router = APIRouter(prefix=prefix, tags=["pages"], include_in_schema=False)

    @router.get("/figures/{code}", response_model=None)
    async def figure_page(
        visit: Annotated[Visit, front.visits("evaluation.read")],
        evaluation_id: UUID,
        code: str,
        only: str = "",
        page: int = 1,
    ) -> Response:
        """The hearings behind a figure, those that count against first."""
        subject = await subject_of(desk, visit, evaluation_id)
        figure = next((one for one in subject.evaluation.figures if one.code == code), None)
        if figure is None:
            return show(visit, "evaluation_unknown.html", status=404)
        opened = subject.evaluation.opened
        await note_reading(desk.work, visit.request, visit.court.court_id, {opened.judge}, READ)
        kinds = [] if figure.behind else await kinds_of(desk, visit, subject)
        facts = [one for one in figure.behind if not only or one.counted == only]
        start = AT_ONCE * (max(1, page) - 1)
        return show(
            visit,
            "evaluation_figure.html",
            subject=subject,
            evaluation=subject.evaluation,
            code=code,
            name=INDICATORS[figure.code],
            figure=figure,
            rows=rows_of(visit, subject, facts)[start : start + AT_ONCE],
            numbers=[(word, COUNTED[word], sum(one.counted == word for one in figure.behind)) for word in ORDER],
            only=only,
            page=page,
            pages=max(1, -(-len(facts) // AT_ONCE)),
            may_dispute=may_dispute(subject),
            kinds=kinds,
            percent=lambda of: visit.reader.percent(Fraction(of)),
            **trend_of(subject, figure),
        )

    @router.get("/dispute/{hearing_id}", response_model=None)
    async def dispute_page(
        visit: Annotated[Visit, front.visits("evaluation.answer")], evaluation_id: UUID, hearing_id: UUID
    ) -> Response:
        """The form by which the judge says that a hearing counts wrongly."""
        subject = await subject_of(desk, visit, evaluation_id)
        return disputing(visit, subject, hearing_id, Form())

    return router


def disputing(visit: Visit, subject: Subject, hearing_id: UUID, form: Form, *, status: int = 200) -> Response:
    """The form, with how the hearing counts in each figure."""
    counted = [
        (INDICATORS[figure.code], COUNTED[fact.counted], why(visit, fact.why))
        for figure in subject.evaluation.figures
        for fact in figure.behind
        if fact.hearing_id == hearing_id
    ]
    if not counted:
        return show(visit, "evaluation_unknown.html", status=404)
    seen = subject.seen.get(hearing_id, Seen())
    return show(
        visit,
        "evaluation_dispute.html",
        status=status,
        subject=subject,
        hearing_id=hearing_id,
        seen=seen,
        counted=counted,
        form=form,
        may_dispute=may_dispute(subject) and hearing_id not in subject.evaluation.disputes,
    )


def may_dispute(subject: Subject) -> bool:
    """Whether whoever reads can dispute hearings now; the last day is asked when it is done."""
    return "judge" in subject.parts and subject.evaluation.phase == "reply"


def rows_of(visit: Visit, subject: Subject, facts: Collection[FactBehind]) -> list[Behind]:
    """Hearings, those that count against first, the latest of each first."""
    disputes = subject.evaluation.disputes
    states = {None: "open", True: "left_out", False: "counts"}
    rows = [
        Behind(
            one.hearing_id,
            (seen := subject.seen.get(one.hearing_id, Seen())).number,
            seen.day,
            one.counted,
            COUNTED[one.counted],
            why(visit, one.why),
            states[disputes[one.hearing_id]] if one.hearing_id in disputes else "none",
        )
        for one in facts
    ]
    latest = sorted(rows, key=lambda row: row.day or date.min, reverse=True)
    return sorted(latest, key=lambda row: ORDER.index(row.counted))


async def kinds_of(desk: Desk, visit: Visit, subject: Subject) -> list[tuple[str, OfKind]]:
    """The cases that the judge carried in the period, by category, those that weigh most first."""
    opened = subject.evaluation.opened
    async with desk.work.pool.acquire() as connection:
        period = Period(opened.from_on, opened.to_on)
        load = await load_of(connection, opened.court_id, opened.judge, period)
    kinds = sorted(load.kinds.items(), key=lambda one: (-one[1].minutes, one[0]))
    return [(category_name(visit.words, kind[0]), one) for kind, one in kinds]


def trend_of(subject: Subject, figure: Indicator) -> dict[str, Any]:
    """How the figure went by quarters of the period, and what it would be without what was left out since."""
    evaluation = subject.evaluation
    (without,) = recounted([figure], evaluation.left_out, evaluation.rules)
    quarters = quarters_of(subject, without)
    points = [(one.first, one.rate) for one in quarters]
    return {"without": None if without == figure else without, "quarters": quarters, "plot": plot_of(points)}


def quarters_of(subject: Subject, figure: Indicator) -> list[Quarter]:
    """The hearings behind a figure by quarters from the first day of the period on."""
    opened = subject.evaluation.opened
    firsts: list[date] = []
    while (first := plus_months(opened.from_on, QUARTER * len(firsts))) < opened.to_on:
        firsts.append(first)
    ends = [*firsts[1:], opened.to_on + timedelta(days=1)]
    found = []
    for first, end in zip(firsts, ends, strict=True):
        inside = [
            one.counted
            for one in figure.behind
            if (day := subject.seen.get(one.hearing_id, Seen()).day) is not None and first <= day < end
        ]
        found.append(Quarter(first, inside.count("for"), inside.count("for") + inside.count("against")))
    return found
