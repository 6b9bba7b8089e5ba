"""Acts: what an officer does about a person, each on a page of its own that says what follows before it is done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.hearing_facts import sittings_hit
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.showing import SECTION, Fields, section_router, show
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.tables.columns import Kind
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.texts import reason

DAY = message("Like 31.12.2026")
SHOWN = 8
"""Sittings that a page names; the others it counts."""


@dataclass(frozen=True, slots=True)
class Question:
    """A field of the form. Texts are `message(…)`s."""

    name: str
    label: str
    kind: Kind | Literal["choice", "long", "week"]
    hint: str = ""
    required: bool = False
    size: int = 24


@dataclass(frozen=True, slots=True)
class About:
    """What a form shows before anything is typed."""

    values: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """Of choices, and what is suggested for fields of text, by the name of the question."""
    facts: Sequence[tuple[str, str]] = ()
    """What stands now: name and fact."""


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
        fields = Fields(visit)
        answers = {question.name: _answer(visit, fields, question, about) for question in act.questions}
        if fields.wrong:
            return await _page(desk, visit, act, person_id, fields.form(), status=422)
        done = await act.carry(Asked(desk, visit, person, answers))
        if isinstance(done, Refusal):
            return await _page(desk, visit, act, person_id, _refused(visit, act, done), status=409)
        return visit.back_to(f"{SECTION}/people/{person_id}", done=act.leaf)


def _answer(visit: Visit, fields: Fields, question: Question, about: About) -> Any:
    """What a field says; None for an empty or a wrong one."""
    if question.kind == "week":
        return tuple(name.removeprefix("on-") for name in visit.given if name.startswith("on-"))
    if question.kind == "choice" or question.kind == "long":
        said: str | None = fields.take(question.name, "text", required=question.required)
        if question.kind == "choice" and said and said not in dict(about.options.get(question.name, ())):
            fields.wrong[question.name] = visit.words.gettext(message("Choose one of the list."))
            return None
        return said
    return fields.take(question.name, question.kind, required=question.required)


def _refused(visit: Visit, act: Act, refusal: Refusal) -> Form:
    """The form as it was typed, and the reason beside the field that it is about, else above all."""
    name = act.called.get(refusal.field, refusal.field)
    known = {question.name for question in act.questions}
    words = reason(refusal.code, refusal.particulars, visit.reader.language)
    return Form(visit.given, {name if name in known else "act": words})


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
