"""The section "Leave" of a court's desk: who is away, what waits for a decision, one's own leave, and a decision."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.pages.place import Place
from tarazy_shared.problems import AnswerInstead

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.sections import desk_path
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.leave.leave_views import LeaveView
from tarazy_hr.adapters.http.leave.page_forms import LeaveForm
from tarazy_hr.adapters.http.leave.previews import PreviewView
from tarazy_hr.adapters.http.leave.shown import balances_shown, ledger_shown, names_in, types_shown
from tarazy_hr.adapters.http.leave.wall import Quarter, quarter_of, quarter_typed, wall_of
from tarazy_hr.adapters.http.leave.words import FATES, KINDS, LETTERS, ROLES, STATES
from tarazy_hr.adapters.leave.court_time_reading import read_court_time
from tarazy_hr.adapters.leave.leave_reading import leave_of_person, leaves_between, person_sources
from tarazy_hr.adapters.scheduling.client import Scheduling
from tarazy_hr.app.leave.previewing import Preview, preview
from tarazy_hr.domain.absence import DecideAbsence, Decision
from tarazy_hr.domain.leave.court_time import CourtTime
from tarazy_hr.domain.leave.requests import NameSubstitute
from tarazy_hr.domain.refusal import Refusal

SECTION = "leave"
HERE = "/courts/{court_id}/desk/leave"
PERSON = HERE + "/people/{person_id}"
DECISIONS: dict[str, Decision] = {"approve": "approve", "refuse": "refuse", "cancel": "cancel"}


def leave_pages_router(desk: Desk, front: Front, scheduling: Scheduling) -> APIRouter:
    """Pages about leave."""
    router = pages_router()
    _court(router, desk, front)
    _person(router, desk, front, scheduling)
    _deciding(router, desk, front, scheduling)
    return router


def _court(router: APIRouter, desk: Desk, front: Front) -> None:
    @router.get(HERE, response_model=None)
    async def court_page(visit: Annotated[Visit, front.visits("leave.read")], quarter: str = "") -> Response:
        """The court's quarter and what waits; whoever may see only the own leave is led there."""
        if not visit.may("leave.decide"):
            leaf = f"leave/people/{visit.who.person_id}"
            return RedirectResponse(Place.of(visit.request).url(desk_path(visit.court.court_id, leaf)), 303)
        shown = quarter_typed(quarter, visit.today)
        time = await _time(desk, visit, shown)
        async with desk.work.pool.acquire() as connection:
            waiting = await leaves_between(connection, queries.STANDING, visit.court.court_id, status="requested")
            names = await names_in(connection, visit.court.court_id)
        return visit.render(
            "leave.html",
            section=SECTION,
            wall=wall_of(time, shown, visit.words),
            calendar=time.records.calendar,
            waiting=[LeaveView.of(fact, waiting.sources_of(fact)) for fact in waiting.leaves],
            types=types_shown(time.records.types, visit.reader.language),
            names=names,
            people=sorted(names.items(), key=lambda one: name_key(one[1])),
            letters=LETTERS,
            kinds=KINDS,
            roles=ROLES,
            done=visit.request.query_params.get("done", ""),
        )

    @router.get(HERE + "/person", response_model=None)
    async def turn(visit: Annotated[Visit, front.visits("leave.read")], person: str = "") -> Response:
        """The way to somebody's page."""
        leaf = f"leave/people/{person}" if person else "leave"
        return RedirectResponse(Place.of(visit.request).url(desk_path(visit.court.court_id, leaf)), 303)


