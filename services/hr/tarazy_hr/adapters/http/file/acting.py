"""Acts: what an officer does about a person, each on a page of its own that says what follows before it is done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.hearing_facts import sittings_hit
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.showing import SECTION, section_router, show
from tarazy_hr.adapters.http.front.questions import About, Question, answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.refusal import Refusal

SHOWN = 8
"""Sittings that a page names; the others it counts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An act that is asked for: who asks, about whom, and the answers by the names of the questions."""

    desk: Desk
    visit: Visit
    person: AppointmentFact
    """The appointment that stands, or the last one."""
    answers: Mapping[str, Any]

    @property
    def court_id(self) -> str:
        """Of the visit."""
        return self.visit.court.court_id

    @property
    def person_id(self) -> UUID:
        """Whom it is about."""
        return self.person.appointment.person_id

    @property
    def of(self) -> str:
        """Which record of the person it is about, where there are several."""
        return of(self.visit)


Carry = Callable[[Asked], Awaitable[object]]
"""Carries the act out; a `Refusal` when it cannot be."""
Prepare = Callable[[Asked], Awaitable[About]]


async def _nothing(asked: Asked) -> About:
    return About()


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do about a person. Texts are `message(…)`s."""

    leaf: str
    """Of the address, under the person's file."""
    permission: str
    title: str
    button: str
    carry: Carry
    questions: tuple[Question, ...] = ()
    prepare: Prepare = _nothing
    follows: str = ""
    """What becomes of it, in a sentence or two."""
    is_grave: bool = False
    shows_sittings: bool = False
    """Whether the page shows which sittings of the person are listed."""
    is_listed: bool = True
    """Among what can be done about the person; otherwise beside the record that it is about."""
    called: Mapping[str, str] = field(default_factory=dict)
    """Fields of refusals by the question that they are about, where their names differ."""


def acts_router(desk: Desk, front: Front, acts: Sequence[Act]) -> APIRouter:
    """A page and a form for each act."""
    router = section_router()
    for act in acts:
        _offer(router, desk, front, act)
    return router


def of(visit: Visit) -> str:
    """Which record a page is about: the address says it, later the form."""
    return visit.given.get("of") or visit.request.query_params.get("of", "")


def _offer(router: APIRouter, desk: Desk, front: Front, act: Act) -> None:
    path = f"/people/{{person_id}}/{act.leaf}"

    @router.get(path, response_model=None)
    async def look(visit: Annotated[Visit, front.visits(act.permission)], person_id: UUID) -> Response:
        return await _page(desk, visit, act, person_id, Form())

    @router.post(path, response_model=None)
    async def do(visit: Annotated[Visit, front.sent(act.permission)], person_id: UUID) -> Response:
        person = await _person(desk, visit, person_id)
        if person is None:
            return show(visit, "establishment_unknown.html", status=404)
        about = await act.prepare(Asked(desk, visit, person, {}))
        answers = answers_of(visit, act.questions, about)
        if isinstance(answers, Form):
            return await _page(desk, visit, act, person_id, answers, status=422)
        done = await act.carry(Asked(desk, visit, person, answers))
        if isinstance(done, Refusal):
            return await _page(
                desk, visit, act, person_id, refused_form(visit, act.questions, done, act.called), status=409
            )
        return visit.back_to(f"{SECTION}/people/{person_id}", done=act.leaf)


async def _person(desk: Desk, visit: Visit, person_id: UUID) -> AppointmentFact | None:
    async with desk.work.pool.acquire() as connection:
        at, court_id = queries.STANDING, visit.court.court_id
        found = await queries.people(connection, at, court_id, visit.today, person_id)
        found = found or await queries.people(connection, at, court_id, None, person_id)
    return found[0] if found else None


async def _page(desk: Desk, visit: Visit, act: Act, person_id: UUID, form: Form, *, status: int = 200) -> HTMLResponse:
    person = await _person(desk, visit, person_id)
    if person is None:
        return show(visit, "establishment_unknown.html", status=404)
    sittings: list[Any] = []
    if act.shows_sittings:
        async with desk.work.pool.acquire() as connection:
            sittings = await sittings_hit(connection, person_id, desk.work.clock(), None)
    return show(
        visit,
        "file_act.html",
        status=status,
        act=act,
        about=await act.prepare(Asked(desk, visit, person, {})),
        person=person.appointment,
        form=form,
        of=of(visit),
        sittings=sittings[:SHOWN],
        more_sittings=max(0, len(sittings) - SHOWN),
    )
