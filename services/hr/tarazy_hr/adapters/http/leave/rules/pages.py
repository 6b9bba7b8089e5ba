"""Pages of leave types and of cover: what holds today, what is laid down for later, and how it was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.leave.rules import form
from tarazy_hr.adapters.http.leave.rules.words import ACCRUALS, UNITS
from tarazy_hr.adapters.http.leave.words import KINDS, ROLES
from tarazy_hr.adapters.leave.leave_documents import shipped
from tarazy_hr.adapters.leave.records_reading import read_records
from tarazy_hr.domain.leave.cover import ANY, CoverRule, LayDownCover
from tarazy_hr.domain.leave.leave_type import LayDownLeaveType, LeaveType
from tarazy_hr.domain.leave.records import LeaveRecords
from tarazy_hr.domain.refusal import Refusal

SECTION = "leave"
COVER = (
    Question("specialism", message("Specialism"), "code", message("Empty: all judges"), size=16),
    Question("minimum", message("Judges there at least"), "whole", required=True, size=4),
    Question("valid_from", message("It holds from"), "day", DAY, required=True, size=12),
)
SPECIALISMS = """
    SELECT DISTINCT specialism FROM authorisations WHERE court_id = $1 AND superseded_at IS NULL ORDER BY specialism
"""


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type in the list: what holds today, and what is to come."""

    holds: LeaveType | None
    to_come: Sequence[LeaveType]
    is_own: bool


def leave_rules_router(desk: Desk, front: Front) -> APIRouter:
    """Pages about rules of leave."""
    router = APIRouter(prefix="/courts/{court_id}/desk/leave/rules", tags=["pages"], include_in_schema=False)
    _types(router, desk, front)
    _cover(router, desk, front)
    return router


def _types(router: APIRouter, desk: Desk, front: Front) -> None:
    @router.get("", response_model=None)
    async def rules_page(visit: Annotated[Visit, front.visits("leave_type.read")]) -> Response:
        """Types and cover as they hold today, with what is laid down for later."""
        return await _rules_page(desk, visit, Form())

    @router.get("/types/new", response_model=None)
    async def new_type(visit: Annotated[Visit, front.visits("leave_type.change")]) -> Response:
        return _type_page(visit, None, [], Form())

    @router.post("/types/new", response_model=None)
    async def lay_new_down(visit: Annotated[Visit, front.sent("leave_type.change")]) -> Response:
        """A type that the court did not have."""
        return await _lay_down(desk, visit, None, [])

    @router.get("/types/{code}", response_model=None)
    async def type_page(visit: Annotated[Visit, front.visits("leave_type.read")], code: str) -> Response:
        """One type: every version of its rules, and the form for another."""
        versions = await _versions(desk, visit, code)
        return _type_page(visit, code, versions, Form())

    @router.post("/types/{code}", response_model=None)
    async def lay_down(visit: Annotated[Visit, front.sent("leave_type.change")], code: str) -> Response:
        """Rules of a type from a day on."""
        return await _lay_down(desk, visit, code, await _versions(desk, visit, code))


def _cover(router: APIRouter, desk: Desk, front: Front) -> None:
    @router.post("/cover", response_model=None)
    async def lay_cover_down(visit: Annotated[Visit, front.sent("cover.change")]) -> Response:
        """How many judges are to be there from a day on."""
        said = answers_of(visit, COVER, About())
        if isinstance(said, Form):
            return await _rules_page(desk, visit, said, status=422)
        rule = CoverRule(said["specialism"] or ANY, said["valid_from"], said["minimum"])
        outcome = await desk.order(visit.request, visit.court.court_id, LayDownCover(visit.court.court_id, rule))
        if isinstance(outcome, Refusal):
            return await _rules_page(desk, visit, refused_form(visit, COVER, outcome), status=409)
        return visit.back_to(f"{SECTION}/rules", done=1)


async def _records(desk: Desk, visit: Visit) -> LeaveRecords:
    async with desk.work.pool.acquire() as connection:
        return await read_records(connection, queries.STANDING, visit.court.court_id, [])