def _person(router: APIRouter, desk: Desk, front: Front, scheduling: Scheduling) -> None:
    @router.get(PERSON, response_model=None)
    async def person_page(visit: Annotated[Visit, front.visits("leave.read")], person_id: UUID) -> Response:
        """Balances, ledgers and leaves of one person, and the form to ask for leave."""
        return await _person_page(desk, visit, person_id, LeaveForm({}, visit.words))

    @router.post(PERSON, response_model=None)
    async def ask(visit: Annotated[Visit, front.sent("leave.request")], person_id: UUID) -> Response:
        """Look at what a leave would bring, or ask for it; record one that needs no approval."""
        typed, court_id = LeaveForm(visit.given, visit.words), visit.court.court_id
        async with desk.work.pool.acquire() as connection:
            records, _ = await person_sources(connection, queries.STANDING, court_id, person_id)
        types = records.types.all_on(visit.today)
        recorded = frozenset(one.code for one in types if not one.rules.needs_approval)
        if not visit.may("leave.record"):
            recorded = frozenset()
        command = typed.request(court_id, person_id, uuid7(desk.work.clock()), recorded=recorded)
        if command is None:
            return await _person_page(desk, visit, person_id, typed, status=422)
        if visit.given.get("look"):
            found = await preview(desk.work, scheduling, command)
            if found.refusal is not None:
                typed.refuse(found.refusal)
            return await _person_page(desk, visit, person_id, typed, found=found)
        outcome = await desk.order(visit.request, court_id, command)
        if isinstance(outcome, Refusal):
            typed.refuse(outcome)
            return await _person_page(desk, visit, person_id, typed, status=422)
        return visit.back_to(f"leave/people/{person_id}", done="recorded" if command.is_recorded else "asked")


def _deciding(router: APIRouter, desk: Desk, front: Front, scheduling: Scheduling) -> None:
    @router.get(PERSON + "/{absence_id}", response_model=None)
    async def leave_page(
        visit: Annotated[Visit, front.visits("leave.preview")], person_id: UUID, absence_id: UUID
    ) -> Response:
        """One leave: what granting it would bring, and the decision."""
        return await _leave_page(desk, visit, scheduling, person_id, absence_id, LeaveForm({}, visit.words))

    @router.post(PERSON + "/{absence_id}/decide", response_model=None)
    async def decide(
        visit: Annotated[Visit, front.sent("leave.decide")], person_id: UUID, absence_id: UUID
    ) -> Response:
        """Grant, refuse or cancel."""
        typed, court_id = LeaveForm(visit.given, visit.words), visit.court.court_id
        decision, who = DECISIONS.get(visit.given.get("decision", "")), typed.person("substitute_id")
        note = typed.text("note")
        if decision is None:
            typed.wrong["decision"] = visit.words.gettext("Choose one.")
        if decision == "approve" and who is not None and not typed.wrong:
            named = NameSubstitute(court_id, person_id, absence_id, who)
            outcome = await desk.order(visit.request, court_id, named)
            if isinstance(outcome, Refusal):
                typed.refuse(outcome)
        if decision is not None and not typed.wrong:
            command = DecideAbsence(court_id, person_id, absence_id, decision, note)
            outcome = await desk.order(visit.request, court_id, command)
            if not isinstance(outcome, Refusal):
                return visit.back_to(SECTION, done=decision)
            typed.refuse(outcome)
        return await _leave_page(desk, visit, scheduling, person_id, absence_id, typed, status=422)

    @router.post(PERSON + "/{absence_id}/withdraw", response_model=None)
    async def withdraw(
        visit: Annotated[Visit, front.sent("leave.withdraw")], person_id: UUID, absence_id: UUID
    ) -> Response:
        """Withdraw a request."""
        command = DecideAbsence(visit.court.court_id, person_id, absence_id, "withdraw")
        outcome = await desk.order(visit.request, visit.court.court_id, command)
        done = "not" if isinstance(outcome, Refusal) else "withdrawn"
        return visit.back_to(f"leave/people/{person_id}", done=done)

    @router.post(PERSON + "/{absence_id}/end", response_model=None)
    async def end(visit: Annotated[Visit, front.sent("leave.record")], person_id: UUID, absence_id: UUID) -> Response:
        """Cut a granted leave short, or close a recorded one."""
        typed, court_id = LeaveForm(visit.given, visit.words), visit.court.court_id
        command = typed.end(court_id, person_id, absence_id)
        if command is not None:
            outcome = await desk.order(visit.request, court_id, command)
            if not isinstance(outcome, Refusal):
                return visit.back_to(f"leave/people/{person_id}", done="ended")
            typed.refuse(outcome)
        return await _leave_page(desk, visit, scheduling, person_id, absence_id, typed, status=422)


