"""An evaluation's own page: figures with the hearings behind them, scores, what can be done now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi.responses import Response
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.education import catalogue
from tarazy_hr.adapters.education import standing as education
from tarazy_hr.adapters.education.standing import ListedSession
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.evaluation.pages.carrying import Subject, show
from tarazy_hr.adapters.http.evaluation.pages.words import COUNTED, CYCLES, ENDINGS, INDICATORS, PHASES, SAID, why
from tarazy_hr.adapters.http.front.naming import URGENCIES, local
from tarazy_hr.adapters.http.front.naming import subject as subject_name
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.domain.education.hours import matching
from tarazy_hr.domain.evaluation.evaluation import OVER
from tarazy_hr.domain.evaluation.indicators import Indicator

MOST_SESSIONS = 3
"""Of a subject that the page shows; the section of training has all of them."""


async def shown(desk: Desk, visit: Visit, subject: Subject, form: Form, *, status: int = 200) -> Response:
    """The page, with what is wrong with a form that was sent from it."""
    evaluation = subject.evaluation
    rules, reader = evaluation.rules, asker(visit.request).person_id
    async with desk.work.pool.acquire() as connection:
        calendar = await known_calendar(connection, desk.work.clock(), visit.court.court_id)
    criteria = {one.code: local(visit, one.name) for one in rules.criteria}
    total = evaluation.total or evaluation.draft
    category = next((one for one in rules.categories if total and one.code == total.category), None)
    clocks = [
        (local(visit, clock.rule.name), clock, clock.last_day(calendar.is_working),
         URGENCIES[clock.urgency(visit.today, calendar.is_working)])
        for clock in evaluation.clocks.values()
    ]  # fmt: skip
    lessons = await lessons_of(desk, visit, total.needs if total else (), is_judge="judge" in subject.parts)
    mine = {code: given.get(reader) for code, given in evaluation.scores.items() if reader is not None}
    return show(
        visit,
        "evaluation_one.html",
        status=status,
        subject=subject,
        evaluation=evaluation,
        parts_held=subject.parts,
        form=form,
        phase=PHASES[evaluation.phase],
        cycle=CYCLES[evaluation.opened.kind],
        over=evaluation.phase in OVER,
        figures=[figure_row(visit, subject, one) for one in evaluation.figures],
        criteria=criteria,
        total=total,
        category=local(visit, category.name) if category else None,
        clocks=clocks,
        lessons=lessons,
        to_score=[one for one in rules.criteria if one.basis == "panel"],
        mine=mine,
        left=len({code for code, who in evaluation.missing() if who == reader}),
        missing=len(evaluation.missing()),
        said=SAID,
        endings=ENDINGS,
        done=visit.request.query_params.get("done"),
    )


@dataclass(frozen=True, slots=True)
class Lesson:
    """A subject that an evaluation asks for, and where the judge can learn it."""

    name: str
    programmes: list[str]
    sessions: list[tuple[ListedSession, str]]
    """The next that can be joined, with the names of their programmes; for the judge alone."""


async def lessons_of(desk: Desk, visit: Visit, needs: Iterable[str], *, is_judge: bool) -> list[Lesson]:
    """What an evaluation asks for, in the order of its criteria."""
    if not (asked := list(needs)):
        return []
    async with desk.work.pool.acquire() as connection:
        programmes = await catalogue.standing(connection, visit.court.court_id, visit.today)
        sessions = await education.sessions(connection, None, desk.work.clock()) if is_judge else []
    names = {code: local(visit, one.name) for code, one in programmes.items()}
    taught = matching(asked, {code: one.subjects for code, one in programmes.items()})
    return [
        Lesson(
            subject_name(visit, code),
            [names[one] for one in taught[code]],
            [
                (one, names[one.programme])
                for one in sessions
                if one.programme in taught[code] and not one.cancelled and one.enrol_until >= visit.today
            ][:MOST_SESSIONS],
        )
        for code in asked
    ]


def figure_row(visit: Visit, subject: Subject, one: Indicator) -> dict[str, Any]:
    """A figure as the page shows it, the hearings that count against first."""
    order = {"against": 0, "apart": 1, "for": 2}
    behind = sorted(one.behind, key=lambda fact: order[fact.counted])
    return {
        "code": one.code,
        "name": INDICATORS[one.code],
        "value": None if one.value is None else visit.reader.percent(one.value),
        "bar": f"{float(one.value * 100):.1f}%" if one.value is not None else None,
        "counted_for": visit.reader.number(float(round(one.counted_for, 1))),
        "counted": visit.reader.number(float(round(one.counted, 1))),
        "apart": sum(fact.counted == "apart" for fact in behind),
        "behind": [
            {
                "hearing_id": fact.hearing_id,
                "number": subject.numbers.get(fact.hearing_id),
                "counted_code": fact.counted,
                "counted": COUNTED[fact.counted],
                "why": why(visit, fact.why),
                "dispute": subject.evaluation.disputes.get(fact.hearing_id, "none"),
            }
            for fact in behind
        ],
    }
