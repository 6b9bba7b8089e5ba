"""An evaluation's own page: figures with the hearings behind them, scores, what can be done now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from fastapi.responses import Response
from tarazy_shared.pages.form import Form
from tarazy_shared.terms import IsOpen

from tarazy_hr.adapters.education import catalogue
from tarazy_hr.adapters.education import standing as education
from tarazy_hr.adapters.education.standing import ListedSession
from tarazy_hr.adapters.evaluation.hearings import Seen
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.evaluation.pages.carrying import Subject, show
from tarazy_hr.adapters.http.evaluation.pages.facts_behind import may_dispute
from tarazy_hr.adapters.http.evaluation.pages.panels import judges_of
from tarazy_hr.adapters.http.evaluation.pages.steps import left, may_decide, steps
from tarazy_hr.adapters.http.evaluation.pages.words import (
    COUNTED,
    CYCLES,
    ENDINGS,
    INDICATORS,
    PHASES,
    REPLIED,
    SAID,
    why,
)
from tarazy_hr.adapters.http.front.naming import URGENCIES, local, source
from tarazy_hr.adapters.http.front.naming import subject as subject_name
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.domain.clocks.clock import Clock
from tarazy_hr.domain.education.hours import matching
from tarazy_hr.domain.evaluation.evaluation import OVER, Evaluation
from tarazy_hr.domain.evaluation.indicators import Indicator, recounted
from tarazy_hr.domain.evaluation.scoring import Total, total_of

MOST_SESSIONS = 3
"""Of a subject that the page shows; the section of training has all of them."""


async def shown(desk: Desk, visit: Visit, subject: Subject, form: Form, *, status: int = 200) -> Response:
    """The page, with what is wrong with a form that was sent from it."""
    async with desk.work.pool.acquire() as connection:
        calendar = await known_calendar(connection, desk.work.clock(), visit.court.court_id)
        judges = await judges_of(connection, visit) if {"office", "appeal"} & set(subject.parts) else []
    evaluation = subject.evaluation
    total = evaluation.total or evaluation.draft
    return show(
        visit,
        "evaluation_one.html",
        status=status,
        subject=subject,
        evaluation=evaluation,
        parts_held=subject.parts,
        form=form,
        figures=[figure_row(visit, subject, one) for one in evaluation.figures],
        total=total,
        now=as_it_stands(evaluation),
        steps=steps(visit, subject, calendar.is_working),
        left=partial(left, visit),
        disputes=disputes_of(visit, subject),
        may_decide=may_decide(evaluation, visit.today, calendar.is_working),
        may_dispute=may_dispute(subject),
        judges=judges,
        ticked=[str(member) for member in evaluation.panel],
        others=[
            subject.names.get(member, str(member)) for member in evaluation.panel if str(member) not in dict(judges)
        ],
        clocks=clocks_of(visit, evaluation, calendar.is_working),
        lessons=await lessons_of(desk, visit, total.needs if total else (), is_judge="judge" in subject.parts),
        done=visit.request.query_params.get("done"),
        **words_of(visit, evaluation),
    )


def words_of(visit: Visit, evaluation: Evaluation) -> dict[str, Any]:
    """Codes of an evaluation in words, and the scores of whoever reads."""
    rules, reader = evaluation.rules, asker(visit.request).person_id
    total = evaluation.total or evaluation.draft
    categories = {one.code: local(visit, one.name) for one in rules.categories}
    return {
        "phase": REPLIED if evaluation.phase == "reply" and evaluation.replied else PHASES[evaluation.phase],
        "cycle": CYCLES[evaluation.opened.kind],
        "over": evaluation.phase in OVER,
        "criteria": {one.code: local(visit, one.name) for one in rules.criteria},
        "categories": categories,
        "category": categories.get(total.category) if total else None,
        "source": partial(source, visit),
        "to_score": [one for one in rules.criteria if one.basis == "panel"],
        "mine": {code: given.get(reader) for code, given in evaluation.scores.items() if reader is not None},
        "missing": len(evaluation.missing()),
        "said": SAID,
        "endings": ENDINGS,
    }


def clocks_of(visit: Visit, evaluation: Evaluation, is_open: IsOpen) -> list[tuple[str, Clock, date | None, Any]]:
    """Each clock by name, with its last day and how pressing it is."""
    return [
        (local(visit, one.rule.name), one, one.last_day(is_open), URGENCIES[one.urgency(visit.today, is_open)])
        for one in evaluation.clocks.values()
    ]


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
    """A figure as the page shows it."""
    left_out, rules = subject.evaluation.left_out, subject.evaluation.rules
    (without,) = recounted([one], left_out, rules)
    nothing = visit.words.gettext("too little to say")
    recount = nothing if without.value is None else visit.reader.percent(without.value)
    in_hours = 60 if one.code == "workload_carried" else 1
    return {
        "code": one.code,
        "name": INDICATORS[one.code],
        "value": None if one.value is None else visit.reader.percent(one.value),
        "without": None if without == one else recount,
        "bar": f"{float(one.value * 100):.1f}%" if one.value is not None else None,
        "counted_for": visit.reader.number(float(round(one.counted_for / in_hours, 1))),
        "counted": visit.reader.number(float(round(one.counted / in_hours, 1))),
        "apart": sum(fact.counted == "apart" for fact in one.behind),
        "behind": len(one.behind),
    }


def disputes_of(visit: Visit, subject: Subject) -> list[dict[str, Any]]:
    """Hearings that were disputed, those that wait for an answer first, with what both sides wrote."""
    found = []
    for hearing, left_out in subject.evaluation.disputes.items():
        said = [one.said for one in subject.file if one.said.hearing_id == hearing]
        found.append(
            {
                "hearing_id": hearing,
                "seen": subject.seen.get(hearing, Seen()),
                "counts": [
                    (INDICATORS[figure.code], COUNTED[fact.counted], why(visit, fact.why))
                    for figure in subject.evaluation.figures
                    for fact in figure.behind
                    if fact.hearing_id == hearing
                ],
                "state": {None: "open", True: "left_out", False: "counts"}[left_out],
                "words": [one.words for one in said if one.kind == "dispute"],
                "answer": [one.words for one in said if one.kind == "settlement"],
            }
        )
    return sorted(found, key=lambda one: one["state"] != "open")


def as_it_stands(evaluation: Evaluation) -> Total | None:
    """What the draft would come to with the figures as they are now and without what was left out; None where that is
    what the draft says."""
    if evaluation.phase != "reply":
        return None
    figures = recounted(evaluation.figures, evaluation.left_out, evaluation.rules)
    total = total_of(evaluation.rules, figures, evaluation.counting(), evaluation.survey_means())
    return None if total == evaluation.draft else total