async def _time(desk: Desk, visit: Visit, quarter: Quarter) -> CourtTime:
    async with desk.work.pool.acquire() as connection:
        return await read_court_time(
            connection, queries.STANDING, visit.court.court_id, visit.court.zone, quarter.first, quarter.last
        )


async def _person_page(
    desk: Desk, visit: Visit, person_id: UUID, typed: LeaveForm, *, found: Preview | None = None, status: int = 200
) -> HTMLResponse:
    court_id = visit.court.court_id
    async with desk.work.pool.acquire() as connection:
        known = await leave_of_person(connection, court_id, person_id, visit.today)
        names = await names_in(connection, court_id)
    if person_id not in names:
        raise AnswerInstead(visit.render("leave_unknown.html", section=SECTION, status=404))
    language, year = visit.reader.language, visit.today.year
    sources, records = known.sources, known.records
    leaves = [LeaveView.of(fact, known.sources_of(fact)) for fact in known.leaves]
    types = sources.types.all_on(visit.today)
    offered = [one for one in types if one.rules.needs_approval or visit.may("leave.record")]
    return visit.render(
        "leave_person.html",
        section=SECTION,
        status=status,
        form=typed.form(),
        person_id=person_id,
        name=names[person_id],
        is_own=person_id == visit.who.person_id,
        balances=balances_shown(sources.types, sources, year, visit.today),
        lines=ledger_shown(sources, year, visit.today, language),
        leaves=sorted(leaves, key=lambda one: one.first_on, reverse=True),
        types=types_shown(records.types, language) | types_shown(sources.types, language),
        offered=[(one.code, getattr(one.rules.name, language)) for one in offered],
        unverified=[one for one in types if one.rules.has_entitlement and not one.verified],
        others=_others(names, person_id),
        calendar=records.calendar,
        found=PreviewView.of(found, language) if found else None,
        done=visit.request.query_params.get("done", ""),
        **_words(names),
    )


async def _leave_page(
    desk: Desk,
    visit: Visit,
    scheduling: Scheduling,
    person_id: UUID,
    absence_id: UUID,
    typed: LeaveForm,
    *,
    status: int = 200,
) -> HTMLResponse:
    court_id = visit.court.court_id
    found = await preview(desk.work, scheduling, DecideAbsence(court_id, person_id, absence_id, "approve"))
    if found.fact is None:
        raise AnswerInstead(visit.render("leave_unknown.html", section=SECTION, status=404))
    async with desk.work.pool.acquire() as connection:
        names = await names_in(connection, court_id)
        records, _ = await person_sources(connection, queries.STANDING, court_id, person_id)
    shown = PreviewView.of(found, visit.reader.language)
    return visit.render(
        "leave_decision.html",
        section=SECTION,
        status=status,
        form=typed.form(),
        person_id=person_id,
        name=names.get(person_id, ""),
        found=shown,
        leave=shown.leave,
        types=types_shown(records.types, visit.reader.language),
        others=_others(names, person_id),
        may_decide=visit.may("leave.decide", person_id),
        may_end=visit.may("leave.record"),
        has_begun=found.fact.absence.starts_at <= desk.work.clock(),
        quarter=quarter_of(found.fact.terms.span.first_on if found.fact.terms else visit.today),
        **_words(names),
    )


def _others(names: dict[UUID, str], person_id: UUID) -> list[tuple[str, str]]:
    """Who may stand in, by name."""
    listed = sorted(names.items(), key=lambda one: name_key(one[1]))
    return [(str(who), name) for who, name in listed if who != person_id]


def _words(names: dict[UUID, str]) -> dict[str, Any]:
    return {"names": names, "states": STATES, "fates": FATES, "kinds": KINDS, "roles": ROLES}
