"""The form that appoints somebody to a post."""

from dataclasses import replace
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.establishment import establishment
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import must
from tarazy_hr.adapters.http.establishment.pages.showing import SECTION, not_taken, section_router, show
from tarazy_hr.adapters.http.front.fields import Fields
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.app.acting import ToAct, enter_acting
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, refused_by_database
from tarazy_hr.domain.appointment import Appointment, AppointmentFact, AppointPerson, Contact
from tarazy_hr.domain.establishment.staffing import staffing_on
from tarazy_hr.domain.post import Post
from tarazy_hr.domain.refusal import Refusal, unknown, wrong

FIELDS = ("person", "name", "post", "role", "from_on", "to_on", "share", "order_number", "email", "languages")
_CALLED = {"post_id": "post", "person_id": "person", "full_time_share": "share"}


def appointing_pages(desk: Desk, front: Front) -> APIRouter:
    """Appointing."""
    router = section_router()

    @router.get("/appoint", response_model=None)
    async def appoint_page(
        visit: Annotated[Visit, front.visits("person.appoint")], post: Annotated[str, Query(max_length=36)] = ""
    ) -> Response:
        return await page(desk, visit, Form({"post": post}))

    @router.post("/appoint", response_model=None)
    async def appoint(visit: Annotated[Visit, front.sent("person.appoint")]) -> Response:
        """Appoint somebody as the form says."""
        fields = Fields(visit)
        command = await _command(desk, visit, fields)
        if command is None:
            return await page(desk, visit, fields.form(), status=422)
        beside = await _beside(desk, command)
        if beside is None:
            outcome: object = await desk.order(visit.request, visit.court.court_id, command)
        else:
            outcome = await _act(desk, visit, beside)
        if isinstance(outcome, Refusal):
            named = replace(outcome, field=_CALLED.get(outcome.field, outcome.field))
            return await page(desk, visit, not_taken(visit, named, FIELDS), status=409)
        return visit.back_to(f"{SECTION}/people/{command.appointment.person_id}", done="appointed")

    return router


async def _beside(desk: Desk, command: AppointPerson) -> ToAct | None:
    """Whoever is to act and is in another post of the court then keeps that one; None: it is an appointment."""
    made = command.appointment
    if not made.acting:
        return None
    async with desk.work.pool.acquire() as connection:
        whom = made.court_id, made.from_on, made.person_id
        own = await queries.people(connection, queries.STANDING, *whom)
    if not any(fact.covers(made.from_on) and fact.appointment.post_id != made.post_id for fact in own):
        return None
    days = made.from_on, made.to_on
    acting_id = uuid7(desk.work.clock())
    return ToAct(acting_id, made.court_id, made.person_id, made.post_id, *days, made.role, made.order_number)


async def _act(desk: Desk, visit: Visit, asked: ToAct) -> bool | Refusal:
    must(visit.request, asked.court_id, asked.person_id)

    async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
        done = await enter_acting(uow, asked)
        if isinstance(done, Refusal) or not done:
            noted_nothing(visit.request)
        else:
            noted(visit.request, asked.court_id, asked.person_id, {"acting_id": str(asked.acting_id)})
        return done

    try:
        return await desk.within(visit.request, act)
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)


async def page(desk: Desk, visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
    """The form, with posts that are vacant first, and people who were here before."""
    court_id = visit.court.court_id
    async with desk.work.pool.acquire() as connection:
        known = await establishment(connection, queries.STANDING, [court_id])
        people = await queries.people(connection, queries.STANDING, court_id, None)
    posts = sorted(staffing_on(known.posts, visit.today), key=lambda one: (one.vacant <= 0, one.post.number or ""))
    people.sort(key=lambda fact: name_key(fact.appointment.name))
    return show(visit, "establishment_appoint.html", status=status, form=form, posts=posts, people=people)


async def _command(desk: Desk, visit: Visit, fields: Fields) -> AppointPerson | None:
    """What the form asks for; None where something in it is wrong."""
    court_id = visit.court.court_id
    async with desk.work.pool.acquire() as connection:
        posts = [fact.post for fact in await queries.posts(connection, queries.STANDING, court_id)]
        people = await queries.people(connection, queries.STANDING, court_id, None)
    post = _chosen_post(fields, posts)
    before = _chosen_person(fields, people)
    name = fields.take("name", "text", required=before is None) or (before.name if before else None)
    role = fields.take("role", "role") or (post.role if post else None)
    if post is not None and role is None:
        fields.refuse("role", wrong("role", "cell_missing"))
    share = fields.take("share", "part") or Decimal(1)
    first, last = fields.take("from_on", "day", required=True), fields.take("to_on", "day")
    email, languages = fields.take("email", "email"), fields.take("languages", "languages")
    order = fields.take("order_number", "text")
    if fields.wrong or post is None or name is None or role is None:
        return None
    contacts = (Contact("email", email),) if email else before.contacts if before else ()
    appointment = Appointment(
        court_id,
        before.person_id if before else uuid7(desk.work.clock()),
        post.post_id,
        role,
        name,
        first,
        last,
        languages or (before.languages if before else ()),
        contacts,
        share,
        order_number=order,
        acting=fields.checked("acting"),
    )
    return AppointPerson(appointment)


def _chosen_post(fields: Fields, posts: list[Post]) -> Post | None:
    chosen = fields.take("post", "uuid", required=True)
    found = next((post for post in posts if post.post_id == chosen), None)
    if chosen is not None and found is None:
        fields.refuse("post", unknown("post", "unknown_post", chosen))
    return found


def _chosen_person(fields: Fields, people: list[AppointmentFact]) -> Appointment | None:
    """Somebody who was here before; None for a new person."""
    chosen: UUID | None = fields.take("person", "uuid")
    found = next((fact.appointment for fact in people if fact.appointment.person_id == chosen), None)
    if chosen is not None and found is None:
        fields.refuse("person", unknown("person", "unknown_person", chosen))
    return found