async def _versions(desk: Desk, visit: Visit, code: str) -> list[LeaveType]:
    """Every version of a type, the newest first; another page for a type that there is not."""
    records = await _records(desk, visit)
    own = [fact.leave_type for fact in records.own.values() if fact.leave_type.code == code]
    versions = sorted([*own, *(one for one in shipped() if one.code == code)], key=lambda one: one.valid_from)
    if not versions:
        raise AnswerInstead(visit.render("leave_unknown.html", section=SECTION, status=404))
    return versions[::-1]


async def _rules_page(desk: Desk, visit: Visit, cover_form: Form, *, status: int = 200) -> HTMLResponse:
    records, today = await _records(desk, visit), visit.today
    async with desk.work.pool.acquire() as connection:
        codes = [row["specialism"] for row in await connection.fetch(SPECIALISMS, visit.court.court_id)]
    own = [fact.leave_type for fact in records.own.values()]
    types = records.types
    rows = [
        TypeRow(
            types.on(newest.code, today),
            sorted(
                (one for one in own if one.code == newest.code and one.valid_from > today),
                key=lambda one: one.valid_from,
            ),
            types.on(newest.code, today) in own,
        )
        for newest in types.newest()
    ]
    rules = sorted((fact.rule for fact in records.cover_rules.values()), key=lambda one: one.valid_from)
    return visit.render(
        "leave_rules.html",
        section=SECTION,
        status=status,
        rows=rows,
        cover=_cover_rows(rules, today),
        form=cover_form,
        questions=COVER,
        about=About(options={"specialism": [(code, code) for code in codes]}),
        may_change=visit.may("leave_type.change"),
        may_cover=visit.may("cover.change"),
        done=visit.request.query_params.get("done"),
        **_words(),
    )


def _cover_rows(rules: Sequence[CoverRule], today: date) -> list[tuple[CoverRule, str]]:
    """Each rule with whether it `holds`, is `to_come` or is `over`, those of all judges first."""
    newest = {one.specialism: one for one in rules if one.valid_from <= today}
    rows = [
        (one, "to_come" if one.valid_from > today else "holds" if newest[one.specialism] is one else "over")
        for one in rules
    ]
    return sorted(rows, key=lambda row: (row[0].specialism, row[0].valid_from))


def _type_page(
    visit: Visit, code: str | None, versions: Sequence[LeaveType], typed: Form, *, status: int = 200
) -> HTMLResponse:
    holds = next((one for one in versions if one.valid_from <= visit.today), versions[0] if versions else None)
    return visit.render(
        "leave_type.html",
        section=SECTION,
        status=status,
        code=code,
        name=getattr(holds.rules.name, visit.reader.language) if holds else "",
        versions=[(one, form.facts_of(visit, one)) for one in versions],
        holds=holds,
        form=typed,
        parts_of=form,
        about=form.about_type(visit, holds),
        may_change=visit.may("leave_type.change"),
        done=visit.request.query_params.get("done"),
        **_words(),
    )


async def _lay_down(desk: Desk, visit: Visit, code: str | None, versions: Sequence[LeaveType]) -> Response:
    questions = form.QUESTIONS if code else (form.CODE, *form.QUESTIONS)
    said = answers_of(visit, questions, form.about_type(visit, None))
    if isinstance(said, Form):
        return _type_page(visit, code, versions, said, status=422)
    wanted = form.type_typed(code or said["code"], said)
    outcome = await desk.order(visit.request, visit.court.court_id, LayDownLeaveType(visit.court.court_id, wanted))
    if isinstance(outcome, Refusal):
        return _type_page(visit, code, versions, refused_form(visit, questions, outcome, form.CALLED), status=409)
    return visit.back_to(f"{SECTION}/rules/types/{wanted.code}", done=1)


def _words() -> dict[str, Any]:
    return {"units": UNITS, "accruals": ACCRUALS, "kinds": KINDS, "roles": ROLES}
